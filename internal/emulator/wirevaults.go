// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// vaultInput addresses one vault.
type vaultInput struct {
	BackupVaultName string `label:"backupVaultName"`
}

type createVaultInput struct {
	vaultInput
	BackupVaultTags  map[string]string
	EncryptionKeyArn *string
	CreatorRequestId *string
}

type createVaultOutput struct {
	BackupVaultName *string
	BackupVaultArn  *string
	CreationDate    *epoch
}

type createAirGappedVaultInput struct {
	createVaultInput
	MinRetentionDays *int64 `need:"true"`
	MaxRetentionDays *int64 `need:"true"`
}

type createAirGappedVaultOutput struct {
	createVaultOutput
	VaultState *string
}

type describeVaultInput struct {
	vaultInput
	BackupVaultAccountId *string `query:"backupVaultAccountId"`
}

// vaultShape is BackupVaultListMember.
type vaultShape struct {
	BackupVaultName        *string
	BackupVaultArn         *string
	VaultType              *string
	VaultState             *string
	CreationDate           *epoch
	EncryptionKeyArn       *string
	CreatorRequestId       *string
	NumberOfRecoveryPoints int64
	Locked                 *bool
	MinRetentionDays       *int64
	MaxRetentionDays       *int64
	LockDate               *epoch
	EncryptionKeyType      *string
}

type describeVaultOutput struct {
	vaultShape
	SourceBackupVaultArn        *string
	MpaApprovalTeamArn          *string
	MpaSessionArn               *string
	LatestMpaApprovalTeamUpdate *mpaUpdateShape
}

// mpaUpdateShape is LatestMpaApprovalTeamUpdate (multi-party approval).
type mpaUpdateShape struct {
	MpaSessionArn  *string
	Status         *string
	StatusMessage  *string
	InitiationDate *epoch
	ExpiryDate     *epoch
}

type listVaultsInput struct {
	page
	VaultType *string `query:"vaultType"`
	Shared    *bool   `query:"shared"`
}

type listVaultsOutput struct {
	BackupVaultList []vaultShape
	NextToken       *string
}

type putPolicyInput struct {
	vaultInput
	Policy *string
}

type getPolicyOutput struct {
	BackupVaultName *string
	BackupVaultArn  *string
	Policy          *string
}

type putLockInput struct {
	vaultInput
	MinRetentionDays  *int64
	MaxRetentionDays  *int64
	ChangeableForDays *int64
}

type putNotificationsInput struct {
	vaultInput
	SNSTopicArn       *string  `need:"true"`
	BackupVaultEvents []string `need:"true"`
}

type getNotificationsOutput struct {
	BackupVaultName   *string
	BackupVaultArn    *string
	SNSTopicArn       *string
	BackupVaultEvents []string
}

type regionSettingsShape struct {
	ResourceTypeOptInPreference      map[string]bool
	ResourceTypeManagementPreference map[string]bool
}
