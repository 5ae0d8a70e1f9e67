// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

func TestCheckPlanSaysNothingTwice(t *testing.T) {
	t.Parallel()
	// The configuration does not hold the provider's region; the plan does.
	config := edited(nowhere, vault("a b"), source(ebs), coldAfter(30))
	planned := edited(place("aws", "us-east-1", "111122223333"), vault("a b"), source(ebs), coldAfter(30))
	compare(t, "validation", lifecycle.Errors(lifecycle.Check(config)), "error vault_name backup_vault_name")
	compare(t, "plan", lifecycle.CheckPlan(config, planned),
		"error resource_region resource_arn",
		"warning archive_opt_in recovery_point_lifecycle.opt_in_to_archive_for_supported_resources")

	// default_tags add to the configuration's tags.
	config, planned = edited(tags(50)), edited(tags(51))
	compare(t, "default_tags", lifecycle.CheckPlan(config, planned), "error tag_count tags")
	config, planned = edited(tag("aws:a", "v")), edited(tag("aws:b", "v"))
	compare(t, "same rule at another tag", lifecycle.CheckPlan(config, planned), `error tag_reserved tags["aws:b"]`)
	compare(t, "nothing new", lifecycle.CheckPlan(valid(), valid()))
}

func TestAt(t *testing.T) {
	t.Parallel()
	all := lifecycle.Check(edited(
		source(ebs), coldAfter(30), option("WindowsVSS", "enabled"), tag("", "v"), start(0), complete(0)))
	compare(t, "whole", lifecycle.At(all, lifecycle.AttrStartWindow), "error start_window start_window_minutes")
	compare(t, "member", lifecycle.At(all, lifecycle.AttrLifecycle),
		"warning archive_opt_in recovery_point_lifecycle.opt_in_to_archive_for_supported_resources")
	compare(t, "element", lifecycle.At(all, lifecycle.AttrOptions), `warning option_type backup_options["WindowsVSS"]`)
	compare(t, "several", lifecycle.At(all, lifecycle.AttrTags, lifecycle.AttrCompleteWindow),
		"error complete_window complete_window_minutes", `error tag_key tags[""]`)
	compare(t, "not by prefix of the name", lifecycle.At(all, "start_window"))
	compare(t, "none", lifecycle.At(all))
}

func TestDowngrade(t *testing.T) {
	t.Parallel()
	locked := lifecycle.Known(lifecycle.Vault{
		Name: "v", Locked: true, LockDate: lifecycle.Known(time.Time{}),
		MinRetentionDays: lifecycle.Known[int64](7), MaxRetentionDays: lifecycle.Known[int64](365),
	})
	kept := func(d int64) lifecycle.Retention {
		return lifecycle.Retention{DeleteAfterDays: lifecycle.Known(d)}
	}
	preflight := func(r lifecycle.Retention) []lifecycle.Violation {
		return lifecycle.CheckPreflight(lifecycle.Preflight{Request: lifecycle.Request{Retention: r}, Vault: locked})
	}
	change := func(c lifecycle.Change) []lifecycle.Violation {
		c.Before, c.After = kept(100), kept(200)
		return lifecycle.CheckChange(c)
	}
	const member = " recovery_point_lifecycle.delete_after_days"
	compare(t, "below the minimum", lifecycle.Downgrade(preflight(kept(6))), "warning lock_minimum"+member)
	compare(t, "above the maximum", lifecycle.Downgrade(preflight(kept(366))), "warning lock_maximum"+member)
	compare(t, "indefinitely", lifecycle.Downgrade(preflight(lifecycle.Retention{})), "warning lock_forever"+member)
	compare(t, "the original stays", preflight(kept(6)), "error lock_minimum"+member)
	compare(t, "a locked point", lifecycle.Downgrade(change(lifecycle.Change{Vault: locked})), "warning change_locked recovery_point_lifecycle")
	compare(t, "a continuous point", lifecycle.Downgrade(change(lifecycle.Change{Continuous: true})), "error change_continuous recovery_point_lifecycle")
	compare(t, "a rule that needs no call", lifecycle.Downgrade(lifecycle.Check(edited(vault("")))), "error vault_name backup_vault_name")
}

