// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// volumes are n backups of a volume each, with extra lines of configuration.
func volumes(n int, extra string) string {
	return fmt.Sprintf(`
resource "awsbackup_backup_job" "test" {
  count             = %d
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:ec2:%s:%s:volume/vol-${count.index}"
  iam_role_arn      = %q
  %s
}
`, n, acctest.Region, acctest.Account, acctest.RoleARN, extra)
}
