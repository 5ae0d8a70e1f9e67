// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const region = "eu-central-1"

// world is one case: an AWS of its own, a directory with a state of its own.
type world struct {
	*suite
	kill
	aws *emulator.Server
	dir string
	env []string
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

// play plays one case in a directory below dir.
func (s *suite) play(ctx context.Context, dir string, k kill) outcome {
	o := outcome{kill: k}
	fail := func(format string, args ...any) outcome {
		o.violations = append(o.violations, fmt.Sprintf(format, args...))
		return o
	}
	w, closeWorld, err := s.world(dir, k)
	if err != nil {
		return fail("%v", err)
	}
	defer closeWorld()

	run := 1
	if k.replace {
		if output, code, err := w.apply(ctx, run, nil); code != 0 || err != nil {
			return fail("the apply before the kill ended with %d (%v):\n%s", code, err, output)
		}
		w.aws.Advance(time.Minute)
		run++
	}
	before := len(w.jobs())
	output, code, err := w.apply(ctx, run, &o)
	if err != nil || !o.killed && code != 0 {
		return fail("the apply to be killed ended with %d (%v):\n%s", code, err, output)
	}
	w.aws.Advance(10 * time.Second)
	if k.late {
		w.aws.Advance(2 * time.Hour)
	}
	left := slices.Clone(w.jobs()[before:])
	output, code, err = w.apply(ctx, run, nil)
	if code != 0 || err != nil {
		return fail("the apply after the kill ended with %d (%v):\n%s", code, err, output)
	}
	held, err := w.held(ctx, "COMPLETED")
	if err != nil {
		return fail("%v", err)
	}
	o.judge(left, w.jobs()[before:], held, output)
	return o
}

// world makes the world of a case below dir. Its jobs take an hour.
func (s *suite) world(dir string, k kill) (w *world, closeWorld func(), err error) {
	w = &world{suite: s, kill: k, aws: emulator.New()}
	w.aws.Region(region).Script("*", emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: time.Hour})
	if w.dir, err = os.MkdirTemp(dir, "case-"); err != nil {
		return nil, nil, err
	}
	rc := fmt.Sprintf("provider_installation {\n  dev_overrides { \"awsbackup/awsbackup\" = %q }\n  direct {}\n}\n", s.plugins)
	if err := os.WriteFile(filepath.Join(w.dir, "terraformrc"), []byte(rc), 0o600); err != nil {
		return nil, nil, err
	}
	web := httptest.NewServer(w.aws)
	w.env = environment(w.dir, web.URL)
	return w, web.Close, nil
}

func (w *world) jobs() []emulator.Job { return w.aws.Region(region).Jobs() }

// apply applies, to the end or until the kill where there is an outcome to note
// it in.
func (w *world) apply(ctx context.Context, run int, o *outcome) (output string, code int, err error) {
	if err := w.configure(run); err != nil {
		return "", 0, err
	}
	p := make(chan *process, 1)
	w.aws.ClearFaults()
	if o == nil || w.finishing {
		w.keepTime()
	}
	if o != nil {
		w.arm(p)
	}
	started, err := w.start(ctx, w.dir, w.env, "apply", "-auto-approve", "-no-color")
	if err != nil {
		return "", 0, err
	}
	p <- started
	code, err = started.wait()
	w.aws.ClearFaults()
	if o != nil {
		o.killed = started.killed
	}
	return started.output.String(), code, err
}

// configure writes the configuration of a run.
func (w *world) configure(run int) error {
	extra := ""
	if w.replace {
		extra = "on_destroy = \"delete\"\n  lifecycle {\n    create_before_destroy = true\n  }"
	}
	text := fmt.Sprintf(configuration, w.resources, run, extra)
	return os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(text), 0o600)
}

// arm makes the call that the case names kill.
func (w *world) arm(p chan *process) {
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
		target := <-p
		p <- target
		switch {
		case w.after:
			go func() {
				for len(w.jobs()) == jobs {
					time.Sleep(time.Millisecond)
				}
				target.kill(w.target)
			}()
		case w.delay > 0:
			time.AfterFunc(w.delay, func() { target.kill(w.target) })
			return false
		default:
			target.kill(w.target)
		}
		return true
	}}
	if w.after {
		fault.Kind, fault.Delay = emulator.Slow, time.Minute
	}
	w.aws.Inject(fault)
}

// keepTime ends the jobs once they have been looked at after the last start.
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
			if seen++; starts >= w.resources && seen >= 2*w.resources || starts == 0 && seen >= 2*w.resources {
				w.aws.Advance(2 * time.Hour)
				seen = 0
			}
		}
		return false
	}})
}

// held are the jobs in state, by the resource that they back up. All must be in
// the job state wanted, and none tainted.
func (w *world) held(ctx context.Context, wanted string) (map[string]string, error) {
	p, err := w.start(ctx, w.dir, w.env, "show", "-json")
	if err != nil {
		return nil, err
	}
	if code, err := p.wait(); code != 0 || err != nil {
		return nil, fmt.Errorf("terraform show ended with %d (%w):\n%s", code, err, p.output.String())
	}
	var answer struct {
		Values struct {
			RootModule struct {
				Resources []struct {
					Tainted    bool   `json:"tainted"`
					DeposedKey string `json:"deposed_key"`
					Values     struct {
						ID          string `json:"id"`
						ResourceARN string `json:"resource_arn"`
						State       string `json:"state"`
					} `json:"values"`
				} `json:"resources"`
			} `json:"root_module"`
		} `json:"values"`
	}
	if err := json.Unmarshal(p.output.Bytes(), &answer); err != nil {
		return nil, fmt.Errorf("reading the state: %w", err)
	}
	held := map[string]string{}
	for _, r := range answer.Values.RootModule.Resources {
		if r.Tainted || r.DeposedKey != "" || r.Values.State != wanted || held[r.Values.ResourceARN] != "" {
			return nil, fmt.Errorf("state has job %s of %s: tainted %t, deposed %q, %s, beside %q",
				r.Values.ID, r.Values.ResourceARN, r.Tainted, r.DeposedKey, r.Values.State, held[r.Values.ResourceARN])
		}
		held[r.Values.ResourceARN] = r.Values.ID
	}
	return held, nil
}
