// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"time"
)

// Kinds of vaults.
const (
	standardVault  = "BACKUP_VAULT"
	airGappedVault = "LOGICALLY_AIR_GAPPED_BACKUP_VAULT"
)

// maxVaults is the quota of vaults per account and Region (reference 7).
const maxVaults = 300

// vault is one backup vault.
type vault struct {
	region         *regionState
	name, kind     string
	created        time.Time
	available      time.Time
	keyARN         string
	keyType        string
	creatorRequest string
	tags           map[string]string // replaced, never changed

	locked                     bool
	minRetention, maxRetention int64
	lockDate                   time.Time // zero: governance mode

	policy   string
	document policyDocument
	denied   []string // operations that the policy denies to the owner
	topic    string
	events   []string

	points []*point
}

func (v *vault) arn() string { return v.region.vaultARN(v.name) }

// state is CREATING for a moment in new air-gapped vaults.
func (v *vault) state(now time.Time) string {
	if now.Before(v.available) {
		return "CREATING"
	}
	return "AVAILABLE"
}

// missingVault is the answer for a vault that is not there.
func (r *regionState) missingVault(name string) error {
	if r.server.vaultMode == MissingVaultNotFound {
		return failure(errNotFound, "Backup vault %s does not exist.", name)
	}
	return accessDenied()
}

// vault finds a vault that lets the call through.
func (c *call) vault(name string) (*vault, error) {
	v := c.region.vaults[name]
	if v == nil {
		return nil, c.region.missingVault(name)
	}
	if v.denies(c.record.Operation) {
		return nil, accessDenied()
	}
	return v, nil
}

// vaultOf is vault for the reads that may name the vault's owner: only vaults
// that were shared can be another account's, and the emulator shares none.
func (c *call) vaultOf(name string, owner *string) (*vault, error) {
	if !equals(owner, c.region.account) {
		return nil, accessDenied()
	}
	return c.vault(name)
}

func createBackupVault(c *call, in *createVaultInput) (*createVaultOutput, error) {
	v, err := c.newVault(in, standardVault)
	if err != nil {
		return nil, err
	}
	return v.createdOutput(), nil
}

// newVault makes a vault. The creator's request ID makes the call idempotent.
func (c *call) newVault(in *createVaultInput, kind string) (*vault, error) {
	r := c.region
	if !vaultName.MatchString(in.BackupVaultName) {
		return nil, invalidParameter("Invalid backup vault name: %q. Must match %s", in.BackupVaultName, vaultName)
	}
	if err := checkTags(in.BackupVaultTags); err != nil {
		return nil, err
	}
	if old := r.vaults[in.BackupVaultName]; old != nil {
		if in.CreatorRequestId != nil && old.creatorRequest == *in.CreatorRequestId && old.kind == kind {
			return old, nil
		}
		exists := failure(errAlreadyExists, "Backup vault with the same name already exists")
		exists.CreatorRequestID, exists.ARN = old.creatorRequest, old.arn()
		return nil, exists
	}
	if len(r.vaults) >= maxVaults {
		return nil, failure(errLimitExceeded, "The number of backup vaults cannot exceed %d", maxVaults)
	}
	if len(in.BackupVaultTags) > maxTags {
		return nil, invalidParameter("A backup vault cannot have more than %d tags", maxTags)
	}
	v := r.addVault(in.BackupVaultName, kind, text(in.EncryptionKeyArn), c.now)
	v.creatorRequest, v.tags = text(in.CreatorRequestId), maps.Clone(in.BackupVaultTags)
	return v, nil
}

// addVault puts an empty vault in place. Without a key, AWS Backup's managed
// key serves, for air-gapped vaults one that AWS owns.
func (r *regionState) addVault(name, kind, key string, now time.Time) *vault {
	v := &vault{region: r, name: name, kind: kind, created: now, keyARN: key}
	switch {
	case key != "":
		v.keyType = "CUSTOMER_MANAGED_KMS_KEY"
	case kind == airGappedVault:
		v.keyARN, v.keyType = r.keyARN("aws-owned"), "AWS_OWNED_KMS_KEY"
	default:
		v.keyARN = r.keyARN("aws/backup")
	}
	r.vaults[name] = v
	return v
}

func (v *vault) createdOutput() *createVaultOutput {
	return &createVaultOutput{BackupVaultName: &v.name, BackupVaultArn: new(v.arn()), CreationDate: instant(v.created)}
}

func describeBackupVault(c *call, in *describeVaultInput) (*describeVaultOutput, error) {
	v, err := c.vaultOf(in.BackupVaultName, in.BackupVaultAccountId)
	if err != nil {
		return nil, err
	}
	return &describeVaultOutput{vaultShape: v.shape(c.now)}, nil
}

func (v *vault) shape(now time.Time) vaultShape {
	shape := vaultShape{
		BackupVaultName: &v.name, BackupVaultArn: new(v.arn()), VaultType: &v.kind, VaultState: new(v.state(now)),
		CreationDate: instant(v.created), EncryptionKeyArn: optional(v.keyARN), CreatorRequestId: optional(v.creatorRequest),
		NumberOfRecoveryPoints: int64(len(v.points)), Locked: new(v.locked),
		LockDate: instant(v.lockDate), EncryptionKeyType: optional(v.keyType),
	}
	if v.minRetention > 0 {
		shape.MinRetentionDays = new(v.minRetention)
	}
	if v.maxRetention > 0 {
		shape.MaxRetentionDays = new(v.maxRetention)
	}
	return shape
}

func deleteBackupVault(c *call, in *vaultInput) (*emptyReply, error) {
	v, err := c.vault(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	if v.name == defaultVault {
		return nil, invalidRequest("The default backup vault cannot be deleted.")
	}
	if len(v.points) > 0 {
		failed := invalidRequest("Backup vault cannot be deleted because it contains recovery points.")
		failed.Code = "ERROR_9101"
		return nil, failed
	}
	delete(c.region.vaults, v.name)
	return &emptyReply{}, nil
}

// listBackupVaults sorts by name; its cursor is the last name shown.
func listBackupVaults(c *call, in *listVaultsInput) (*listVaultsOutput, error) {
	from, limit, err := in.parse(c)
	if err != nil {
		return nil, err
	}
	out := &listVaultsOutput{BackupVaultList: []vaultShape{}}
	if in.Shared != nil && *in.Shared {
		return out, nil
	}
	for i, name := range sortedKeys(c.region.vaults) {
		v := c.region.vaults[name]
		if i < from.seq || !equals(in.VaultType, v.kind) {
			continue
		}
		if len(out.BackupVaultList) == limit {
			out.NextToken = indexCursor(i).token(c)
			break
		}
		out.BackupVaultList = append(out.BackupVaultList, v.shape(c.now))
	}
	return out, nil
}
