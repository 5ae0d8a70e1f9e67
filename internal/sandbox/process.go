// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"time"
)

// grace is how long a program may take to end after it was asked to.
const grace = 10 * time.Second

// process is a program in the background.
type process struct {
	cmd    *exec.Cmd
	output *tail
	done   chan error // gets the result of Wait, once
}

// startEmulator starts the emulator and waits until it says where it listens.
func startEmulator(ctx context.Context, path string, args ...string) (*process, string, error) {
	// It outlives ctx on purpose: it must still answer while Terraform cleans
	// up after an interrupt. Close stops it.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), path, args...)
	ownGroup(cmd)
	p := &process{cmd: cmd, output: &tail{}, done: make(chan error, 1)}
	cmd.Stderr = p.output
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", fmt.Errorf("starting the emulator: %w", err)
	}
	address := make(chan string, 1)
	go func() {
		p.listen(out, address)
		p.done <- cmd.Wait()
	}()
	select {
	case url, ok := <-address:
		if ok {
			return p, url, nil
		}
		return nil, "", fmt.Errorf("the emulator ended at once: %w\n%s", <-p.done, p.output)
	case <-ctx.Done():
		return nil, "", errors.Join(ctx.Err(), p.stop())
	}
}

// addressPattern is the address in the line that the emulator prints.
var addressPattern = regexp.MustCompile(`https?://[0-9A-Za-z.:\[\]]+`)

// listen reads what the program prints, to the end, and hands on the first
// address in it.
func (p *process) listen(out io.Reader, address chan<- string) {
	defer close(address)
	found := false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		fmt.Fprintln(p.output, lines.Text())
		if url := addressPattern.FindString(lines.Text()); url != "" && !found {
			found = true
			address <- url
		}
	}
}

// stop asks the program to end and makes it if it does not.
func (p *process) stop() error {
	if err := interrupt(p.cmd.Process); err != nil {
		// It has ended by itself, which nobody asked for.
		return fmt.Errorf("the emulator had already ended: %w\n%s", <-p.done, p.output)
	}
	select {
	case err := <-p.done:
		if err != nil {
			return fmt.Errorf("stopping the emulator: %w\n%s", err, p.output)
		}
		return nil
	case <-time.After(grace):
		return errors.Join(fmt.Errorf("the emulator did not stop within %s", grace), p.cmd.Process.Kill(), <-p.done)
	}
}

// tail keeps the end of what a program printed.
type tail struct {
	mu    sync.Mutex
	lines []string
}

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, strings.Split(strings.TrimRight(string(b), "\n"), "\n")...)
	if keep := 50; len(t.lines) > keep {
		t.lines = t.lines[len(t.lines)-keep:]
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, "\n")
}
