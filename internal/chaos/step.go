// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// Step lets some time pass and makes one random step in one random resource's
// life, with random faults, and checks what came of it.
func (e *World) Step(ctx context.Context) {
	e.step++
	pause, r := jump(e.random), e.resources[e.random.IntN(len(e.resources))]
	if e.last != nil && e.random.IntN(5) == 0 {
		pause, r = time.Duration(e.random.IntN(60))*time.Second, e.last // Its job may still be in progress.
	}
	e.last = r
	time.Sleep(pause)
	if e.random.IntN(4) == 0 {
		e.repairVaults()
	}
	s := &scene{resource: r}
	s.before, s.config = s.resource.object, s.resource.args
	switch n := e.random.IntN(100); {
	case n < 4:
		e.chooseStart(s)
	case n < 8 && e.chooseStop(s):
	case n < 12 && e.chooseCompletion(s):
	case n < 22 && e.chooseDownstream(s):
	case s.resource.deposed.Exists():
		s.real = s.resource
		s.resource = &resource{number: s.real.number, args: s.real.args, object: s.real.deposed}
		s.before = s.resource.object
		s.operation = e.interrupted("destroy", e.random.IntN(100))
	default:
		s.operation = e.choose(s)
	}
	if e.random.IntN(3) > 0 {
		for range 1 + e.random.IntN(2) {
			s.faults = append(s.faults, randomFault(e.random, s))
		}
	}
	e.perform(ctx, s)
}

// perform carries a scene out and checks it.
func (e *World) perform(ctx context.Context, s *scene) {
	t := e.terraform
	t.Shown, t.Progress, t.Mistakes, t.starts = nil, nil, nil, nil
	s.began, s.points = e.server.Now(), e.points()
	s.hits = e.server.FaultHits()
	e.server.ResetRequests()
	e.server.Inject(s.faults...)
	e.act(ctx, s)
	e.server.ClearFaults()
	s.requests, s.said = e.server.Requests(), t.said()
	s.struck, s.killed = t.interruption.struck(), t.interruption.killed()
	hits := e.server.FaultHits()
	maps.DeleteFunc(hits, func(kind emulator.FaultKind, n int) bool { return n == s.hits[kind] })
	s.hits = hits
	if hits[emulator.RemoveVault] > 0 {
		e.missing = append(e.missing, s.config.vault)
	}
	if hits[emulator.ExpireCredentials] > 0 {
		t.Key = fmt.Sprintf("AKIACHAOS%011d", e.step)
	}
	e.check(s)
	e.checkTwin(s)
	if id := s.resource.object.ID(); id != s.before.ID() && !strings.HasPrefix(s.operation, "import") {
		s.resource.renewal = false
	}
	e.report.count(s)
	e.note("%s -> %s %s %d requests, hit %v, struck %v\n%s", s, s.resource.object.ID(), inprocess.Text(s.resource.object.Value, "state"),
		len(s.requests), slices.Sorted(maps.Keys(hits)), s.struck, s.said)
	t.interruption = nil
}

func (e *World) points() map[string]emulator.RecoveryPoint {
	all := map[string]emulator.RecoveryPoint{}
	for _, point := range e.aws.RecoveryPoints() {
		all[point.ARN] = point
	}
	return all
}

// choose picks an operation that the resource's state allows, and changes the
// configuration accordingly.
func (e *World) choose(s *scene) string {
	r := s.resource
	switch n := e.random.IntN(100); {
	case !r.object.Exists() && n < 12 && e.lastJob(r) != "":
		return pick(e.random, "import job", "import point")
	case !r.object.Exists():
		e.aws.Script(s.config.source, e.script(s.config.source))
		if e.random.IntN(3) == 0 {
			r.args.triggers = map[string]string{"run": fmt.Sprint(e.step)}
			s.config = r.args
		}
		if e.random.IntN(5) == 0 && e.chooseTwin(s) {
			return e.interrupted("create together", e.random.IntN(100))
		}
		return e.interrupted("create", n)
	case inprocess.Text(r.object.Value, "completion_date") == "" && n%3 == 0:
		// The new backup is the old one, as long as that one is in flight.
		return pick(e.random, "create first by force", "rename")
	case n < 22:
		return "refresh"
	case n < 30:
		return "plan"
	case n < 38:
		return e.interrupted("apply again", e.random.IntN(100))
	case n < 64:
		edit := edits[e.random.IntN(len(edits))]
		r.args = r.args.edited(e.random, edit)
		s.config = r.args
		return "update " + edit
	case n < 74:
		r.args.triggers = map[string]string{"run": fmt.Sprint(e.step)}
		if r.args.token != "" {
			r.args.token = fmt.Sprintf("token-%d-%d", r.number, e.step)
		}
		s.config, r.renewal = r.args, true
		e.aws.Script(s.config.source, e.script(s.config.source))
		return e.interrupted(pick(e.random, "replace", "replace", "create first"), e.random.IntN(100))
	case n < 78:
		e.aws.Script(s.config.source, e.script(s.config.source))
		return pick(e.random, "taint", "taint", "create first by force")
	case n < 81:
		e.aws.Script(s.config.source, e.script(s.config.source))
		return "rename"
	case n < 84:
		return "state rm"
	case n < 87:
		return "delete by hand"
	default:
		return e.interrupted("destroy", e.random.IntN(100))
	}
}

