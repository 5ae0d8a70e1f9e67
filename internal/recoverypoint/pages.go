// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"iter"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// pageSize is the most that AWS lists at once.
const pageSize = 1000

// vaultPages yields the pages of a vault's list as they are asked for, and ends
// with the first error.
func vaultPages(ctx context.Context, api awsbackup.API, in *backup.ListRecoveryPointsByBackupVaultInput) iter.Seq2[*backup.ListRecoveryPointsByBackupVaultOutput, error] {
	pages := backup.NewListRecoveryPointsByBackupVaultPaginator(api, in, func(o *backup.ListRecoveryPointsByBackupVaultPaginatorOptions) { o.StopOnDuplicateToken = true })
	return each(ctx, pages.HasMorePages, pages.NextPage)
}

// resourcePages is vaultPages for all vaults' points of one resource. Points
// that its own service made without AWS Backup are left out.
func resourcePages(ctx context.Context, api awsbackup.API, resourceARN string) iter.Seq2[*backup.ListRecoveryPointsByResourceOutput, error] {
	in := &backup.ListRecoveryPointsByResourceInput{ResourceArn: &resourceARN, ManagedByAWSBackupOnly: true, MaxResults: aws.Int32(pageSize)}
	pages := backup.NewListRecoveryPointsByResourcePaginator(api, in, func(o *backup.ListRecoveryPointsByResourcePaginatorOptions) { o.StopOnDuplicateToken = true })
	return each(ctx, pages.HasMorePages, pages.NextPage)
}

func each[P any](ctx context.Context, more func() bool, next func(context.Context, ...func(*backup.Options)) (P, error)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		for more() {
			page, err := next(ctx)
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}
