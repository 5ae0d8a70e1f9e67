// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package apivalue

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

// LifecycleAttribute is the data source attribute of [Lifecycle].
func LifecycleAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Computed:            true,
		MarkdownDescription: "Retention of the recovery point; null where it is kept indefinitely.",
		Attributes: map[string]schema.Attribute{
			"move_to_cold_storage_after_days":           schema.Int64Attribute{Computed: true, MarkdownDescription: "Days after creation until it moves to cold storage; -1 is never."},
			"delete_after_days":                         schema.Int64Attribute{Computed: true, MarkdownDescription: "Days after creation until it is deleted; -1 is never."},
			"opt_in_to_archive_for_supported_resources": schema.BoolAttribute{Computed: true, MarkdownDescription: "Whether types that need it (EBS) move to the archive tier."},
		},
	}
}

// CalculatedLifecycleAttribute is the data source attribute of
// [CalculatedLifecycle].
func CalculatedLifecycleAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Computed:            true,
		MarkdownDescription: "When AWS moves the recovery point to cold storage and deletes it, as calculated by AWS; null for never.",
		Attributes: map[string]schema.Attribute{
			"move_to_cold_storage_at": schema.StringAttribute{Computed: true, CustomType: RFC3339Type, MarkdownDescription: "When it moves to cold storage."},
			"delete_at":               schema.StringAttribute{Computed: true, CustomType: RFC3339Type, MarkdownDescription: "When it is deleted."},
		},
	}
}

// CreatorAttribute is the data source attribute of [Creator].
func CreatorAttribute() schema.Attribute {
	return schema.SingleNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The backup plan and rule that made the backup; null for a backup made on demand.",
		Attributes: map[string]schema.Attribute{
			"backup_plan_id":       schema.StringAttribute{Computed: true, MarkdownDescription: "ID of the plan."},
			"backup_plan_arn":      schema.StringAttribute{Computed: true, MarkdownDescription: "ARN of the plan."},
			"backup_plan_name":     schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the plan."},
			"backup_plan_version":  schema.StringAttribute{Computed: true, MarkdownDescription: "Version of the plan."},
			"backup_rule_id":       schema.StringAttribute{Computed: true, MarkdownDescription: "ID of the rule."},
			"backup_rule_name":     schema.StringAttribute{Computed: true, MarkdownDescription: "Name of the rule."},
			"backup_rule_cron":     schema.StringAttribute{Computed: true, MarkdownDescription: "Schedule of the rule."},
			"backup_rule_timezone": schema.StringAttribute{Computed: true, MarkdownDescription: "Time zone of the schedule."},
		},
	}
}
