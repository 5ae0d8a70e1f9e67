// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// chooseStart makes the scene an invocation of the start action, for the
// resource that some other configuration backs up too.
func (e *World) chooseStart(s *scene) {
	e.aws.Script(s.config.source, e.script(s.config.source))
	// Every invocation is an intent of its own.
	s.config.token, s.config.triggers = fmt.Sprintf("invocation %d", e.step), nil
	if e.random.IntN(3) == 0 {
		s.newer = time.Duration(1+e.random.IntN(72)) * time.Hour
	}
	s.resource = &resource{number: s.resource.number, args: s.config, object: e.terraform.None()}
	s.before = s.resource.object
	s.operation = e.interrupted("start action", e.random.IntN(100))
}

// chooseStop makes the scene an invocation of the stop action, for one of the
// last jobs; false if there are none.
func (e *World) chooseStop(s *scene) bool {
	recent := e.recent()
	if len(recent) == 0 {
		return false
	}
	s.target = recent[e.random.IntN(len(recent))]
	s.resource = &resource{number: s.resource.number, args: s.config, object: e.terraform.None()}
	s.before = s.resource.object
	s.operation = e.interrupted("stop action", e.random.IntN(100))
	return true
}

func (s *scene) startConfig(t *Terraform) map[string]cty.Value {
	config := s.config.config(t.schemas.ActionSchemas[startAction].Schema.Block)
	if s.newer != 0 {
		config["skip_if_newer_than"] = cty.StringVal(s.newer.String())
	}
	return config
}

func (s *scene) stopConfig(t *Terraform) map[string]cty.Value {
	config := inprocess.Empty(t.schemas.ActionSchemas[stopAction].Schema.Block)
	config["backup_job_id"] = cty.StringVal(s.target)
	return config
}

// Invoke is terraform apply -invoke: a walk that plans the action and a walk, in
// another process, that invokes it.
func (t *Terraform) Invoke(ctx context.Context, name string, config map[string]cty.Value) {
	planning, ok := t.startConfigured(ctx)
	if !ok || !t.show(planning.PlanAction(ctx, name, cty.ObjectVal(config))) {
		return
	}
	if applying, ok := t.startConfigured(ctx); ok {
		t.show(applying.InvokeAction(ctx, name, cty.ObjectVal(config), func(line string) { t.Progress = append(t.Progress, line) }))
	}
}

// checkAction: what an action leaves unsaid, nobody will ever know.
func (e *World) checkAction(s *scene, jobs []emulator.Job) {
	operation, _ := cutInterruption(s.operation)
	if operation != "start action" && operation != "stop action" || s.killed || e.terraform.Shown.Failed() {
		return
	}
	last := ""
	if n := len(e.terraform.Progress); n > 0 {
		last = e.terraform.Progress[n-1]
	}
	switch {
	case s.struck:
		e.violated("%s: the action was interrupted and did not fail: %s", s, last)
	case operation == "stop action":
		if job := find(jobs, s.target); job.Completed.IsZero() {
			e.violated("%s: the action did not fail, and job %s is %s", s, s.target, job.State)
		}
	default:
		e.checkStarted(s, jobs, last)
	}
}

// checkStarted: an action that does not fail has taken a backup, or found one
// that is young enough, and says in its last words which one.
func (e *World) checkStarted(s *scene, jobs []emulator.Job, last string) {
	var found *emulator.Job
	for i, job := range jobs {
		if job.ResourceARN == s.config.source && (strings.Contains(last, job.ID) || job.RecoveryPointARN != "" && strings.Contains(last, job.RecoveryPointARN)) {
			found = &jobs[i]
		}
	}
	switch {
	case found == nil:
		e.violated("%s: the action did not fail, and its last words name no backup: %q", s, last)
	case s.newer == 0 && found.Created.Before(s.began):
		e.violated("%s: the action names the old backup %s: %q", s, found.ID, last)
	case found.Created.Before(s.began.Add(-s.newer)):
		e.violated("%s: the action is content with job %s of %s: %q", s, found.ID, found.Created, last)
	}
}
