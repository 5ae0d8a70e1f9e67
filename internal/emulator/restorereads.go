// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"time"
)

func (c *call) restore(id string) (*restoreJob, error) {
	rj := c.region.restoresByID[id]
	if rj == nil || !rj.shown(c.now) {
		return nil, failure(errNotFound, "Restore job %s does not exist.", id)
	}
	return rj, nil
}

func describeRestoreJob(c *call, in *restoreJobIDInput) (*restoreJobShape, error) {
	rj, err := c.restore(in.RestoreJobId)
	if err != nil {
		return nil, err
	}
	return new(rj.shape(c.now)), nil
}

func (rj *restoreJob) shape(now time.Time) restoreJobShape {
	p := rj.source
	shape := restoreJobShape{
		AccountId: &rj.region.account, RestoreJobId: &rj.id, RecoveryPointArn: &p.arn, SourceResourceArn: &p.resource,
		BackupVaultArn: &rj.vaultARN, CreationDate: instant(rj.created), CompletionDate: instant(rj.completed),
		Status: new(rj.status), StatusMessage: optional(rj.message), PercentDone: new(rj.percent(now)),
		IamRoleArn: optional(rj.role), CreatedResourceArn: optional(rj.result),
		ResourceType: &p.kind.name, RecoveryPointCreationDate: instant(p.created),
		ValidationStatus: optional(rj.validation), ValidationStatusMessage: optional(rj.validationMessage),
		IsParent: len(rj.children) > 0, ParentJobId: optional(rj.parentID()),
	}
	if p.size >= 0 {
		shape.BackupSizeInBytes = new(p.size)
	}
	if !rj.began.IsZero() {
		// The estimate counts whole minutes, the last one begun.
		shape.ExpectedCompletionTimeMinutes = new(int64((rj.takes + time.Minute - 1) / time.Minute))
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
	admits := func(rj *restoreJob) bool { return rj.shown(c.now) && in.admits(rj) }
	shape := func(rj *restoreJob) restoreJobShape { return rj.shape(c.now) }
	jobs, next, err := list(c, in.page, c.region.restores, in.CreatedAfter, admits, shape)
	return &listRestoreJobsOutput{RestoreJobs: jobs, NextToken: next}, err
}

func (in *listRestoreJobsInput) admits(rj *restoreJob) bool {
	return equals(in.AccountId, rj.region.account) && equals(in.ResourceType, rj.source.kind.name) &&
		equals(in.Status, rj.status) && within(rj.created, in.CreatedAfter, in.CreatedBefore) &&
		within(rj.completed, in.CompleteAfter, in.CompleteBefore) && equals(in.ParentJobId, rj.parentID()) &&
		in.RestoreTestingPlanArn == nil // no plan starts restores here
}

// Validation results. The first of them is in progress, the others are final.
var (
	validationStates = []string{"VALIDATING", "SUCCESSFUL", "FAILED", "TIMED_OUT"}
	validating       = validationStates[0]
)

// putRestoreValidationResult takes the outcome of a caller's own checks. AWS
// documents it for restore testing; on-demand restores are served alike.
func putRestoreValidationResult(c *call, in *putValidationInput) (*emptyReply, error) {
	if !slices.Contains(validationStates, *in.ValidationStatus) {
		return nil, invalidParameter("Invalid ValidationStatus: %s", *in.ValidationStatus)
	}
	rj, err := c.restore(in.RestoreJobId)
	if err != nil {
		return nil, err
	}
	switch {
	case rj.status != stateCompleted:
		return nil, invalidRequest("Restore job %s is in state %s and cannot be validated.", rj.id, rj.status)
	case rj.validation != "" && rj.validation != validating:
		return nil, invalidRequest("The validation status %s of restore job %s is final.", rj.validation, rj.id)
	}
	rj.validation, rj.validationMessage = *in.ValidationStatus, text(in.ValidationStatusMessage)
	return &emptyReply{}, nil
}

func getRecoveryPointRestoreMetadata(c *call, in *pointReadInput) (*restoreMetadataOutput, error) {
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	return &restoreMetadataOutput{
		BackupVaultArn: new(p.vault.arn()), RecoveryPointArn: &p.arn, ResourceType: &p.kind.name, RestoreMetadata: p.recorded(),
	}, nil
}

func getRestoreTestingInferredMetadata(c *call, in *inferredMetadataInput) (*inferredMetadataOutput, error) {
	if text(in.BackupVaultName) == "" || text(in.RecoveryPointArn) == "" {
		return nil, failure(errMissingParameter, "BackupVaultName and RecoveryPointArn are required")
	}
	p, err := c.pointIn(*in.BackupVaultName, *in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	inferred := p.inferred()
	if inferred == nil {
		return nil, invalidParameter("Restore testing does not support resource type %s.", p.kind.name)
	}
	return &inferredMetadataOutput{InferredMetadata: inferred}, nil
}
