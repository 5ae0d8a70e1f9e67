// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

const (
	managedPoint = "arn:aws:backup:eu-west-1:111122223333:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45"
	pointPrefix  = "arn:aws:backup:eu-west-1:111122223333:recovery-point:"
	snapshot     = "arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0"
	ofCluster    = "arn:aws:rds:eu-west-1:111122223333:cluster-snapshot:awsbackup:job-1"
	dbSnapshot   = "arn:aws:rds:eu-west-1:111122223333:snapshot:awsbackup:job-1eb3b5e7"
	dwhSnapshot  = "arn:aws:redshift:eu-west-1:111122223333:snapshot:dwh/awsbackup:job-1"
	redlessPoint = "arn:aws:redshift-serverless:eu-west-1:111122223333:snapshot/1eb3b5e7"
	tableBackup  = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/backup/01234567890123-abcdef01"
	stackPoint   = pointPrefix + "composite:cloudformation/web-20260102030405"

	vaultHere      = "arn:aws:backup:eu-west-1:111122223333:backup-vault:second"
	vaultThere     = "arn:aws:backup:eu-central-1:111122223333:backup-vault:far"
	vaultOfAnother = "arn:aws:backup:eu-west-1:444455556666:backup-vault:safe"
)

type copyEdit = func(*lifecycle.Copy)

// copied is a copy that breaks no rule, with changes.
func copied(edits ...copyEdit) lifecycle.Copy {
	c := lifecycle.Copy{
		RecoveryPointARN: lifecycle.Known(managedPoint), SourceVaultName: lifecycle.Known("first"),
		DestinationVaultARN: lifecycle.Known(vaultHere), RoleARN: lifecycle.Known(role), Place: valid().Place,
	}
	for _, e := range edits {
		e(&c)
	}
	return c
}

func ofPoint(arn string) copyEdit {
	return func(c *lifecycle.Copy) { c.RecoveryPointARN = lifecycle.Known(arn) }
}

func fromVault(name string) copyEdit {
	return func(c *lifecycle.Copy) { c.SourceVaultName = lifecycle.Known(name) }
}

func toVault(arn string) copyEdit {
	return func(c *lifecycle.Copy) { c.DestinationVaultARN = lifecycle.Known(arn) }
}

func copyRole(arn string) copyEdit {
	return func(c *lifecycle.Copy) { c.RoleARN = lifecycle.Known(arn) }
}

func copyKept(cold, remove int64) copyEdit {
	return func(c *lifecycle.Copy) { c.Retention = retention(cold, remove) }
}

func copyToken(s string) copyEdit {
	return func(c *lifecycle.Copy) { c.IdempotencyToken = lifecycle.Known(s) }
}

func deletedOnDestroy(c *lifecycle.Copy) { c.DeleteOnDestroy = lifecycle.Known(true) }

func copyNowhere(c *lifecycle.Copy) { c.Place = lifecycle.Place{} }

