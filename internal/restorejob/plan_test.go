// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	hanaARN = "arn:aws:ssm-sap:" + acctest.Region + ":" + acctest.Account + ":HANA/erp/DB/HDB"
	subnets = `DBSubnetGroupName = "g"`
	foreign = "arn:aws:backup:" + acctest.Region + ":999999999999:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45"
)

// What AWS Backup would refuse, or what a person would regret, is in the plan,
// and never a value of metadata.
func TestPlan_checks(t *testing.T) {
	t.Parallel()
	cold := func(p *emulator.RecoveryPoint) {
		p.Created = time.Now().Add(-10 * 24 * time.Hour)
		p.Lifecycle = emulator.Lifecycle{MoveToColdStorageAfterDays: new(int64(1)), DeleteAfterDays: new(int64(120))}
	}
	for name, test := range map[string]struct {
		source    string
		change    func(*emulator.RecoveryPoint)
		metadata  string
		extra     string
		preflight string
		gone      bool
		refused   bool   // what preflight asks
		arn       string // of the recovery point, instead of one of the source
		want      []string
	}{
		"right":                 {source: acctest.DBARN, metadata: `DBInstanceIdentifier = "d", ` + subnets},
		"missing":               {source: acctest.DBARN, metadata: subnets, want: []string{"error: Restore metadata is missing: DBInstanceIdentifier"}},
		"empty where needed":    {source: acctest.TableARN, metadata: `targetTableName = ""`, want: []string{"error: Restore metadata is missing: targetTableName", "warning: Empty restore metadata"}},
		"null where needed":     {source: acctest.TableARN, metadata: `targetTableName = null`, want: []string{"error: Restore metadata is missing: targetTableName"}},
		"misspelt":              {source: acctest.DBARN, metadata: `DBInstanceIdentifier = "d", DBInstanceClas = "hidden", ` + subnets, want: []string{"warning: Restore metadata that this provider does not know"}},
		"twice":                 {source: acctest.TableARN, metadata: `targetTableName = "hidden", TargetTableName = "hidden"`, want: []string{"error: Restore metadata given twice"}},
		"a list between commas": {source: acctest.DBARN, metadata: `DBInstanceIdentifier = "d", VpcSecurityGroupIds = "hidden-1,hidden-2", ` + subnets, want: []string{"error: Restore metadata that is not a JSON array"}},
		"tags of a bucket":      {source: acctest.BucketARN, metadata: `DestinationBucketName = "b"`, extra: "copy_source_tags_to_restored_resource = true", want: []string{"error: No tags of the source in a restore of this type"}},
		"overwriting":           {source: hanaARN, metadata: `"aws:backup:TargetDatabaseArn" = "hidden"`, extra: `resource_type = "SAP HANA on Amazon EC2"`, want: []string{"error: The restore overwrites its target"}},
		"overwriting, allowed":  {source: hanaARN, metadata: `"aws:backup:TargetDatabaseArn" = "hidden"`, extra: "resource_type = \"SAP HANA on Amazon EC2\"\n  allow_overwrite = true"},
		"of another account":    {source: acctest.FSxARN, arn: foreign, metadata: `SubnetIds = "[]"`, extra: `resource_type = "FSx"`, want: []string{"warning: Recovery point of another account: 999999999999"}},
		"an object, no list":    {source: acctest.DBARN, metadata: `DBInstanceIdentifier = "d", VpcSecurityGroupIds = "{\"hidden\": 1}", ` + subnets, want: []string{"error: Restore metadata that is not a JSON array"}},
		"public":                {source: acctest.DBARN, metadata: `DBInstanceIdentifier = "d", PubliclyAccessible = "true", ` + subnets, want: []string{"warning: The restored database is reachable from the internet"}},

		// The ARN of a snapshot does not show that it is a volume's.
		"type by preflight":            {source: acctest.VolumeARN, metadata: `volumeSize = "1"`, want: []string{"error: Restore metadata is missing: availabilityZone"}},
		"type by preflight, as a warn": {source: acctest.VolumeARN, metadata: `volumeSize = "1"`, preflight: "off"},
		"cold":                         {source: acctest.FilesARN, change: cold, metadata: `file-system-id = "fs-1", newFileSystem = "true", Encrypted = "true", KmsKeyId = "k", PerformanceMode = "generalPurpose", CreationToken = "t"`, want: []string{"warning: Recovery point in cold storage"}},
		"gone":                         {source: acctest.VolumeARN, metadata: `availabilityZone = "a"`, gone: true, want: []string{"error: Recovery point not found"}},
		"gone, as a warning":           {source: acctest.VolumeARN, metadata: `availabilityZone = "a"`, gone: true, preflight: "warn", want: []string{"warning: Recovery point not found"}},
		"not readable":                 {source: acctest.VolumeARN, metadata: `availabilityZone = "a"`, refused: true, want: []string{"warning: Not checked at plan"}},
		"gone, without preflight":      {source: acctest.VolumeARN, metadata: `availabilityZone = "a"`, gone: true, preflight: "off"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			var changes []func(*emulator.RecoveryPoint)
			if test.change != nil {
				changes = append(changes, test.change)
			}
			arn := point(t, env, test.source, changes...)
			if test.arn != "" {
				arn = test.arn
			}
			if test.gone {
				env.AWS().RemoveRecoveryPoint(arn)
			}
			if test.refused {
				env.Refuse(denied, "DescribeRecoveryPoint", "ListBackupVaults")
			}
			block := env.ProviderBlock()
			if test.preflight != "" {
				block = env.ProviderBlock(fmt.Sprintf("preflight = %q", test.preflight))
			}
			c := env.Terraform(block + restore(arn, "{ "+test.metadata+" }", test.extra))
			found := c.Run("plan")
			wantSummaries(t, "the plan", found, test.want...)
			for _, d := range found {
				if strings.Contains(d.Summary+d.Detail, "hidden") {
					t.Errorf("a value of metadata is in the message: %s", d.Detail)
				}
			}
			wantRestores(t, env, 0)
		})
	}
}

