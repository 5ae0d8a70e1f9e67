// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"time"
)

// RestoreScript says how one restore job goes. The zero value is a restore in
// the usual time that ends as its metadata deserves. All durations are divided
// by the time scale; 0 is the usual one, Skip is none.
type RestoreScript struct {
	// Pending and Running are the times spent in those states.
	Pending, Running time.Duration
	// NeverEnds never leaves RUNNING.
	NeverEnds bool
	// End is the state in which the job ends: COMPLETED (default), FAILED, ABORTED,
	// or anything else that a test wants to see.
	End string
	// Message is the final StatusMessage.
	Message string
	// Losses completes the job with the message that AWS documents for objects
	// that were left out; only S3 and EKS have one.
	Losses bool
	// RecordLag is how long the job can be neither described nor listed.
	RecordLag time.Duration
}

// ScriptRestores queues scripts for the coming restores of a recovery point or
// of any point of a resource, one each. "*" is for all restores whose own queue
// is empty; its last script stays in force.
func (r *Region) ScriptRestores(arn string, scripts ...RestoreScript) {
	r.with(func(state *regionState, _ time.Time) {
		queueScripts(state.restoreScripts, arn, scripts)
	})
}

// RemoveResources takes resources away that a restore made: their names are
// free again.
func (r *Region) RemoveResources(arns ...string) {
	r.with(func(state *regionState, _ time.Time) {
		for _, arn := range arns {
			delete(state.existing, arn)
		}
	})
}

// exists says whether a name is taken: by a resource that is known to exist, or
// by the backup's own source, which is taken to live on.
func (r *regionState) exists(arn string, p *point) bool {
	return arn != "" && (r.existing[arn] || arn == p.resource)
}

// RestoreJob is a restore job as it really is, also when AWS would no longer
// show it.
type RestoreJob struct {
	ID, Account, Region           string
	RecoveryPointARN, ResourceARN string
	ResourceType, RoleARN, Token  string
	Metadata                      map[string]string
	CopySourceTags                bool
	Status, StatusMessage         string
	Created, Running, Completed   time.Time
	// CreatedResourceARN is "" before COMPLETED.
	CreatedResourceARN                        string
	ValidationStatus, ValidationStatusMessage string
	ParentID                                  string
	// RecordExpired: AWS has forgotten the job.
	RecordExpired bool
}

// RestoreJobs returns every restore job that was really started, in order,
// children and jobs whose record has expired included.
func (r *Region) RestoreJobs() []RestoreJob {
	var all []RestoreJob
	r.with(func(state *regionState, now time.Time) {
		for _, rj := range state.restores {
			all = append(all, rj.export(now))
		}
	})
	return all
}

func (rj *restoreJob) export(now time.Time) RestoreJob {
	return RestoreJob{
		ID: rj.id, Account: rj.region.account, Region: rj.region.name,
		RecoveryPointARN: rj.source.arn, ResourceARN: rj.source.resource,
		ResourceType: rj.source.kind.name, RoleARN: rj.role, Token: rj.token,
		Metadata: maps.Clone(rj.metadata), CopySourceTags: rj.copyTags,
		Status: rj.status, StatusMessage: rj.message,
		Created: rj.created, Running: rj.began, Completed: rj.completed,
		CreatedResourceARN: rj.result,
		ValidationStatus:   rj.validation, ValidationStatusMessage: rj.validationMessage,
		ParentID: rj.parentID(), RecordExpired: rj.expired(now),
	}
}
