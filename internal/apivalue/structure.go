// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package apivalue

import (
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"
)

// RFC3339Type is the type of every date.
var RFC3339Type = timetypes.RFC3339Type{}

// LifecycleTypes is the shape of a lifecycle: days after the creation of the
// recovery point.
var LifecycleTypes = map[string]attr.Type{
	"move_to_cold_storage_after_days":           tftypes.Int64Type,
	"delete_after_days":                         tftypes.Int64Type,
	"opt_in_to_archive_for_supported_resources": tftypes.BoolType,
}

// Lifecycle is a lifecycle as AWS tells it.
func Lifecycle(l *types.Lifecycle) tftypes.Object {
	if l == nil || l.MoveToColdStorageAfterDays == nil && l.DeleteAfterDays == nil && l.OptInToArchiveForSupportedResources == nil {
		return tftypes.ObjectNull(LifecycleTypes)
	}
	return basetypes.NewObjectValueMust(LifecycleTypes, map[string]attr.Value{
		"move_to_cold_storage_after_days":           tftypes.Int64PointerValue(l.MoveToColdStorageAfterDays),
		"delete_after_days":                         tftypes.Int64PointerValue(l.DeleteAfterDays),
		"opt_in_to_archive_for_supported_resources": tftypes.BoolPointerValue(l.OptInToArchiveForSupportedResources),
	})
}

// CalculatedLifecycleTypes is the shape of what a lifecycle comes to.
var CalculatedLifecycleTypes = map[string]attr.Type{
	"move_to_cold_storage_at": RFC3339Type,
	"delete_at":               RFC3339Type,
}

// CalculatedLifecycle is null for a recovery point that is kept indefinitely.
func CalculatedLifecycle(c *types.CalculatedLifecycle) tftypes.Object {
	if c == nil || c.DeleteAt == nil && c.MoveToColdStorageAt == nil {
		return tftypes.ObjectNull(CalculatedLifecycleTypes)
	}
	return basetypes.NewObjectValueMust(CalculatedLifecycleTypes, map[string]attr.Value{
		"move_to_cold_storage_at": Date(c.MoveToColdStorageAt),
		"delete_at":               Date(c.DeleteAt),
	})
}

// CreatorTypes is the shape of what made a backup.
var CreatorTypes = map[string]attr.Type{
	"backup_plan_id":       tftypes.StringType,
	"backup_plan_arn":      tftypes.StringType,
	"backup_plan_name":     tftypes.StringType,
	"backup_plan_version":  tftypes.StringType,
	"backup_rule_id":       tftypes.StringType,
	"backup_rule_name":     tftypes.StringType,
	"backup_rule_cron":     tftypes.StringType,
	"backup_rule_timezone": tftypes.StringType,
}

// Creator is the backup plan that made a backup, null for one that was made on
// demand.
func Creator(c *types.RecoveryPointCreator) tftypes.Object {
	if c == nil || *c == (types.RecoveryPointCreator{}) {
		return tftypes.ObjectNull(CreatorTypes)
	}
	return basetypes.NewObjectValueMust(CreatorTypes, map[string]attr.Value{
		"backup_plan_id":       Text(c.BackupPlanId),
		"backup_plan_arn":      Text(c.BackupPlanArn),
		"backup_plan_name":     Text(c.BackupPlanName),
		"backup_plan_version":  Text(c.BackupPlanVersion),
		"backup_rule_id":       Text(c.BackupRuleId),
		"backup_rule_name":     Text(c.BackupRuleName),
		"backup_rule_cron":     Text(c.BackupRuleCron),
		"backup_rule_timezone": Text(c.BackupRuleTimezone),
	})
}
