// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"net/url"
	"slices"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// check holds what a step has done against every invariant.
func (e *World) check(s *scene) {
	for _, mistake := range e.terraform.Mistakes {
		e.violated("%s: %s", s, mistake)
	}
	if strings.Contains(s.said, "always an error in the provider") { // The framework's words.
		e.violated("%s: the provider has a bug:\n%s", s, s.said)
	}
	jobs := e.aws.Jobs()
	points := e.points()
	if s.downstream != nil {
		e.checkDownstream(s)
		e.checkSecret(s)
		return
	}
	e.checkJobs(s, jobs)
	e.checkNovelty(s, jobs)
	e.checkCalls(s, jobs)
	e.checkKept(s, jobs, points)
	e.checkTruth(s, jobs)
	e.checkSecret(s)
	e.checkAction(s, jobs)
	if t := e.terraform.interruption; t.struck() && t.stopped > maxStop {
		e.violated("%s: the provider answered %s after the interrupt", s, t.stopped)
	}
}

// checkJobs: every job that was started is in state or named to the user, and
// no intent has two jobs in flight.
func (e *World) checkJobs(s *scene, jobs []emulator.Job) {
	told := s.said + strings.Join(e.terraform.Progress, "\n")
	for _, job := range jobs {
		if job.ParentID != "" || e.jobs[job.ID] != nil {
			continue
		}
		e.jobs[job.ID] = &started{resource: s.resource, args: s.config, at: job.Created}
		if job.ResourceARN != s.config.source {
			e.violated("%s: job %s was started for %s", s, job.ID, job.ResourceARN)
		}
		known := s.resource.object.ID() == job.ID || s.twin != nil && s.twin.object.ID() == job.ID || strings.Contains(told, job.ID)
		switch {
		case known:
		case s.killed, !e.answered(job.ID):
			e.jobs[job.ID].lost = true
			e.report.Lost++
			if !s.killed && !strings.Contains(s.said, job.ResourceARN) {
				e.violated("%s: the start of a job for %s was not answered, and no message says so", s, job.ResourceARN)
			}
		default:
			e.violated("%s: job %s was started and is neither in state nor named:\n%s", s, job.ID, told)
		}
		e.checkAlone(s, jobs, job)
	}
}

func (e *World) checkAlone(s *scene, jobs []emulator.Job, job emulator.Job) {
	for _, other := range jobs {
		first := e.jobs[other.ID]
		if first == nil || other.ID == job.ID || first.args.intent() != s.config.intent() || job.Created.Sub(other.Created) >= tokenLife {
			continue
		}
		if s.stopped(other.ID) {
			continue // as on_destroy says, by the deletion of the same apply
		}
		if other.Completed.IsZero() || other.Completed.After(job.Created) {
			e.violated("%s: job %s was started while %s of the same intent was in flight:\n%s", s, job.ID, other.ID, s.said)
		}
	}
}

// answered says whether any answer that named the job got through.
func (e *World) answered(id string) bool {
	return slices.ContainsFunc(e.terraform.starts, func(body string) bool { return strings.Contains(body, id) })
}

// checkNovelty: a finished backup is never returned as a new one, and what an
// earlier apply has lost comes to light with the next start of its intent.
func (e *World) checkNovelty(s *scene, jobs []emulator.Job) {
	id := s.resource.object.ID()
	operation, _ := cutInterruption(s.operation)
	if id == "" || id == s.before.ID() || strings.HasPrefix(operation, "import") {
		return
	}
	for _, job := range jobs {
		if job.ID == id && job.Created.Before(s.began) && !job.Completed.IsZero() && job.Completed.Before(s.began) && !strings.Contains(s.said, "No New Backup") {
			e.violated("%s: job %s, which had ended %s, was treated as a new one", s, id, job.Completed)
		}
	}
	if s.resource.object.Tainted || s.struck || e.terraform.Shown.Failed() {
		return
	}
	for lost, job := range e.jobs {
		if !job.lost || job.args.intent() != s.config.intent() {
			continue
		}
		if lost != id && !strings.Contains(s.said, lost) && s.began.Sub(job.at) < tokenLife {
			e.violated("%s: job %s, which an apply has lost, came not to light:\n%s", s, lost, s.said)
		}
		job.lost = false
	}
}

