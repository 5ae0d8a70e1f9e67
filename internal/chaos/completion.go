// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"slices"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// chooseCompletion makes the scene one of the completion resource, which waits
// for some of the last jobs; false if there are none.
func (e *World) chooseCompletion(s *scene) bool {
	s.target = ""
	if n := e.random.IntN(4); n > 0 && e.waiting.Exists() {
		s.target = []string{"", "refresh", "destroy", "update"}[n]
	}
	if s.target == "update" || !e.waiting.Exists() {
		e.waited = nil
		recent := e.recent()
		for range min(len(recent), 1+e.random.IntN(4)) {
			if id := recent[e.random.IntN(len(recent))]; !slices.Contains(e.waited, id) {
				e.waited = append(e.waited, id)
			}
		}
	}
	if len(e.waited) == 0 {
		return false
	}
	s.resource = &resource{number: -1, object: e.terraform.None()}
	s.before = s.resource.object
	s.operation = e.interrupted("completion", e.random.IntN(100))
	return true
}

// recent are the jobs of the last two days, the only ones of which AWS Backup is
// sure to know the record, in the order of their IDs.
func (e *World) recent() []string {
	return slices.DeleteFunc(sorted(e.jobs), func(id string) bool { return e.server.Now().Sub(e.jobs[id].at) > 48*time.Hour })
}

func (e *World) complete(ctx context.Context, s *scene) {
	t := e.terraform.another(completionType)
	defer func() { e.terraform.absorb(t) }()
	config := inprocess.Empty(t.block())
	ids := make([]cty.Value, 0, len(e.waited))
	for _, id := range e.waited {
		ids = append(ids, cty.StringVal(id))
	}
	config["backup_job_ids"] = cty.SetVal(ids)
	timeouts := nulls(config["timeouts"].Type())
	timeouts["create"] = cty.StringVal((time.Duration(1+e.random.IntN(8)) * time.Hour).String())
	config["timeouts"] = cty.ObjectVal(timeouts)
	switch s.target {
	case "refresh":
		e.waiting = t.Refresh(ctx, e.waiting)
	case "destroy":
		e.waiting = t.Destroy(ctx, e.waiting)
	default:
		e.waiting = t.Apply(ctx, e.waiting, cty.ObjectVal(config), false)
		e.checkWaited(s, t)
	}
}

// checkWaited: a completion that does not fail has seen every job complete.
func (e *World) checkWaited(s *scene, t *Terraform) {
	if t.Shown.Failed() || t.interruption.struck() || e.waiting.Tainted {
		return
	}
	jobs := e.aws.Jobs()
	told := inprocess.Member(e.waiting.Value, "jobs")
	if n := told.LengthInt(); n != len(e.waited) {
		e.violated("%s: the completion tells of %d jobs, and is for %v", s, n, e.waited)
	}
	for _, id := range e.waited {
		if job := find(jobs, id); job.State != "COMPLETED" || inprocess.Text(inprocess.Member(told, id), "state") != "COMPLETED" {
			e.violated("%s: the completion says %q of job %s, which is %s, and did not fail", s, inprocess.Text(inprocess.Member(told, id), "state"), id, job.State)
		}
	}
}
