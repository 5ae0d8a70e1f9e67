// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

func TestNeededMetadata(t *testing.T) {
	t.Parallel()
	const missing = "error metadata_missing metadata"
	const advised = "warning metadata_missing metadata"
	for _, test := range []struct {
		name  string
		edits []restoreEdit
		want  []string
	}{
		{"EBS", []restoreEdit{of("EBS")}, []string{missing}},
		{"EBS, empty", []restoreEdit{of("EBS", "availabilityZone", "")}, []string{missing, `warning metadata_empty metadata["availabilityZone"]`}},
		{"EBS, null", []restoreEdit{of("EBS"), setting("availabilityZone", lifecycle.Null[string]())}, []string{missing}},
		{"EBS, unknown", []restoreEdit{of("EBS"), setting("availabilityZone", lifecycle.Unknown[string]())}, nil},
		{"EBS, imported without metadata", []restoreEdit{of("EBS"), func(r *lifecycle.Restore) { r.Metadata = lifecycle.Null[map[string]lifecycle.Value[string]]() }}, nil},
		{"EBS, files", []restoreEdit{of("EBS", "restoreType", "f")}, []string{missing, missing}},
		{"EBS, files to a bucket", []restoreEdit{of("EBS", "restoreType", "f", "destinationBucketName", "b", "pathsToRestore", `["/a"]`)}, nil},
		{"EBS, files not known", []restoreEdit{of("EBS"), setting("restoreType", lifecycle.Unknown[string]())}, nil},
		{"EBS, to a gateway", []restoreEdit{of("EBS", "gatewayArn", "g")}, []string{missing}},
		{"gateway", []restoreEdit{of("Storage Gateway")}, []string{advised}},
		{"gateway, no target", []restoreEdit{of("Storage Gateway", "gatewayArn", "g")}, []string{missing}},
		{"EC2", []restoreEdit{of("EC2")}, nil},
		{"RDS", []restoreEdit{of("RDS", "DBSubnetGroupName", "g")}, []string{missing}},
		{"RDS, cluster", []restoreEdit{of("RDS", "DBSubnetGroupName", "g", "dbClusterIdentifier", "c")}, nil},
		{"Aurora, identifier", []restoreEdit{of("Aurora", "engine", "e", "dbSubnetGroupName", "g")}, []string{missing}},
		{"Aurora, engine", []restoreEdit{of("Aurora", "dbClusterIdentifier", "c", "dbSubnetGroupName", "g")}, []string{missing}},
		{"DynamoDB", []restoreEdit{of("DynamoDB")}, []string{missing}},
		{"S3", []restoreEdit{of("S3")}, []string{missing}},
		{"S3, continuous", []restoreEdit{fromPoint(pointPrefix + "my-bucket-0a1b2c3d"), sending("DestinationBucketName", "b")}, []string{advised}},
		{"S3, continuous with a time", []restoreEdit{fromPoint(pointPrefix + "my-bucket-0a1b2c3d"), sending("DestinationBucketName", "b", "RestoreTime", "2026-01-01T00:00:00Z")}, nil},
		{"S3, periodic", []restoreEdit{fromPoint(pointPrefix + "my-bucket-20260102030405-0a1b2c3d"), sending("DestinationBucketName", "b")}, nil},
		{"RDS, continuous", []restoreEdit{fromPoint(pointPrefix + "continuous:db-A"), sending("DBInstanceIdentifier", "d", "DBSubnetGroupName", "g")}, []string{advised}},
		{"RDS, latest", []restoreEdit{
			fromPoint(pointPrefix + "continuous:db-A"), sending("DBInstanceIdentifier", "d", "DBSubnetGroupName", "g", "UseLatestRestorableTime", "true"),
		}, nil},
		{"EFS", []restoreEdit{of("EFS")}, []string{missing, missing, missing, missing}},
		{"EFS, new", []restoreEdit{of("EFS", "newFileSystem", "TRUE", "Encrypted", "true", "PerformanceMode", "maxIO")}, []string{missing}},
		{"EFS, into the source", []restoreEdit{of("EFS", "newFileSystem", "false", "Encrypted", "true", "PerformanceMode", "maxIO")}, []string{missing}},
		{"EFS, new or not", []restoreEdit{
			of("EFS", "Encrypted", "true", "PerformanceMode", "maxIO"), setting("newFileSystem", lifecycle.Unknown[string]()),
		}, nil},
		{"FSx", []restoreEdit{of("FSx")}, []string{advised}},
		{"FSx, ONTAP", []restoreEdit{of("FSx", "OntapConfiguration", "{}")}, []string{advised}},
		{"EKS", []restoreEdit{of("EKS")}, []string{missing}},
		{"CloudFormation", []restoreEdit{of("CloudFormation")}, []string{missing, missing}},
		{"Redshift", []restoreEdit{of("Redshift", "ClusterSubnetGroupName", "g")}, []string{missing}},
		{"Redshift, namespace", []restoreEdit{of("Redshift", "RestoreType", "NAMESPACE_RESTORE"), overwriting}, []string{missing}},
		{"Redshift Serverless", []restoreEdit{of("Redshift Serverless"), overwriting}, []string{advised}},
		{"Timestream", []restoreEdit{of("Timestream")}, []string{missing, missing, missing, missing}},
		{"VMware", []restoreEdit{of("VirtualMachine", "RestoreTo", "VMware")}, []string{advised, advised, advised, advised, advised}},
		{"SAP HANA", []restoreEdit{of("SAP HANA on Amazon EC2", "CatalogRestoreOption", "CATALOG_FROM_LOCAL_PATH"), overwriting}, []string{missing, advised}},
	} {
		compare(t, test.name, lifecycle.CheckRestore(restored(test.edits...)), test.want...)
	}
}

