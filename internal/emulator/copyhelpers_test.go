// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	farRegion = "us-west-2"
	customKey = "arn:aws:kms:us-west-2:123456789012:key/11111111-2222-3333-4444-555555555555"
	farVault  = "arn:aws:backup:us-west-2:123456789012:backup-vault:offsite" // under a customer managed key
	farPlain  = "arn:aws:backup:us-west-2:123456789012:backup-vault:plain"   // under aws/backup

	second      = "210987654321" // another account
	secondVault = "arn:aws:backup:us-west-2:210987654321:backup-vault:bunker"
)

// copyLab is a lab with vaults in another Region and, reached by credentials of
// their own, in another account of the same organization.
func copyLab(t *testing.T, opts ...emulator.Option) *lab {
	t.Helper()
	l := newLab(t, append([]emulator.Option{emulator.WithOrganization(emulator.Organization{
		ID: "o-example", Management: account, Members: []string{second}, CrossAccountBackup: true,
	})}, opts...)...)
	l.Region(farRegion).AddVault(emulator.Vault{Name: "offsite", EncryptionKeyARN: customKey})
	l.Region(farRegion).AddVault(emulator.Vault{Name: "plain"})
	l.Account(second).Region(farRegion).AddVault(emulator.Vault{Name: "bunker", EncryptionKeyARN: customKey})
	l.putPolicy(t, second, farRegion, "bunker", `{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
		"Action": "backup:CopyIntoBackupVault", "Resource": "*"}]}`)
	return l
}

func (l *lab) putPolicy(t *testing.T, account, region, vault, policy string) {
	t.Helper()
	_, err := l.clientFor(account, region).PutBackupVaultAccessPolicy(t.Context(), &backup.PutBackupVaultAccessPolicyInput{
		BackupVaultName: &vault, Policy: &policy,
	})
	if err != nil {
		t.Fatal(err)
	}
}

type copyChange = func(*backup.StartCopyJobInput)

func (l *lab) tryCopy(t *testing.T, point *string, to string, changes ...copyChange) (*backup.StartCopyJobOutput, error) {
	t.Helper()
	in := &backup.StartCopyJobInput{
		RecoveryPointArn: point, SourceBackupVaultName: aws.String("Default"), DestinationBackupVaultArn: &to, IamRoleArn: aws.String(role),
	}
	for _, change := range changes {
		change(in)
	}
	return l.client.StartCopyJob(t.Context(), in)
}

func (l *lab) startCopy(t *testing.T, point *string, to string, changes ...copyChange) *string {
	t.Helper()
	out, err := l.tryCopy(t, point, to, changes...)
	if err != nil {
		t.Fatalf("StartCopyJob: %v", err)
	}
	return out.CopyJobId
}

func (l *lab) describeCopy(t *testing.T, id *string) *types.CopyJob {
	t.Helper()
	out, err := l.client.DescribeCopyJob(t.Context(), &backup.DescribeCopyJobInput{CopyJobId: id})
	if err != nil {
		t.Fatalf("DescribeCopyJob: %v", err)
	}
	return out.CopyJob
}

// copied copies a point, lets the job end and describes it.
func (l *lab) copied(t *testing.T, point *string, to string, changes ...copyChange) *types.CopyJob {
	t.Helper()
	id := l.startCopy(t, point, to, changes...)
	l.Advance(time.Hour)
	return l.describeCopy(t, id)
}

// pointAs describes a point with the credentials of an account, in a Region.
func (l *lab) pointAs(t *testing.T, account, region, vault string, arn *string) (*backup.DescribeRecoveryPointOutput, error) {
	t.Helper()
	return l.clientFor(account, region).DescribeRecoveryPoint(t.Context(), &backup.DescribeRecoveryPointInput{
		BackupVaultName: &vault, RecoveryPointArn: arn,
	})
}

func keepCopy(cold, remove int64) copyChange {
	return func(in *backup.StartCopyJobInput) { in.Lifecycle = lifecycle(cold, remove) }
}

func copyToken(token string) copyChange {
	return func(in *backup.StartCopyJobInput) { in.IdempotencyToken = &token }
}

func copyFrom(vault string) copyChange {
	return func(in *backup.StartCopyJobInput) { in.SourceBackupVaultName = &vault }
}

func copyAs(role string) copyChange {
	return func(in *backup.StartCopyJobInput) { in.IamRoleArn = &role }
}

// wantCopy wants a job in a state, with a message.
func wantCopy(t *testing.T, job *types.CopyJob, state types.CopyJobState, message string) {
	t.Helper()
	if job.State != state || message != "" && !contains(job.StatusMessage, message) {
		t.Errorf("the copy is %s %q, want %s %q", job.State, aws.ToString(job.StatusMessage), state, message)
	}
	if finished := state == types.CopyJobStateCompleted; finished != (aws.ToString(job.MessageCategory) == "SUCCESS") && state != types.CopyJobStateRunning && state != types.CopyJobStateCreated {
		t.Errorf("%s with category %s", state, aws.ToString(job.MessageCategory))
	}
}
