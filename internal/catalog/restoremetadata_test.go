// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

func TestRestoreTypes(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, r := range catalog.RestoreTypes() {
		if seen[r.Name] || r.Label == "" || !strings.HasPrefix(r.Page, "https://docs.aws.amazon.com/aws-backup/latest/devguide/") {
			t.Errorf("%q, %q, %q", r.Name, r.Label, r.Page)
		}
		seen[r.Name] = true
		keys := map[string]bool{}
		for _, key := range r.Keys {
			if folded := strings.ToLower(key.Name); keys[folded] {
				t.Errorf("%s has %s twice", r.Name, key.Name)
			} else {
				keys[folded] = true
			}
			if key.Instead != "" && key.OfSource == "" {
				t.Errorf("%s, %s: a replacement without a reason", r.Name, key.Name)
			}
		}
		// What a type needs, and what conditions ask for, must be keys of the type.
		names := []string{r.Public, r.Subnets}
		conditions := append(append([]catalog.RestoreCondition{}, r.Overwrites...), r.SubnetsWhen...)
		for _, need := range r.Needs {
			names = append(names, need.AnyOf...)
			conditions = append(conditions, need.When...)
		}
		for _, c := range conditions {
			names = append(names, c.Key)
		}
		for _, name := range names {
			if name != "" && !keys[strings.ToLower(name)] {
				t.Errorf("%s: %s is needed or asked for, and is no key of it", r.Name, name)
			}
		}
	}
	for _, r := range catalog.Types() {
		if r.Name != "" && !seen[r.Name] {
			t.Errorf("%s has no row in the table of restores", r.Name)
		}
	}
}

func TestRestoreTypeOf(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"EBS": "EBS", "Redshift Serverless": "Redshift Serverless", "RedshiftServerless": "Redshift Serverless", "ebs": "", "": "", "Quantum": "",
	} {
		if got, ok := catalog.RestoreTypeOf(name); got.Name != want || ok != (want != "") {
			t.Errorf("RestoreTypeOf(%q) = %q, %t", name, got.Name, ok)
		}
	}
	catalog.RestoreTypes()[0].Name = "changed"
	if got := catalog.RestoreTypes()[0].Name; got == "changed" {
		t.Error("RestoreTypes hands out the table itself")
	}
}

func TestNearestKey(t *testing.T) {
	t.Parallel()
	rds, _ := catalog.RestoreTypeOf("RDS")
	for name, want := range map[string]string{
		"DBInstanceIdentifer": "DBInstanceIdentifier", "db_instance_identifier": "DBInstanceIdentifier", "DBInstanceClas": "DBInstanceClass",
		"vpc-security-group-ids": "VpcSecurityGroupIds", "MultiAz": "MultiAZ", "Prt": "Port", "colour": "", "": "", "EngineVersio": "",
		"a-key-that-is-nowhere-near": "",
		// A quarter of the characters and one more may be wrong.
		"DBInstanceIdenxxxxxx": "DBInstanceIdentifier", "DBInstanceIdexxxxxxx": "", "xxPort": "Port", "xxxPort": "",
		"Pxxort": "Port", "Pxxxort": "", "ort": "Port", "rt": "", "Pt": "",
	} {
		if got, ok := rds.Nearest(name); got.Name != want || ok != (want != "") {
			t.Errorf("Nearest(%q) = %q, %t, want %q", name, got.Name, ok, want)
		}
	}
	if key, ok := rds.Key("VPCSECURITYGROUPIDS"); !ok || key.Name != "VpcSecurityGroupIds" || key.Encoding != catalog.RestoreList {
		t.Errorf("%+v, %t", key, ok)
	}
}

