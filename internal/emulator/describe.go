// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"time"
)

// describeBackupJob reports one job, while its record lasts.
func describeBackupJob(c *call, in *backupJobIDInput) (*describeBackupJobOutput, error) {
	j, err := c.job(in.BackupJobId)
	if err != nil {
		return nil, err
	}
	out := &describeBackupJobOutput{backupJobShape: j.shape(c.now)}
	if j.kind.composite {
		out.NumberOfChildJobs = new(int64(len(j.children)))
		out.ChildJobsInState = map[string]int64{}
		for _, child := range j.children {
			out.ChildJobsInState[child.state]++
		}
	}
	return out, nil
}

// job finds a job whose record is there.
func (c *call) job(id string) (*job, error) {
	j := c.region.jobsByID[id]
	if j == nil || !j.shown(c.now) {
		return nil, failure(errNotFound, "Backup job %s does not exist.", id)
	}
	return j, nil
}

// shape is the job as AWS shows it.
func (j *job) shape(now time.Time) backupJobShape {
	shape := backupJobShape{
		AccountId: &j.region.account, BackupJobId: &j.id, BackupVaultName: new(j.vaultNameShown()), BackupVaultArn: new(j.vaultARNShown()),
		RecoveryPointArn: optional(j.pointARN), RecoveryPointLifecycle: j.pointLifecycle().shape(),
		ResourceArn: &j.req.resource, CreationDate: instant(j.created), CompletionDate: instant(j.completed), State: new(j.state),
		StatusMessage: optional(j.message), PercentDone: optional(fmt.Sprintf("%.1f", j.percent(now))), IamRoleArn: &j.req.role,
		StartBy: instant(j.startBy), ResourceType: &j.kind.name, BackupOptions: j.req.options, BackupType: optional(j.typeShown()),
		IsParent: j.kind.composite, ResourceName: optional(j.resourceName()),
		InitiationDate: instant(j.created), MessageCategory: optional(j.category), ParentJobId: optional(j.parentID()),
	}
	if j.vault != nil {
		shape.VaultType, shape.VaultLockState = &j.vault.kind, new(j.vault.lockState())
		keyARN, _, encrypted := j.encryption()
		shape.EncryptionKeyArn, shape.IsEncrypted = optional(keyARN), encrypted
	}
	j.shapeProgress(&shape, now)
	return shape
}

// shapeProgress fills in sizes and estimates.
func (j *job) shapeProgress(shape *backupJobShape, now time.Time) {
	if j.bytes >= 0 && (j.state == stateRunning || j.state == stateCompleted || j.state == statePartial) {
		shape.BackupSizeInBytes = new(j.bytes)
		shape.BytesTransferred = new(int64(0))
		if j.kind.streams {
			shape.BytesTransferred = new(int64(float64(j.bytes) * j.percent(now) / 100))
		}
	}
	switch j.state {
	case stateRunning:
		shape.ExpectedCompletionDate = instant(j.initiated.Add(j.runs).Truncate(time.Millisecond))
	case stateFailed:
		// AWS's FAILED samples have no completion date (reference 3.1).
		shape.CompletionDate = nil
	case stateCompleted, statePartial:
		if j.script.Sparse {
			shape.CompletionDate, shape.PercentDone, shape.BackupSizeInBytes = nil, nil, nil
		}
	}
}

// percent is how far the job is.
func (j *job) percent(now time.Time) float64 {
	switch j.state {
	case stateCompleted, statePartial:
		return 100
	case stateRunning:
		if j.script.NeverEnds || j.runs <= 0 {
			return 0
		}
		return min(99, 100*float64(now.Sub(j.initiated))/float64(j.runs))
	}
	return 0
}

// typeShown is BackupType: WindowsVSS once VSS has really happened.
func (j *job) typeShown() string {
	if j.backupType == "-" || j.state != stateCompleted {
		return ""
	}
	return j.backupType
}

// hidesVault says whether the job does not show its air-gapped vault yet.
func (j *job) hidesVault() bool {
	return j.script.VaultAtEnd && j.completed.IsZero() && j.vault != nil && j.vault.name != j.req.vault
}

func (j *job) vaultARNShown() string {
	if j.hidesVault() {
		return j.region.vaultARN(j.req.vault)
	}
	return j.vaultARN
}

func (j *job) vaultNameShown() string {
	if j.hidesVault() {
		return j.req.vault
	}
	if j.vault != nil {
		return j.vault.name
	}
	return j.req.vault
}

func listBackupJobs(c *call, in *listBackupJobsInput) (*listBackupJobsOutput, error) {
	admits := func(j *job) bool { return j.shown(c.now) && in.admits(j) }
	shape := func(j *job) backupJobShape { return j.shape(c.now) }
	jobs, next, err := list(c, in.page, c.region.jobs, in.CreatedAfter, admits, shape)
	return &listBackupJobsOutput{BackupJobs: jobs, NextToken: next}, err
}

// admits applies the filters.
func (in *listBackupJobsInput) admits(j *job) bool {
	return (text(in.AccountId) == "*" || equals(in.AccountId, j.region.account)) && equals(in.ResourceArn, j.req.resource) && equals(in.State, j.state) &&
		equals(in.BackupVaultName, j.vaultNameShown()) && equals(in.ResourceType, j.kind.name) &&
		within(j.created, in.CreatedAfter, in.CreatedBefore) && within(j.completed, in.CompleteAfter, in.CompleteBefore) &&
		equals(in.ParentJobId, j.parentID()) && equals(in.MessageCategory, j.category)
}

// stopBackupJob stops what can be stopped (reference 3.5). What AWS says about
// the rest is not known; InvalidRequestException is modelled for it.
func stopBackupJob(c *call, in *backupJobIDInput) (*emptyReply, error) {
	j, err := c.job(in.BackupJobId)
	if err != nil {
		return nil, err
	}
	switch {
	case j.state == stateAborting:
		return &emptyReply{}, nil
	case finished(j.state):
		return nil, invalidRequest("Backup job %s is in state %s and cannot be stopped.", j.id, j.state)
	case j.kind.unstoppable:
		return nil, invalidRequest("StopBackupJob is not supported for resource type %s.", j.kind.name)
	}
	j.stop(c.now)
	return &emptyReply{}, nil
}
