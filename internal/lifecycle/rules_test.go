// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

func TestDays(t *testing.T) {
	t.Parallel()
	badDelete := []string{"error delete_range recovery_point_lifecycle.delete_after_days"}
	badCold := []string{"error cold_range recovery_point_lifecycle.move_to_cold_storage_after_days"}
	runRuleTests(t, []ruleTest{
		{"delete -2", []edit{deleteAfter(-2)}, badDelete},
		{"delete -1", []edit{deleteAfter(-1)}, nil},
		{"delete 0", []edit{deleteAfter(0)}, badDelete},
		{"delete 1", []edit{deleteAfter(1)}, nil},
		{"delete 36500", []edit{deleteAfter(36500)}, nil},
		{"delete 36501", []edit{deleteAfter(36501)}, badDelete},
		{"cold -2", []edit{coldAfter(-2)}, badCold},
		{"cold -1", []edit{coldAfter(-1)}, nil},
		{"cold 0", []edit{coldAfter(0)}, badCold},
		{"cold 1", []edit{coldAfter(1)}, nil},
		{"cold 36500", []edit{coldAfter(36500)}, nil},
		{"cold 36501", []edit{coldAfter(36501)}, badCold},
		{"both wrong", []edit{coldAfter(0), deleteAfter(0)}, append(slices.Clone(badDelete), badCold...)},
	})
}

func TestNinetyDays(t *testing.T) {
	t.Parallel()
	broken := []string{"error ninety_days recovery_point_lifecycle.delete_after_days"}
	badCold := []string{"error cold_range recovery_point_lifecycle.move_to_cold_storage_after_days"}
	badDelete := []string{"error delete_range recovery_point_lifecycle.delete_after_days"}
	runRuleTests(t, []ruleTest{
		{"30 and 100", []edit{coldAfter(30), deleteAfter(100)}, broken},
		{"89 days apart", []edit{coldAfter(30), deleteAfter(119)}, broken},
		{"90 days apart", []edit{coldAfter(30), deleteAfter(120)}, nil},
		{"91 days apart", []edit{coldAfter(30), deleteAfter(121)}, nil},
		{"least that works", []edit{coldAfter(1), deleteAfter(91)}, nil},
		{"one less", []edit{coldAfter(1), deleteAfter(90)}, broken},
		{"delete first", []edit{coldAfter(30), deleteAfter(1)}, broken},
		{"same day", []edit{coldAfter(30), deleteAfter(30)}, broken},
		{"most that works", []edit{coldAfter(36410), deleteAfter(36500)}, nil},
		{"one more", []edit{coldAfter(36411), deleteAfter(36500)}, broken},
		{"never deleted", []edit{coldAfter(36411), deleteAfter(-1)}, nil},
		{"never deleted, left out", []edit{coldAfter(30)}, nil},
		{"never cold", []edit{coldAfter(-1), deleteAfter(1)}, nil},
		{"never cold, left out", []edit{deleteAfter(1)}, nil},
		{"both never", []edit{coldAfter(-1), deleteAfter(-1)}, nil},
		{"cold 0 is one violation", []edit{coldAfter(0), deleteAfter(15)}, badCold},
		{"delete 0 is one violation", []edit{coldAfter(30), deleteAfter(0)}, badDelete},
		{"unknown cold", []edit{deleteAfter(1), func(r *lifecycle.Request) {
			r.Retention.MoveToColdStorageAfterDays = lifecycle.Unknown[int64]()
		}}, nil},
		{"unknown delete", []edit{coldAfter(30), func(r *lifecycle.Request) {
			r.Retention.DeleteAfterDays = lifecycle.Unknown[int64]()
		}}, nil},
	})
}

// perType checks a rule that depends on the resource type: it must speak for the types in broken, and no other.
func perType(t *testing.T, broken []string, want string, edits ...edit) {
	t.Helper()
	for _, arn := range append(slices.Clone(everyType), novel) {
		got := strings.Join(lines(lifecycle.Check(edited(append([]edit{source(arn)}, edits...)...))), "; ")
		expected := ""
		if slices.Contains(broken, arn) {
			expected = want
		}
		if got != expected {
			t.Errorf("%s: got %q, want %q", arn, got, expected)
		}
	}
	unknown := func(r *lifecycle.Request) { r.ResourceARN = lifecycle.Unknown[string]() }
	if got := lines(lifecycle.Check(edited(append([]edit{unknown}, edits...)...))); len(got) > 0 {
		t.Errorf("unknown ARN: %q, want silence", got)
	}
}

func TestColdStorageByType(t *testing.T) {
	t.Parallel()
	perType(t, []string{ec2, rds, cluster, fsx, ontap, s3, gateway, redshift, redless},
		"warning cold_ignored recovery_point_lifecycle.move_to_cold_storage_after_days", coldAfter(1), optIn(true))
	perType(t, nil, "", coldAfter(-1))
	perType(t, nil, "", deleteAfter(30))
}

