// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"
)

// startCopyJob checks the request, replays the token, finds the point. What
// stands against the copy itself FAILs the job; whether AWS refuses some of it
// at once is not known.
func startCopyJob(c *call, in *startCopyJobInput) (*startCopyJobOutput, error) {
	r := c.region
	name := *in.SourceBackupVaultName
	if !vaultName.MatchString(name) {
		return nil, invalidParameter("Invalid backup vault name: %q. Must match %s", name, vaultName)
	}
	target, ok := parseARN(*in.DestinationBackupVaultArn)
	if !ok || target.service != "backup" || target.region == "" || !isAccount(target.account) ||
		!strings.HasPrefix(target.resource, "backup-vault:") {
		return nil, invalidParameter("Invalid backup vault ARN: %s", *in.DestinationBackupVaultArn)
	}
	if err := c.checkRoleARN(*in.IamRoleArn); err != nil {
		return nil, err
	}
	l, err := c.checkLifecycle(in.Lifecycle)
	if err != nil {
		return nil, err
	}
	if old, found := r.copyTokens.replay(text(in.IdempotencyToken), laterTokenLife, c.now); found {
		return old.started(), nil
	}
	p, err := c.pointIn(name, *in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	if p.status == pointCreating || p.status == pointDeleting || p.status == pointExpired {
		return nil, invalidRequest("Recovery point %s is in state %s and cannot be copied.", p.arn, p.status)
	}
	l = l.inherit(p.lifecycle).kept(p.kind)
	if l.tooClose() {
		return nil, ninetyDays()
	}
	denied, err := r.checkRole(*in.IamRoleArn, c.now)
	if err != nil {
		return nil, err
	}
	cj := r.newCopy(p, *in.DestinationBackupVaultArn, l, *in.IamRoleArn, c.now)
	cj.token, cj.denied = text(in.IdempotencyToken), denied
	cj.script = nextScript(r.copyScripts, CopyScript{}, p.resource)
	r.copyTokens.remember(cj.token, cj, c.now)
	cj.admit(c.now)
	return cj.started(), nil
}

func (cj *copyJob) started() *startCopyJobOutput {
	return &startCopyJobOutput{CopyJobId: &cj.id, CreationDate: instant(cj.created), IsParent: cj.source.composite}
}

// inherit is the lifecycle of a copy: it counts from the source's creation, and
// none or -1 keeps the source's expiry (copy reference 2.4).
func (l Lifecycle) inherit(source Lifecycle) Lifecycle {
	if l.DeleteAfterDays == nil || *l.DeleteAfterDays == forever {
		l.DeleteAfterDays = source.DeleteAfterDays
	}
	return l
}

func (cj *copyJob) shape() copyJobShape {
	src := cj.source
	shape := copyJobShape{
		AccountId: &cj.region.account, CopyJobId: &cj.id, SourceBackupVaultArn: new(cj.sourceVault.arn()),
		SourceRecoveryPointArn: &src.arn, DestinationBackupVaultArn: &cj.destination,
		DestinationRecoveryPointLifecycle: cj.lifecycle.shape(), ResourceArn: &src.resource,
		CreationDate: instant(cj.created), CompletionDate: instant(cj.completed), State: new(cj.state),
		StatusMessage: optional(cj.message), IamRoleArn: &cj.role, ResourceType: &src.kind.name,
		ResourceName: optional(src.name), MessageCategory: optional(cj.category), IsParent: src.composite,
		CompositeMemberIdentifier: optional(src.member), ParentJobId: optional(cj.parentID()),
	}
	if v := cj.target(); v != nil {
		shape.DestinationVaultType, shape.DestinationVaultLockState = &v.kind, new(v.lockState())
	}
	if src.size >= 0 && cj.state != stateCreated {
		shape.BackupSizeInBytes = new(src.size)
	}
	if cj.backup != nil {
		shape.CreatedByBackupJobId = &cj.backup.id
	}
	if cj.point != nil {
		shape.DestinationRecoveryPointArn = &cj.point.arn
		shape.DestinationEncryptionKeyArn = optional(cj.point.keyARN)
	}
	if src.composite {
		shape.NumberOfChildJobs = new(int64(len(cj.children)))
		shape.ChildJobsInState = map[string]int64{}
		for _, child := range cj.children {
			shape.ChildJobsInState[child.state]++
		}
	}
	return shape
}

func describeCopyJob(c *call, in *copyJobIDInput) (*describeCopyJobOutput, error) {
	cj := c.region.copiesByID[in.CopyJobId]
	if cj == nil || !cj.shown(c.now) {
		return nil, failure(errNotFound, "Copy job %s does not exist.", in.CopyJobId)
	}
	return &describeCopyJobOutput{CopyJob: new(cj.shape())}, nil
}

func listCopyJobs(c *call, in *listCopyJobsInput) (*listCopyJobsOutput, error) {
	admits := func(cj *copyJob) bool { return cj.shown(c.now) && in.admits(cj) }
	jobs, next, err := list(c, in.page, c.region.copies, in.CreatedAfter, admits, (*copyJob).shape)
	return &listCopyJobsOutput{CopyJobs: jobs, NextToken: next}, err
}

// admits applies the filters, all exact and all required at once.
func (in *listCopyJobsInput) admits(cj *copyJob) bool {
	return (text(in.AccountId) == "*" || equals(in.AccountId, cj.region.account)) && equals(in.ResourceArn, cj.source.resource) && equals(in.State, cj.state) &&
		within(cj.created, in.CreatedAfter, in.CreatedBefore) && within(cj.completed, in.CompleteAfter, in.CompleteBefore) &&
		equals(in.ResourceType, cj.source.kind.name) &&
		equals(in.DestinationVaultArn, cj.destination) && equals(in.MessageCategory, cj.category) &&
		equals(in.SourceRecoveryPointArn, cj.source.arn) && equals(in.ParentJobId, cj.parentID())
}