// interrupted adds an interrupt or a kill to some operations.
func (e *World) interrupted(operation string, n int) string {
	if n%5 > 1 {
		return operation
	}
	after := time.Duration(e.random.ExpFloat64() * float64(5*time.Second))
	if e.random.IntN(2) == 0 {
		after = time.Duration(e.random.IntN(3600)) * time.Second
	}
	e.terraform.interruption = &interruption{after: after, kill: n%5 == 1}
	if n%5 == 1 {
		return operation + ", killed"
	}
	return operation + ", interrupted"
}

// lastJob is the youngest job that was ever started for the resource.
func (e *World) lastJob(r *resource) (id string) {
	for candidate, job := range e.jobs {
		if job.resource == r && (id == "" || job.at.After(e.jobs[id].at) || job.at.Equal(e.jobs[id].at) && candidate > id) {
			id = candidate
		}
	}
	return id
}

// act does what the operation says.
func (e *World) act(ctx context.Context, s *scene) {
	t, r := e.terraform, s.resource
	config := s.wanted(e)
	if s.downstream != nil {
		e.actDownstream(ctx, s)
		return
	}
	switch operation, _ := cutInterruption(s.operation); operation {
	case "create", "apply again", "replace":
		r.object = t.Apply(ctx, r.object, config, false)
		e.planAgain(ctx, s)
	case "create first":
		e.swap(ctx, s, false)
		e.planAgain(ctx, s)
	case "create first by force":
		e.swap(ctx, s, true)
	case "create together":
		e.createTogether(ctx, s)
	case "rename":
		e.rename(ctx, s)
	case "start action":
		t.Invoke(ctx, startAction, s.startConfig(t))
	case "stop action":
		t.Invoke(ctx, stopAction, s.stopConfig(t))
	case "completion":
		e.complete(ctx, s)
	case "taint":
		r.object = t.Apply(ctx, r.object, config, true)
	case "refresh":
		r.object = t.Refresh(ctx, r.object)
	case "plan":
		_, _ = t.Plan(ctx, r.object, config, false)
	case "destroy":
		r.object = t.Destroy(ctx, r.object)
		if s.real != nil {
			s.real.deposed = r.object
		}
	case "state rm":
		r.object = t.None()
	case "delete by hand":
		e.byHand[inprocess.Text(r.object.Value, "recovery_point_arn")] = true
		e.aws.RemoveRecoveryPoint(inprocess.Text(r.object.Value, "recovery_point_arn"))
		r.object = t.Refresh(ctx, r.object)
	case "import job", "import point":
		e.importInto(ctx, s, operation)
	default: // an update
		r.object = t.Apply(ctx, r.object, config, false)
		e.planAgain(ctx, s)
	}
}

// importInto brings a job that was forgotten back. The configuration is the one
// that has started it, so the plan that follows must not replace it.
func (e *World) importInto(ctx context.Context, s *scene, operation string) {
	t, r := e.terraform, s.resource
	id := e.lastJob(r)
	s.config = e.jobs[id].args
	for _, point := range s.points {
		if operation == "import point" && point.JobID == id {
			id = point.VaultName + "," + point.ARN
		}
	}
	r.object = t.Import(ctx, id)
	if !r.object.Exists() {
		return
	}
	r.args, r.renewal = s.config, true
	c, good := t.Plan(ctx, r.object, s.wanted(e), false)
	if !good {
		return
	}
	state := inprocess.Text(c.Prior.Value, "state")
	if c.Action == inprocess.Replace && state != "FAILED" && state != "EXPIRED" {
		e.violated("the plan after the import of %s replaces it", id)
	}
}

// planAgain wants an empty plan after a clean apply.
func (e *World) planAgain(ctx context.Context, s *scene) {
	t := e.terraform
	if len(s.faults) > 0 || t.interruption != nil || t.Shown.Failed() || e.random.IntN(3) > 0 || !s.resource.object.Exists() {
		return
	}
	shown := t.Shown
	c, good := t.Plan(ctx, s.resource.object, s.wanted(e), false)
	lateIssue := strings.Contains(t.said(), "Copy to the Air-Gapped Vault Failed") || strings.Contains(t.said(), "Index of the Backup Failed")
	if good && c.Action != inprocess.NoOp && !healing(c) && !lateIssue {
		e.violated("%s: the plan after a clean apply is not empty:\n%s\n%s", s, c.Prior.Value.GoString(), c.Planned.Value.GoString())
	}
	t.Shown = append(slices.Clone(shown), t.Shown[len(shown):]...)
}

// healing says that a plan takes a failed backup again or continues to wait, as
// it should.
func healing(c inprocess.Change) bool {
	switch inprocess.Text(c.Prior.Value, "state") {
	case "FAILED", "EXPIRED":
		return c.Action == inprocess.Replace
	default:
		return !c.Prior.Exists()
	}
}