func TestCopy(t *testing.T) {
	t.Parallel()
	const (
		pointAt       = " recovery_point_arn"
		destinationAt = " destination_backup_vault_arn"
		deleteAt      = " recovery_point_lifecycle.delete_after_days"
		coldAt        = " recovery_point_lifecycle.move_to_cold_storage_after_days"
	)
	for _, test := range []struct {
		name  string
		edits []copyEdit
		want  []string
	}{
		{"managed point", nil, nil},
		{"snapshot of EBS", []copyEdit{ofPoint(snapshot)}, nil},
		{"snapshot of RDS", []copyEdit{ofPoint(dbSnapshot)}, nil},
		{"service of tomorrow", []copyEdit{ofPoint("arn:aws:quantum:eu-west-1:111122223333:freeze/q-1")}, nil},
		{"another Region", []copyEdit{toVault(vaultThere)}, nil},
		{"another account", []copyEdit{toVault(vaultOfAnother)}, nil},
		{"nothing known", []copyEdit{func(c *lifecycle.Copy) { *c = lifecycle.Copy{} }}, nil},
		{"all unknown", []copyEdit{func(c *lifecycle.Copy) {
			u := lifecycle.Unknown[string]()
			*c = lifecycle.Copy{
				RecoveryPointARN: u, SourceVaultName: u, DestinationVaultARN: u, RoleARN: u, IdempotencyToken: u,
				Retention: lifecycle.UnknownRetention(), DeleteOnDestroy: lifecycle.Unknown[bool](),
				Place: lifecycle.Place{Partition: u, Region: u, AccountID: u},
			}
		}}, nil},

		{"no ARN", []copyEdit{ofPoint("snap-1")}, []string{"error point_arn" + pointAt}},
		{"a volume", []copyEdit{ofPoint(ebs)}, []string{"error point_arn" + pointAt}},
		{"a wildcard", []copyEdit{ofPoint(pointPrefix + "*")}, []string{"error point_arn" + pointAt}},
		{"vault ARN as a name", []copyEdit{fromVault(vaultHere)}, []string{"error source_vault_name source_backup_vault_name"}},
		{"vault of one character", []copyEdit{fromVault("v")}, []string{"error source_vault_name source_backup_vault_name"}},
		{"vault of EFS itself", []copyEdit{fromVault("aws/efs/automatic-backup-vault")}, nil},
		{"vault name as an ARN", []copyEdit{toVault("second")}, []string{"error destination_arn" + destinationAt}},
		{"empty token", []copyEdit{copyToken("")}, []string{"error token idempotency_token"}},
		{"no role", []copyEdit{copyRole("copier")}, []string{"error role_arn iam_role_arn"}},

		{"point elsewhere", []copyEdit{ofPoint("arn:aws:ec2:us-east-1::snapshot/snap-1")}, []string{"error point_region" + pointAt}},
		{"point of another account", []copyEdit{ofPoint("arn:aws:backup:eu-west-1:444455556666:recovery-point:p-1")}, []string{"error point_account" + pointAt}},
		{"point of another partition", []copyEdit{ofPoint("arn:aws-cn:ec2:cn-north-1::snapshot/snap-1")}, []string{"error point_partition" + pointAt}},
		{"role of another account", []copyEdit{copyRole("arn:aws:iam::444455556666:role/r")}, []string{"error role_account iam_role_arn"}},
		{"role of another partition", []copyEdit{copyRole("arn:aws-cn:iam::111122223333:role/r")}, []string{"error role_partition iam_role_arn"}},
		{
			"destination in another partition",
			[]copyEdit{toVault("arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:v")},
			[]string{"error destination_partition" + destinationAt},
		},
		{
			"destination in another partition, provider unknown",
			[]copyEdit{copyNowhere, toVault("arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:v")},
			[]string{"error destination_partition" + destinationAt},
		},

		{"the same vault", []copyEdit{fromVault("second")}, []string{"warning destination_same" + destinationAt}},
		{"the same name elsewhere", []copyEdit{fromVault("far"), toVault(vaultThere)}, nil},
		{"the same name in another account", []copyEdit{fromVault("safe"), toVault(vaultOfAnother)}, nil},
		{"the same name, provider unknown", []copyEdit{copyNowhere, fromVault("second")}, nil},
		{
			"Default of another account",
			[]copyEdit{toVault("arn:aws:backup:eu-west-1:444455556666:backup-vault:Default")},
			[]string{"warning destination_default" + destinationAt},
		},
		{"Default here", []copyEdit{toVault("arn:aws:backup:eu-west-1:111122223333:backup-vault:Default")}, nil},
		{"Default, provider unknown", []copyEdit{copyNowhere, toVault("arn:aws:backup:eu-west-1:444455556666:backup-vault:Default")}, nil},
		{"deleted there", []copyEdit{toVault(vaultOfAnother), deletedOnDestroy}, []string{"error copy_delete on_destroy"}},
		{"deleted here", []copyEdit{toVault(vaultThere), deletedOnDestroy}, nil},

		{"Redshift", []copyEdit{ofPoint(dwhSnapshot)}, []string{"error copy_type" + pointAt}},
		{"Redshift Serverless", []copyEdit{ofPoint(redlessPoint)}, []string{"error copy_type" + pointAt}},
		{"DynamoDB without advanced features", []copyEdit{ofPoint(tableBackup)}, []string{"error copy_type" + pointAt}},
		{"continuous, RDS", []copyEdit{ofPoint(pointPrefix + "continuous:db-ABC")}, []string{"error copy_continuous" + pointAt}},
		{"continuous, Aurora", []copyEdit{ofPoint(pointPrefix + "continuous:cluster-ABC")}, []string{"error copy_continuous" + pointAt}},
		{"continuous by its form, S3", []copyEdit{ofPoint(pointPrefix + "my-bucket-0a1b2c3d")}, []string{"warning copy_continuous" + pointAt}},
		{"periodic, S3", []copyEdit{ofPoint(pointPrefix + "my-bucket-20260102030405-0a1b2c3d")}, nil},
		{"state of a cluster", []copyEdit{ofPoint(pointPrefix + "eks/prod-20260102030405")}, []string{"error copy_cluster_state" + pointAt}},
		{"a cluster", []copyEdit{ofPoint(pointPrefix + "composite:eks/prod-20260102030405")}, nil},
		{"a stack", []copyEdit{ofPoint(stackPoint), toVault(vaultThere)}, nil},
		{"a stack to another account", []copyEdit{ofPoint(stackPoint), toVault(vaultOfAnother)}, []string{"error copy_account" + destinationAt}},
		{"a stack, provider unknown", []copyEdit{copyNowhere, ofPoint(stackPoint), toVault(vaultOfAnother)}, nil},

		{"delete 0", []copyEdit{copyKept(-1, 0)}, []string{"error delete_range" + deleteAt}},
		{"cold 0", []copyEdit{copyKept(0, -1)}, []string{"error cold_range" + coldAt}},
		{"89 days", []copyEdit{copyKept(30, 119)}, []string{"error ninety_days" + deleteAt}},
		{"90 days", []copyEdit{copyKept(30, 120)}, nil},
		{"as the source", []copyEdit{copyKept(-1, -1)}, nil},
		{"cold storage of an AMI", []copyEdit{ofPoint("arn:aws:ec2:eu-west-1::image/ami-1"), copyKept(30, 120)}, []string{"warning cold_ignored" + coldAt}},
		{"cold storage of a snapshot", []copyEdit{ofPoint(snapshot), copyKept(30, 120)}, nil},
		{"everything wrong", []copyEdit{ofPoint("x"), fromVault(""), toVault("y"), copyRole("z"), copyToken(""), copyKept(0, 0)}, []string{
			"error destination_arn" + destinationAt, "error role_arn iam_role_arn", "error token idempotency_token", "error point_arn" + pointAt,
			"error delete_range" + deleteAt, "error cold_range" + coldAt, "error source_vault_name source_backup_vault_name",
		}},
	} {
		compare(t, test.name, lifecycle.CheckCopy(copied(test.edits...)), test.want...)
	}
}