// The parent of a stack's recovery points cannot be restored.
func TestPlan_composite(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := "arn:aws:backup:" + acctest.Region + ":" + acctest.Account + ":recovery-point:composite:cloudformation/1eb3b5e7-9eb0-435a-a80b-108b488b0d45"
	c := env.Terraform(env.Config(restore(arn, `{ ChangeSetName = "c", StackName = "s" }`)))
	wantSummaries(t, "the validation", c.Validate(), "error: Composite recovery point of a stack")
}

// A value that only the apply knows passes the plan, and is judged by the apply
// before anything starts.
func TestPlan_unknown(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		value string
		want  []string
		made  int
	}{
		"right": {`"restored"`, nil, 1},
		"wrong": {`""`, []string{"error: Restore metadata is missing: targetTableName"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(fmt.Sprintf("resource \"terraform_data\" \"name\" {\n  input = %s\n}\n", test.value) +
				restore(point(t, env, acctest.TableARN), `{ targetTableName = terraform_data.name.output }`)))
			wantSummaries(t, "the plan", c.Run("plan"))
			var errors []acctest.Diagnostic
			for _, d := range c.Run("apply", "-auto-approve") {
				if d.Severity == "error" {
					errors = append(errors, d)
				}
			}
			wantSummaries(t, "the apply", errors, test.want...)
			wantRestores(t, env, test.made)
		})
	}
}

// A type that only the apply knows is planned as unknown, also where the ARN of
// the recovery point shows one.
func TestAccPlan_typeUnknown(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.CLI(env.Config("resource \"terraform_data\" \"type\" {\n  input = \"RDS\"\n}\n" +
		restore(point(t, env, acctest.DBARN), `{ DBInstanceIdentifier = "d", DBSubnetGroupName = "g" }`, `resource_type = terraform_data.type.output`)))
	wantSummaries(t, "the apply", apply(t, c))
	if o := object(t, c); o.Text("resource_type") != "RDS" {
		t.Errorf("the type is %q", o.Text("resource_type"))
	}
}
