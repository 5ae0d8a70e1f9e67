// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobcompletion

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func TestIDSet_Equal(t *testing.T) {
	t.Parallel()
	set := func(ids ...attr.Value) idSet { return idSet{types.SetValueMust(types.StringType, ids)} }
	a, b, unknown := types.StringValue("a"), types.StringValue("b"), types.StringUnknown()
	for name, test := range map[string]struct {
		one   idSet
		other attr.Value
		equal bool
	}{
		"empty":                 {set(), set(), true},
		"in another order":      {set(a, b), set(b, a), true},
		"one more":              {set(a), set(a, b), false},
		"one fewer":             {set(a, b), set(a), false},
		"another":               {set(a), set(b), false},
		"unknown members":       {set(a, unknown), set(unknown, a), true},
		"an unknown member":     {set(a, unknown), set(a, b), false},
		"null, null":            {idSet{types.SetNull(types.StringType)}, idSet{types.SetNull(types.StringType)}, true},
		"null, empty":           {idSet{types.SetNull(types.StringType)}, set(), false},
		"unknown, unknown":      {idSet{types.SetUnknown(types.StringType)}, idSet{types.SetUnknown(types.StringType)}, true},
		"unknown, null":         {idSet{types.SetUnknown(types.StringType)}, idSet{types.SetNull(types.StringType)}, false},
		"unknown, empty":        {idSet{types.SetUnknown(types.StringType)}, set(), false},
		"a set of another type": {set(a), types.SetValueMust(types.StringType, []attr.Value{a}), false},
	} {
		if got := test.one.Equal(test.other); got != test.equal {
			t.Errorf("%s: %v, want %v", name, got, test.equal)
		}
		prior, ok := test.other.(basetypes.SetValuable)
		if !ok {
			t.Fatalf("%s: not a set", name)
		}
		if got, diags := test.one.SetSemanticEquals(t.Context(), prior); got != test.equal || diags.HasError() {
			t.Errorf("%s: semantically %v, want %v (%v)", name, got, test.equal, diags)
		}
	}
}

// However the framework makes a value of the type, it is one that is compared in linear time.
func TestIDSetType(t *testing.T) {
	t.Parallel()
	ids := newIDSetType()
	set := types.SetValueMust(types.StringType, []attr.Value{types.StringValue("a")})
	raw, err := set.ToTerraformValue(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	read, err := ids.ValueFromTerraform(t.Context(), raw)
	made, diags := ids.ValueFromSet(t.Context(), set)
	if err != nil || diags.HasError() || !read.Equal(idSet{set}) || !made.Equal(idSet{set}) {
		t.Errorf("read %v (%v), made %v (%v), want %v", read, err, made, diags, set)
	}
	if _, err := ids.ValueFromTerraform(t.Context(), tftypes.NewValue(tftypes.String, "a")); err == nil {
		t.Error("a string was treated as a set")
	}
	if empty := ids.ValueType(t.Context()); !ids.Equal(empty.Type(t.Context())) || ids.Equal(set.Type(t.Context())) || !ids.Equal(read.Type(t.Context())) {
		t.Errorf("the type of %T is not the set's own", empty)
	}
}

// BenchmarkIDSet_Equal shows that equality costs the same for each member, however many there are.
func BenchmarkIDSet_Equal(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			ids := make([]attr.Value, n)
			for i := range ids {
				ids[i] = types.StringValue(fmt.Sprint(i))
			}
			one, other := idSet{types.SetValueMust(types.StringType, ids)}, idSet{types.SetValueMust(types.StringType, ids)}
			for b.Loop() {
				if !one.Equal(other) {
					b.Fatal("not equal")
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/member")
		})
	}
}
