// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// hidden says whether the point cannot be found yet.
func (p *point) hidden(now time.Time) bool { return now.Before(p.visible) }

// pointIn finds a visible point of a vault.
func (c *call) pointIn(vaultName, pointARN string) (*point, error) {
	v, err := c.vault(vaultName)
	if err != nil {
		return nil, err
	}
	if name, ok := parseARN(pointARN); ok && name.account != "" && name.account != c.region.account {
		return nil, accessDenied()
	}
	p := c.region.points[pointARN]
	if p == nil || p.vault != v || p.hidden(c.now) {
		return nil, failure(errNotFound, "Cannot find recovery point with ARN %s in vault %s", pointARN, vaultName)
	}
	return p, nil
}

func describeRecoveryPoint(c *call, in *pointReadInput) (*describeRecoveryPointOutput, error) {
	if _, err := c.vaultOf(in.BackupVaultName, in.BackupVaultAccountId); err != nil {
		return nil, err
	}
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	return &describeRecoveryPointOutput{pointCore: p.core(), StorageClass: new(p.storage)}, nil
}

// core is the point as AWS shows it. Lifecycle and CalculatedLifecycle are
// never null, only their members are (reference 9.3).
func (p *point) core() pointCore {
	core := pointCore{
		RecoveryPointArn: &p.arn, BackupVaultName: &p.vault.name, BackupVaultArn: new(p.vault.arn()),
		ResourceArn: &p.resource, ResourceType: &p.kind.name, IamRoleArn: &p.role, Status: new(p.status),
		StatusMessage: optional(p.message), CreationDate: instant(p.created), InitiationDate: instant(p.initiated),
		CompletionDate: instant(p.completed), CalculatedLifecycle: p.calculated(), Lifecycle: p.lifecycle.shape(),
		EncryptionKeyArn: optional(p.keyARN), IsEncrypted: p.encrypted, CompositeMemberIdentifier: optional(p.member),
		IsParent: p.composite, ResourceName: optional(p.name), VaultType: &p.vault.kind,
		IndexStatus: optional(p.index.status), IndexStatusMessage: optional(p.index.message),
		EncryptionKeyType: optional(p.keyType), ParentRecoveryPointArn: p.parentARN(), LastRestoreTime: instant(p.restored),
	}
	if p.size >= 0 && p.status != pointCreating {
		core.BackupSizeInBytes = new(p.size)
	}
	if p.planID != "" {
		core.CreatedBy = &creatorShape{BackupPlanId: &p.planID, BackupPlanArn: new("arn:" + p.region.partition + ":backup:" + p.region.name + ":" + p.region.account + ":backup-plan:" + p.planID)}
	}
	if p.source != nil {
		core.SourceBackupVaultArn = new(p.source.arn())
	}
	return core
}

func (p *point) parentARN() *string {
	if p.parent == nil {
		return nil
	}
	return &p.parent.arn
}

func (p *point) calculated() *calculatedShape {
	coldAt, deleteAt := p.lifecycle.schedule(p.kind, p.created)
	return &calculatedShape{MoveToColdStorageAt: instant(coldAt), DeleteAt: instant(deleteAt)}
}

func listRecoveryPointsByBackupVault(c *call, in *listPointsByVaultInput) (*listPointsByVaultOutput, error) {
	v, err := c.vaultOf(in.BackupVaultName, in.BackupVaultAccountId)
	if err != nil {
		return nil, err
	}
	if in.ResourceArn != nil {
		// The filter takes sources only; a snapshot's ARN is refused so.
		source, ok := parseARN(*in.ResourceArn)
		if !ok || c.region.kindOf(source, "") == nil {
			return nil, invalidParameter("Unsupported resource type: %s", *in.ResourceArn)
		}
	}
	admits := func(p *point) bool { return !p.hidden(c.now) && in.admits(p) }
	shape := func(p *point) pointByVaultShape { return pointByVaultShape{pointCore: p.core()} }
	points, next, err := list(c, in.page, v.points, in.CreatedAfter, admits, shape)
	return &listPointsByVaultOutput{RecoveryPoints: points, NextToken: next}, err
}

func (in *listPointsByVaultInput) admits(p *point) bool {
	return equals(in.ResourceArn, p.resource) && equals(in.ResourceType, p.kind.name) && in.BackupPlanId == nil &&
		equals(in.ParentRecoveryPointArn, text(p.parentARN())) && within(p.created, in.CreatedAfter, in.CreatedBefore)
}

// minDatabasePage is the minimum of maxResults for the points of RDS resources.
const minDatabasePage = 20

func listRecoveryPointsByResource(c *call, in *listPointsByResourceInput) (*listPointsByResourceOutput, error) {
	source, ok := parseARN(in.ResourceArn)
	if !ok || c.region.kindOf(source, "") == nil {
		return nil, invalidParameter("Unsupported resource type: %s", in.ResourceArn)
	}
	if source.service == "rds" && in.MaxResults != nil && *in.MaxResults < minDatabasePage {
		return nil, invalidParameter("maxResults must be at least %d for RDS resources", minDatabasePage)
	}
	admits := func(p *point) bool { return !p.hidden(c.now) }
	points, next, err := list(c, in.page, c.region.pointsByOwner[in.ResourceArn], nil, admits, (*point).byResource)
	return &listPointsByResourceOutput{RecoveryPoints: points, NextToken: next}, err
}

// byResource leaves the vault's name out except for EFS and EC2, as AWS often
// does (reference 1.3).
func (p *point) byResource() pointByResourceShape {
	core := p.core()
	shape := pointByResourceShape{
		RecoveryPointArn: core.RecoveryPointArn, CreationDate: core.CreationDate, Status: core.Status,
		StatusMessage: core.StatusMessage, EncryptionKeyArn: core.EncryptionKeyArn, BackupSizeBytes: core.BackupSizeInBytes,
		IsParent: core.IsParent, ParentRecoveryPointArn: core.ParentRecoveryPointArn, ResourceName: core.ResourceName,
		VaultType: core.VaultType, IndexStatus: core.IndexStatus, IndexStatusMessage: core.IndexStatusMessage,
		EncryptionKeyType: core.EncryptionKeyType,
	}
	if p.kind == kindEFS || p.kind == kindEC2 {
		shape.BackupVaultName = core.BackupVaultName
	}
	return shape
}
