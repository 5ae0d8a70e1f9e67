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

// resourcePages yields all vaults' points of one resource, page by page. Points
// that its own service made without AWS Backup are left out.
func resourcePages(ctx context.Context, api awsbackup.API, resourceARN string) iter.Seq2[*backup.ListRecoveryPointsByResourceOutput, error] {
	return awsbackup.Pages(ctx, api.ListRecoveryPointsByResource, &backup.ListRecoveryPointsByResourceInput{
		ResourceArn: &resourceARN, ManagedByAWSBackupOnly: true, MaxResults: aws.Int32(pageSize),
	})
}