func TestKeysOfMetadata(t *testing.T) {
	t.Parallel()
	rds := func(pairs ...string) restoreEdit {
		return of("RDS", append([]string{"DBInstanceIdentifier", "d", "DBSubnetGroupName", "g"}, pairs...)...)
	}
	at := func(rule, key string) []string { return []string{rule + ` metadata["` + key + `"]`} }
	long := strings.Repeat("x", 200<<10-len("availabilityZone"))
	for _, test := range []struct {
		name string
		edit restoreEdit
		want []string
	}{
		{"twice", of("DynamoDB", "targetTableName", "a", "TargetTableName", "b"), at("error metadata_twice", "targetTableName")},
		{"twice, one null", func(r *lifecycle.Restore) {
			of("DynamoDB", "targetTableName", "a")(r)
			setting("TargetTableName", lifecycle.Null[string]())(r)
		}, nil},
		{"twice, type of tomorrow", of("Quantum", "a", "1", "A", "2"), at("error metadata_twice", "a")},
		{"unknown", rds("colour", "red"), at("warning metadata_unknown", "colour")},
		{"misspelt", rds("DBInstanceClas", "db.t4g.medium"), at("warning metadata_unknown", "DBInstanceClas")},
		{"null, misspelt", func(r *lifecycle.Restore) {
			rds()(r)
			setting("colour", lifecycle.Null[string]())(r)
		}, nil},
		{"request ID", rds("aws:backup:request-id", "1"), nil},
		{"informs", rds("EngineVersion", "16.4"), at("warning metadata_informs", "EngineVersion")},
		{"informs, other case", rds("VPCID", "vpc-1"), at("warning metadata_informs", "VPCID")},
		{"empty", rds("OptionGroupName", ""), at("warning metadata_empty", "OptionGroupName")},
		{"list", rds("VpcSecurityGroupIds", `["sg-1","sg-2"]`), nil},
		{"empty list", rds("VpcSecurityGroupIds", `[]`), nil},
		{"comma list", rds("VpcSecurityGroupIds", "sg-1,sg-2"), at("error metadata_list", "VpcSecurityGroupIds")},
		{"one", rds("VpcSecurityGroupIds", "sg-1"), at("error metadata_list", "VpcSecurityGroupIds")},
		{"JSON string", rds("VpcSecurityGroupIds", `"sg-1"`), at("error metadata_list", "VpcSecurityGroupIds")},
		{"JSON null", rds("VpcSecurityGroupIds", `null`), at("error metadata_list", "VpcSecurityGroupIds")},
		{"object for a list", rds("VpcSecurityGroupIds", `{}`), at("error metadata_list", "VpcSecurityGroupIds")},
		{"list not known", func(r *lifecycle.Restore) {
			rds()(r)
			setting("VpcSecurityGroupIds", lifecycle.Unknown[string]())(r)
		}, nil},
		{"object", of("EC2", "CpuOptions", `{"CoreCount":1}`), nil},
		{"no object", of("EC2", "CpuOptions", "CoreCount=1"), at("error metadata_object", "CpuOptions")},
		{"list for an object", of("EC2", "CpuOptions", "[]"), at("error metadata_object", "CpuOptions")},
		{"null for an object", of("EC2", "CpuOptions", "null"), at("error metadata_object", "CpuOptions")},
		{"value", of("DynamoDB", "targetTableName", "a", "encryptionType", "KMS"), nil},
		{"value in another case", of("DynamoDB", "targetTableName", "a", "encryptionType", "kms"), nil},
		{"value of tomorrow", of("DynamoDB", "targetTableName", "a", "encryptionType", "PQC"), at("warning metadata_value", "encryptionType")},
		{"refused key of DSQL", of("DSQL", "deletionProtection", "true"), at("warning metadata_unknown", "deletionProtection")},
		{"200 KB", of("EBS", "availabilityZone", long), nil},
		{"more", of("EBS", "availabilityZone", long+"x"), []string{"error metadata_size metadata"}},

		{"public", rds("PubliclyAccessible", "True"), at("warning metadata_public", "PubliclyAccessible")},
		{"not public", rds("PubliclyAccessible", "false"), nil},
		{"no subnets", of("RDS", "DBInstanceIdentifier", "d"), []string{"warning metadata_subnets metadata"}},
		{"no subnets, Redshift", of("Redshift", "ClusterIdentifier", "c"), []string{"warning metadata_subnets metadata"}},
		{"table of Redshift", of("Redshift", "ClusterIdentifier", "c", "RestoreType", "TABLE_RESTORE"), nil},
		{"subnets not known", func(r *lifecycle.Restore) {
			of("RDS", "DBInstanceIdentifier", "d")(r)
			setting("dbsubnetgroupname", lifecycle.Unknown[string]())(r)
		}, nil},
	} {
		compare(t, test.name, lifecycle.CheckRestore(restored(test.edit)), test.want...)
	}
}

