// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// world is one case: an AWS of its own, and a workspace.
type world struct {
	kill
	*sandbox.Workspace
	aws *emulator.Server
	web *httptest.Server
}

const configuration = `
terraform {
  required_providers {
    awsbackup = { source = "awsbackup/awsbackup" }
  }
}

resource "awsbackup_backup_job" "test" {
  count             = %[1]d
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-${count.index}"
  iam_role_arn      = "arn:aws:iam::123456789012:role/backup"
  triggers          = { run = %[2]d }
  %[3]s
}
`

// world makes the world of a case. Its jobs take an hour.
func (s *suite) world(k kill) (*world, error) {
	dir, err := os.MkdirTemp(s.dir, "case-")
	if err != nil {
		return nil, err
	}
	w := &world{kill: k, aws: emulator.New()}
	w.aws.Region(sandbox.Region).Script("*", emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: time.Hour})
	w.web = httptest.NewServer(w.aws)
	w.Workspace, err = sandbox.New(dir, sandbox.Settings{Terraform: s.terraform, Installation: s.provider, Endpoint: w.web.URL})
	return w, err
}

func (w *world) jobs() []emulator.Job { return w.aws.Region(sandbox.Region).Jobs() }

// play plays one case.
func (s *suite) play(ctx context.Context, k kill) (o outcome) {
	o.kill = k
	w, err := s.world(k)
	if err == nil {
		defer w.web.Close()
		err = w.play(ctx, &o)
	}
	if err != nil {
		o.violations = append(o.violations, err.Error())
	}
	return o
}

func (w *world) play(ctx context.Context, o *outcome) error {
	run := 1
	if w.replace {
		if _, err := w.apply(ctx, run, nil); err != nil {
			return fmt.Errorf("the apply before the kill: %w", err)
		}
		w.aws.Advance(time.Minute)
		run++
	}
	before := len(w.jobs())
	if _, err := w.apply(ctx, run, o); err != nil {
		// Terraform reports a provider that was killed.
		if _, ended := sandbox.ExitCode(err); !ended || !o.killed {
			return fmt.Errorf("the apply to be killed: %w", err)
		}
	}
	w.aws.Advance(10 * time.Second)
	if w.late {
		w.aws.Advance(2 * time.Hour)
	}
	left := slices.Clone(w.jobs()[before:])
	output, err := w.apply(ctx, run, nil)
	if err != nil {
		return fmt.Errorf("the apply after the kill: %w", err)
	}
	held, err := w.held("COMPLETED")
	if err != nil {
		return err
	}
	o.judge(left, w.jobs()[before:], held, output)
	return nil
}

// apply applies, to the end or until the kill if there is an outcome to note it
// in.
func (w *world) apply(ctx context.Context, run int, o *outcome) (output string, err error) {
	if err := w.configure(run); err != nil {
		return "", err
	}
	w.aws.ClearFaults()
	defer w.aws.ClearFaults()
	if o == nil || w.finishing {
		w.keepTime()
	}
	p := w.Command(ctx, "apply", "-auto-approve", "-no-color")
	v := &victim{process: p, started: make(chan struct{})}
	if o != nil {
		w.arm(v)
	}
	if err := p.Start(); err != nil {
		return "", err
	}
	close(v.started)
	output, err = p.Wait()
	killed := v.over()
	if o != nil {
		o.killed = killed
	}
	return output, err
}

// configure writes the configuration of a run.
func (w *world) configure(run int) error {
	extra := ""
	if w.replace {
		extra = "on_destroy = \"delete\"\n  lifecycle {\n    create_before_destroy = true\n  }"
	}
	return w.Write("main.tf", fmt.Sprintf(configuration, w.resources, run, extra))
}

// victim is the Terraform that a case kills. Its provider is its child.
type victim struct {
	process *sandbox.Process
	started chan struct{}
	once    sync.Once
	killed  bool
}

// kill kills the target, once.
func (v *victim) kill(target string) {
	<-v.started
	v.once.Do(func() {
		v.killed = true
		terraform := v.process.Cmd.Process
		providers := sandbox.Children(terraform.Pid)
		if target != killProvider {
			_ = terraform.Kill() // it may have ended
		}
		if target == killTerraform {
			return
		}
		for _, pid := range providers {
			if provider, err := os.FindProcess(pid); err == nil {
				_ = provider.Kill() // it may have ended
			}
		}
	})
}

// over reports whether there was a kill, and prevents one from now on. A kill in
// progress ends first.
func (v *victim) over() bool {
	v.once.Do(func() {})
	return v.killed
}

// arm makes the call that the case names kill the victim.
func (w *world) arm(v *victim) {
	var mu sync.Mutex
	count, jobs := 0, len(w.jobs())
	fault := emulator.Fault{Kind: emulator.ResetBefore, Match: func(r emulator.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		if !w.hits(r.Operation) {
			return false
		}
		if count++; count != w.nth {
			return false
		}
		switch {
		case w.after:
			go func() {
				for len(w.jobs()) == jobs {
					time.Sleep(time.Millisecond)
				}
				v.kill(w.target)
			}()
		case w.delay > 0:
			time.AfterFunc(w.delay, func() { v.kill(w.target) })
			return false
		default:
			v.kill(w.target)
		}
		return true
	}}
	if w.after {
		fault.Kind, fault.Delay = emulator.Slow, time.Minute
	}
	w.aws.Inject(fault)
}

// keepTime ends the jobs once they have been checked after the last start.
func (w *world) keepTime() {
	var mu sync.Mutex
	starts, seen := 0, 0
	w.aws.Inject(emulator.Fault{Kind: emulator.Slow, Match: func(r emulator.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case r.Operation == "StartBackupJob":
			starts++
			seen = 0
		case slices.Contains(looks, r.Operation):
			if seen++; (starts == 0 || starts >= w.resources) && seen >= 2*w.resources {
				w.aws.Advance(2 * time.Hour)
				seen = 0
			}
		}
		return false
	}})
}

// held are the jobs in state, by the resource that they back up. All must be in
// the job state wanted, and none tainted.
func (w *world) held(wanted string) (map[string]string, error) {
	state, err := w.State()
	held := map[string]string{}
	for _, o := range state.Objects {
		id, arn := o.Text("id"), o.Text("resource_arn")
		if o.Tainted || o.DeposedKey != "" || o.Text("state") != wanted || held[arn] != "" {
			err = errors.Join(err, fmt.Errorf("state has job %s of %s: tainted %t, deposed %q, %s, beside %q",
				id, arn, o.Tainted, o.DeposedKey, o.Text("state"), held[arn]))
		}
		held[arn] = id
	}
	return held, err
}
