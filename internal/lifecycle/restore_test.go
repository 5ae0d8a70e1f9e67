// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

type restoreEdit = func(*lifecycle.Restore)

// restored is a restore of an EBS snapshot that breaks no rule, with changes.
func restored(edits ...restoreEdit) lifecycle.Restore {
	r := lifecycle.Restore{
		RecoveryPointARN: lifecycle.Known(snapshot), ResourceType: lifecycle.Known("EBS"), RoleARN: lifecycle.Known(role),
		Metadata: lifecycle.KnownMap(map[string]string{"availabilityZone": "eu-west-1a"}), Place: valid().Place,
	}
	for _, e := range edits {
		e(&r)
	}
	return r
}

func fromPoint(arn string) restoreEdit {
	return func(r *lifecycle.Restore) {
		r.RecoveryPointARN, r.ResourceType = lifecycle.Known(arn), lifecycle.Null[string]()
	}
}

func asType(name string) restoreEdit {
	return func(r *lifecycle.Restore) { r.ResourceType = lifecycle.Known(name) }
}

// sending replaces the metadata by pairs of keys and values.
func sending(pairs ...string) restoreEdit {
	return func(r *lifecycle.Restore) {
		m := map[string]string{}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i]] = pairs[i+1]
		}
		r.Metadata = lifecycle.KnownMap(m)
	}
}

// setting puts one element into the metadata.
func setting(key string, v lifecycle.Value[string]) restoreEdit {
	return func(r *lifecycle.Restore) {
		all, _ := r.Metadata.Get()
		all = maps.Clone(all)
		all[key] = v
		r.Metadata = lifecycle.Known(all)
	}
}

// of is a restore of a managed point of a type.
func of(resourceType string, pairs ...string) restoreEdit {
	return func(r *lifecycle.Restore) {
		r.RecoveryPointARN = lifecycle.Known(managedPoint)
		asType(resourceType)(r)
		sending(pairs...)(r)
	}
}

func copyingTags(r *lifecycle.Restore) { r.CopySourceTags = lifecycle.Known(true) }

func overwriting(r *lifecycle.Restore) { r.AllowOverwrite = lifecycle.Known(true) }

// plainSets are metadata for each type that breaks no rule.
var plainSets = map[string][]string{
	"EBS":                    {"availabilityZone", "eu-west-1a"},
	"EC2":                    {"NetworkInterfaces", "[]", "CpuOptions", "{}"},
	"RDS":                    {"DBInstanceIdentifier", "restored", "DBSubnetGroupName", "private"},
	"Aurora":                 {"dbClusterIdentifier", "restored", "engine", "aurora-mysql", "dbSubnetGroupName", "private"},
	"DocumentDB":             {"dbClusterIdentifier", "restored", "engine", "docdb", "dbSubnetGroupName", "private"},
	"Neptune":                {"dbClusterIdentifier", "restored", "engine", "neptune", "dbSubnetGroupName", "private"},
	"DSQL":                   {"useMultiRegionOrchestration", "false"},
	"DynamoDB":               {"targetTableName", "restored"},
	"S3":                     {"DestinationBucketName", "restored"},
	"EFS":                    {"newFileSystem", "true", "Encrypted", "true", "PerformanceMode", "generalPurpose", "CreationToken", "t"},
	"FSx":                    {"SubnetIds", `["subnet-1"]`},
	"EKS":                    {"clusterName", "other"},
	"CloudFormation":         {"ChangeSetName", "c", "StackName", "s"},
	"Storage Gateway":        {"gatewayArn", "arn:aws:storagegateway:eu-west-1:111122223333:gateway/sgw-1", "targetName", "t"},
	"Redshift":               {"ClusterIdentifier", "restored", "ClusterSubnetGroupName", "private"},
	"Redshift Serverless":    {"RestoreType", "TABLE_RESTORE", "NamespaceIdentifier", "n"},
	"Timestream":             {"TableName", "t", "DatabaseName", "d", "MemoryStoreRetentionPeriodInHours", "6", "MagneticStoreRetentionPeriodInDays", "7"},
	"VirtualMachine":         {"RestoreTo", "EC2Instance"},
	"SAP HANA on Amazon EC2": {"aws:backup:TargetDatabaseArn", hana},
}

