// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"syscall"
	"testing"
)

// Process is a Terraform at work, for tests of what happens when it is
// stopped.
type Process struct {
	t    *testing.T
	cmd  *exec.Cmd
	out  *bytes.Buffer
	done chan error
}

// Start runs a command of Terraform in the background. The test must wait for
// it.
func (c *CLI) Start(args ...string) *Process {
	c.t.Helper()
	p := &Process{t: c.t, cmd: c.command(Context(c.t), args...), out: &bytes.Buffer{}, done: make(chan error, 1)}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	if err := p.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	go func() { p.done <- p.cmd.Wait() }()
	return p
}

// Interrupt is a Ctrl-C that only Terraform sees.
func (p *Process) Interrupt() {
	if err := p.cmd.Process.Signal(syscall.SIGINT); err != nil {
		p.t.Errorf("interrupting Terraform: %v", err)
	}
}

// Wait returns what Terraform printed and its exit code, -1 if a signal ended
// it.
func (p *Process) Wait() (output string, code int) {
	p.t.Helper()
	err := <-p.done
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return p.out.String(), exit.ExitCode()
	}
	if err != nil {
		p.t.Fatalf("running Terraform: %v\n%s", err, p.out)
	}
	return p.out.String(), 0
}

// Object is one object in state.
type Object struct {
	Address string `json:"address"`
	Tainted bool   `json:"tainted"`
	// DeposedKey is set for an object that create_before_destroy has left.
	DeposedKey string         `json:"deposed_key"`
	Values     map[string]any `json:"values"`
}

// Text is a string attribute, "" if it is null.
func (o Object) Text(attribute string) string {
	s, _ := o.Values[attribute].(string)
	return s
}

// State returns the managed objects of the root module that are in state.
func (c *CLI) State() []Object {
	c.t.Helper()
	out, err := c.Terraform("show", "-json")
	var answer struct {
		Values struct {
			RootModule struct {
				Resources []Object `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	if err == nil {
		err = json.Unmarshal(out, &answer)
	}
	if err != nil {
		c.t.Fatalf("terraform show: %v\n%s", err, out)
	}
	return answer.Values.RootModule.Resources
}
