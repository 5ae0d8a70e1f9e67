// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// patience is for a machine that does many things at once. What is waited for
// takes a second.
const patience = 3 * time.Minute

// begin starts an apply and returns when it has come to where it waits. gone is
// closed once Terraform and every provider of it have ended: they hold the
// writing end of a pipe.
func (w *world) begin(t *testing.T, waiting <-chan struct{}) (p *sandbox.Process, gone <-chan struct{}) {
	t.Helper()
	held, holder, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	p = w.Command(t.Context(), "apply", "-auto-approve", "-no-color")
	p.Cmd.ExtraFiles = []*os.File{holder}
	if err := errors.Join(p.Start(), holder.Close()); err != nil {
		t.Fatal(err)
	}
	// Nothing is left over, whatever the test finds.
	t.Cleanup(func() { _ = syscall.Kill(-p.Cmd.Process.Pid, syscall.SIGKILL) })
	ended := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, held)
		_ = held.Close()
		close(ended)
	}()
	select {
	case <-waiting:
	case <-ended:
		output, err := p.Wait()
		t.Fatalf("the apply ended before it waited: %v\n%s", err, output)
	case <-time.After(patience):
		t.Fatal("the apply does not come to where it waits")
	}
	return p, ended
}

// watch returns a channel that is closed when all jobs are started and have
// been checked.
func (w *world) watch() <-chan struct{} {
	waiting := make(chan struct{})
	var mu sync.Mutex
	looked := 0
	w.aws.Inject(emulator.Fault{Kind: emulator.Slow, Match: func(r emulator.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		if len(w.jobs()) == w.resources && w.kind.isLook(r) {
			if looked++; looked == 2*w.resources {
				close(waiting)
			}
		}
		return false
	}})
	return waiting
}

func wantGone(t *testing.T, gone <-chan struct{}) {
	t.Helper()
	select {
	case <-gone:
	case <-time.After(patience):
		t.Error("a provider continues without its Terraform")
	}
}

// TestTerminateGroup: a CI runner that stops sends SIGTERM to Terraform and the
// provider at once.
func TestTerminateGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 3)
	p, gone := w.begin(t, w.watch())
	if err := syscall.Kill(-p.Cmd.Process.Pid, syscall.SIGTERM); err != nil { // it has a group of its own
		t.Fatal(err)
	}
	output, err := p.Wait()
	if code, ok := sandbox.ExitCode(err); code != 1 || !ok {
		t.Errorf("the apply ended with %v, want code 1:\n%s", err, output)
	}
	wantGone(t, gone)
	for _, job := range w.jobs() {
		if !strings.Contains(output, job.id) {
			t.Errorf("job %s is not named:\n%s", job.id, output)
		}
	}
	if strings.Contains(output, "Plugin did not respond") || strings.Contains(output, "panic") {
		t.Errorf("the provider or Terraform broke down:\n%s", output)
	}
	held, err := w.held("RUNNING")
	if err != nil || len(held) != 3 {
		t.Errorf("state has %v (%v), want 3 jobs that run, untainted", held, err)
	}

	if _, err := w.apply(t.Context(), 1, nil); err != nil {
		t.Fatalf("the next apply: %v", err)
	}
	if jobs := w.jobs(); len(jobs) != 3 {
		t.Errorf("there are %d jobs for 3 resources", len(jobs))
	}
	after, err := w.held("COMPLETED")
	if err != nil {
		t.Fatal(err)
	}
	for arn, id := range held {
		if after[arn] != id {
			t.Errorf("%s had job %s, and has job %s after the next apply", arn, id, after[arn])
		}
	}
}

// idle is a configuration in which the provider has nothing to do for as long
// as nobody writes into the pipe. The command does not keep the third file open.
const idle = `
resource "terraform_data" "pause" {
  depends_on = [awsbackup_backup_job.test]
  provisioner "local-exec" {
    command = "exec 3>&-; read word < pipe"
  }
}

resource "awsbackup_backup_job" "later" {
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-later"
  iam_role_arn      = "arn:aws:iam::123456789012:role/backup"
  depends_on        = [terraform_data.pause]
}
`

// TestTerraformKilled: nobody tells the provider that its Terraform was killed.
// It ends nevertheless, even where it has nothing to say to it.
func TestTerraformKilled(t *testing.T) {
	t.Parallel()
	for name, set := range map[string]func(*testing.T, *world) <-chan struct{}{
		"in a wait": func(_ *testing.T, w *world) <-chan struct{} { return w.watch() },
		"idle": func(t *testing.T, w *world) <-chan struct{} {
			t.Helper()
			pipe := filepath.Join(w.Dir, "pipe")
			text := w.text(1, `wait_for = "created"`) + idle
			if err := errors.Join(syscall.Mkfifo(pipe, 0o600), w.Write("main.tf", text)); err != nil {
				t.Fatal(err)
			}
			reading := make(chan struct{})
			go func() {
				// This returns when the command opens the other end, and the command ends when this one is closed.
				if writer, err := os.OpenFile(pipe, os.O_WRONLY, 0); err == nil {
					close(reading)
					<-t.Context().Done()
					_ = writer.Close()
				}
			}()
			return reading
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, 1)
			p, gone := w.begin(t, set(t, w))
			if err := p.Cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			_, err := p.Wait()
			if code, ok := sandbox.ExitCode(err); code != -1 || !ok {
				t.Errorf("the apply ended with %v, want it killed", err)
			}
			wantGone(t, gone)
			t.Logf("the provider ended %s after Terraform", time.Since(began).Round(time.Millisecond))
		})
	}
}
