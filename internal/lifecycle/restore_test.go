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
	// AWS tells the type where neither resource_type nor the ARN does.
	table, missing := lifecycle.PointState{Status: "COMPLETED", ResourceType: "DynamoDB"}, "error metadata_missing metadata"
	compare(t, "type of the point", check(table, fromPoint(managedPoint)), missing, `warning metadata_unknown metadata["availabilityZone"]`)
	compare(t, "no type of the point", check(lifecycle.PointState{Status: "COMPLETED"}, fromPoint(managedPoint)))
	compare(t, "type given", check(table, fromPoint(managedPoint), asType("EFS")))
	compare(t, "type not known yet", check(table, fromPoint(managedPoint), func(r *lifecycle.Restore) { r.ResourceType = lifecycle.Unknown[string]() }))
	compare(t, "type in the ARN", check(table, fromPoint("arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:job-1")))
	for resourceType, takes := range map[string]string{"EBS": "72 hours", "EFS": "four hours"} {
		if found := check(lifecycle.PointState{Cold: true}, asType(resourceType)); !strings.Contains(found[0].Detail, takes) {
			t.Errorf("%s: %s", resourceType, found[0].Detail)
		}
	}
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
		{"restore: no such point", lifecycle.PointMissing("arn:aws:backup:eu-west-1:123456789012:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45", "eu-west-1")},
		{"restore: cold point", lifecycle.CheckRestorePoint(restored(), lifecycle.Known(lifecycle.PointState{Cold: true}))},
	}
}