func TestArchiveOptIn(t *testing.T) {
	t.Parallel()
	missing := []string{"warning archive_opt_in recovery_point_lifecycle.opt_in_to_archive_for_supported_resources"}
	runRuleTests(t, []ruleTest{
		{"left out", []edit{source(ebs), coldAfter(30)}, missing},
		{"false", []edit{source(ebs), coldAfter(30), optIn(false)}, missing},
		{"true", []edit{source(ebs), coldAfter(30), optIn(true)}, nil},
		{"unknown", []edit{source(ebs), coldAfter(30), func(r *lifecycle.Request) {
			r.Retention.OptInToArchive = lifecycle.Unknown[bool]()
		}}, nil},
		{"never cold", []edit{source(ebs), coldAfter(-1)}, nil},
		{"no cold storage", []edit{source(ebs), deleteAfter(30), optIn(false)}, nil},
		{"type that needs none", []edit{source(efs), coldAfter(30)}, nil},
	})
}

func TestOptions(t *testing.T) {
	t.Parallel()
	vss := func(verdict string) []string { return []string{verdict + ` backup_options["WindowsVSS"]`} }
	runRuleTests(t, []ruleTest{
		{"enabled", []edit{source(ec2), option("WindowsVSS", "enabled")}, nil},
		{"disabled", []edit{source(ec2), option("WindowsVSS", "disabled")}, nil},
		{"S3 ACLs", []edit{source(s3), option("BackupACLs", "disabled")}, nil},
		{"S3 tags", []edit{source(s3), option("BackupObjectTags", "disabled")}, nil},
		{"upper case", []edit{source(ec2), option("WindowsVSS", "ENABLED")}, vss("error option_value")},
		{"true", []edit{source(ec2), option("WindowsVSS", "true")}, vss("error option_value")},
		{"empty", []edit{source(ec2), option("WindowsVSS", "")}, vss("error option_value")},
		{"one violation", []edit{source(ebs), option("WindowsVSS", "on")}, vss("error option_value")},
		{"null", []edit{source(ec2), func(r *lifecycle.Request) {
			r.BackupOptions = lifecycle.Known(map[string]lifecycle.Value[string]{"WindowsVSS": lifecycle.Null[string]()})
		}}, vss("error option_value")},
		{"unknown value", []edit{source(ec2), func(r *lifecycle.Request) {
			r.BackupOptions = lifecycle.Known(map[string]lifecycle.Value[string]{"WindowsVSS": lifecycle.Unknown[string]()})
		}}, nil},
		{"unknown value, other type", []edit{source(ebs), func(r *lifecycle.Request) {
			r.BackupOptions = lifecycle.Known(map[string]lifecycle.Value[string]{"WindowsVSS": lifecycle.Unknown[string]()})
		}}, vss("warning option_type")},
		{"unknown map", []edit{func(r *lifecycle.Request) {
			r.BackupOptions = lifecycle.Unknown[map[string]lifecycle.Value[string]]()
		}}, nil},
		{"key of 50", []edit{option(strings.Repeat("k", 50), "v")}, []string{
			`warning option_unknown backup_options["` + strings.Repeat("k", 50) + `"]`,
		}},
		{"key of 51", []edit{option(strings.Repeat("k", 51), "v")}, []string{
			`error option_form backup_options["` + strings.Repeat("k", 51) + `"]`,
		}},
		{"key empty", []edit{option("", "v")}, []string{`error option_form backup_options[""]`}},
		{"key with a space", []edit{option("a b", "v")}, []string{`error option_form backup_options["a b"]`}},
		{"value of 50", []edit{option("new", strings.Repeat("v", 50))}, []string{`warning option_unknown backup_options["new"]`}},
		{"value of 51", []edit{option("new", strings.Repeat("v", 51))}, []string{`error option_form backup_options["new"]`}},
		{"value empty", []edit{option("new", "")}, []string{`error option_form backup_options["new"]`}},
		{"value null", []edit{func(r *lifecycle.Request) {
			r.BackupOptions = lifecycle.Known(map[string]lifecycle.Value[string]{"new": lifecycle.Null[string]()})
		}}, []string{`error option_form backup_options["new"]`}},
		{"new key, unknown value", []edit{func(r *lifecycle.Request) {
			r.BackupOptions = lifecycle.Known(map[string]lifecycle.Value[string]{"new": lifecycle.Unknown[string]()})
		}}, []string{`warning option_unknown backup_options["new"]`}},
	})
}