// preflighted is a copy of a source of ten days.
func preflighted(change func(*lifecycle.CopySource), edits ...copyEdit) lifecycle.CopyPreflight {
	source := lifecycle.CopySource{
		PointState: lifecycle.PointState{Status: "COMPLETED"}, ResourceType: "EFS", Created: now.Add(-10*24*time.Hour - time.Hour), Retention: retention(-1, 30),
	}
	if change != nil {
		change(&source)
	}
	return lifecycle.CopyPreflight{Copy: copied(edits...), Source: lifecycle.Known(source), Now: now}
}

func typed(name string) func(*lifecycle.CopySource) {
	return func(s *lifecycle.CopySource) { s.ResourceType = name }
}

func encrypted(name string) func(*lifecycle.CopySource) {
	return func(s *lifecycle.CopySource) { s.ResourceType, s.Encrypted = name, true }
}

func ofRDS(resource string) func(*lifecycle.CopySource) {
	return func(s *lifecycle.CopySource) {
		s.ResourceType, s.ResourceARN = "RDS", "arn:aws:rds:eu-west-1:111122223333:"+resource
	}
}

func inState(status string) func(*lifecycle.CopySource) {
	return func(s *lifecycle.CopySource) { s.Status = status }
}

func inColdStorage(s *lifecycle.CopySource) { s.Cold = true }

func into(v lifecycle.Vault, p lifecycle.CopyPreflight) lifecycle.CopyPreflight {
	p.Destination = lifecycle.Known(v)
	return p
}

func withDefaultKey(p lifecycle.CopyPreflight) lifecycle.CopyPreflight {
	p.DestinationKeyIsDefault = lifecycle.Known(true)
	return p
}

