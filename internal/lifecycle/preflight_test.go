// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	stdcmp "cmp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

var now = time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC)

// Vaults that keep backups 7 to 365 days.
func bounded(v lifecycle.Vault) lifecycle.Vault {
	v.Name = "v"
	v.MinRetentionDays, v.MaxRetentionDays = lifecycle.Known[int64](7), lifecycle.Known[int64](365)
	return v
}

func governance() lifecycle.Vault { return bounded(lifecycle.Vault{Locked: true}) }

func compliance(since time.Duration) lifecycle.Vault {
	return bounded(lifecycle.Vault{Locked: true, LockDate: lifecycle.Known(now.Add(-since))})
}

func isolated() lifecycle.Vault { return bounded(lifecycle.Vault{AirGapped: true}) }

func checkVault(v lifecycle.Vault, edits ...edit) []lifecycle.Violation {
	return lifecycle.CheckPreflight(lifecycle.Preflight{Request: edited(edits...), Vault: lifecycle.Known(v), Now: now})
}

func compare(t *testing.T, name string, got []lifecycle.Violation, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, lines(got)); diff != "" {
		t.Errorf("%s: violations (-want +got):\n%s", name, diff)
	}
}

const (
	at      = " recovery_point_lifecycle.delete_after_days"
	minimum = "lock_minimum" + at
	maximum = "lock_maximum" + at
	forever = "lock_forever" + at
)

func TestVaultBounds(t *testing.T) {
	t.Parallel()
	fixed := compliance(0)
	compare(t, "below the minimum", checkVault(fixed, deleteAfter(6)), "error "+minimum)
	compare(t, "at the minimum", checkVault(fixed, deleteAfter(7)))
	compare(t, "at the maximum", checkVault(fixed, deleteAfter(365)))
	compare(t, "above the maximum", checkVault(fixed, deleteAfter(366)), "error "+maximum)
	compare(t, "no lifecycle", checkVault(fixed), "error "+forever)
	compare(t, "-1", checkVault(fixed, deleteAfter(-1)), "error "+forever)
	compare(t, "invalid days are for another rule", checkVault(fixed, deleteAfter(0)))
	compare(t, "unknown days", checkVault(fixed, func(r *lifecycle.Request) { r.Retention = lifecycle.UnknownRetention() }))

	onlyMin := fixed
	onlyMin.MaxRetentionDays = lifecycle.Null[int64]()
	compare(t, "indefinitely, no maximum", checkVault(onlyMin))
	compare(t, "long, no maximum", checkVault(onlyMin, deleteAfter(36500)))
	compare(t, "short, no maximum", checkVault(onlyMin, deleteAfter(6)), "error "+minimum)
	onlyMax := fixed
	onlyMax.MinRetentionDays = lifecycle.Null[int64]()
	compare(t, "short, no minimum", checkVault(onlyMax, deleteAfter(1)))
	compare(t, "long, no minimum", checkVault(onlyMax, deleteAfter(366)), "error "+maximum)
}

func TestVaultLockThatCanChange(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		vault   lifecycle.Vault
		verdict string
	}{
		"governance":                   {governance(), "warning "},
		"compliance, in its grace":     {compliance(-time.Second), "warning "},
		"compliance, on the lock date": {compliance(0), "error "},
		"compliance, later":            {compliance(time.Hour), "error "},
		"air-gapped":                   {isolated(), "error "},
	} {
		compare(t, name, checkVault(test.vault, deleteAfter(6)), test.verdict+minimum)
		compare(t, name, checkVault(test.vault, deleteAfter(366)), test.verdict+maximum)
		compare(t, name, checkVault(test.vault), test.verdict+forever)
	}
	compare(t, "no lock", checkVault(bounded(lifecycle.Vault{}), deleteAfter(6)))
	compare(t, "no vault", lifecycle.CheckPreflight(lifecycle.Preflight{Request: valid(), Now: now}))
}