func TestOptionsByType(t *testing.T) {
	t.Parallel()
	known := slices.Clone(everyType)
	except := func(served string) []string {
		return slices.DeleteFunc(slices.Clone(known), func(arn string) bool { return arn == served })
	}
	perType(t, except(ec2), `warning option_type backup_options["WindowsVSS"]`, option("WindowsVSS", "enabled"))
	perType(t, except(s3), `warning option_type backup_options["BackupACLs"]`, option("BackupACLs", "enabled"))
	perType(t, except(s3), `warning option_type backup_options["BackupObjectTags"]`, option("BackupObjectTags", "disabled"))
}

func TestIndex(t *testing.T) {
	t.Parallel()
	wrong := []string{"error index_value index"}
	runRuleTests(t, []ruleTest{
		{"enabled", []edit{source(s3), index("ENABLED")}, nil},
		{"disabled", []edit{source(s3), index("DISABLED")}, nil},
		{"lower case", []edit{source(s3), index("enabled")}, wrong},
		{"empty", []edit{source(s3), index("")}, wrong},
		{"one violation", []edit{source(rds), index("on")}, wrong},
		{"air-gapped", []edit{source(s3), index("ENABLED"), toAirGapped(airGapped)}, []string{"warning index_air_gapped index"}},
		{"air-gapped, disabled", []edit{source(s3), index("DISABLED"), toAirGapped(airGapped)}, nil},
		{"air-gapped, unknown", []edit{source(s3), index("ENABLED"), func(r *lifecycle.Request) {
			r.AirGappedVaultARN = lifecycle.Unknown[string]()
		}}, nil},
	})
	perType(t, slices.DeleteFunc(slices.Clone(everyType), func(arn string) bool { return arn == ebs || arn == s3 }),
		"warning index_type index", index("ENABLED"))
	perType(t, nil, "", index("DISABLED"))
}

func TestAirGapped(t *testing.T) {
	t.Parallel()
	wrong := []string{"error air_gapped_arn logically_air_gapped_backup_vault_arn"}
	runRuleTests(t, []ruleTest{
		{"name", []edit{toAirGapped("air-gapped")}, wrong},
		{"empty", []edit{toAirGapped("")}, wrong},
		{"plan", []edit{toAirGapped("arn:aws:backup:eu-west-1:111122223333:backup-plan:p")}, wrong},
		{"one violation", []edit{source(rds), toAirGapped("air-gapped")}, wrong},
	})
	perType(t, []string{rds, redshift, redless, stack, hana},
		"warning air_gapped_type logically_air_gapped_backup_vault_arn", toAirGapped(airGapped))
}

func TestTags(t *testing.T) {
	t.Parallel()
	key := func(n int) string { return strings.Repeat("k", n) }
	runRuleTests(t, []ruleTest{
		{"50 tags", []edit{tags(50)}, nil},
		{"51 tags", []edit{tags(51)}, []string{"error tag_count tags"}},
		{"key empty", []edit{tag("", "v")}, []string{`error tag_key tags[""]`}},
		{"key of 1", []edit{tag("k", "v")}, nil},
		{"key of 128", []edit{tag(key(128), "v")}, nil},
		{"key of 129", []edit{tag(key(129), "v")}, []string{`error tag_key tags["` + key(129) + `"]`}},
		{"key of 128 umlauts", []edit{tag(strings.Repeat("ü", 128), "v")}, nil},
		{"value empty", []edit{tag("k", "")}, nil},
		{"value of 256", []edit{tag("k", key(256))}, nil},
		{"value of 257", []edit{tag("k", key(257))}, []string{`error tag_value tags["k"]`}},
		{"value of 256 umlauts", []edit{tag("k", strings.Repeat("ü", 256))}, nil},
		{"value null", []edit{func(r *lifecycle.Request) {
			r.Tags = lifecycle.Known(map[string]lifecycle.Value[string]{"k": lifecycle.Null[string]()})
		}}, []string{`error tag_value tags["k"]`}},
		{"value unknown", []edit{func(r *lifecycle.Request) {
			r.Tags = lifecycle.Known(map[string]lifecycle.Value[string]{"k": lifecycle.Unknown[string]()})
		}}, nil},
		{"tags unknown", []edit{func(r *lifecycle.Request) {
			r.Tags = lifecycle.Unknown[map[string]lifecycle.Value[string]]()
		}}, nil},
		{"reserved", []edit{tag("aws:backup", "v")}, []string{`error tag_reserved tags["aws:backup"]`}},
		{"reserved, upper case", []edit{tag("AWS:x", "v")}, []string{`error tag_reserved tags["AWS:x"]`}},
		{"not reserved", []edit{tag("aws", "v")}, nil},
		{"not a prefix", []edit{tag("my-aws:x", "v")}, nil},
		{"key and value", []edit{tag("aws:x", key(257))}, []string{`error tag_reserved tags["aws:x"]`, `error tag_value tags["aws:x"]`}},
	})
}
