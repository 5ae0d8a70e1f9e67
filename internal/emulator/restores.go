// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"
	"time"
)

// States of a restore job.
const (
	restorePending   = "PENDING"
	restoreRunning   = "RUNNING"
	restoreCompleted = "COMPLETED"
)

// Usual times of a restore.
const (
	usualRestorePending = 30 * time.Second
	usualRestore        = 10 * time.Minute
)

// restoreJob is one restore. Restores always succeed, and make nothing but a
// name: the emulator is about backups.
type restoreJob struct {
	region             *regionState
	id                 string
	seq                int
	source             *point
	role               string
	metadata           map[string]string
	status             string
	created, completed time.Time
	result             string
}

func startRestoreJob(c *call, in *startRestoreJobInput) (*startRestoreJobOutput, error) {
	p := c.region.points[*in.RecoveryPointArn]
	if p == nil || p.hidden(c.now) {
		return nil, failure(errNotFound, "Cannot find recovery point %s", *in.RecoveryPointArn)
	}
	if p.status != pointCompleted && p.status != pointPartial && p.status != pointAvailable {
		return nil, invalidRequest("Recovery point %s is in state %s and cannot be restored.", p.arn, p.status)
	}
	c.seq++
	rj := &restoreJob{
		region: c.region, id: strings.ToUpper(c.uuid()), seq: c.seq, source: p, role: text(in.IamRoleArn),
		metadata: in.Metadata, status: restorePending, created: c.now,
	}
	c.region.restores = append(c.region.restores, rj)
	c.region.restoresByID[rj.id] = rj
	begins := c.now.Add(c.scaled(usualRestorePending))
	c.schedule(begins, func(time.Time) { rj.status = restoreRunning })
	c.schedule(begins.Add(c.scaled(usualRestore)), func(at time.Time) {
		rj.status, rj.completed = restoreCompleted, at
		rj.source.restored = at
		rj.result = p.resource + "-restored"
	})
	return &startRestoreJobOutput{RestoreJobId: &rj.id}, nil
}

func (c *call) restore(id string) (*restoreJob, error) {
	rj := c.region.restoresByID[id]
	if rj == nil || rj.expired(c.now) {
		return nil, failure(errNotFound, "Restore job %s does not exist.", id)
	}
	return rj, nil
}

func (rj *restoreJob) expired(now time.Time) bool {
	return rj.status == restoreCompleted && !now.Before(rj.created.Add(recordLife))
}

func describeRestoreJob(c *call, in *restoreJobIDInput) (*restoreJobShape, error) {
	rj, err := c.restore(in.RestoreJobId)
	if err != nil {
		return nil, err
	}
	return new(rj.shape()), nil
}

func (rj *restoreJob) shape() restoreJobShape {
	p := rj.source
	percent := "0.00%"
	if rj.status == restoreCompleted {
		percent = "100.00%"
	}
	shape := restoreJobShape{
		AccountId: &rj.region.account, RestoreJobId: &rj.id, RecoveryPointArn: &p.arn, SourceResourceArn: &p.resource,
		BackupVaultArn: new(p.vault.arn()), CreationDate: instant(rj.created), CompletionDate: instant(rj.completed),
		Status: new(rj.status), PercentDone: &percent, IamRoleArn: optional(rj.role), CreatedResourceArn: optional(rj.result),
		ResourceType: &p.kind.name, RecoveryPointCreationDate: instant(p.created),
	}
	if p.size >= 0 {
		shape.BackupSizeInBytes = new(p.size)
	}
	return shape
}

func getRestoreJobMetadata(c *call, in *restoreJobIDInput) (*restoreJobMetadataOutput, error) {
	rj, err := c.restore(in.RestoreJobId)
	if err != nil {
		return nil, err
	}
	return &restoreJobMetadataOutput{RestoreJobId: &rj.id, Metadata: rj.metadata}, nil
}

func listRestoreJobs(c *call, in *listRestoreJobsInput) (*listRestoreJobsOutput, error) {
	return c.listRestores(in.page, func(rj *restoreJob) bool {
		if (in.CompleteAfter != nil || in.CompleteBefore != nil) &&
			(rj.completed.IsZero() || !within(rj.completed, in.CompleteAfter, in.CompleteBefore)) {
			return false
		}
		return equals(in.AccountId, rj.region.account) && equals(in.ResourceType, rj.source.kind.name) &&
			equals(in.Status, rj.status) && within(rj.created, in.CreatedAfter, in.CreatedBefore) &&
			in.RestoreTestingPlanArn == nil && in.ParentJobId == nil
	})
}

func listRestoreJobsByProtectedResource(c *call, in *listRestoresByResourceInput) (*listRestoreJobsOutput, error) {
	return c.listRestores(in.page, func(rj *restoreJob) bool {
		return rj.source.resource == in.ResourceArn && equals(in.Status, rj.status) &&
			within(rj.source.created, in.RecoveryPointCreationDateAfter, in.RecoveryPointCreationDateBefore)
	})
}

func (c *call) listRestores(p page, admits func(*restoreJob) bool) (*listRestoreJobsOutput, error) {
	from, limit, err := p.parse(c)
	if err != nil {
		return nil, err
	}
	out := &listRestoreJobsOutput{RestoreJobs: []restoreJobShape{}}
	var last *restoreJob
	for _, rj := range slices.Backward(c.region.restores) {

		if !from.after(rj.created, rj.seq) || rj.expired(c.now) || !admits(rj) {
			continue
		}
		if len(out.RestoreJobs) == limit {
			out.NextToken = cursor{at: last.created, seq: last.seq}.token(c)
			break
		}
		out.RestoreJobs = append(out.RestoreJobs, rj.shape())
		last = rj
	}
	return out, nil
}