// Restore metadata is sensitive: no message shows a value.
func TestMessagesShowNoMetadata(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	for _, listed := range catalog.RestoreTypes() {
		for _, key := range append(listed.Keys, catalog.RestoreKey{Name: "unknown"}) {
			for _, value := range []string{secret, "a," + secret, `["` + secret, `{"a":"` + secret + `"}`, `["` + secret + `"]`} {
				for _, v := range lifecycle.CheckRestore(restored(of(listed.Name, key.Name, value))) {
					if strings.Contains(v.Summary+v.Detail, secret) {
						t.Errorf("%s, %s: %s", listed.Name, key.Name, v.Detail)
					}
				}
			}
		}
	}
}

// FuzzCheckRestore: whatever the metadata, the rules answer, in a fixed order, with messages in the style of the others.
func FuzzCheckRestore(f *testing.F) {
	for name, pairs := range plainSets {
		f.Add(managedPoint, name, strings.Join(pairs, "\x00"), true)
	}
	f.Add(snapshot, "RDS", "VpcSecurityGroupIds\x00sg-1,sg-2\x00vpcsecuritygroupids\x00[", false)
	f.Fuzz(func(t *testing.T, arn, resourceType, packed string, flag bool) {
		m := map[string]string{}
		fields := strings.Split(packed, "\x00")
		for i := 0; i+1 < len(fields); i += 2 {
			m[fields[i]] = fields[i+1]
		}
		r := lifecycle.Restore{
			RecoveryPointARN: lifecycle.Known(arn), ResourceType: lifecycle.Known(resourceType), Metadata: lifecycle.KnownMap(m),
			CopySourceTags: lifecycle.Known(flag), AllowOverwrite: lifecycle.Known(!flag), Place: valid().Place,
		}
		first := lines(lifecycle.CheckRestore(r))
		if again := lines(lifecycle.CheckRestore(r)); strings.Join(first, "\n") != strings.Join(again, "\n") {
			t.Errorf("%q, then %q", first, again)
		}
		for _, v := range lifecycle.CheckRestore(r) {
			if v.Summary == "" || !strings.HasSuffix(v.Detail, ".") || v.Path == "" {
				t.Errorf("%+v", v)
			}
		}
		suggested, omitted := catalog.SuggestRestoreMetadata(resourceType, m)
		for _, o := range omitted {
			if _, there := m[o.Key]; !there || o.Reason == "" {
				t.Errorf("omitted %+v", o)
			}
		}
		for key, value := range suggested {
			if _, there := m[key]; !there || value == "" {
				t.Errorf("suggested %q = %q", key, value)
			}
		}
	})
}
