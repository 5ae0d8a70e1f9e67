// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// NoVaultError is a recovery point that no vault of the account and Region has.
type NoVaultError struct{ ARN string }

func (e *NoVaultError) Error() string {
	return "no backup vault of this account and Region holds recovery point " + e.ARN + "; it was deleted a moment ago, or is held by its own service only"
}

// FindPoint describes a recovery point whose vault is not known: it asks one
// vault after the other. The error is a *NoVaultError where none has it, unless
// a vault could not be asked.
func FindPoint(ctx context.Context, api API, arn string) (*Point, error) {
	var last error
	for page, err := range Pages(ctx, api.ListBackupVaults, &backup.ListBackupVaultsInput{}) {
		if err != nil {
			return nil, err
		}
		for _, vault := range page.BackupVaultList {
			point, err := api.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: vault.BackupVaultName, RecoveryPointArn: &arn})
			switch {
			case err == nil:
				return point, nil
			case IsNotFound(err):
			case IsAccessDenied(err):
				// Another vault may be allowed; if none has it, this is why.
				last = err
			default:
				return nil, err
			}
		}
	}
	if last != nil {
		return nil, last
	}
	return nil, &NoVaultError{ARN: arn}
}

// Contradicts reports that a member of a list tells something else than what
// was asked for. AWS filters its lists, and stand-ins for it may not; a member
// that tells nothing is taken at their word.
func Contradicts(told *string, asked string) bool {
	return told != nil && *told != "" && asked != "" && *told != asked
}
