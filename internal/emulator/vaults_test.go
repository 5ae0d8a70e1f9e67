// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func (l *lab) vault(t *testing.T, name string) *backup.DescribeBackupVaultOutput {
	t.Helper()
	out, err := l.client.DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: &name})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestADefaultVaultIsEverywhere(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, client := range []*backup.Client{l.client, l.clientFor("210987654321", "us-gov-west-1")} {
		out, err := client.ListBackupVaults(t.Context(), &backup.ListBackupVaultsInput{})
		if err != nil {
			t.Fatal(err)
		}
		if len(out.BackupVaultList) != 1 || *out.BackupVaultList[0].BackupVaultName != "Default" {
			t.Errorf("vaults %+v", out.BackupVaultList)
		}
	}
	out, err := l.clientFor("210987654321", "us-gov-west-1").DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: aws.String("Default")})
	if err != nil || *out.BackupVaultArn != "arn:aws-us-gov:backup:us-gov-west-1:210987654321:backup-vault:Default" {
		t.Errorf("%v, %v", aws.ToString(out.BackupVaultArn), err)
	}
}

func TestVaultLife(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	create := func(request string) (*backup.CreateBackupVaultOutput, error) {
		return l.client.CreateBackupVault(t.Context(), &backup.CreateBackupVaultInput{
			BackupVaultName: aws.String("nightly"), CreatorRequestId: &request, BackupVaultTags: map[string]string{"a": "1"},
			EncryptionKeyArn: aws.String("arn:aws:kms:eu-central-1:123456789012:key/k"),
		})
	}
	out, err := create("first")
	if err != nil {
		t.Fatal(err)
	}
	if *out.BackupVaultArn != "arn:aws:backup:eu-central-1:123456789012:backup-vault:nightly" || !out.CreationDate.Equal(start) {
		t.Errorf("created %+v", out)
	}
	if _, err := create("first"); err != nil {
		t.Errorf("a repeated request: %v", err)
	}
	_, err = create("second")
	exists, ok := errors.AsType[*types.AlreadyExistsException](err)
	if !ok || aws.ToString(exists.CreatorRequestId) != "first" || aws.ToString(exists.Arn) != *out.BackupVaultArn {
		t.Errorf("another request: %v", err)
	}
	described := l.vault(t, "nightly")
	if *described.Locked || described.LockDate != nil || described.VaultType != types.VaultTypeBackupVault ||
		described.EncryptionKeyType != types.EncryptionKeyTypeCustomerManagedKmsKey {
		t.Errorf("described %+v", described)
	}
	job := l.completed(t, files, in("nightly"))
	if got := aws.ToString(job.EncryptionKeyArn); got != "arn:aws:kms:eu-central-1:123456789012:key/k" {
		t.Errorf("the job's key is %s", got)
	}
	remove := func() error {
		_, err := l.client.DeleteBackupVault(t.Context(), &backup.DeleteBackupVaultInput{BackupVaultName: aws.String("nightly")})
		return err
	}
	if l.vault(t, "nightly").NumberOfRecoveryPoints != 1 {
		t.Error("the vault does not count its point")
	}
	err = remove()
	wantError(t, err, "InvalidRequestException", "Backup vault cannot be deleted because it contains recovery points.")
	if refused, ok := errors.AsType[*types.InvalidRequestException](err); !ok || aws.ToString(refused.Code) != "ERROR_9101" {
		t.Errorf("the code is not AWS's: %v", err)
	}
	l.home().RemoveRecoveryPoint(*job.RecoveryPointArn)
	if err := remove(); err != nil {
		t.Fatal(err)
	}
	wantError(t, remove(), "AccessDeniedException", "")
}

func TestLocks(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().AddVault(emulator.Vault{Name: "locked"})
	put := func(least, most, changeable *int64) error {
		_, err := l.client.PutBackupVaultLockConfiguration(t.Context(), &backup.PutBackupVaultLockConfigurationInput{
			BackupVaultName: aws.String("locked"), MinRetentionDays: least, MaxRetentionDays: most, ChangeableForDays: changeable,
		})
		return err
	}
	remove := func() error {
		_, err := l.client.DeleteBackupVaultLockConfiguration(t.Context(), &backup.DeleteBackupVaultLockConfigurationInput{BackupVaultName: aws.String("locked")})
		return err
	}
	for _, bad := range [][3]*int64{
		{aws.Int64(0), nil, nil},
		{nil, aws.Int64(36501), nil},
		{aws.Int64(8), aws.Int64(7), nil},
		{nil, nil, aws.Int64(2)},
		{nil, nil, aws.Int64(36501)},
	} {
		wantError(t, put(bad[0], bad[1], bad[2]), "InvalidParameterValueException", "")
	}
	if err := errors.Join(put(aws.Int64(7), nil, nil), remove(), put(aws.Int64(7), aws.Int64(30), aws.Int64(3))); err != nil {
		t.Fatal(err)
	}
	described := l.vault(t, "locked")
	if !*described.Locked || !described.LockDate.Equal(start.Add(3*day)) || *described.MinRetentionDays != 7 || *described.MaxRetentionDays != 30 {
		t.Errorf("described %+v", described)
	}
	l.Advance(3*day - 1)
	if err := put(aws.Int64(8), nil, aws.Int64(3)); err != nil {
		t.Errorf("within the grace time: %v", err)
	}
	l.Advance(4 * day)
	wantError(t, put(nil, nil, nil), "InvalidRequestException", "cannot be changed")
	wantError(t, remove(), "InvalidRequestException", "cannot be changed")
}

