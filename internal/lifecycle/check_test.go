// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

const (
	ebs      = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0123456789abcdef0"
	ec2      = "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789abcdef0"
	rds      = "arn:aws:rds:eu-west-1:111122223333:db:orders"
	cluster  = "arn:aws:rds:eu-west-1:111122223333:cluster:orders"
	dsql     = "arn:aws:dsql:eu-west-1:111122223333:cluster/abcdefghij"
	dynamodb = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
	efs      = "arn:aws:elasticfilesystem:eu-west-1:111122223333:file-system/fs-0123456789abcdef0"
	fsx      = "arn:aws:fsx:eu-west-1:111122223333:file-system/fs-0123456789abcdef0"
	ontap    = "arn:aws:fsx:eu-west-1:111122223333:volume/fs-0123456789abcdef0/fsvol-0123456789abcdef0"
	s3       = "arn:aws:s3:::bucket"
	gateway  = "arn:aws:storagegateway:eu-west-1:111122223333:gateway/sgw-12A3456B/volume/vol-12A3456B"
	redshift = "arn:aws:redshift:eu-west-1:111122223333:cluster:dwh"
	redless  = "arn:aws:redshift-serverless:eu-west-1:111122223333:namespace/0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1"
	tstream  = "arn:aws:timestream:eu-west-1:111122223333:database/metrics/table/cpu"
	vmware   = "arn:aws:backup-gateway:eu-west-1:111122223333:vm/vm-0123456789abcdef0"
	stack    = "arn:aws:cloudformation:eu-west-1:111122223333:stack/web/0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1"
	hana     = "arn:aws:ssm-sap:eu-west-1:111122223333:HANA/erp/DB/HDB"
	eks      = "arn:aws:eks:eu-west-1:111122223333:cluster/prod"
	novel    = "arn:aws:quantum:eu-west-1:111122223333:qubit/q-1"

	role      = "arn:aws:iam::111122223333:role/backup"
	airGapped = "arn:aws:backup:eu-west-1:111122223333:backup-vault:air-gapped"
)

// everyType are all resource types, one ARN each.
var everyType = []string{
	ebs, ec2, rds, cluster, dsql, dynamodb, efs, fsx, ontap, s3, gateway, redshift, redless, tstream, vmware, stack, hana, eks,
}

// valid is a request that breaks no rule.
func valid() lifecycle.Request {
	return lifecycle.Request{
		BackupVaultName: lifecycle.Known("Default"),
		ResourceARN:     lifecycle.Known(efs),
		RoleARN:         lifecycle.Known(role),
		Place: lifecycle.Place{
			Partition: lifecycle.Known("aws"), Region: lifecycle.Known("eu-west-1"), AccountID: lifecycle.Known("111122223333"),
		},
	}
}

type edit = func(*lifecycle.Request)

func edited(edits ...edit) lifecycle.Request {
	r := valid()
	for _, e := range edits {
		e(&r)
	}
	return r
}

func vault(name string) edit {
	return func(r *lifecycle.Request) { r.BackupVaultName = lifecycle.Known(name) }
}

func source(arn string) edit {
	return func(r *lifecycle.Request) { r.ResourceARN = lifecycle.Known(arn) }
}

func roleARN(arn string) edit { return func(r *lifecycle.Request) { r.RoleARN = lifecycle.Known(arn) } }

func idempotencyToken(s string) edit {
	return func(r *lifecycle.Request) { r.IdempotencyToken = lifecycle.Known(s) }
}
func index(s string) edit { return func(r *lifecycle.Request) { r.Index = lifecycle.Known(s) } }
func start(minutes int64) edit {
	return func(r *lifecycle.Request) { r.StartWindowMinutes = lifecycle.Known(minutes) }
}

func complete(minutes int64) edit {
	return func(r *lifecycle.Request) { r.CompleteWindowMinutes = lifecycle.Known(minutes) }
}

func coldAfter(days int64) edit {
	return func(r *lifecycle.Request) { r.Retention.MoveToColdStorageAfterDays = lifecycle.Known(days) }
}

func deleteAfter(days int64) edit {
	return func(r *lifecycle.Request) { r.Retention.DeleteAfterDays = lifecycle.Known(days) }
}

func optIn(in bool) edit {
	return func(r *lifecycle.Request) { r.Retention.OptInToArchive = lifecycle.Known(in) }
}

func toAirGapped(arn string) edit {
	return func(r *lifecycle.Request) { r.AirGappedVaultARN = lifecycle.Known(arn) }
}

func option(key, value string) edit {
	return func(r *lifecycle.Request) { r.BackupOptions = lifecycle.KnownMap(map[string]string{key: value}) }
}

func tag(key, value string) edit {
	return func(r *lifecycle.Request) { r.Tags = lifecycle.KnownMap(map[string]string{key: value}) }
}

