// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecyclevalidator_test

import (
	"maps"
	"math/big"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/hashicorp/terraform-plugin-framework/action"
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecyclevalidator"
)

var (
	retentionType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"move_to_cold_storage_after_days":           tftypes.Number,
		"delete_after_days":                         tftypes.Number,
		"opt_in_to_archive_for_supported_resources": tftypes.Bool,
	}}
	mapType     = tftypes.Map{ElementType: tftypes.String}
	requestType = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"backup_vault_name":                     tftypes.String,
		"resource_arn":                          tftypes.String,
		"iam_role_arn":                          tftypes.String,
		"recovery_point_lifecycle":              retentionType,
		"backup_options":                        mapType,
		"start_window_minutes":                  tftypes.Number,
		"complete_window_minutes":               tftypes.Number,
		"idempotency_token":                     tftypes.String,
		"index":                                 tftypes.String,
		"logically_air_gapped_backup_vault_arn": tftypes.String,
		"tags":                                  mapType,
		"region":                                tftypes.String,
		"triggers":                              mapType, // not the rules' business
	}}
)

// request is a configuration with some arguments set and all others null.
func request(set map[string]tftypes.Value) tftypes.Value {
	values := make(map[string]tftypes.Value, len(requestType.AttributeTypes))
	for name, t := range requestType.AttributeTypes {
		values[name] = tftypes.NewValue(t, nil)
	}
	maps.Copy(values, set)
	return tftypes.NewValue(requestType, values)
}

func text(s any) tftypes.Value   { return tftypes.NewValue(tftypes.String, s) }
func number(n any) tftypes.Value { return tftypes.NewValue(tftypes.Number, n) }
func pairs(m any) tftypes.Value  { return tftypes.NewValue(mapType, m) }

func retention(cold, remove, optIn any) tftypes.Value {
	return tftypes.NewValue(retentionType, map[string]tftypes.Value{
		"move_to_cold_storage_after_days":           number(cold),
		"delete_after_days":                         number(remove),
		"opt_in_to_archive_for_supported_resources": tftypes.NewValue(tftypes.Bool, optIn),
	})
}

const unknown = tftypes.UnknownValue

func TestRequest(t *testing.T) {
	t.Parallel()
	everythingUnknown := lifecycle.Request{
		BackupVaultName: lifecycle.Unknown[string](), ResourceARN: lifecycle.Unknown[string](), RoleARN: lifecycle.Unknown[string](),
		Retention: lifecycle.UnknownRetention(), BackupOptions: lifecycle.Unknown[map[string]lifecycle.Value[string]](),
		StartWindowMinutes: lifecycle.Unknown[int64](), CompleteWindowMinutes: lifecycle.Unknown[int64](),
		IdempotencyToken: lifecycle.Unknown[string](), Index: lifecycle.Unknown[string](), AirGappedVaultARN: lifecycle.Unknown[string](),
		Tags: lifecycle.Unknown[map[string]lifecycle.Value[string]](), Place: lifecycle.Place{Region: lifecycle.Unknown[string]()},
	}
	unknownValues := make(map[string]tftypes.Value)
	for name, kind := range requestType.AttributeTypes {
		unknownValues[name] = tftypes.NewValue(kind, unknown)
	}
	for name, test := range map[string]struct {
		raw  tftypes.Value
		want lifecycle.Request
	}{
		"null":                   {tftypes.NewValue(requestType, nil), lifecycle.Request{}},
		"all attributes null":    {request(nil), lifecycle.Request{}},
		"unknown":                {tftypes.NewValue(requestType, unknown), everythingUnknown},
		"all attributes unknown": {request(unknownValues), everythingUnknown},
		"all known": {
			request(map[string]tftypes.Value{
				"backup_vault_name": text("v"), "resource_arn": text("r"), "iam_role_arn": text("i"),
				"recovery_point_lifecycle": retention(30, 120, true), "backup_options": pairs(map[string]tftypes.Value{"o": text("1")}),
				"start_window_minutes": number(60), "complete_window_minutes": number(120), "idempotency_token": text("t"),
				"index": text("ENABLED"), "logically_air_gapped_backup_vault_arn": text("a"),
				"tags": pairs(map[string]tftypes.Value{"k": text("v"), "n": text(nil), "u": text(unknown)}), "region": text("eu-west-1"),
				"triggers": pairs(map[string]tftypes.Value{"x": text("y")}),
			}),
			lifecycle.Request{
				BackupVaultName: lifecycle.Known("v"), ResourceARN: lifecycle.Known("r"), RoleARN: lifecycle.Known("i"),
				Retention: lifecycle.Retention{
					MoveToColdStorageAfterDays: lifecycle.Known[int64](30), DeleteAfterDays: lifecycle.Known[int64](120),
					OptInToArchive: lifecycle.Known(true),
				},
				BackupOptions:      lifecycle.KnownMap(map[string]string{"o": "1"}),
				StartWindowMinutes: lifecycle.Known[int64](60), CompleteWindowMinutes: lifecycle.Known[int64](120),
				IdempotencyToken: lifecycle.Known("t"), Index: lifecycle.Known("ENABLED"), AirGappedVaultARN: lifecycle.Known("a"),
				Tags: lifecycle.Known(map[string]lifecycle.Value[string]{
					"k": lifecycle.Known("v"), "n": lifecycle.Null[string](), "u": lifecycle.Unknown[string](),
				}),
				Place: lifecycle.Place{Region: lifecycle.Known("eu-west-1")},
			},
		},
		"lifecycle unknown": {
			request(map[string]tftypes.Value{"recovery_point_lifecycle": tftypes.NewValue(retentionType, unknown)}),
			lifecycle.Request{Retention: lifecycle.UnknownRetention()},
		},
		"lifecycle partly unknown": {
			request(map[string]tftypes.Value{"recovery_point_lifecycle": retention(30, unknown, nil)}),
			lifecycle.Request{Retention: lifecycle.Retention{
				MoveToColdStorageAfterDays: lifecycle.Known[int64](30), DeleteAfterDays: lifecycle.Unknown[int64](),
			}},
		},
		"maps empty": {
			request(map[string]tftypes.Value{"tags": pairs(map[string]tftypes.Value{})}),
			lifecycle.Request{Tags: lifecycle.KnownMap(nil)},
		},
		"negative": {
			request(map[string]tftypes.Value{"start_window_minutes": number(big.NewFloat(-1))}),
			lifecycle.Request{StartWindowMinutes: lifecycle.Known[int64](-1)},
		},
	} {
		got, diags := lifecyclevalidator.Request(test.raw)
		if diags.HasError() {
			t.Errorf("%s: %v", name, diags)
		}
		if diff := cmp.Diff(test.want, got, cmp.Exporter(func(reflect.Type) bool { return true }), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRequestOfASmallerSchema(t *testing.T) {
	t.Parallel()
	small := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"backup_vault_name": tftypes.String}}
	got, diags := lifecyclevalidator.Request(tftypes.NewValue(small, map[string]tftypes.Value{"backup_vault_name": text("v")}))
	want := lifecycle.Request{BackupVaultName: lifecycle.Known("v")}
	if diff := cmp.Diff(want, got, cmp.Exporter(func(reflect.Type) bool { return true })); diff != "" || diags.HasError() {
		t.Errorf("%v (-want +got):\n%s", diags, diff)
	}
}

func TestRequestOfAnotherType(t *testing.T) {
	t.Parallel()
	odd := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"backup_vault_name": tftypes.Bool}}
	_, diags := lifecyclevalidator.Request(tftypes.NewValue(odd, map[string]tftypes.Value{
		"backup_vault_name": tftypes.NewValue(tftypes.Bool, true),
	}))
	if !diags.HasError() {
		t.Error("an argument of another type must be an error, not a panic and not silence")
	}
}

