// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// grace is how long Terraform may take to save its state after an interrupt.
const grace = 30 * time.Second

// Process is a Terraform in the background.
type Process struct {
	// Cmd may be changed before Start.
	Cmd *exec.Cmd

	ctx    context.Context //nolint:containedctx // it is the command's, which does not show it
	output bytes.Buffer
	done   chan struct{}
	err    error
}

// Command returns a Terraform that has not started yet. When ctx ends, Terraform
// is interrupted once, and killed if it does not end within half a minute.
func (w *Workspace) Command(ctx context.Context, args ...string) *Process {
	cmd := exec.CommandContext(ctx, w.terraform, args...)
	cmd.Dir, cmd.Env = w.Dir, w.Env
	ownGroup(cmd)
	cmd.Cancel = func() error { return interrupt(cmd.Process) }
	cmd.WaitDelay = grace
	return &Process{Cmd: cmd, ctx: ctx, done: make(chan struct{})}
}

// Start starts the process.
func (p *Process) Start() error {
	if p.Cmd.Stdout == nil {
		p.Cmd.Stdout = &p.output
	}
	if p.Cmd.Stderr == nil {
		p.Cmd.Stderr = &p.output
	}
	if err := p.Cmd.Start(); err != nil {
		return fmt.Errorf("starting Terraform: %w", err)
	}
	go func() {
		defer close(p.done)
		p.err = p.result(p.Cmd.Wait())
	}()
	return nil
}

func (p *Process) result(err error) error {
	command := strings.Join(p.Cmd.Args[1:], " ")
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && p.ctx.Err() == nil {
		return &ExitError{Command: command, Code: exit.ExitCode(), Output: p.output.String()}
	}
	if err != nil {
		return fmt.Errorf("running terraform %s: %w\n%s", command, errors.Join(p.ctx.Err(), err), &p.output)
	}
	return nil
}

// Wait waits for the end and returns all that Terraform printed. The error is an
// *ExitError if Terraform ended with another code than 0.
func (p *Process) Wait() (output string, err error) {
	<-p.done
	return p.output.String(), p.err
}

// Done is closed when the process has ended.
func (p *Process) Done() <-chan struct{} { return p.done }

// Interrupt is a Ctrl-C that only Terraform sees.
func (p *Process) Interrupt() error { return interrupt(p.Cmd.Process) }

// Start starts a command of Terraform.
func (w *Workspace) Start(ctx context.Context, args ...string) (*Process, error) {
	p := w.Command(ctx, args...)
	return p, p.Start()
}

// Run runs a command of Terraform and returns what Process.Wait does.
func (w *Workspace) Run(ctx context.Context, args ...string) (output string, err error) {
	p, err := w.Start(ctx, args...)
	if err != nil {
		return "", err
	}
	return p.Wait()
}

// Stdout is Run without what Terraform prints on standard error, which only the
// error has.
func (w *Workspace) Stdout(ctx context.Context, args ...string) ([]byte, error) {
	var out bytes.Buffer
	p := w.Command(ctx, args...)
	p.Cmd.Stdout = &out
	if err := p.Start(); err != nil {
		return nil, err
	}
	_, err := p.Wait()
	if exit, ok := errors.AsType[*ExitError](err); ok {
		exit.Output = out.String() + exit.Output
	}
	return out.Bytes(), err
}

// ExitError is a Terraform that ended with another code than 0.
type ExitError struct {
	Command string
	Code    int // -1: ended by a signal
	Output  string
}

func (e *ExitError) Error() string {
	return fmt.Sprintf("terraform %s ended with code %d:\n\n%s", e.Command, e.Code, e.Diagnostics())
}

// Diagnostics is what Terraform printed from its first error on, or everything
// if it reported no error. It needs -no-color.
func (e *ExitError) Diagnostics() string {
	_, errs, found := strings.Cut("\n"+e.Output, "\nError: ")
	if !found {
		return e.Output
	}
	return "Error: " + errs
}

// ExitCode is the code with which Terraform ended, for an error of Run or Wait.
// ok is false if Terraform did not run to its end.
func ExitCode(err error) (code int, ok bool) {
	if exit, is := errors.AsType[*ExitError](err); is {
		return exit.Code, true
	}
	return 0, err == nil
}
