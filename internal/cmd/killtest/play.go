// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
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
	of  []string // what the jobs work on
	// before is how many jobs there were before the run that is killed.
	before int
}

// configuration is that of a case, from the ARNs that the resources work on, the
// name of the kind, how many there are, the arguments, and more of them.
const configuration = `
terraform {
  required_providers {
    awsbackup = { source = "awsbackup/awsbackup" }
  }
}

locals {
  of = %s
}

resource "awsbackup_%s_job" "test" {
  count             = %d
  iam_role_arn      = "arn:aws:iam::123456789012:role/backup"
  %s
  %s
}
`

// world makes the world of a case.
func (s *suite) world(k kill) (*world, error) {
	dir, err := os.MkdirTemp(s.dir, "case-")
	if err != nil {
		return nil, err
	}
	w := &world{kill: k, aws: emulator.New()}
	region := w.aws.Region(sandbox.Region)
	region.Script("*", emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: k.kind.takes})
	region.ScriptCopies("*", emulator.CopyScript{Created: emulator.Skip, Running: k.kind.takes})
	region.ScriptRestores("*", emulator.RestoreScript{Pending: emulator.Skip, Running: k.kind.takes})
	w.of = k.kind.prepare(w.aws)
	w.web = httptest.NewServer(w.aws)
	w.Workspace, err = sandbox.New(dir, sandbox.Settings{Terraform: s.terraform, Installation: s.provider, Endpoint: w.web.URL})
	return w, err
}

func (w *world) jobs() []job { return w.kind.jobs(w.aws.Region(sandbox.Region)) }

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
	w.before = len(w.jobs())
	if _, err := w.apply(ctx, run, o); err != nil {
		// Terraform reports a provider that was killed.
		if _, ended := sandbox.ExitCode(err); !ended || !o.killed {
			return fmt.Errorf("the apply to be killed: %w", err)
		}
	}
	w.aws.Advance(10 * time.Second)
	if w.late {
		w.aws.Advance(w.kind.late)
	}
	left := slices.Clone(w.jobs()[w.before:])
	output, err := w.apply(ctx, run, nil)
	if exit, refused := errors.AsType[*sandbox.ExitError](err); refused && strings.Contains(exit.Error(), justMade) {
		output = exit.Error()
		if err = w.adopt(ctx, left, output); err == nil {
			_, err = w.apply(ctx, run, nil)
		}
	}
	if err != nil {
		return fmt.Errorf("the apply after the kill: %w", err)
	}
	held, err := w.held("COMPLETED")
	if err != nil {
		return err
	}
	o.judge(left, w.jobs()[w.before:], held, output)
	return nil
}

// justMade is the message about a restore that has completed after its apply was
// killed.
const justMade = "Restore Has Just Been Made"

// adopt does what that message says: it imports each job that is named.
func (w *world) adopt(ctx context.Context, left []job, message string) error {
	for _, j := range left {
		if !strings.Contains(message, j.id) {
			continue
		}
		address := fmt.Sprintf("awsbackup_%s_job.test[%d]", w.kind.name, slices.Index(w.of, j.of))
		if _, err := w.Run(ctx, "import", "-no-color", address, j.id+"@"+sandbox.Region); err != nil {
			return err
		}
	}
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
	return w.Write("main.tf", w.text(run, extra))
}

func (w *world) text(run int, extra string) string {
	of, _ := json.Marshal(w.of) //nolint:errchkjson // strings cannot fail to encode
	return fmt.Sprintf(configuration, of, w.kind.name, w.resources, fmt.Sprintf(w.kind.arguments, run), extra)
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
		if !w.hits(r) {
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

// keepTime ends the jobs once each resource has one and they have been checked
// after the last start. A job that is found again has no start.
func (w *world) keepTime() {
	var mu sync.Mutex
	seen := 0
	w.aws.Inject(emulator.Fault{Kind: emulator.Slow, Match: func(r emulator.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case r.Operation == w.kind.start:
			seen = 0
		case w.kind.isLook(r):
			if seen++; seen >= 2*w.resources && w.complete() {
				w.aws.Advance(w.kind.ends)
				seen = 0
			}
		}
		return false
	}})
}

// complete reports whether there is a job of this run for each resource.
func (w *world) complete() bool {
	of := map[string]bool{}
	for _, j := range w.jobs()[w.before:] {
		of[j.of] = true
	}
	return len(of) >= w.resources
}

// held are the jobs in state, by the resource that they back up. All must be in
// the job state wanted, and none tainted.
func (w *world) held(wanted string) (map[string]string, error) {
	state, err := w.State()
	held := map[string]string{}
	for _, o := range state.Objects {
		id, arn, state := o.Text("id"), o.Text(w.kind.of), o.Text(w.kind.state)
		if o.Tainted || o.DeposedKey != "" || state != wanted || held[arn] != "" {
			err = errors.Join(err, fmt.Errorf("state has job %s of %s: tainted %t, deposed %q, %s, beside %q",
				id, arn, o.Tainted, o.DeposedKey, state, held[arn]))
		}
		held[arn] = id
	}
	return held, err
}