func TestRestoreOfEveryTypeBreaksNothing(t *testing.T) {
	t.Parallel()
	for _, listed := range catalog.RestoreTypes() {
		pairs, ok := plainSets[listed.Name]
		if !ok {
			t.Errorf("no metadata for %s", listed.Name)
			continue
		}
		compare(t, listed.Name, lifecycle.CheckRestore(restored(of(listed.Name, pairs...), overwriting)))
		// Each part is needed or harmless; keys may be in any case.
		upper := make([]string, len(pairs))
		copy(upper, pairs)
		for i := 0; i < len(upper); i += 2 {
			upper[i] = strings.ToUpper(upper[i])
		}
		compare(t, listed.Name+", upper case", lifecycle.CheckRestore(restored(of(listed.Name, upper...), overwriting)))
		// What is not known yet may turn out right.
		unknown := func(r *lifecycle.Restore) { r.Metadata = lifecycle.Unknown[map[string]lifecycle.Value[string]]() }
		compare(t, listed.Name+", unknown", lifecycle.CheckRestore(restored(of(listed.Name), unknown, overwriting)))
	}
	compare(t, "type of tomorrow", lifecycle.CheckRestore(restored(of("Quantum", "x", "y"))))
	compare(t, "type not known", lifecycle.CheckRestore(restored(of("EBS"), func(r *lifecycle.Restore) { r.ResourceType = lifecycle.Unknown[string]() })))
	compare(t, "ARN does not tell", lifecycle.CheckRestore(restored(fromPoint(managedPoint), sending())))
	compare(t, "nothing known", lifecycle.CheckRestore(lifecycle.Restore{}))
}

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
		{"EBS, files", []restoreEdit{of("EBS", "restoreType", "f")}, []string{missing, missing}},
		{"EBS, files to a bucket", []restoreEdit{of("EBS", "restoreType", "f", "destinationBucketName", "b", "pathsToRestore", `["/a"]`)}, nil},
		{"EBS, files not known", []restoreEdit{of("EBS"), setting("restoreType", lifecycle.Unknown[string]())}, nil},
		{"EBS, to a gateway", []restoreEdit{of("EBS", "gatewayArn", "g")}, []string{missing}},
		{"gateway", []restoreEdit{of("Storage Gateway")}, []string{advised}},
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