// Where the backup ends up decides which vault's bounds count.
func TestVaultOfAnAirGappedBackup(t *testing.T) {
	t.Parallel()
	standard, target := compliance(0), isolated()
	target.MinRetentionDays = lifecycle.Known[int64](30)
	advanced := lifecycle.Known(lifecycle.Settings{Management: map[string]bool{"DynamoDB": true}})
	classic := lifecycle.Known(lifecycle.Settings{Management: map[string]bool{"DynamoDB": false}})
	check := func(arn string, days int64, settings lifecycle.Value[lifecycle.Settings]) []lifecycle.Violation {
		return lifecycle.CheckPreflight(lifecycle.Preflight{
			Request: edited(source(arn), toAirGapped(airGapped), deleteAfter(days)), Vault: lifecycle.Known(standard),
			AirGappedVault: lifecycle.Known(target), Settings: settings, Now: now,
		})
	}
	none := lifecycle.Null[lifecycle.Settings]()
	compare(t, "fully managed: only the target counts", check(efs, 6, none), "error "+minimum)
	compare(t, "fully managed, fits", check(efs, 30, none))
	compare(t, "temporary point: the standard vault may count", check(ebs, 6, none), "warning "+minimum)
	compare(t, "temporary point: the target counts", check(ebs, 29, none), "error "+minimum)
	compare(t, "unsupported type: only the standard vault counts", check(rds, 6, none), "error "+minimum)
	compare(t, "unsupported type, fits", check(rds, 29, none))
	compare(t, "unknown type", check(novel, 29, none), "warning "+minimum)
	compare(t, "DynamoDB, setting unknown", check(dynamodb, 29, none), "warning "+minimum)
	compare(t, "DynamoDB, advanced", check(dynamodb, 29, advanced), "error "+minimum)
	compare(t, "DynamoDB, classic", check(dynamodb, 29, classic), "warning dynamodb_air_gapped logically_air_gapped_backup_vault_arn")
	compare(t, "DynamoDB, classic, too short", check(dynamodb, 6, classic),
		"error "+minimum, "warning dynamodb_air_gapped logically_air_gapped_backup_vault_arn")

	unknownARN := edited(toAirGapped(airGapped), deleteAfter(29))
	unknownARN.ResourceARN = lifecycle.Unknown[string]()
	compare(t, "unknown resource", lifecycle.CheckPreflight(lifecycle.Preflight{
		Request: unknownARN, AirGappedVault: lifecycle.Known(target), Now: now,
	}), "warning "+minimum)
	compare(t, "target not seen", lifecycle.CheckPreflight(lifecycle.Preflight{
		Request: edited(source(efs), toAirGapped(airGapped), deleteAfter(6)), Vault: lifecycle.Known(standard), Now: now,
	}))
	unknownTarget := edited(source(efs), deleteAfter(6))
	unknownTarget.AirGappedVaultARN = lifecycle.Unknown[string]()
	compare(t, "target unknown, perhaps none", lifecycle.CheckPreflight(lifecycle.Preflight{
		Request: unknownTarget, Vault: lifecycle.Known(standard), Now: now,
	}))
	compare(t, "target is a standard vault", lifecycle.CheckPreflight(lifecycle.Preflight{
		Request: edited(source(efs), toAirGapped(airGapped), deleteAfter(6)), AirGappedVault: lifecycle.Known(standard), Now: now,
	}), "warning not_air_gapped logically_air_gapped_backup_vault_arn")
}