// checkCalls: nothing is called that the operation does not need, and what is
// stopped or deleted is the resource's own, and only if on_destroy says so.
func (e *World) checkCalls(s *scene, jobs []emulator.Job) {
	operation, _ := cutInterruption(s.operation)
	reading := slices.Contains([]string{"refresh", "plan", "import job", "import point", "state rm", "delete by hand", "completion"}, operation)
	onDestroy := inprocess.Text(s.before.Value, "on_destroy")
	own := ownNames(s.before, jobs)
	if operation == "stop action" {
		onDestroy, own = "stop", []string{s.target}
	}
	e.checkOrder(s, own)
	e.checkRename(s, own, e.points())
	for _, r := range s.requests {
		switch {
		case strings.HasPrefix(r.Operation, "Describe") || strings.HasPrefix(r.Operation, "List"):
		case reading:
			e.violated("%s: %s calls %s", s, operation, r.Operation)
		case r.Operation == "StartBackupJob" && (operation == "destroy" || operation == "stop action"):
			e.violated("%s: it starts a backup", s)
		case r.Operation == "StopBackupJob" && (onDestroy != "stop" && onDestroy != "delete" || !mentions(r, own)):
			e.violated("%s: %s %s with on_destroy %q of %v", s, r.Operation, r.Path, onDestroy, own)
		case r.Operation == "DeleteRecoveryPoint" && (onDestroy != "delete" || !mentions(r, own) && !mentions(r, e.madeFor(own, jobs)) && !e.childOf(s, r, own)):
			e.violated("%s: %s %s with on_destroy %q of %v", s, r.Operation, r.Path, onDestroy, own)
		}
	}
}

// ownNames are the job and the recovery point that an object stands for.
func ownNames(o Object, jobs []emulator.Job) []string {
	names := []string{o.ID(), inprocess.Text(o.Value, "recovery_point_arn")}
	for _, job := range jobs {
		if job.ID == o.ID() {
			names = append(names, job.RecoveryPointARN)
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

func mentions(r emulator.Request, names []string) bool {
	path, err := url.PathUnescape(r.Path)
	return err == nil && slices.ContainsFunc(names, func(name string) bool { return strings.HasSuffix(path, "/"+name) })
}

// stopped says whether the step has stopped a job.
func (s *scene) stopped(id string) bool {
	return slices.ContainsFunc(s.requests, func(r emulator.Request) bool {
		return r.Operation == "StopBackupJob" && mentions(r, []string{id})
	})
}

// madeFor are the recovery points that go with an own job: the lasting copy of a
// backup, and what the members of a composite job have made.
func (e *World) madeFor(own []string, jobs []emulator.Job) (arns []string) {
	for _, copied := range e.aws.CopyJobs() {
		if slices.Contains(own, copied.BackupJobID) {
			arns = append(arns, copied.DestinationRecoveryPointARN)
		}
	}
	for _, job := range jobs {
		for above := job.ParentID; above != ""; above = find(jobs, above).ParentID {
			if slices.Contains(own, above) {
				arns = append(arns, job.RecoveryPointARN)
			}
		}
	}
	return slices.DeleteFunc(arns, func(arn string) bool { return arn == "" })
}

// childOf says whether a deletion is of a point nested in an own one.
func (e *World) childOf(s *scene, r emulator.Request, own []string) bool {
	for arn := range s.points {
		if !mentions(r, []string{arn}) {
			continue
		}
		for above := s.points[arn].ParentARN; above != ""; above = s.points[above].ParentARN {
			if slices.Contains(own, above) {
				return true
			}
		}
	}
	return false
}

func cutInterruption(operation string) (plain, interruption string) {
	plain, interruption, _ = strings.Cut(operation, ", ")
	return plain, interruption
}