func TestRestoreArguments(t *testing.T) {
	t.Parallel()
	const (
		pointAt = " recovery_point_arn"
		typeAt  = " resource_type"
		tags    = "error restore_tags copy_source_tags_to_restored_resource"
		over    = "error restore_overwrites allow_overwrite"
	)
	zone := sending("availabilityZone", "eu-west-1a")
	for _, test := range []struct {
		name  string
		edits []restoreEdit
		want  []string
	}{
		{"no ARN", []restoreEdit{fromPoint("snap-1")}, []string{"error point_arn" + pointAt}},
		{"a volume", []restoreEdit{fromPoint(ebs)}, []string{"error point_arn" + pointAt}},
		{"elsewhere", []restoreEdit{fromPoint("arn:aws:ec2:us-east-1::snapshot/snap-1"), zone}, []string{"error point_region" + pointAt}},
		{"another partition", []restoreEdit{fromPoint("arn:aws-cn:ec2:cn-north-1::snapshot/snap-1"), zone}, []string{"error point_partition" + pointAt}},
		{"shared", []restoreEdit{fromPoint("arn:aws:backup:eu-west-1:444455556666:recovery-point:p-1")}, []string{"warning point_shared" + pointAt}},
		{"foreign role", []restoreEdit{func(r *lifecycle.Restore) { r.RoleARN = lifecycle.Known("arn:aws:iam::444455556666:role/r") }}, []string{"error role_account iam_role_arn"}},
		{"role of another partition", []restoreEdit{func(r *lifecycle.Restore) { r.RoleARN = lifecycle.Known("arn:aws-cn:iam::111122223333:role/r") }}, []string{"error role_partition iam_role_arn"}},
		{"no role", []restoreEdit{func(r *lifecycle.Restore) { r.RoleARN = lifecycle.Known("r") }}, []string{"error role_arn iam_role_arn"}},
		{"empty token", []restoreEdit{func(r *lifecycle.Restore) { r.IdempotencyToken = lifecycle.Known("") }}, []string{"error token idempotency_token"}},

		{"type in another case", []restoreEdit{asType("ebs")}, []string{"warning restore_type_name" + typeAt}},
		{"type with a space", []restoreEdit{asType(" EBS")}, []string{"warning restore_type_name" + typeAt}},
		{"both spellings of Redshift Serverless", []restoreEdit{fromPoint(redlessPoint), asType("RedshiftServerless"), sending("NamespaceIdentifier", "n"), overwriting}, nil},
		{"type of another", []restoreEdit{fromPoint(dbSnapshot), asType("EBS"), zone}, []string{"warning restore_type_other" + typeAt}},
		{"volume as a gateway's", []restoreEdit{asType("Storage Gateway"), zone}, nil},
		{"Redshift as serverless", []restoreEdit{fromPoint(dwhSnapshot), asType("Redshift Serverless"), sending("NamespaceIdentifier", "n"), overwriting}, nil},
		{"stack", []restoreEdit{fromPoint(stackPoint), sending("ChangeSetName", "c", "StackName", "s")}, []string{"error restore_composite" + pointAt}},
		{"cluster", []restoreEdit{fromPoint(pointPrefix + "composite:eks/prod-20260102030405"), sending("clusterName", "c")}, nil},

		{"tags of DynamoDB", []restoreEdit{of("DynamoDB", plainSets["DynamoDB"]...), copyingTags}, []string{tags}},
		{"tags of S3", []restoreEdit{of("S3", plainSets["S3"]...), copyingTags}, []string{tags}},
		{"tags of Timestream", []restoreEdit{of("Timestream", plainSets["Timestream"]...), copyingTags}, []string{tags}},
		{"tags of a virtual machine", []restoreEdit{of("VirtualMachine", plainSets["VirtualMachine"]...), copyingTags}, []string{tags}},
		{"tags of SAP HANA", []restoreEdit{of("SAP HANA on Amazon EC2", plainSets["SAP HANA on Amazon EC2"]...), copyingTags, overwriting}, []string{tags}},
		{"tags of EBS", []restoreEdit{copyingTags}, nil},
		{"no tags of DynamoDB", []restoreEdit{of("DynamoDB", plainSets["DynamoDB"]...), func(r *lifecycle.Restore) { r.CopySourceTags = lifecycle.Known(false) }}, nil},

		{"SAP HANA", []restoreEdit{of("SAP HANA on Amazon EC2", plainSets["SAP HANA on Amazon EC2"]...)}, []string{over}},
		{"SAP HANA, not allowed", []restoreEdit{
			of("SAP HANA on Amazon EC2", plainSets["SAP HANA on Amazon EC2"]...), func(r *lifecycle.Restore) { r.AllowOverwrite = lifecycle.Known(false) },
		}, []string{over}},
		{"SAP HANA, not known", []restoreEdit{
			of("SAP HANA on Amazon EC2", plainSets["SAP HANA on Amazon EC2"]...), func(r *lifecycle.Restore) { r.AllowOverwrite = lifecycle.Unknown[bool]() },
		}, nil},
		{"namespace", []restoreEdit{of("Redshift Serverless", "NamespaceIdentifier", "n")}, []string{over}},
		{"namespace, said so", []restoreEdit{of("Redshift Serverless", "NamespaceIdentifier", "n", "RestoreType", "NAMESPACE_RESTORE")}, []string{over}},
		{"table of a namespace", []restoreEdit{of("Redshift Serverless", "NamespaceIdentifier", "n", "RestoreType", "TABLE_RESTORE")}, nil},
		{"namespace as a cluster", []restoreEdit{of("Redshift Serverless", "ClusterIdentifier", "n", "RestoreType", "CLUSTER_RESTORE")}, nil},
		{"cluster into a namespace", []restoreEdit{of("Redshift", "NamespaceIdentifier", "n", "RestoreType", "NAMESPACE_RESTORE")}, []string{over}},
		{"allowed without need", []restoreEdit{overwriting}, nil},
	} {
		compare(t, test.name, lifecycle.CheckRestore(restored(test.edits...)), test.want...)
	}
}