func tags(n int) edit {
	return func(r *lifecycle.Request) {
		m := make(map[string]string, n)
		for i := range n {
			m[fmt.Sprintf("tag-%d", i)] = "value"
		}
		r.Tags = lifecycle.KnownMap(m)
	}
}

func place(partition, region, account string) edit {
	return func(r *lifecycle.Request) {
		r.Place = lifecycle.Place{
			Partition: lifecycle.Known(partition), Region: lifecycle.Known(region), AccountID: lifecycle.Known(account),
		}
	}
}

func nowhere(r *lifecycle.Request) { r.Place = lifecycle.Place{} }

// ruleTest is a request and what it breaks: "error rule path" or "warning rule path", in the order of the report.
type ruleTest struct {
	name  string
	edits []edit
	want  []string
}

func lines(violations []lifecycle.Violation) []string {
	var out []string
	for _, v := range violations {
		out = append(out, fmt.Sprintf("%s %s %s", v.Severity, v.Rule, v.Path))
	}
	return out
}

func runRuleTests(t *testing.T, tests []ruleTest) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := lifecycle.Check(edited(test.edits...))
			if diff := cmp.Diff(test.want, lines(got)); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAValidRequestBreaksNothing(t *testing.T) {
	t.Parallel()
	for _, arn := range append(slices.Clone(everyType), novel) {
		if got := lifecycle.Check(edited(source(arn))); len(got) > 0 {
			t.Errorf("%s: %v", arn, lines(got))
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	badVault := []string{"error vault_name backup_vault_name"}
	badResource := []string{"error resource_arn resource_arn"}
	badRole := []string{"error role_arn iam_role_arn"}
	backup := []string{"error resource_is_backup resource_arn"}
	shape := []string{"warning resource_shape resource_arn"}
	runRuleTests(t, []ruleTest{
		{"vault of 1", []edit{vault("v")}, badVault},
		{"vault of 2", []edit{vault("vv")}, nil},
		{"vault of 50", []edit{vault(strings.Repeat("v", 50))}, nil},
		{"vault of 51", []edit{vault(strings.Repeat("v", 51))}, badVault},
		{"vault empty", []edit{vault("")}, badVault},
		{"vault with a space", []edit{vault("a b")}, badVault},
		{"vault ARN", []edit{vault(airGapped)}, badVault},

		{"resource empty", []edit{source("")}, badResource},
		{"resource no ARN", []edit{source("vol-1")}, badResource},
		{"resource ID missing", []edit{source("arn:aws:ec2:eu-west-1:111122223333:volume/")}, badResource},
		{"resource wildcard", []edit{source("arn:aws:ec2:eu-west-1:111122223333:volume/*")}, badResource},
		{"resource wildcard, novel", []edit{source("arn:aws:quantum:eu-west-1:111122223333:*")}, badResource},
		{"resource is a snapshot", []edit{source("arn:aws:ec2:eu-west-1::snapshot/snap-1")}, backup},
		{"resource is a recovery point", []edit{source("arn:aws:backup:eu-west-1:111122223333:recovery-point:p")}, backup},
		{"resource is a table backup", []edit{source(dynamodb + "/backup/01234567890123-abcdef01")}, backup},
		{"resource of another kind", []edit{source("arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1")}, shape},
		{"resource is an object", []edit{source("arn:aws:s3:::bucket/key")}, shape},
		{"resource is a table index", []edit{source(dynamodb + "/index/i")}, shape},
		{"resource of a novel service", []edit{source(novel)}, nil},

		{"role empty", []edit{roleARN("")}, badRole},
		{"role is a name", []edit{roleARN("backup")}, badRole},
		{"role is a user", []edit{roleARN("arn:aws:iam::111122223333:user/backup")}, badRole},
		{"role is a session", []edit{roleARN("arn:aws:sts::111122223333:assumed-role/backup/me")}, badRole},
		{"role with a path", []edit{roleARN("arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole")}, nil},

		{"token empty", []edit{idempotencyToken("")}, []string{"error token idempotency_token"}},
		{"token", []edit{idempotencyToken("t")}, nil},

		{"all at once", []edit{vault(""), source(""), roleARN(""), start(0)}, []string{
			"error vault_name backup_vault_name", "error role_arn iam_role_arn", "error resource_arn resource_arn",
			"error start_window start_window_minutes",
		}},
	})
}

func TestPlace(t *testing.T) {
	t.Parallel()
	const otherRole = "arn:aws:iam::444455556666:role/backup"
	const chinaRole = "arn:aws-cn:iam::111122223333:role/backup"
	vaultIn := func(partition, region, account string) edit {
		return toAirGapped(fmt.Sprintf("arn:%s:backup:%s:%s:backup-vault:v", partition, region, account))
	}
	runRuleTests(t, []ruleTest{
		{"another region", []edit{place("aws", "us-east-1", "111122223333")}, []string{"error resource_region resource_arn"}},
		{"another account", []edit{place("aws", "eu-west-1", "444455556666")}, []string{
			"error role_account iam_role_arn", "error resource_account resource_arn",
		}},
		{"another partition", []edit{place("aws-cn", "cn-north-1", "111122223333")}, []string{
			"error role_partition iam_role_arn", "error resource_partition resource_arn",
		}},
		{"buckets have no place", []edit{source(s3), place("aws", "us-east-1", "111122223333")}, nil},
		{"but a partition", []edit{source("arn:aws-cn:s3:::bucket")}, []string{"error resource_partition resource_arn"}},
		{"provider unknown", []edit{nowhere}, nil},
		{"role of another account", []edit{roleARN(otherRole)}, []string{"error role_account iam_role_arn"}},
		{"role of another account than the resource", []edit{nowhere, roleARN(otherRole)}, []string{"error role_account iam_role_arn"}},
		{"role of another partition than the resource", []edit{nowhere, roleARN(chinaRole)}, []string{"error role_partition iam_role_arn"}},
		{"nothing to compare a role with", []edit{nowhere, roleARN(otherRole), source(s3)}, nil},
		{"resource that is no ARN", []edit{nowhere, roleARN(otherRole), source("x")}, []string{"error resource_arn resource_arn"}},

		{"vault here", []edit{vaultIn("aws", "eu-west-1", "111122223333")}, nil},
		{"vault of another region", []edit{vaultIn("aws", "eu-west-2", "111122223333")}, []string{
			"error air_gapped_region logically_air_gapped_backup_vault_arn",
		}},
		{"vault of another account", []edit{vaultIn("aws", "eu-west-1", "444455556666")}, []string{
			"error air_gapped_account logically_air_gapped_backup_vault_arn",
		}},
		{"vault of another partition", []edit{vaultIn("aws-cn", "cn-north-1", "111122223333")}, []string{
			"error air_gapped_partition logically_air_gapped_backup_vault_arn",
		}},
		{"vault of another region than the resource", []edit{nowhere, vaultIn("aws", "eu-west-2", "111122223333")}, []string{
			"error air_gapped_region logically_air_gapped_backup_vault_arn",
		}},
		{"vault of another account than the resource", []edit{nowhere, vaultIn("aws", "eu-west-1", "444455556666")}, []string{
			"error air_gapped_account logically_air_gapped_backup_vault_arn",
		}},
		{"vault of another partition than the resource", []edit{nowhere, vaultIn("aws-cn", "eu-west-1", "111122223333")}, []string{
			"error air_gapped_partition logically_air_gapped_backup_vault_arn",
		}},
	})
}

func TestWindows(t *testing.T) {
	t.Parallel()
	badStart := []string{"error start_window start_window_minutes"}
	badComplete := []string{"error complete_window complete_window_minutes"}
	order := []string{"warning window_order complete_window_minutes"}
	runRuleTests(t, []ruleTest{
		{"start -1", []edit{start(-1)}, badStart},
		{"start 0", []edit{start(0)}, badStart},
		{"start 59", []edit{start(59)}, badStart},
		{"start 60", []edit{start(60)}, nil},
		{"start 52560000", []edit{start(52560000)}, nil},
		{"start 52560001", []edit{start(52560001)}, badStart},
		{"complete -1", []edit{complete(-1)}, badComplete},
		{"complete 0", []edit{complete(0)}, badComplete},
		{"complete 59", []edit{complete(59)}, badComplete},
		{"complete 60", []edit{complete(60)}, order},
		{"complete 480, default start", []edit{complete(480)}, order},
		{"complete 481, default start", []edit{complete(481)}, nil},
		{"complete 52560000", []edit{complete(52560000)}, nil},
		{"complete 52560001", []edit{complete(52560001)}, badComplete},
		{"complete below start", []edit{start(100), complete(99)}, order},
		{"complete equals start", []edit{start(100), complete(100)}, order},
		{"complete above start", []edit{start(100), complete(101)}, nil},
		{"complete window of FSx", []edit{source(fsx), complete(600)}, []string{"warning complete_ignored complete_window_minutes"}},
		{"start window of FSx", []edit{source(fsx), start(600)}, nil},
		{"both at their least", []edit{start(60), complete(60)}, order},
		{"both at their most", []edit{start(52560000), complete(52560000)}, order},
		{"bad start is one violation", []edit{start(59), complete(60)}, badStart},
		{"huge start is one violation", []edit{start(52560001), complete(60)}, badStart},
		{"bad complete is one violation", []edit{start(100), complete(59)}, badComplete},
		{"unknown start", []edit{complete(60), func(r *lifecycle.Request) { r.StartWindowMinutes = lifecycle.Unknown[int64]() }}, nil},
		{"unknown complete", []edit{start(600), func(r *lifecycle.Request) { r.CompleteWindowMinutes = lifecycle.Unknown[int64]() }}, nil},
	})
}