func TestCopyPreflight(t *testing.T) {
	t.Parallel()
	const (
		pointAt       = " recovery_point_arn"
		destinationAt = " destination_backup_vault_arn"
	)
	fixed := compliance(0)
	short := func(s *lifecycle.CopySource) { s.Retention = retention(-1, 6) }
	endless := func(s *lifecycle.CopySource) { s.Retention = lifecycle.Retention{} }
	for _, test := range []struct {
		name      string
		preflight lifecycle.CopyPreflight
		want      []string
	}{
		{"fine", preflighted(nil), nil},
		{"nothing known", lifecycle.CopyPreflight{Copy: copied(copyKept(-1, 5)), Now: now}, nil},
		{"cold", preflighted(inColdStorage), []string{"error copy_cold" + pointAt}},
		{"continuous", preflighted(inState("AVAILABLE")), []string{"error copy_source_continuous" + pointAt}},
		{"continuous, stopped", preflighted(inState("STOPPED")), []string{"error copy_source_continuous" + pointAt}},
		{"partial", preflighted(inState("PARTIAL")), nil},
		{"not made yet", preflighted(inState("CREATING")), []string{"error point_state" + pointAt}},
		{"being deleted", preflighted(inState("DELETING")), []string{"error point_state" + pointAt}},
		{"expired", preflighted(inState("EXPIRED")), []string{"error point_state" + pointAt}},
		{"Redshift", preflighted(typed("Redshift")), []string{"error copy_source_type" + pointAt}},
		{"RDS instance", preflighted(ofRDS("db:orders")), nil},
		{"RDS Multi-AZ cluster", preflighted(ofRDS("cluster:orders")), []string{"error copy_source_type" + pointAt}},
		{"RDS, resource not known", preflighted(typed("RDS")), nil},
		{"type of tomorrow", preflighted(typed("Quantum")), nil},
		{"a stack", preflighted(typed("CloudFormation"), toVault(vaultThere)), nil},
		{"a stack to another account", preflighted(typed("CloudFormation"), toVault(vaultOfAnother)), []string{"error copy_source_account" + destinationAt}},
		{"deleted at 9 days", preflighted(nil, copyKept(-1, 9)), []string{"error copy_expired" + at}},
		{"deleted at 10 days", preflighted(nil, copyKept(-1, 10)), []string{"error copy_expired" + at}},
		{"deleted at 11 days", preflighted(nil, copyKept(-1, 11)), nil},
		{"deleted with the source", preflighted(nil, copyKept(-1, -1)), nil},
		{"creation not known", preflighted(func(s *lifecycle.CopySource) { s.Created = time.Time{} }, copyKept(-1, 5)), nil},

		{"lock, too short", into(fixed, preflighted(func(s *lifecycle.CopySource) { s.Created = now }, copyKept(-1, 6))), []string{"error " + minimum}},
		{"lock, too long", into(fixed, preflighted(nil, copyKept(-1, 400))), []string{"error " + maximum}},
		{"lock, in range", into(fixed, preflighted(nil, copyKept(-1, 365))), nil},
		{"lock, setting of the source too short", into(fixed, preflighted(short)), []string{"error " + minimum}},
		{"lock, source never expires", into(fixed, preflighted(endless)), []string{"error " + forever}},
		{"lock, -1 of a source in range", into(fixed, preflighted(nil, copyKept(-1, -1))), nil},
		{"lock, source not known", into(fixed, lifecycle.CopyPreflight{Copy: copied(), Now: now}), nil},
		{"lock in governance mode", into(governance(), preflighted(short)), []string{"warning " + minimum}},
		{"no lock", into(lifecycle.Vault{}, preflighted(short)), nil},

		{"default key, snapshot", withDefaultKey(preflighted(typed("EBS"), ofPoint(snapshot))), []string{"warning copy_key" + destinationAt}},
		{"default key, managed", withDefaultKey(preflighted(nil)), nil},
		{"default key, from an air-gapped vault", withDefaultKey(preflighted(func(s *lifecycle.CopySource) { s.AirGapped = true })), []string{"warning copy_key" + destinationAt}},
		{"default key, a cluster", withDefaultKey(preflighted(encrypted("Aurora"), ofPoint(ofCluster))), []string{"warning copy_key" + destinationAt}},
		{"default key, a cluster without a key", withDefaultKey(preflighted(typed("Aurora"), ofPoint(ofCluster))), nil},
		{"default key, air-gapped", withDefaultKey(into(lifecycle.Vault{AirGapped: true}, preflighted(typed("EBS"), ofPoint(snapshot), copyKept(-1, 20)))), nil},
		{"other key, snapshot", preflighted(typed("EBS"), ofPoint(snapshot)), nil},
	} {
		compare(t, test.name, lifecycle.CheckCopyPreflight(test.preflight), test.want...)
	}
	downgraded := lifecycle.Downgrade(lifecycle.CheckCopyPreflight(preflighted(inColdStorage)))
	compare(t, "preflight = warn", downgraded, "warning copy_cold"+pointAt)
}

