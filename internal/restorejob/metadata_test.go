// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What is suggested of realistic recorded metadata, by type: what belongs to the
// source alone, has no value, or only informs is left out, with a reason.
func TestMetadata_byType(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		source   string
		recorded []string          // keys that AWS has recorded
		has      map[string]string // suggested
		omitted  []string          // keys with a reason
		lacks    []string          // keys that are not suggested
		inferred bool
	}{
		"EBS": {acctest.VolumeARN, []string{"encrypted", "volumeId"}, nil, []string{"availabilityZone", "volumeId"}, []string{"availabilityZone", "volumeId"}, true},
		"EC2": {
			acctest.HostARN,
			[]string{"NetworkInterfaces", "CpuOptions", "KeyName"},
			map[string]string{"NetworkInterfaces": "[]", "CpuOptions": "{}", "InstanceType": "t3.large"},
			[]string{"NetworkInterfaces", "CpuOptions", "KeyName", "VpcId", "aws:backup:request-id"},
			[]string{"KeyName", "VpcId", "aws:backup:request-id"},
			true,
		},
		"RDS": {
			acctest.DBARN,
			[]string{"DBInstanceIdentifier", "Encrypted"},
			map[string]string{"PubliclyAccessible": "false", "Engine": "postgres"},
			[]string{"DBInstanceIdentifier", "AvailabilityZone", "EngineVersion", "KmsKeyId", "PubliclyAccessible"},
			[]string{"DBInstanceIdentifier", "AvailabilityZone", "EngineVersion", "Encrypted", "KmsKeyId"},
			true,
		},
		"DynamoDB": {acctest.TableARN, []string{"originalTableName"}, map[string]string{"encryptionType": "Default"}, []string{"originalTableName"}, []string{"originalTableName", "targetTableName"}, true},
		"S3":       {acctest.BucketARN, []string{"bucketName"}, nil, []string{"bucketName"}, []string{"bucketName"}, true},
		"FSx":      {acctest.FSxARN, []string{"FileSystemId"}, map[string]string{"StorageType": "SSD"}, []string{"FileSystemId"}, []string{"FileSystemId"}, true},
		"EKS":      {eksARN, nil, nil, nil, []string{"clusterName"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.Terraform(env.Config(fmt.Sprintf(`
data "awsbackup_restore_metadata" "test" {
  recovery_point_arn = %q
  backup_vault_name  = "Default"
}

output "recorded" {
  value     = data.awsbackup_restore_metadata.test.recorded
  sensitive = true
}

output "suggested" {
  value     = data.awsbackup_restore_metadata.test.suggested
  sensitive = true
}

output "omitted" {
  value = data.awsbackup_restore_metadata.test.omitted
}

output "inferred" {
  value     = data.awsbackup_restore_metadata.test.inferred
  sensitive = true
}

output "type" {
  value = data.awsbackup_restore_metadata.test.resource_type
}
`, point(t, env, test.source))))
			apply(t, c)
			all := c.Outputs()
			if all["type"] != name {
				t.Errorf("resource_type is %v", all["type"])
			}
			recorded, _ := all["recorded"].(map[string]any)
			suggested, _ := all["suggested"].(map[string]any)
			omitted, _ := all["omitted"].(map[string]any)
			for _, key := range test.recorded {
				if _, ok := recorded[key]; !ok {
					t.Errorf("recorded lacks %s: %v", key, recorded)
				}
			}
			for key, want := range test.has {
				if suggested[key] != want {
					t.Errorf("suggested has %s = %v, want %q", key, suggested[key], want)
				}
			}
			for _, key := range test.lacks {
				if value, ok := suggested[key]; ok {
					t.Errorf("suggested has %s = %v", key, value)
				}
			}
			for _, key := range test.omitted {
				if reason, _ := omitted[key].(string); reason == "" {
					t.Errorf("no reason for the omission of %s in %v", key, omitted)
				}
			}
			if _, got := all["inferred"].(map[string]any); got != test.inferred {
				t.Errorf("inferred is %v, want one: %t", all["inferred"], test.inferred)
			}
		})
	}
}

// Without the right to infer, the rest is there, with a warning; without the
// recovery point there is nothing.
func TestMetadata_denied(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := func(arn string) string {
		return env.Config(fmt.Sprintf("data \"awsbackup_restore_metadata\" \"test\" {\n  recovery_point_arn = %q\n  backup_vault_name = \"Default\"\n}\n", arn))
	}
	arn := point(t, env, acctest.TableARN)
	c := env.Terraform(config(arn))
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "GetRestoreTestingInferredMetadata", Times: emulator.Always})
	found := c.Run("plan")
	if len(found) == 0 || slices.ContainsFunc(found, func(d acctest.Diagnostic) bool { return d.Severity != "warning" }) {
		t.Errorf("the denied inference reports %v", found)
	}
	env.AWS().RemoveRecoveryPoint(arn)
	if found := c.Run("plan"); len(found) == 0 || found[0].Severity != "error" {
		t.Errorf("the missing point reports %v", found)
	}
}