func TestStateOfTheRestoredPoint(t *testing.T) {
	t.Parallel()
	check := func(state lifecycle.PointState, edits ...restoreEdit) []lifecycle.Violation {
		return lifecycle.CheckRestorePoint(restored(edits...), lifecycle.Known(state))
	}
	for _, usable := range []string{"", "COMPLETED", "PARTIAL", "AVAILABLE", "STOPPED", "TOMORROW"} {
		compare(t, usable, check(lifecycle.PointState{Status: usable}))
	}
	for _, status := range []string{"CREATING", "DELETING", "EXPIRED"} {
		compare(t, status, check(lifecycle.PointState{Status: status}), "error point_state recovery_point_arn")
	}
	compare(t, "cold", check(lifecycle.PointState{Status: "COMPLETED", Cold: true}), "warning restore_cold recovery_point_arn")
	compare(t, "not known", lifecycle.CheckRestorePoint(restored(), lifecycle.Unknown[lifecycle.PointState]()))
	for resourceType, takes := range map[string]string{"EBS": "72 hours", "EFS": "four hours"} {
		if found := check(lifecycle.PointState{Cold: true}, asType(resourceType)); !strings.Contains(found[0].Detail, takes) {
			t.Errorf("%s: %s", resourceType, found[0].Detail)
		}
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

func restoreSituations() []situation {
	check := func(edits ...restoreEdit) []lifecycle.Violation { return lifecycle.CheckRestore(restored(edits...)) }
	rds := func(pairs ...string) restoreEdit {
		return of("RDS", append([]string{"DBInstanceIdentifier", "d", "DBSubnetGroupName", "g"}, pairs...)...)
	}
	return []situation{
		{"restore: of another account", check(fromPoint("arn:aws:backup:eu-west-1:444455556666:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45"))},
		{"restore: in another region", check(fromPoint("arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0"))},
		{"restore: type in another case", check(asType("ebs"))},
		{"restore: type of another", check(fromPoint(dbSnapshot), asType("EBS"), sending("availabilityZone", "eu-west-1a"))},
		{"restore: composite of a stack", check(fromPoint(stackPoint), sending("ChangeSetName", "c", "StackName", "s"))},
		{"restore: tags of S3", check(of("S3", plainSets["S3"]...), copyingTags)},
		{"restore: over a database", check(of("SAP HANA on Amazon EC2", plainSets["SAP HANA on Amazon EC2"]...))},
		{"restore: nothing given", check(of("DynamoDB"))},
		{"restore: EFS, nothing given", check(of("EFS"))},
		{"restore: EFS, new", check(of("EFS", "newFileSystem", "true", "Encrypted", "true", "PerformanceMode", "maxIO"))},
		{"restore: EBS, nothing given", check(of("EBS"))},
		{"restore: files of EBS", check(of("EBS", "restoreType", "f"))},
		{"restore: FSx, nothing given", check(of("FSx"))},
		{"restore: continuous", check(fromPoint(pointPrefix+"continuous:db-ABC"), sending("DBInstanceIdentifier", "d", "DBSubnetGroupName", "g"))},
		{"restore: key twice", check(of("DynamoDB", "targetTableName", "a", "TargetTableName", "b"))},
		{"restore: unknown key", check(rds("colour", "red"))},
		{"restore: misspelt key", check(rds("vpc-security-group-ids", `["sg-1"]`))},
		{"restore: refused key", check(of("DSQL", "deletionProtection", "true"))},
		{"restore: key that informs", check(rds("EngineVersion", "16.4"))},
		{"restore: empty value", check(rds("OptionGroupName", ""))},
		{"restore: comma list", check(rds("VpcSecurityGroupIds", "sg-1, sg-2"))},
		{"restore: broken list", check(rds("VpcSecurityGroupIds", `["sg-1"`))},
		{"restore: no object", check(of("EC2", "CpuOptions", "CoreCount=1"))},
		{"restore: unknown value", check(of("DynamoDB", "targetTableName", "a", "encryptionType", strings.Repeat("x", 70)))},
		{"restore: 200 KB and one", check(of("EBS", "availabilityZone", strings.Repeat("x", 200<<10-len("availabilityZone")+1)))},
		{"restore: public", check(rds("PubliclyAccessible", "true"))},
		{"restore: default VPC", check(of("RDS", "DBInstanceIdentifier", "d"))},
		{"restore: expired point", lifecycle.CheckRestorePoint(restored(), lifecycle.Known(lifecycle.PointState{Status: "EXPIRED"}))},
		{"restore: cold point", lifecycle.CheckRestorePoint(restored(), lifecycle.Known(lifecycle.PointState{Cold: true}))},
	}
}