func copySituations() []situation {
	check := func(edits ...copyEdit) []lifecycle.Violation { return lifecycle.CheckCopy(copied(edits...)) }
	preflight := lifecycle.CheckCopyPreflight
	return []situation{
		{"copy: point without ARN", check(ofPoint("snap-0123456789abcdef0"))},
		{"copy: of a volume", check(ofPoint(ebs))},
		{"copy: point in another region", check(ofPoint("arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0"))},
		{"copy: point of another account", check(ofPoint("arn:aws:backup:eu-west-1:444455556666:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45"))},
		{"copy: point of another partition", check(ofPoint("arn:aws-cn:ec2:cn-north-1::snapshot/snap-0123456789abcdef0"))},
		{"copy: source vault by ARN", check(fromVault(vaultHere))},
		{"copy: source vault of one character", check(fromVault("v"))},
		{"copy: destination by name", check(toVault("second"))},
		{"copy: destination in another partition", check(toVault("arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:v"))},
		{"copy: destination in another partition, provider unknown", check(copyNowhere, toVault("arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:v"))},
		{"copy: into its own vault", check(fromVault("second"))},
		{"copy: into the Default vault of another account", check(toVault("arn:aws:backup:eu-west-1:444455556666:backup-vault:Default"))},
		{"copy: deleted in another account", check(toVault(vaultOfAnother), deletedOnDestroy)},
		{"copy: Redshift", check(ofPoint(dwhSnapshot))},
		{"copy: DynamoDB", check(ofPoint(tableBackup))},
		{"copy: continuous", check(ofPoint(pointPrefix + "continuous:db-ABCDEFGHIJKLMNOP"))},
		{"copy: state of a cluster", check(ofPoint(pointPrefix + "eks/prod-20260102030405"))},
		{"copy: stack to another account", check(ofPoint(stackPoint), toVault(vaultOfAnother))},
		{"copy: delete 0", check(copyKept(-1, 0))},
		{"copy: cold 36450, delete 36500", check(copyKept(36450, 36500))},
		{"copy: cold storage of an AMI", check(ofPoint("arn:aws:ec2:eu-west-1::image/ami-0123456789abcdef0"), copyKept(30, 120))},
		{"copy: source in cold storage", preflight(preflighted(inColdStorage))},
		{"copy: source continuous", preflight(preflighted(inState("AVAILABLE")))},
		{"copy: source not completed", preflight(preflighted(inState("CREATING")))},
		{"copy: source of a type without copies", preflight(preflighted(typed("Redshift")))},
		{"copy: source of a type that stays", preflight(preflighted(typed("CloudFormation"), toVault(vaultOfAnother)))},
		{"copy: deleted at once", preflight(preflighted(nil, copyKept(-1, 7)))},
		{"copy: deleted at once, but for the longest setting", preflight(preflighted(func(s *lifecycle.CopySource) {
			s.Created = now.Add(-36499 * 24 * time.Hour)
		}, copyKept(-1, 7)))},
		{"copy: deleted at once, with every setting", preflight(preflighted(func(s *lifecycle.CopySource) {
			s.Created = now.Add(-36500 * 24 * time.Hour)
		}, copyKept(-1, 7)))},
		{"copy: lock and the setting of the source", preflight(into(compliance(48*time.Hour), preflighted(func(s *lifecycle.CopySource) { s.Retention = retention(-1, 6) })))},
		{"copy: default key", preflight(withDefaultKey(preflighted(typed("EBS"), ofPoint(snapshot))))},
	}
}
