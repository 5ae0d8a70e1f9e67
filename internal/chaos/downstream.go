// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// downstream is a resource that copies or restores a recovery point.
type downstream struct {
	kind   downstreamKind
	number int
	point  emulator.RecoveryPoint
	// destination is the vault of a copy.
	destination          string
	waitFor, onDestroy   string
	createFor, iteration string
	object               Object
}

// downstreamKind is what is special about copies or restores.
type downstreamKind struct {
	name, typeName, start string
	// stateName is the attribute that has the state of the job.
	stateName string
	jobs      func(*emulator.Region) []downstreamJob
	script    func(*World, *downstream)
}

// downstreamJob is a copy job or a restore job as it really is.
type downstreamJob struct {
	id, source, state, result string
	created, completed        time.Time
}

var copies = downstreamKind{
	name: "copy", typeName: "awsbackup_copy_job", start: "StartCopyJob", stateName: "state",
	jobs: func(r *emulator.Region) (all []downstreamJob) {
		for _, j := range r.CopyJobs() {
			if j.BackupJobID == "" && j.ParentID == "" {
				all = append(all, downstreamJob{j.ID, j.SourceRecoveryPointARN, j.State, j.DestinationRecoveryPointARN, j.Created, j.Completed})
			}
		}
		return all
	},
	script: func(e *World, d *downstream) {
		s := emulator.CopyScript{Running: time.Duration(1+e.random.IntN(90)) * time.Minute}
		switch e.random.IntN(10) {
		case 0:
			s.End, s.Message = "FAILED", "The copy failed."
		case 1:
			s.Category, s.Message = "MISCELLANEOUS", "Some tags were left out."
		case 2:
			s.RecordLag = time.Duration(e.random.IntN(40)) * time.Second
		case 3:
			s.VisibilityLag = time.Duration(e.random.IntN(90)) * time.Second
		case 4:
			s.NeverEnds = true
		case 5:
			s.Created, s.Running = emulator.Skip, time.Second
		}
		e.aws.ScriptCopies(d.point.ResourceARN, s)
	},
}

var restores = downstreamKind{
	name: "restore", typeName: "awsbackup_restore_job", start: "StartRestoreJob", stateName: "status",
	jobs: func(r *emulator.Region) (all []downstreamJob) {
		for _, j := range r.RestoreJobs() {
			all = append(all, downstreamJob{j.ID, j.RecoveryPointARN, j.Status, j.CreatedResourceARN, j.Created, j.Completed})
		}
		return all
	},
	script: func(e *World, d *downstream) {
		s := emulator.RestoreScript{Running: time.Duration(1+e.random.IntN(90)) * time.Minute}
		switch e.random.IntN(8) {
		case 0:
			s.End, s.Message = "FAILED", "The restore failed."
		case 1:
			s.End = "ABORTED"
		case 2:
			s.RecordLag = time.Duration(e.random.IntN(40)) * time.Second
		case 3:
			s.NeverEnds = true
		case 4:
			s.Pending, s.Running = emulator.Skip, time.Second
		}
		e.aws.ScriptRestores(d.point.ARN, s)
	},
}

// intent is what makes two starts the same request.
func (d *downstream) intent() string {
	return fmt.Sprint(d.kind.name, d.point.ARN, d.destination, d.iteration)
}

// config is the configuration as Terraform hands it to the provider.
func (d *downstream) config(t *Terraform) cty.Value {
	v := inprocess.Empty(t.block())
	for name, value := range map[string]string{
		"recovery_point_arn": d.point.ARN, "iam_role_arn": "arn:aws:iam::" + Account + ":role/backup", "wait_for": d.waitFor, "on_destroy": d.onDestroy,
		"source_backup_vault_name": d.point.VaultName, "destination_backup_vault_arn": "arn:aws:backup:" + Region + ":" + Account + ":backup-vault:" + d.destination,
	} {
		if _, has := v[name]; has && value != "" {
			v[name] = cty.StringVal(value)
		}
	}
	if _, has := v["metadata"]; has {
		v["metadata"] = cty.MapVal(map[string]cty.Value{"availabilityZone": cty.StringVal(Region + "a")})
	}
	if d.iteration != "" {
		v["triggers"] = cty.MapVal(map[string]cty.Value{"run": cty.StringVal(d.iteration)})
	}
	timeouts := nulls(v["timeouts"].Type())
	timeouts["create"] = cty.StringVal(d.createFor)
	v["timeouts"] = cty.ObjectVal(timeouts)
	return cty.ObjectVal(v)
}

