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
func (e *Era) checkKept(s *scene, jobs []emulator.Job, points map[string]emulator.RecoveryPoint) {
	operation, _ := cutTrouble(s.operation)
	had, has := s.before.ID(), s.resource.object.ID()
	arn := inprocess.Text(s.before.Value, "recovery_point_arn")
	job := find(jobs, had)
	if arn == "" {
		arn = job.RecoveryPointARN
	}
	_, there := points[arn]
	asked := s.resource.renewal || slices.Contains([]string{"destroy", "replace", "taint", "create first", "create first by force", "state rm"}, operation)
	switch {
	case had == "":
	case !asked && has != had && !s.before.Tainted && job.State != "FAILED" && job.State != "EXPIRED":
		if arn == "" || there {
			e.violated("%s: the resource of job %s (%s) was dropped although its point %q is there:\n%s", s, had, job.State, arn, s.said)
		}
	case operation == "destroy" && job.Temporary && (s.hits[emulator.AccessDenied] > 0 || inprocess.Text(s.before.Value, "recovery_point_status") == "DELETED"):
		// A point that AWS Backup itself was to delete, and that nobody may see, passes for deleted.
	case operation == "destroy" && has == "" && inprocess.Text(s.before.Value, "on_destroy") == "delete" && there && len(e.terraform.Shown) == 0:
		e.violated("%s: on_destroy is delete, nothing was said, and point %s is there", s, arn)
	}
	for gone, point := range s.points {
		if _, is := points[gone]; !is && point.JobID == "" && !point.Copied && s.hits[emulator.RemoveVault] == 0 {
			e.violated("%s: a stranger's recovery point is gone: %s", s, gone)
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
func (e *Era) checkTruth(s *scene, jobs []emulator.Job) {
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
func (e *Era) checkSecret(s *scene) {
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
