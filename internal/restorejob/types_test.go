// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// Each type goes from a backup to the ARN of the restored resource with the
// suggested metadata and what a person adds to it, and the plan is empty then.
func TestRestore_fromBackupToARN(t *testing.T) {
	t.Parallel()
	const prefix = "arn:aws:%s:" + acctest.Region + ":" + acctest.Account + ":"
	for name, test := range map[string]struct {
		source string
		adds   string // HCL: what the suggested metadata lacks
		makes  string // how the ARN of the restored resource begins
		id     string // how its ID begins
	}{
		"EBS":      {acctest.VolumeARN, `availabilityZone = "eu-central-1a"`, fmt.Sprintf(prefix, "ec2") + "volume/vol-", "vol-"},
		"EC2":      {acctest.HostARN, ``, fmt.Sprintf(prefix, "ec2") + "instance/i-", "i-"},
		"RDS":      {acctest.DBARN, `DBInstanceIdentifier = "drill"`, fmt.Sprintf(prefix, "rds") + "db:drill", "drill"},
		"Aurora":   {clusterARN, `dbClusterIdentifier = "drill"`, fmt.Sprintf(prefix, "rds") + "cluster:drill", "drill"},
		"DynamoDB": {acctest.TableARN, `targetTableName = "drill"`, fmt.Sprintf(prefix, "dynamodb") + "table/drill", "drill"},
		"S3":       {acctest.BucketARN, `DestinationBucketName = "drill"`, "arn:aws:s3:::drill", "drill"},
		"EFS":      {acctest.FilesARN, `newFileSystem = "true", CreationToken = "drill"`, fmt.Sprintf(prefix, "elasticfilesystem") + "file-system/fs-", "fs-"},
		"FSx":      {acctest.FSxARN, ``, fmt.Sprintf(prefix, "fsx") + "file-system/fs-", "fs-"},
		"EKS":      {eksARN, `clusterName = "drill"`, fmt.Sprintf(prefix, "eks") + "cluster/drill", "drill"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(fmt.Sprintf(`
resource "awsbackup_backup_job" "test" {
  backup_vault_name = "Default"
  resource_arn      = %[1]q
  iam_role_arn      = %[2]q
}

data "awsbackup_restore_metadata" "test" {
  recovery_point_arn = awsbackup_backup_job.test.recovery_point_arn
  backup_vault_name  = awsbackup_backup_job.test.backup_vault_name
}

resource "awsbackup_restore_job" "test" {
  recovery_point_arn = awsbackup_backup_job.test.recovery_point_arn
  iam_role_arn       = %[2]q
  metadata           = merge(data.awsbackup_restore_metadata.test.suggested, { %[3]s })
}
`, test.source, acctest.RoleARN, test.adds)))
			apply(t, c)
			jobs := wantRestores(t, env, 1)
			o := object(t, c)
			arn, id := o.Text("created_resource_arn"), o.Text("created_resource_id")
			if o.Text("status") != "COMPLETED" || !strings.HasPrefix(arn, test.makes) || !strings.HasPrefix(id, test.id) || !strings.HasSuffix(arn, id) {
				t.Errorf("%s, made %q with ID %q, want %s... and %s...", o.Text("status"), arn, id, test.makes, test.id)
			}
			if o.Text("id") != jobs[0].ID || o.Text("source_resource_arn") != test.source || o.Text("resource_type") != name {
				t.Errorf("state has job %s of %s, a %s; want %s of %s, a %s", o.Text("id"), o.Text("source_resource_arn"), o.Text("resource_type"), jobs[0].ID, test.source, name)
			}
			wantNoChanges(t, c)
		})
	}
}