func TestServiceOptIn(t *testing.T) {
	t.Parallel()
	check := func(arn string, in map[string]bool) []lifecycle.Violation {
		return lifecycle.CheckPreflight(lifecycle.Preflight{
			Request: edited(source(arn)), Settings: lifecycle.Known(lifecycle.Settings{OptIn: in}), Now: now,
		})
	}
	const off = "warning service_opt_in resource_arn"
	compare(t, "on", check(efs, map[string]bool{"EFS": true}))
	compare(t, "off", check(efs, map[string]bool{"EFS": false, "EBS": true}), off)
	compare(t, "not listed", check(efs, map[string]bool{"EBS": false}))
	compare(t, "type of tomorrow", check(novel, map[string]bool{"EBS": false}))
	compare(t, "type without a confirmed name", check(dsql, map[string]bool{"EBS": false}))
	for _, spelling := range []string{"DSQL", "Aurora DSQL", "AuroraDSQL", "Amazon Aurora DSQL"} {
		compare(t, spelling, check(dsql, map[string]bool{spelling: false, "Aurora": true}), off)
	}
	compare(t, "Aurora is not DSQL", check(dsql, map[string]bool{"Aurora": false}))
	// Every type of the catalogue, by AWS's name or by its label where AWS's name is not confirmed.
	examples := strings.NewReplacer("<partition>", "aws", "<region>", "eu-central-1", "<account>", "123456789012", "...", "0a1b2c", "<id>", "a1b2c3", "<uuid>", "5f6d3c1e-1111-4222-8333-944445555666",
		"<application>", "app", "<database>", "db", "<name>", "name", "<bucket>", "bucket", "<gateway>", "sgw-1", "<volume>", "vol-1", "<table>", "t", "<stack>", "s")
	for _, resource := range catalog.Types() {
		arn := examples.Replace(resource.Example())
		if len(catalog.Lookup(arn)) == 0 {
			t.Errorf("%s: the example %s is of no type", resource.Label, arn)
			continue
		}
		preferences := make(map[string]bool)
		for _, candidate := range catalog.Lookup(arn) {
			preferences[stdcmp.Or(candidate.Name, candidate.Label)] = false
		}
		if got := check(arn, preferences); !slices.ContainsFunc(got, func(v lifecycle.Violation) bool { return v.Rule == lifecycle.RuleServiceOptIn }) {
			t.Errorf("%s (%s): no warning that it is off", resource.Label, arn)
		}
	}
	compare(t, "both kinds of FSx", check(fsx, map[string]bool{"FSx": false}), off)
	clusters := map[string]bool{"Aurora": false, "RDS": false, "DocumentDB": false, "Neptune": false}
	compare(t, "cluster, all off", check(cluster, clusters), off)
	clusters["Neptune"] = true
	compare(t, "cluster, one on", check(cluster, clusters))
	delete(clusters, "Neptune")
	compare(t, "cluster, one not listed", check(cluster, clusters))

	unknown := edited(func(r *lifecycle.Request) { r.ResourceARN = lifecycle.Unknown[string]() })
	compare(t, "unknown ARN", lifecycle.CheckPreflight(lifecycle.Preflight{
		Request: unknown, Settings: lifecycle.Known(lifecycle.Settings{OptIn: map[string]bool{"EFS": false}}),
	}))
}

func TestDynamoDBWithoutAdvancedFeatures(t *testing.T) {
	t.Parallel()
	check := func(arn string, management map[string]bool, edits ...edit) []lifecycle.Violation {
		return lifecycle.CheckPreflight(lifecycle.Preflight{
			Request:  edited(append([]edit{source(arn)}, edits...)...),
			Settings: lifecycle.Known(lifecycle.Settings{Management: management}), Now: now,
		})
	}
	off, on := map[string]bool{"DynamoDB": false}, map[string]bool{"DynamoDB": true}
	const cold = "warning dynamodb_cold recovery_point_lifecycle.move_to_cold_storage_after_days"
	compare(t, "cold, off", check(dynamodb, off, coldAfter(30)), cold)
	compare(t, "cold, on", check(dynamodb, on, coldAfter(30)))
	compare(t, "cold, setting not listed", check(dynamodb, nil, coldAfter(30)))
	compare(t, "never cold, off", check(dynamodb, off, coldAfter(-1)))
	compare(t, "other type", check(efs, off, coldAfter(30), tag("k", "v")))
	compare(t, "tags, off", check(dynamodb, off, tag("k", "v")), "warning dynamodb_tags tags")
	compare(t, "no tags, off", check(dynamodb, off, tags(0)))
	compare(t, "tags, on", check(dynamodb, on, tag("k", "v")))
	compare(t, "air-gapped, off", check(dynamodb, off, toAirGapped(airGapped)),
		"warning dynamodb_air_gapped logically_air_gapped_backup_vault_arn")
	compare(t, "air-gapped, on", check(dynamodb, on, toAirGapped(airGapped)))
}
