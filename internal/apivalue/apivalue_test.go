// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package apivalue_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
)

// Everything that AWS sends for "nothing" is the one null, and nothing else is.
func TestNothingIsNull(t *testing.T) {
	t.Parallel()
	var zero time.Time
	for name, value := range map[string]attr.Value{
		"no text": apivalue.Text(nil), "empty text": apivalue.Text(new("")), "empty enumeration": apivalue.Enum(types.IndexStatus("")),
		"no date": apivalue.Date(nil), "zero date": apivalue.Date(&zero), "no map": apivalue.StringMap(nil), "empty map": apivalue.StringMap(map[string]string{}),
		"no lifecycle": apivalue.Lifecycle(nil), "lifecycle of nulls": apivalue.Lifecycle(&types.Lifecycle{}),
		"no calculation": apivalue.CalculatedLifecycle(nil), "calculation of nulls": apivalue.CalculatedLifecycle(&types.CalculatedLifecycle{}),
		"no creator": apivalue.Creator(nil), "creator of nulls": apivalue.Creator(&types.RecoveryPointCreator{}),
	} {
		if !value.IsNull() {
			t.Errorf("%s is %s, want null", name, value)
		}
	}
	for name, value := range map[string]attr.Value{
		"blank": apivalue.Text(new(" ")), "never": apivalue.Lifecycle(&types.Lifecycle{DeleteAfterDays: new(int64(-1))}),
		"no opt-in": apivalue.Lifecycle(&types.Lifecycle{OptInToArchiveForSupportedResources: new(false)}),
		"plan":      apivalue.Creator(&types.RecoveryPointCreator{BackupPlanId: new("p")}),
		"empty tag": apivalue.StringMap(map[string]string{"key": ""}),
	} {
		if value.IsNull() {
			t.Errorf("%s is null", name)
		}
	}
}

// TestPercent: PercentDone is text, and whatever a server sends is tolerated.
func TestPercent(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{"0.0": 0, "42.5": 42.5, " 99.9 % ": 99.9, "100": 100} {
		if got := apivalue.Percent(&text); got.IsNull() || got.ValueFloat64() != want {
			t.Errorf("percentage %q is %s, want %g", text, got, want)
		}
	}
	for _, text := range []string{"", "NaN", "nan%", "Inf", "-Infinity", "1e999", "half", "%"} {
		if got := apivalue.Percent(&text); !got.IsNull() {
			t.Errorf("percentage %q is %s, want null", text, got)
		}
	}
	if got := apivalue.Percent(nil); !got.IsNull() {
		t.Errorf("no percentage is %s, want null", got)
	}
}

func TestDatesAreUTC(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 10, 2, 16, 3, 5, 0, time.FixedZone("CEST", 2*60*60))
	date := apivalue.Date(&at)
	if got := date.ValueString(); got != "2026-10-02T14:03:05Z" {
		t.Errorf("Date is %s", got)
	}
	if back := apivalue.Time(date); !back.Equal(at) {
		t.Errorf("Time is %s, want %s", back, at)
	}
	if back := apivalue.Time(apivalue.Date(nil)); !back.IsZero() {
		t.Errorf("no date is %s", back)
	}
}
