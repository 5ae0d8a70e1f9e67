// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// A copy that lacks something is a warning in the words of its kind. In another Region its ID is that of another job: what state knows
// of it does not count there.
func TestCompletion_ofCopies(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	const lacks = "1 tag was not copied"
	env.AWS().ScriptCopies("*", emulator.CopyScript{Category: "MISCELLANEOUS", Message: lacks})
	env.AWS().AddVault(emulator.Vault{Name: "second"})
	point := env.AWS().AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.FilesARN})[0]
	started, err := env.Client().StartCopyJob(t.Context(), &backup.StartCopyJobInput{
		RecoveryPointArn: &point, SourceBackupVaultName: aws.String("Default"), IamRoleArn: aws.String(acctest.RoleARN),
		DestinationBackupVaultArn: aws.String("arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":backup-vault:second"),
	})
	if err != nil {
		t.Fatal(err)
	}
	env.Emulator.Advance(time.Hour)

	c := env.Terraform("")
	for _, test := range []struct{ region, severity, summary, detail string }{
		{acctest.Region, "warning", "Copies Completed With Issues", lacks},
		{"eu-west-1", "error", "Copy Job Records Not Found", "1 of 1 copy jobs in eu-west-1 have no record"},
	} {
		c.Write(env.Config(fmt.Sprintf(`
resource "awsbackup_copy_job_completion" "all" {
  copy_job_ids = [%q]
  region       = %q
}
`, *started.CopyJobId, test.region)))
		found := c.Run("apply", "-auto-approve")
		if len(found) != 1 || found[0].Severity != test.severity || found[0].Summary != test.summary || !strings.Contains(found[0].Detail, test.detail) {
			t.Errorf("in %s: %v, want the %s %q", test.region, found, test.severity, test.summary)
		}
	}
}
