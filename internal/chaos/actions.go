// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// chooseStart makes the scene an invocation of the start action, for the
// resource that some other configuration backs up too.
func (e *Era) chooseStart(s *scene) {
	e.aws.Script(s.config.source, randomScript(e.random))
	// Every invocation is an intent of its own.
	s.config.token, s.config.triggers = fmt.Sprintf("invocation %d", e.step), nil
	if e.random.IntN(3) == 0 {
		s.newer = time.Duration(1+e.random.IntN(72)) * time.Hour
	}
	s.resource = &resource{number: s.resource.number, args: s.config, object: e.terraform.None()}
	s.before = s.resource.object
	s.operation = e.troubled("start action", e.random.IntN(100))
}

// chooseStop makes the scene an invocation of the stop action, for one of the
// last jobs; false if there are none.
func (e *Era) chooseStop(s *scene) bool {
	recent := e.recent()
	if len(recent) == 0 {
		return false
	}
	s.target = recent[e.random.IntN(len(recent))]
	s.resource = &resource{number: s.resource.number, args: s.config, object: e.terraform.None()}
	s.before = s.resource.object
	s.operation = e.troubled("stop action", e.random.IntN(100))
	return true
}

func (s *scene) startConfig(t *Terraform) tftypes.Value {
	kind, _ := t.schemas.ActionSchemas[startAction].Schema.ValueType().(tftypes.Object)
	var members map[string]tftypes.Value
	config := s.config.config(kind)
	if s.newer != 0 && config.As(&members) == nil {
		members["skip_if_newer_than"] = tftypes.NewValue(tftypes.String, s.newer.String())
		config = tftypes.NewValue(kind, members)
	}
	return config
}

func (s *scene) stopConfig(t *Terraform) tftypes.Value {
	kind, _ := t.schemas.ActionSchemas[stopAction].Schema.ValueType().(tftypes.Object)
	members := emptyObject(kind)
	members["backup_job_id"] = tftypes.NewValue(tftypes.String, s.target)
	return tftypes.NewValue(kind, members)
}

// Invoke is terraform apply -invoke: a walk that plans the action and a walk, in
// another process, that invokes it.
func (t *Terraform) Invoke(ctx context.Context, name string, config tftypes.Value) {
	planning, ok := t.walk(ctx)
	if !ok {
		return
	}
	actions, is := planning.server.(tfprotov6.ProviderServerWithActions)
	if !is {
		t.mistake("there are no actions")
		return
	}
	validated, err := actions.ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: name, Config: t.encode(config)})
	if err != nil || !t.show(validated.Diagnostics) {
		return
	}
	planned, err := actions.PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: name, Config: t.encode(config)})
	if err != nil || !t.show(planned.Diagnostics) {
		return
	}
	applying, ok := t.walk(ctx)
	if !ok {
		return
	}
	actions, _ = applying.server.(tfprotov6.ProviderServerWithActions)
	stop := t.trouble.begin(ctx, applying)
	defer stop()
	stream, err := actions.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: t.encode(config)})
	if err != nil {
		t.mistake("InvokeAction: %v", err)
		return
	}
	ended := false
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			if ended {
				t.mistake("progress after the end: %s", event.Message)
			}
			t.Progress = append(t.Progress, event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			ended = true
			t.show(event.Diagnostics)
		}
	}
	if !ended {
		t.mistake("the action %s did not say how it ended", name)
	}
}

// checkAction: what an action leaves unsaid, nobody will ever know.
func (e *Era) checkAction(s *scene, jobs []emulator.Job) {
	operation, _ := cutTrouble(s.operation)
	if operation != "start action" && operation != "stop action" || s.killed || failed(e.terraform.Shown) {
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
func (e *Era) checkStarted(s *scene, jobs []emulator.Job, last string) {
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