func TestDiagnosticsPointAtTheFault(t *testing.T) {
	t.Parallel()
	violations := []lifecycle.Violation{
		{Severity: lifecycle.Error, Path: "index", Summary: "S1", Detail: "D1"},
		{Severity: lifecycle.Warning, Path: "recovery_point_lifecycle.delete_after_days", Summary: "S2", Detail: "D2"},
		{Severity: lifecycle.Error, Path: `tags["a.b[\"c\"]"]`, Summary: "S3", Detail: "D3"},
		{Severity: lifecycle.Warning, Path: `tags[""]`, Summary: "S4", Detail: "D4"},
	}
	want := diag.Diagnostics{
		diag.NewAttributeErrorDiagnostic(path.Root("index"), "S1", "D1"),
		diag.NewAttributeWarningDiagnostic(path.Root("recovery_point_lifecycle").AtName("delete_after_days"), "S2", "D2"),
		diag.NewAttributeErrorDiagnostic(path.Root("tags").AtMapKey(`a.b["c"]`), "S3", "D3"),
		diag.NewAttributeWarningDiagnostic(path.Root("tags").AtMapKey(""), "S4", "D4"),
	}
	if got := lifecyclevalidator.Diagnostics(violations); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Paths of violations and paths of the framework are written alike, for every attribute that rules name.
func TestPathsAreTheFrameworks(t *testing.T) {
	t.Parallel()
	for _, written := range []string{
		lifecycle.AttrVaultName, lifecycle.AttrDeleteAfter, lifecycle.AttrColdAfter, lifecycle.AttrOptIn, lifecycle.AttrTags + `["k"]`,
	} {
		diags := lifecyclevalidator.Diagnostics([]lifecycle.Violation{{Severity: lifecycle.Error, Path: written}})
		at, ok := diags[0].(diag.DiagnosticWithPath)
		if !ok || at.Path().String() != written {
			t.Errorf("%s became %v", written, diags[0])
		}
	}
}

// Validation is for errors; warnings wait for the plan.
func TestValidatorsReportErrorsOnly(t *testing.T) {
	t.Parallel()
	config := tfsdk.Config{Schema: actionschema.Schema{}, Raw: request(map[string]tftypes.Value{
		"backup_vault_name": text("a b"), "start_window_minutes": number(600), "complete_window_minutes": number(600),
		"recovery_point_lifecycle": retention(30, 100, nil),
	})}
	var ofResource resource.ValidateConfigResponse
	lifecyclevalidator.Resource().ValidateResource(t.Context(), resource.ValidateConfigRequest{Config: config}, &ofResource)
	var ofAction action.ValidateConfigResponse
	lifecyclevalidator.Action().ValidateAction(t.Context(), action.ValidateConfigRequest{Config: config}, &ofAction)
	for name, diags := range map[string]diag.Diagnostics{"resource": ofResource.Diagnostics, "action": ofAction.Diagnostics} {
		var paths []string
		for _, d := range diags.Errors() {
			if at, ok := d.(diag.DiagnosticWithPath); ok {
				paths = append(paths, at.Path().String())
			}
		}
		want := []string{"backup_vault_name", "recovery_point_lifecycle.delete_after_days"}
		if diff := cmp.Diff(want, paths); diff != "" || diags.WarningsCount() > 0 {
			t.Errorf("%s: %d warnings; errors at (-want +got):\n%s", name, diags.WarningsCount(), diff)
		}
	}
}
