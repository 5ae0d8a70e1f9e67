// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"slices"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// checkKept: a resource is dropped, or its backup taken again, only for a
// recovery point that is really gone; a destroy that says nothing has done what
// on_destroy asks; strangers' points are left alone.
func (e *World) checkKept(s *scene, jobs []emulator.Job, points map[string]emulator.RecoveryPoint) {
	operation, _ := cutInterruption(s.operation)
	had, has := s.before.ID(), s.resource.object.ID()
	arn := inprocess.Text(s.before.Value, "recovery_point_arn")
	job := find(jobs, had)
	if arn == "" {
		arn = job.RecoveryPointARN
	}
	_, there := points[arn]
	asked := s.resource.renewal || slices.Contains([]string{"rename", "destroy", "replace", "taint", "create first", "create first by force", "state rm"}, operation)
	switch {
	case had == "":
	case !asked && has != had && !s.before.Tainted && job.State != "FAILED" && job.State != "EXPIRED":
		// What another holder of the point has changed since, this state cannot know.
		due := s.resource.due[arn]
		planned := !e.byHand[arn] && !due.IsZero() && !due.After(s.began)
		if arn == "" || there || planned {
			e.violated("%s: the resource of job %s (%s) was dropped although its point %q is there (%t) or went as planned (%t):\n%s", s, had, job.State, arn, there, planned, s.said)
		}
	case operation == "destroy" && job.Temporary && (s.hits[emulator.AccessDenied] > 0 || inprocess.Text(s.before.Value, "recovery_point_status") == "DELETED"):
		// A point that AWS Backup itself was to delete, and that nobody may see, passes for deleted.
	case operation == "destroy" && has == "" && inprocess.Text(s.before.Value, "on_destroy") == "delete" && there && len(e.terraform.Shown) == 0:
		e.violated("%s: on_destroy is delete, nothing was said, and point %s is there", s, arn)
	}
	e.checkDestroyed(s, operation, job, points)
	e.checkMembers(s, operation, points)
	for arn, point := range points {
		e.deleteAt[arn] = point.DeleteAt
	}
	s.resource.due = nil
	if held := inprocess.Text(s.resource.object.Value, "recovery_point_arn"); held != "" && len(s.hits) == 0 && !s.killed {
		s.resource.due = map[string]time.Time{held: points[held].DeleteAt}
	}
	for gone, point := range s.points {
		if _, is := points[gone]; !is && point.JobID == "" && !point.Copied && s.hits[emulator.RemoveVault] == 0 {
			e.violated("%s: a stranger's recovery point is gone: %s", s, gone)
		}
	}
}

// unstoppable are the services whose jobs AWS Backup does not stop.
var unstoppable = []string{":rds:", ":fsx:"}

// checkDestroyed: a destroy that says nothing leaves neither a job that on_destroy
// stops nor a copy of a backup that it deletes.
func (e *World) checkDestroyed(s *scene, operation string, job emulator.Job, points map[string]emulator.RecoveryPoint) {
	onDestroy := inprocess.Text(s.before.Value, "on_destroy")
	if operation != "destroy" || job.ID == "" || s.resource.object.Exists() || len(e.terraform.Shown) > 0 || s.killed || s.before.Tainted {
		return
	}
	stops := !slices.ContainsFunc(unstoppable, func(service string) bool { return strings.Contains(job.ResourceARN, service) })
	if job.Completed.IsZero() && stops && (onDestroy == "stop" || onDestroy == "delete") {
		e.violated("%s: on_destroy is %s, nothing was said, and job %s is %s", s, onDestroy, job.ID, job.State)
	}
	for _, copied := range e.aws.CopyJobs() {
		if _, there := points[copied.DestinationRecoveryPointARN]; copied.BackupJobID == job.ID && there && onDestroy == "delete" {
			e.violated("%s: on_destroy is delete, nothing was said, and copy %s is there", s, copied.DestinationRecoveryPointARN)
		}
	}
}

// checkMembers: a change of retention that is not refused reaches every member of
// a composite backup. The state of a cluster is kept with its parent.
func (e *World) checkMembers(s *scene, operation string, points map[string]emulator.RecoveryPoint) {
	parent := inprocess.Text(s.resource.object.Value, "recovery_point_arn")
	if operation != "update retention" || parent == "" || !points[parent].IsParent || len(e.terraform.Shown) > 0 {
		return
	}
	for arn, point := range points {
		above := point.ParentARN
		for above != "" && above != parent {
			above = points[above].ParentARN
		}
		days := point.Lifecycle.DeleteAfterDays
		if above == parent && !strings.Contains(arn, ":recovery-point:eks/") && (days == nil || *days != s.config.keepDays) {
			e.violated("%s: the retention is %d days now, and member %s has another", s, s.config.keepDays, arn)
		}
	}
}

func find(jobs []emulator.Job, id string) emulator.Job {
	for _, job := range jobs {
		if job.ID == id {
			return job
		}
	}
	return emulator.Job{}
}

// checkTruth: what state says of an ended job is what AWS knows of it.
func (e *World) checkTruth(s *scene, jobs []emulator.Job) {
	o := s.resource.object
	job := find(jobs, o.ID())
	if job.ID == "" {
		return
	}
	state := inprocess.Text(o.Value, "state")
	switch state {
	case "COMPLETED", "FAILED", "EXPIRED", "ABORTED", "PARTIAL":
		if state != job.State && !(job.RecordExpired && state == "COMPLETED" && (job.State == "PARTIAL" || mistakable(jobs, job, inprocess.Text(o.Value, "recovery_point_arn")))) {
			e.violated("%s: state says %s of job %s, which is %s", s, state, job.ID, job.State)
		}
	}
	if arn := inprocess.Text(o.Value, "recovery_point_arn"); arn != "" && job.RecoveryPointARN != "" && arn != job.RecoveryPointARN {
		e.violated("%s: state says that job %s made %s, and it made %s", s, job.ID, arn, job.RecoveryPointARN)
	}
}

// mistakable says whether a point is that of another backup of the same
// resource, made within the same day into the same vault. Where nobody saw a
// job's end before its record expired, AWS Backup has nothing but resource and
// time to tell whose a point is.
func mistakable(jobs []emulator.Job, job emulator.Job, arn string) bool {
	return job.RecoveryPointARN == "" && slices.ContainsFunc(jobs, func(other emulator.Job) bool {
		return other.RecoveryPointARN == arn && other.ResourceARN == job.ResourceARN && other.VaultName == job.VaultName &&
			other.Created.Sub(job.Created).Abs() < 24*time.Hour
	})
}

// checkSecret: the secret key is in nothing that anybody can see.
func (e *World) checkSecret(s *scene) {
	file, err := inprocess.StateJSON(s.resource.object.Value)
	if err != nil {
		e.violated("%s: %v", s, err)
	}
	for what, shown := range map[string]string{"a message": s.said, "the state": string(file), "the private state": string(s.resource.object.Private)} {
		if strings.Contains(shown, e.terraform.Secret) {
			e.violated("%s: the secret key is in %s", s, what)
		}
	}
}