func TestAirGappedVault(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	create := func(least, most int64) (*backup.CreateLogicallyAirGappedBackupVaultOutput, error) {
		return l.client.CreateLogicallyAirGappedBackupVault(t.Context(), &backup.CreateLogicallyAirGappedBackupVaultInput{
			BackupVaultName: aws.String("gap"), MinRetentionDays: &least, MaxRetentionDays: &most,
		})
	}
	_, err := create(6, 30)
	wantError(t, err, "InvalidParameterValueException", "at least 7")
	out, err := create(7, 30)
	if err != nil || out.VaultState != types.VaultStateCreating {
		t.Fatalf("%+v, %v", out, err)
	}
	l.Advance(day)
	described := l.vault(t, "gap")
	if described.VaultState != types.VaultStateAvailable || described.VaultType != types.VaultTypeLogicallyAirGappedBackupVault ||
		!*described.Locked || described.EncryptionKeyType != types.EncryptionKeyTypeAwsOwnedKmsKey {
		t.Errorf("described %+v", described)
	}
	_, err = l.start(t, files, in("gap"))
	wantError(t, err, "InvalidParameterValueException", "gap")
	_, err = l.client.PutBackupVaultLockConfiguration(t.Context(), &backup.PutBackupVaultLockConfigurationInput{BackupVaultName: aws.String("gap")})
	wantError(t, err, "InvalidRequestException", "")
	list, err := l.client.ListBackupVaults(t.Context(), &backup.ListBackupVaultsInput{ByVaultType: types.VaultTypeLogicallyAirGappedBackupVault})
	if err != nil || len(list.BackupVaultList) != 1 {
		t.Errorf("%d vaults, %v", len(list.BackupVaultList), err)
	}
}

func TestAccessPolicy(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	vault := aws.String("Default")
	get := func() (*backup.GetBackupVaultAccessPolicyOutput, error) {
		return l.client.GetBackupVaultAccessPolicy(t.Context(), &backup.GetBackupVaultAccessPolicyInput{BackupVaultName: vault})
	}
	_, err := get()
	wantError(t, err, "ResourceNotFoundException", "")
	job := l.completed(t, files)
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":["backup:DeleteRecoveryPoint","backup:StartBackupJob"],"Resource":"*"}]}`
	if _, err := l.client.PutBackupVaultAccessPolicy(t.Context(), &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: vault, Policy: &policy}); err != nil {
		t.Fatal(err)
	}
	if got, err := get(); err != nil || *got.Policy != policy {
		t.Errorf("%v, %v", got, err)
	}
	wantError(t, l.remove(t, "Default", job.RecoveryPointArn), "AccessDeniedException", "Insufficient privileges")
	_, err = l.start(t, volume)
	wantError(t, err, "AccessDeniedException", "Insufficient privileges")
	l.kept(t, job.RecoveryPointArn) // reading is not denied
	if _, err := l.client.DeleteBackupVaultAccessPolicy(t.Context(), &backup.DeleteBackupVaultAccessPolicyInput{BackupVaultName: vault}); err != nil {
		t.Fatal(err)
	}
	if err := l.remove(t, "Default", job.RecoveryPointArn); err != nil {
		t.Error(err)
	}
	_, err = l.client.PutBackupVaultAccessPolicy(t.Context(), &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: vault, Policy: aws.String("{")})
	wantError(t, err, "InvalidParameterValueException", "JSON")
}

func TestNotifications(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	vault := aws.String("Default")
	get := func() (*backup.GetBackupVaultNotificationsOutput, error) {
		return l.client.GetBackupVaultNotifications(t.Context(), &backup.GetBackupVaultNotificationsInput{BackupVaultName: vault})
	}
	_, err := get()
	wantError(t, err, "ResourceNotFoundException", "")
	_, err = l.client.PutBackupVaultNotifications(t.Context(), &backup.PutBackupVaultNotificationsInput{
		BackupVaultName: vault, SNSTopicArn: aws.String("arn:aws:sns:eu-central-1:123456789012:t"),
		BackupVaultEvents: []types.BackupVaultEvent{types.BackupVaultEventBackupJobCompleted},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := get(); err != nil || len(got.BackupVaultEvents) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := l.client.DeleteBackupVaultNotifications(t.Context(), &backup.DeleteBackupVaultNotificationsInput{BackupVaultName: vault}); err != nil {
		t.Fatal(err)
	}
	_, err = get()
	wantError(t, err, "ResourceNotFoundException", "")
}