// downstreamCount is how many copies and how many restores a world has.
const downstreamCount = 6

// chooseDownstream makes the scene a step in the life of a copy or a restore.
func (e *World) chooseDownstream(s *scene) bool {
	d := e.downstreams[e.random.IntN(len(e.downstreams))]
	s.downstream, s.downstreamBefore = d, d.object
	s.resource = &resource{number: -1, object: e.terraform.None()}
	s.before = s.resource.object
	operation := "refresh"
	switch n := e.random.IntN(100); {
	case !d.object.Exists():
		operation = "create"
		if e.random.IntN(3) == 0 || d.point.ARN == "" {
			e.renew(d)
		}
		d.kind.script(e, d)
	case n < 20:
	case n < 30:
		operation = "plan"
	case n < 50:
		operation = "apply again"
	case n < 75:
		operation = "replace"
		d.iteration = fmt.Sprint(e.step)
		d.kind.script(e, d)
	default:
		operation = "destroy"
	}
	s.operation = d.kind.name + " " + operation
	if operation != "refresh" && operation != "plan" {
		s.operation = e.interrupted(s.operation, e.random.IntN(100))
	}
	return true
}

// renew gives a resource that does not exist another configuration.
func (e *World) renew(d *downstream) {
	sources := e.aws.RecoveryPoints()
	sources = slices.DeleteFunc(sources, func(p emulator.RecoveryPoint) bool {
		return p.JobID != "" || p.Copied || p.VaultName == airGapped
	})
	if len(sources) == 0 {
		e.aws.AddVault(emulator.Vault{Name: vaults[0]}) // It may have been removed.
		arn := e.aws.AddRecoveryPoints(emulator.RecoveryPoint{VaultName: vaults[0], ResourceARN: fmt.Sprintf(sourceARNs[0], 0xffe000+e.step)})
		sources = slices.DeleteFunc(e.aws.RecoveryPoints(), func(p emulator.RecoveryPoint) bool { return p.ARN != arn[0] })
	}
	d.point = sources[e.random.IntN(len(sources))]
	d.destination = ""
	if d.kind.name == "copy" {
		for d.destination == "" || d.destination == d.point.VaultName {
			d.destination = pick(e.random, vaults...)
		}
		d.onDestroy = pick(e.random, "", "retain", "delete")
	}
	d.waitFor = pick(e.random, "", "completed", "running", "created")
	d.createFor = pick(e.random, "10m", "45m", "3h", "30h")
	d.iteration = fmt.Sprint(e.step)
}

// actDownstream does what the operation says.
func (e *World) actDownstream(ctx context.Context, s *scene) {
	d, t := s.downstream, e.terraform.another(s.downstream.kind.typeName)
	defer func() { e.terraform.absorb(t) }()
	plain, _ := cutInterruption(s.operation)
	config := d.config(t)
	switch strings.TrimPrefix(plain, d.kind.name+" ") {
	case "refresh":
		d.object = t.Refresh(ctx, d.object)
	case "plan":
		_, _ = t.Plan(ctx, d.object, config, false)
	case "destroy":
		d.object = t.Destroy(ctx, d.object)
	default:
		d.object = t.Apply(ctx, d.object, config, false)
		if len(s.faults) > 0 || e.terraform.interruption != nil || t.Shown.Failed() || !d.object.Exists() {
			return
		}
		shown := len(t.Shown)
		c, good := t.Plan(ctx, d.object, config, false)
		state := inprocess.Text(c.Prior.Value, d.kind.stateName)
		if good && c.Action != inprocess.NoOp && state != "FAILED" && state != "ABORTED" {
			e.violated("%s: the plan after a clean apply is not empty:\n%s\n%s", s, c.Prior.Value.GoString(), c.Planned.Value.GoString())
		}
		t.Shown = t.Shown[:shown]
	}
}

