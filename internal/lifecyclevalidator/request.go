// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecyclevalidator

import (
	"math/big"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Request reads the arguments of a backup from the raw value of a configuration, plan or state (its field Raw). Arguments
// that the schema does not have are null. Place holds the region argument only; the caller adds what the provider knows.
func Request(raw tftypes.Value) (lifecycle.Request, diag.Diagnostics) {
	var diags diag.Diagnostics
	in := reader{values: object(raw, &diags), unknown: !raw.IsKnown(), diags: &diags}
	return lifecycle.Request{
		BackupVaultName:       get[string](in, lifecycle.AttrVaultName),
		ResourceARN:           get[string](in, lifecycle.AttrResourceARN),
		RoleARN:               get[string](in, lifecycle.AttrRoleARN),
		Retention:             in.retention(),
		BackupOptions:         stringMap(in, lifecycle.AttrOptions),
		StartWindowMinutes:    integer(in, lifecycle.AttrStartWindow),
		CompleteWindowMinutes: integer(in, lifecycle.AttrCompleteWindow),
		IdempotencyToken:      get[string](in, lifecycle.AttrToken),
		Index:                 get[string](in, lifecycle.AttrIndex),
		AirGappedVaultARN:     get[string](in, lifecycle.AttrAirGappedVaultARN),
		Tags:                  stringMap(in, lifecycle.AttrTags),
		Place:                 lifecycle.Place{Region: get[string](in, lifecycle.AttrRegion)},
	}, diags
}

// Restore is [Request] for the arguments of a restore.
func Restore(raw tftypes.Value) (lifecycle.Restore, diag.Diagnostics) {
	var diags diag.Diagnostics
	in := reader{values: object(raw, &diags), unknown: !raw.IsKnown(), diags: &diags}
	return lifecycle.Restore{
		RecoveryPointARN: get[string](in, lifecycle.AttrPointARN),
		ResourceType:     get[string](in, lifecycle.AttrResourceType),
		Metadata:         stringMap(in, lifecycle.AttrMetadata),
		RoleARN:          get[string](in, lifecycle.AttrRoleARN),
		CopySourceTags:   get[bool](in, lifecycle.AttrCopySourceTags),
		AllowOverwrite:   get[bool](in, lifecycle.AttrAllowOverwrite),
		IdempotencyToken: get[string](in, lifecycle.AttrToken),
		Place:            lifecycle.Place{Region: get[string](in, lifecycle.AttrRegion)},
	}, diags
}

// retention reads recovery_point_lifecycle.
func (r reader) retention() lifecycle.Retention {
	in := r.nested(lifecycle.AttrLifecycle)
	return lifecycle.Retention{
		MoveToColdStorageAfterDays: integer(in, last(lifecycle.AttrColdAfter)),
		DeleteAfterDays:            integer(in, last(lifecycle.AttrDeleteAfter)),
		OptInToArchive:             get[bool](in, last(lifecycle.AttrOptIn)),
	}
}

// last returns the last step of a dotted path.
func last(path string) string {
	return path[strings.LastIndexByte(path, '.')+1:]
}

// reader reads the attributes of one object. All of an unknown object's attributes are unknown, all of a null one's null.
type reader struct {
	values  map[string]tftypes.Value
	unknown bool
	diags   *diag.Diagnostics
}

func object(v tftypes.Value, diags *diag.Diagnostics) map[string]tftypes.Value {
	var values map[string]tftypes.Value
	if v.IsKnown() && !v.IsNull() {
		report(diags, v.As(&values))
	}
	return values
}

func (r reader) nested(name string) reader {
	v, has := r.values[name]
	return reader{values: object(v, r.diags), unknown: r.unknown || has && !v.IsKnown(), diags: r.diags}
}

// get reads an attribute of a type that tftypes decodes as it is.
func get[T any](r reader, name string) lifecycle.Value[T] {
	v, has := r.values[name]
	if !has {
		if r.unknown {
			return lifecycle.Unknown[T]()
		}
		return lifecycle.Null[T]()
	}
	return decode[T](v, r.diags)
}

func decode[T any](v tftypes.Value, diags *diag.Diagnostics) lifecycle.Value[T] {
	switch {
	case !v.IsKnown():
		return lifecycle.Unknown[T]()
	case v.IsNull():
		return lifecycle.Null[T]()
	}
	var value T
	report(diags, v.As(&value))
	return lifecycle.Known(value)
}

// integer reads a number; the framework refuses fractions and what int64 cannot hold.
func integer(r reader, name string) lifecycle.Value[int64] {
	number := get[big.Float](r, name)
	value, known := number.Get()
	switch {
	case known:
		whole, _ := value.Int64()
		return lifecycle.Known(whole)
	case number.IsUnknown():
		return lifecycle.Unknown[int64]()
	default:
		return lifecycle.Null[int64]()
	}
}

func stringMap(r reader, name string) lifecycle.Map {
	elements := get[map[string]tftypes.Value](r, name)
	values, known := elements.Get()
	switch {
	case elements.IsUnknown():
		return lifecycle.Unknown[map[string]lifecycle.Value[string]]()
	case !known:
		return lifecycle.Map{}
	}
	m := make(map[string]lifecycle.Value[string], len(values))
	for key, value := range values {
		m[key] = decode[string](value, r.diags)
	}
	return lifecycle.Known(m)
}

// report turns a decoding error into a diagnostic. It means that a schema gives an argument another type than the rules
// expect, which is a mistake of the provider.
func report(diags *diag.Diagnostics, err error) {
	if err != nil {
		diags.AddError("Argument of an unexpected type", "The provider could not read an argument for its checks: "+err.Error()+". Please report this as a bug.")
	}
}