// The recorded maps are those of AWS's documentation and of public dumps.
func TestSuggestRestoreMetadata(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, resourceType string
		recorded           map[string]string
		suggested          map[string]string
		omitted            []string
	}{
		{
			"EBS", "EBS",
			map[string]string{"encrypted": "false", "volumeId": "vol-04cc95f3490b5ceea", "availabilityZone": ""},
			map[string]string{"encrypted": "false"},
			[]string{"availabilityZone: AWS Backup recorded no value.", "volumeId: It describes the source and has no effect on a restore."},
		},
		{
			"EC2", "EC2",
			map[string]string{
				"InstanceType": "t3.large", "VpcId": "vpc-1", "SubnetId": "subnet-1", "NetworkInterfaces": `[{"NetworkInterfaceId":"eni-1"}]`,
				"CpuOptions": `{"CoreCount":1}`, "KeyName": "", "aws:backup:request-id": "1",
			},
			map[string]string{"InstanceType": "t3.large", "SubnetId": "subnet-1", "NetworkInterfaces": "[]", "CpuOptions": "{}"},
			[]string{
				"CpuOptions: Its recorded form is refused for many instance types: {} takes the defaults of the type.",
				"KeyName: AWS Backup recorded no value.",
				"NetworkInterfaces: It holds the network interface and the addresses of the source, which are in use: [] makes a new one.",
				"VpcId: It describes the source and has no effect on a restore.",
				"aws:backup:request-id: It belongs to the backup and has no effect on a restore.",
			},
		},
		{
			"EC2, already blank", "EC2",
			map[string]string{"NetworkInterfaces": "[]", "CpuOptions": "{}"},
			map[string]string{"NetworkInterfaces": "[]", "CpuOptions": "{}"},
			nil,
		},
		{
			"RDS", "RDS",
			map[string]string{
				"DBInstanceIdentifier": "orders", "DBInstanceClass": "db.t4g.medium", "AvailabilityZone": "eu-west-1b", "PubliclyAccessible": "true",
				"EngineVersion": "16.4", "VpcSecurityGroupIds": `["sg-1"]`,
			},
			map[string]string{"DBInstanceClass": "db.t4g.medium", "PubliclyAccessible": "false", "VpcSecurityGroupIds": `["sg-1"]`},
			[]string{
				"AvailabilityZone: It is the availability zone of the source: choose one, or let AWS choose.",
				"DBInstanceIdentifier: It is the name of the source, which is taken: give a new one.",
				"EngineVersion: It describes the source and has no effect on a restore.",
				"PubliclyAccessible: The source was reachable from the internet: the restored database is not, unless you say so.",
			},
		},
		{
			"RDS, not public", "RDS", map[string]string{"PubliclyAccessible": "false"}, map[string]string{"PubliclyAccessible": "false"}, nil,
		},
		{
			"Aurora", "Aurora",
			map[string]string{"EngineVersion": "5.6.10a", "EngineMode": "serverless", "DatabaseName": "", "Engine": "aurora", "EnableCloudwatchLogsExports": "[]"},
			map[string]string{"EngineVersion": "5.6.10a", "EngineMode": "serverless", "Engine": "aurora", "EnableCloudwatchLogsExports": "[]"},
			[]string{"DatabaseName: AWS Backup recorded no value."},
		},
		{
			"DynamoDB", "DynamoDB",
			map[string]string{"originalTableName": "orders", "encryptionType": "Default"},
			map[string]string{"encryptionType": "Default"},
			[]string{"originalTableName: It describes the source and has no effect on a restore."},
		},
		{
			"DSQL", "DSQL",
			map[string]string{"cluster_id": "c", "tomorrow": "t"},
			map[string]string{},
			[]string{"cluster_id: It describes the source and has no effect on a restore.", "tomorrow: AWS Backup refuses the key in a restore of this type."},
		},
		{
			"FSx", "FSx",
			map[string]string{"FileSystemType": "LUSTRE", "FileSystemId": "fs-1", "SubnetIds": `["subnet-1"]`, "LustreConfiguration": `{"DeploymentType":"PERSISTENT_1"}`},
			map[string]string{"SubnetIds": `["subnet-1"]`, "LustreConfiguration": `{"DeploymentType":"PERSISTENT_1"}`},
			[]string{"FileSystemId: It describes the source and has no effect on a restore.", "FileSystemType: It describes the source and has no effect on a restore."},
		},
		{"key of tomorrow", "EBS", map[string]string{"tomorrow": "t"}, map[string]string{"tomorrow": "t"}, nil},
		{"type of tomorrow", "Quantum", map[string]string{"a": "b", "c": ""}, map[string]string{"a": "b"}, []string{"c: AWS Backup recorded no value."}},
		{"nothing", "EBS", nil, map[string]string{}, nil},
	} {
		suggested, omitted := catalog.SuggestRestoreMetadata(test.resourceType, test.recorded)
		var reasons []string
		for _, o := range omitted {
			reasons = append(reasons, o.Key+": "+o.Reason)
		}
		if diff := cmp.Diff(test.suggested, suggested); diff != "" {
			t.Errorf("%s: suggested (-want +got):\n%s", test.name, diff)
		}
		if diff := cmp.Diff(test.omitted, reasons); diff != "" {
			t.Errorf("%s: omitted (-want +got):\n%s", test.name, diff)
		}
	}
}
