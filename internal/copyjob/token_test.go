// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// TestDeriveToken: the token of a request must not change between releases, or
// an upgrade in the middle of a copy starts a second one. The hash was computed
// by another program from the documented fields.
func TestDeriveToken(t *testing.T) {
	t.Parallel()
	in := &backup.StartCopyJobInput{
		SourceBackupVaultName: new("backups"), RecoveryPointArn: new("arn:aws:ec2:eu-central-1::snapshot/snap-1"),
		DestinationBackupVaultArn: new("arn:aws:backup:eu-west-1:123456789012:backup-vault:offsite"),
		IamRoleArn:                new("arn:aws:iam::123456789012:role/copy"),
		Lifecycle:                 &types.Lifecycle{DeleteAfterDays: new(int64(35))},
	}
	const want = "tfab1-a836aea049ad9e010a4de6808fffbae78f7d68d5b7e35881ca6c9adcf5d3badd"
	if got := deriveToken(in, "eu-central-1", "acme/prod", map[string]string{"release": "7"}); got != want {
		t.Errorf("the token is %s, want %s", got, want)
	}
}
