// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/arnvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Schema implements datasource.DataSource. What the search goes by is what the
// result has: status = "COMPLETED" finds a point whose status is that.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := schemaAttributes()
	attributes["recovery_point_arn"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{arnvalidator.RecoveryPoint()},
		MarkdownDescription: "ARN of the recovery point: what restores by AWS Backup start from. Either this or `resource_arn` must be set.",
	}
	attributes["resource_arn"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{arnvalidator.Resource()},
		MarkdownDescription: "ARN of the resource that was backed up, to find one of its recovery points. Either this or `recovery_point_arn` must be set.",
	}
	attributes["backup_vault_name"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
		MarkdownDescription: "Name of the vault that holds the recovery point. Without it all vaults of the account and Region are searched, which costs a few calls more.",
	}
	attributes["status"] = schema.StringAttribute{
		Optional: true, Computed: true, Validators: []validator.String{stringvalidator.OneOf(statuses()...)},
		MarkdownDescription: "Only a recovery point with this status. Without it a search by `resource_arn` takes those that a restore can start from: `COMPLETED` and, for continuous backups, `AVAILABLE`.",
	}
	attributes["most_recent"] = schema.BoolAttribute{
		Optional:            true,
		MarkdownDescription: "Whether to take the newest where more than one matches `resource_arn`. Default `false`: more than one is an error.",
	}
	attributes["max_age"] = schema.StringAttribute{
		Optional: true, Validators: []validator.String{durationvalidator.Positive()},
		MarkdownDescription: "How old the recovery point may be, from its creation and by AWS's clock, as a Go duration such as `\"26h\"`. An older one is an error, or in a `check` block a warning: a recovery point objective as code.",
	}
	attributes["region"] = schema.StringAttribute{Optional: true, Computed: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the recovery point. Default: the provider's."}
	attributes["storage_class"] = schema.StringAttribute{Computed: true, MarkdownDescription: "`WARM`, `COLD` or `DELETED`."}
	attributes["tags"] = schema.MapAttribute{
		Computed: true, ElementType: tftypes.StringType,
		MarkdownDescription: "All tags, those copied from the source included. Null for recovery points that AWS Backup cannot tag (their ARN does not begin `arn:aws:backup:`).",
	}
	attributes["scan_results"] = schema.ListNestedAttribute{
		Computed:            true,
		MarkdownDescription: "The latest malware scans.",
		NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
			"malware_scanner":     schema.StringAttribute{Computed: true, MarkdownDescription: "Scanner, such as `GUARDDUTY`."},
			"scan_job_state":      schema.StringAttribute{Computed: true, MarkdownDescription: "State of the scan."},
			"last_scan_timestamp": schema.StringAttribute{Computed: true, CustomType: apivalue.RFC3339Type, MarkdownDescription: "When it was scanned (RFC 3339)."},
			"findings":            schema.ListAttribute{Computed: true, ElementType: tftypes.StringType, MarkdownDescription: "What was found."},
		}},
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "One recovery point: by its ARN, or the newest of a resource, to restore from or to check how old the last backup is.\n\n" +
			"Unlike the resource `awsbackup_backup_job` it also has values that change on their own, such as `last_restore_time`, `storage_class` and `scan_results`.",
		Attributes: attributes,
	}
}