func TestValue(t *testing.T) {
	t.Parallel()
	var zero lifecycle.Value[string]
	for name, test := range map[string]struct {
		value                lifecycle.Value[string]
		null, unknown, known bool
	}{
		"zero":    {zero, true, false, false},
		"null":    {lifecycle.Null[string](), true, false, false},
		"unknown": {lifecycle.Unknown[string](), false, true, false},
		"known":   {lifecycle.Known(""), false, false, true},
	} {
		_, known := test.value.Get()
		if test.value.IsNull() != test.null || test.value.IsUnknown() != test.unknown || known != test.known {
			t.Errorf("%s: null %t, unknown %t, known %t", name, test.value.IsNull(), test.value.IsUnknown(), known)
		}
	}
	if v, _ := lifecycle.Known("x").Get(); v != "x" {
		t.Errorf("Known(x) = %q", v)
	}
}

// Nothing at all is known: no rule may speak.
func TestSilentAboutTheUnknown(t *testing.T) {
	t.Parallel()
	unknownString, unknownNumber := lifecycle.Unknown[string](), lifecycle.Unknown[int64]()
	unknownMap := lifecycle.Unknown[map[string]lifecycle.Value[string]]()
	compare(t, "all unknown", lifecycle.Check(lifecycle.Request{
		BackupVaultName: unknownString, ResourceARN: unknownString, RoleARN: unknownString,
		Retention: lifecycle.UnknownRetention(), BackupOptions: unknownMap, StartWindowMinutes: unknownNumber,
		CompleteWindowMinutes: unknownNumber, IdempotencyToken: unknownString, Index: unknownString,
		AirGappedVaultARN: unknownString, Tags: unknownMap,
		Place: lifecycle.Place{Partition: unknownString, Region: unknownString, AccountID: unknownString},
	}))
	compare(t, "all null", lifecycle.Check(lifecycle.Request{}))
}

// What a rule says while part of a request is unknown must still be true when all of it is known: an error stays an error,
// and a warning stays a warning or becomes an error.
func TestKnowingMoreTakesNothingBack(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	var spoken int
	for range 5000 {
		full := randomRequest(random)
		partial := forget(random, full)
		early, late := lifecycle.Check(partial), lifecycle.Check(full)
		if len(early) > 0 {
			spoken++
		}
		if len(lifecycle.Errors(early)) > 0 && len(lifecycle.Errors(late)) == 0 || len(early) > 0 && len(late) == 0 {
			t.Fatalf("said of the partial request: %v, of the full one: %v\n%+v\n%+v", lines(early), lines(late), partial, full)
		}
	}
	if spoken < 1000 {
		t.Errorf("only %d partial requests broke a rule; the test shows too little", spoken)
	}
}

// forget makes a random part of a request unknown.
func forget(random *rand.Rand, r lifecycle.Request) lifecycle.Request {
	maybeForget(random, &r.BackupVaultName)
	maybeForget(random, &r.ResourceARN)
	maybeForget(random, &r.RoleARN)
	maybeForget(random, &r.Retention.MoveToColdStorageAfterDays)
	maybeForget(random, &r.Retention.DeleteAfterDays)
	maybeForget(random, &r.Retention.OptInToArchive)
	maybeForget(random, &r.BackupOptions)
	maybeForget(random, &r.StartWindowMinutes)
	maybeForget(random, &r.CompleteWindowMinutes)
	maybeForget(random, &r.Index)
	maybeForget(random, &r.AirGappedVaultARN)
	maybeForget(random, &r.Tags)
	maybeForget(random, &r.Place.Partition)
	maybeForget(random, &r.Place.Region)
	maybeForget(random, &r.Place.AccountID)
	return r
}

func maybeForget[T any](random *rand.Rand, v *lifecycle.Value[T]) {
	if random.IntN(4) == 0 {
		*v = lifecycle.Unknown[T]()
	}
}

func TestNotEmpty(t *testing.T) {
	t.Parallel()
	if v := lifecycle.NotEmpty(""); !v.IsNull() {
		t.Errorf("of the empty string: %v, want null", v)
	}
	if v, known := lifecycle.NotEmpty("x").Get(); !known || v != "x" {
		t.Errorf("of a string: %q, known %t", v, known)
	}
}
