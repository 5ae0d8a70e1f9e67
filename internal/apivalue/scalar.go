// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package apivalue

import (
	"context"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// Text is a string member. AWS and its stand-ins send "" where there is nothing.
func Text(s *string) types.String {
	if s == nil || *s == "" {
		return types.StringNull()
	}
	return types.StringValue(*s)
}

// Enum is a member of one of the API's enumerations.
func Enum[S ~string](s S) types.String {
	return Text(new(string(s)))
}

// Date is a timestamp member, in UTC.
func Date(t *time.Time) timetypes.RFC3339 {
	if t == nil || t.IsZero() {
		return timetypes.NewRFC3339Null()
	}
	return timetypes.NewRFC3339TimeValue(t.UTC())
}

// Time is the way back from Date; null and unknown are the zero time.
func Time(v timetypes.RFC3339) time.Time {
	t, _ := v.ValueRFC3339Time() // the zero time with an error
	return t
}

// Percent is a percentage member, such as "42.00%". What is no number is null.
func Percent(s *string) types.Float64 {
	if s == nil {
		return types.Float64Null()
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(*s), "%")), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) { // The framework panics on NaN.
		return types.Float64Null()
	}
	return types.Float64Value(v)
}

// StringMap is a map member. An empty map is null, so that imported state and
// generated configuration agree.
func StringMap(m map[string]string) types.Map {
	if len(m) == 0 {
		return types.MapNull(types.StringType)
	}
	elements := make(map[string]attr.Value, len(m))
	for k, v := range m {
		elements[k] = types.StringValue(v)
	}
	return basetypes.NewMapValueMust(types.StringType, elements)
}

// Counts is a map of numbers. An empty map is null.
func Counts(counts map[string]int64) types.Map {
	if len(counts) == 0 {
		return types.MapNull(types.Int64Type)
	}
	elements := make(map[string]attr.Value, len(counts))
	for name, n := range counts {
		elements[name] = types.Int64Value(n)
	}
	return basetypes.NewMapValueMust(types.Int64Type, elements)
}

// Member is a date of an object, such as delete_at of a calculated lifecycle; the
// zero time if it is not set.
func Member(o types.Object, name string) time.Time {
	return Time(Value[timetypes.RFC3339](o, name))
}

// Value is a member of an object; null if it is not set, or the object is not.
func Value[T attr.Value](o types.Object, name string) T {
	v, _ := o.Attributes()[name].(T)
	return v
}

// Strings is the Go form of a map of strings. Null and unknown are nil. An
// element that is null, such as a variable without a value, is left out.
func Strings(ctx context.Context, m types.Map) (map[string]string, diag.Diagnostics) {
	if m.IsNull() || m.IsUnknown() {
		return nil, nil
	}
	var elements map[string]*string
	diags := m.ElementsAs(ctx, &elements, false)
	out := make(map[string]string, len(elements))
	for key, value := range elements {
		if value != nil {
			out[key] = *value
		}
	}
	return out, diags
}

// Keep is the first value that is set. State never loses a value that AWS has
// reported once and now leaves out.
func Keep[T attr.Value](first, second T) T {
	if first.IsNull() || first.IsUnknown() {
		return second
	}
	return first
}
