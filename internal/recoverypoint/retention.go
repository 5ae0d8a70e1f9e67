// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/backup"
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

// LifecycleFrom decodes the attribute. Null, unknown and an empty object are a
// lifecycle without members: AWS does not distinguish them.
func LifecycleFrom(ctx context.Context, o tftypes.Object) (Lifecycle, diag.Diagnostics) {
	var l Lifecycle
	if o.IsNull() || o.IsUnknown() {
		return l, nil
	}
	diags := o.As(ctx, &l, basetypes.ObjectAsOptions{})
	return l, diags
}

// ToAPI is nil where no member is set. Members are sent as written: -1 is
// AWS's own value for "never".
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

// Equal compares what AWS makes of both.
func (l Lifecycle) Equal(other Lifecycle) bool {
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

// LifecycleKnown reports whether no part of the attribute is unknown.
func LifecycleKnown(ctx context.Context, o tftypes.Object) bool {
	v, err := o.ToTerraformValue(ctx)
	return err == nil && v.IsFullyKnown()
}

func (l Lifecycle) object() tftypes.Object {
	return basetypes.NewObjectValueMust(apivalue.LifecycleTypes, map[string]attr.Value{
		"move_to_cold_storage_after_days":           l.MoveToColdStorageAfterDays,
		"delete_after_days":                         l.DeleteAfterDays,
		"opt_in_to_archive_for_supported_resources": l.OptInToArchive,
	})
}

// RefreshedRetention is the attribute after the point has been read. known is the
// point as it was known before. The lifecycle of a parent and of a temporary
// point is not the one that was asked for. A date that AWS had calculated and
// calculates no more is a setting that a user removed; a server that has never
// calculated one does not contradict the attribute.
func RefreshedRetention(ctx context.Context, prior tftypes.Object, known Ref, point *awsbackup.Point) (tftypes.Object, diag.Diagnostics) {
	if !LifecycleHonored(point) || known.Temporary {
		return prior, nil
	}
	found, diags := RefreshedLifecycle(ctx, prior, point.Lifecycle, known)
	before, d := LifecycleFrom(ctx, found)
	diags.Append(d...)
	var remote types.Lifecycle
	if point.Lifecycle != nil {
		remote = *point.Lifecycle
	}
	var calculated types.CalculatedLifecycle
	if point.CalculatedLifecycle != nil {
		calculated = *point.CalculatedLifecycle
	}
	after := before
	if !known.DeleteAt.IsZero() && calculated.DeleteAt == nil && aws.ToInt64(remote.DeleteAfterDays) <= 0 && before.DeleteAfterDays.ValueInt64() > 0 {
		after.DeleteAfterDays = tftypes.Int64Null()
	}
	// Of a point that has moved to cold storage, AWS may not repeat the date.
	if known.ColdAt.After(clock(point)) && calculated.MoveToColdStorageAt == nil && aws.ToInt64(remote.MoveToColdStorageAfterDays) <= 0 && before.MoveToColdStorageAfterDays.ValueInt64() > 0 {
		after.MoveToColdStorageAfterDays = tftypes.Int64Null()
	}
	if after == before || diags.HasError() {
		return found, diags
	}
	return after.object(), diags
}

// clock is AWS's time at the moment of an answer, and else this machine's.
func clock(point *awsbackup.Point) time.Time {
	if now, ok := awsmiddleware.GetServerTime(point.ResultMetadata); ok {
		return now
	}
	return time.Now()
}

// RefreshedLifecycle is the attribute after a refresh. The shape that is there
// stays, so that null, {} and a struct of nulls never make a difference. A
// member changes only where AWS reports another value for a type that honors it.
func RefreshedLifecycle(ctx context.Context, prior tftypes.Object, remote *types.Lifecycle, ref Ref) (tftypes.Object, diag.Diagnostics) {
	if remote == nil || prior.IsUnknown() {
		return prior, nil
	}
	coldStorage := keepsColdStorage(ref.ResourceARN, ref.ARN)
	before, diags := LifecycleFrom(ctx, prior)
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

// ChangeRetention sets the lifecycle of a point and returns when AWS now moves
// and deletes it. The members of a composite point come first: each has a
// lifecycle of its own, which does not follow the parent's. AWS keeps an opt-in
// to archiving that l leaves out; false ends it, and is sent only to points of
// types that have one.
func (c *Client) ChangeRetention(ctx context.Context, ref Ref, l Lifecycle) (*types.CalculatedLifecycle, error) {
	update := func(point Ref) (*backup.UpdateRecoveryPointLifecycleOutput, error) {
		defer c.Points.Forget(point.VaultName, point.ARN)
		to := l.ToUpdate()
		if !l.OptInToArchive.ValueBool() && !keepsColdStorage(point.ResourceARN, point.ARN) {
			to.OptInToArchiveForSupportedResources = nil
		}
		return c.API.UpdateRecoveryPointLifecycle(ctx, &backup.UpdateRecoveryPointLifecycleInput{
			BackupVaultName: &point.VaultName, RecoveryPointArn: &point.ARN, Lifecycle: to,
		})
	}
	err := c.eachMember(ctx, ref, func(member Ref) error {
		_, err := update(member)
		return err
	})
	if err != nil {
		return nil, err
	}
	reply, err := update(ref)
	if err != nil {
		return nil, err
	}
	return reply.CalculatedLifecycle, nil
}

func deleteAt(l *types.CalculatedLifecycle) time.Time {
	if l == nil {
		return time.Time{}
	}
	return aws.ToTime(l.DeleteAt)
}

// keepsColdStorage reports whether points of this resource move to cold
// storage, so that what AWS returns about it means something. Classic DynamoDB
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

// LifecycleHonored reports whether AWS keeps the lifecycle on this point: a
// parent's is the longest of its children's, a temporary point's is overruled
// by the copy.
func LifecycleHonored(point *awsbackup.Point) bool {
	return !point.IsParent && (point.Lifecycle == nil || point.Lifecycle.DeleteAfterEvent == "")
}
