// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Lifecycle is the recovery_point_lifecycle attribute: days, as AWS counts them.
type Lifecycle struct {
	MoveToColdStorageAfterDays tftypes.Int64 `tfsdk:"move_to_cold_storage_after_days"`
	DeleteAfterDays            tftypes.Int64 `tfsdk:"delete_after_days"`
	OptInToArchive             tftypes.Bool  `tfsdk:"opt_in_to_archive_for_supported_resources"`
}

// lifecycleFrom decodes the attribute. Null, unknown and an empty object are a
// lifecycle without members: AWS knows no other difference between them.
func lifecycleFrom(ctx context.Context, o tftypes.Object) (Lifecycle, diag.Diagnostics) {
	var l Lifecycle
	if o.IsNull() || o.IsUnknown() {
		return l, nil
	}
	diags := o.As(ctx, &l, basetypes.ObjectAsOptions{})
	return l, diags
}

// ToAPI is nil where no member is set. Members are sent as written: -1 is
// AWS's own word for "never".
func (l Lifecycle) ToAPI() *types.Lifecycle {
	if l.empty() {
		return nil
	}
	return &types.Lifecycle{
		MoveToColdStorageAfterDays:          l.MoveToColdStorageAfterDays.ValueInt64Pointer(),
		DeleteAfterDays:                     l.DeleteAfterDays.ValueInt64Pointer(),
		OptInToArchiveForSupportedResources: l.OptInToArchive.ValueBoolPointer(),
	}
}

// ToUpdate is the form for UpdateRecoveryPointLifecycle, where an omitted
// member may keep or clear the old value: both day counts are always sent, and
// "never" is sent as -1.
func (l Lifecycle) ToUpdate() *types.Lifecycle {
	return &types.Lifecycle{
		MoveToColdStorageAfterDays:          new(daysOrNever(l.MoveToColdStorageAfterDays)),
		DeleteAfterDays:                     new(daysOrNever(l.DeleteAfterDays)),
		OptInToArchiveForSupportedResources: l.OptInToArchive.ValueBoolPointer(),
	}
}

func (l Lifecycle) empty() bool {
	return l.MoveToColdStorageAfterDays.IsNull() && l.DeleteAfterDays.IsNull() && l.OptInToArchive.IsNull()
}

func (l Lifecycle) equal(other Lifecycle) bool {
	return daysOrNever(l.MoveToColdStorageAfterDays) == daysOrNever(other.MoveToColdStorageAfterDays) &&
		daysOrNever(l.DeleteAfterDays) == daysOrNever(other.DeleteAfterDays) &&
		l.OptInToArchive.ValueBool() == other.OptInToArchive.ValueBool()
}

const never = -1

func daysOrNever(v tftypes.Int64) int64 {
	if v.IsNull() || v.IsUnknown() {
		return never
	}
	return v.ValueInt64()
}

// known reports whether no part of the attribute is unknown.
func lifecycleKnown(o tftypes.Object) bool {
	if o.IsUnknown() {
		return false
	}
	for _, v := range o.Attributes() {
		if v.IsUnknown() {
			return false
		}
	}
	return true
}

func (l Lifecycle) object() tftypes.Object {
	return basetypes.NewObjectValueMust(apivalue.LifecycleTypes, map[string]attr.Value{
		"move_to_cold_storage_after_days":           l.MoveToColdStorageAfterDays,
		"delete_after_days":                         l.DeleteAfterDays,
		"opt_in_to_archive_for_supported_resources": l.OptInToArchive,
	})
}

// refreshedLifecycle is the lifecycle to keep in state after a look at AWS.
// The shape that is there stays, so that null, {} and a struct of nulls never
// make a difference; a member changes only where AWS reports another value for
// a type that honours it.
func refreshedLifecycle(ctx context.Context, prior tftypes.Object, remote *types.Lifecycle, coldStorage bool) (tftypes.Object, diag.Diagnostics) {
	if remote == nil || prior.IsUnknown() {
		return prior, nil
	}
	before, diags := lifecycleFrom(ctx, prior)
	after := before
	if v := remote.DeleteAfterDays; v != nil && *v != 0 && *v != daysOrNever(before.DeleteAfterDays) {
		after.DeleteAfterDays = tftypes.Int64Value(*v)
	}
	if v := remote.MoveToColdStorageAfterDays; v != nil && *v != 0 && *v != daysOrNever(before.MoveToColdStorageAfterDays) && coldStorage {
		after.MoveToColdStorageAfterDays = tftypes.Int64Value(*v)
	}
	if v := remote.OptInToArchiveForSupportedResources; v != nil && *v != before.OptInToArchive.ValueBool() && coldStorage {
		after.OptInToArchive = tftypes.BoolValue(*v)
	}
	if after == before {
		return prior, diags
	}
	return after.object(), diags
}

// keepsColdStorage reports whether points of this resource move to cold
// storage, so that what AWS answers about it means something. Classic DynamoDB
// backups do not; their ARN tells them from those with advanced features.
func keepsColdStorage(resourceARN, recoveryPointARN string) bool {
	switch catalog.ColdStorageOf(catalog.Lookup(resourceARN)) {
	case catalog.ColdIgnored, catalog.ColdChildren:
		return false
	case catalog.ColdAdvanced:
		return catalog.Taggable(recoveryPointARN)
	default:
		return true
	}
}

// lifecycleHonoured reports whether AWS keeps the lifecycle on this point: a
// parent's is the longest of its children's, a temporary point's is overruled
// by the copy.
func lifecycleHonoured(point *awsbackup.Point) bool {
	return !point.IsParent && (point.Lifecycle == nil || point.Lifecycle.DeleteAfterEvent == "")
}
