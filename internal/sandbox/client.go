// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// madeUp is the access key and the secret key of everybody in a sandbox.
const madeUp = "made-up"

// Client looks at the sandbox's AWS Backup past Terraform.
func (s *Sandbox) Client() *backup.Client {
	return backup.New(backup.Options{
		Region:       Region,
		BaseEndpoint: &s.URL,
		Credentials:  credentials.NewStaticCredentialsProvider(madeUp, madeUp, ""),
	})
}

// CountRecoveryPoints counts the recovery points in a vault that has no more
// of them than AWS lists at once.
func (s *Sandbox) CountRecoveryPoints(ctx context.Context, vault string) (int, error) {
	list, err := s.Client().ListRecoveryPointsByBackupVault(ctx, &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &vault})
	if err != nil {
		return 0, fmt.Errorf("counting the recovery points: %w", err)
	}
	return len(list.RecoveryPoints), nil
}