// checkDownstream: no second start for one intent, no job that nobody knows of,
// nothing dropped on a doubt, nothing deleted but the own copy.
func (e *World) checkDownstream(s *scene) {
	d := s.downstream
	operation, _ := cutInterruption(s.operation)
	operation = strings.TrimPrefix(operation, d.kind.name+" ")
	jobs := d.kind.jobs(e.aws)
	had, has := s.downstreamBefore.ID(), d.object.ID()
	var own downstreamJob
	for _, job := range jobs {
		if job.id == had {
			own = job
		}
		if job.id == has {
			e.checkDownstreamState(s, job)
		}
		if e.started[job.id] == "" {
			e.checkDownstreamStart(s, jobs, job)
		}
	}
	kept := slices.Contains([]string{"refresh", "plan", "apply again"}, operation)
	if kept && had != "" && has != had && !s.downstreamBefore.Tainted && own.state != "FAILED" && own.state != "ABORTED" {
		e.violated("%s: the resource of job %s (%s) was dropped or replaced:\n%s", s, had, own.state, s.said)
	}
	for _, r := range s.requests {
		deletes := r.Operation == "DeleteRecoveryPoint" && (operation == "destroy" || operation == "replace" || operation == "apply again") &&
			inprocess.Text(s.downstreamBefore.Value, "on_destroy") == "delete" && own.result != "" && mentions(r, []string{own.result})
		starts := r.Operation == d.kind.start && (operation == "create" || operation == "replace" || operation == "apply again")
		if !strings.HasPrefix(r.Operation, "Describe") && !strings.HasPrefix(r.Operation, "List") && !strings.HasPrefix(r.Operation, "Get") && !deletes && !starts {
			e.violated("%s: %s calls %s %s", s, operation, r.Operation, r.Path)
		}
	}
	e.checkDownstreamDestroy(s, operation, own)
}

// checkDownstreamDestroy: a destroy that says nothing has done what on_destroy
// asks, and one with retain deletes nothing.
func (e *World) checkDownstreamDestroy(s *scene, operation string, own downstreamJob) {
	if operation != "destroy" || s.downstream.object.Exists() || own.result == "" || len(e.terraform.Shown) > 0 || s.killed {
		return
	}
	_, there := e.points()[own.result]
	if there && inprocess.Text(s.downstreamBefore.Value, "on_destroy") == "delete" {
		e.violated("%s: on_destroy is delete, nothing was said, and copy %s is there", s, own.result)
	}
}

func (e *World) checkDownstreamState(s *scene, job downstreamJob) {
	state := inprocess.Text(s.downstream.object.Value, s.downstream.kind.stateName)
	ended := slices.Contains([]string{"COMPLETED", "FAILED", "ABORTED", "PARTIAL"}, state)
	if ended && state != job.state {
		e.violated("%s: state says %s of job %s, which is %s", s, state, job.id, job.state)
	}
}

// checkDownstreamStart holds a job that this step has started against the promise
// that every job is known and that one intent never has two.
func (e *World) checkDownstreamStart(s *scene, jobs []downstreamJob, job downstreamJob) {
	d := s.downstream
	e.started[job.id] = d.intent()
	if job.source != d.point.ARN {
		e.violated("%s: job %s was started for %s", s, job.id, job.source)
	}
	if d.object.ID() != job.id && !strings.Contains(s.said, job.id) {
		if !s.killed && e.answered(job.id) {
			e.violated("%s: job %s was started and is neither in state nor named:\n%s", s, job.id, s.said)
		}
		e.report.Lost++
	}
	for _, other := range jobs {
		if other.id == job.id || e.started[other.id] != d.intent() || job.created.Sub(other.created) >= tokenLife {
			continue
		}
		if other.completed.IsZero() || other.completed.After(job.created) {
			e.violated("%s: job %s was started while %s of the same intent was in flight:\n%s", s, job.id, other.id, s.said)
		}
	}
}
