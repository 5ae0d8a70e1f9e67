// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework-timetypes/timetypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/datasourcevalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ datasource.DataSource                     = (*ListDataSource)(nil)
	_ datasource.DataSourceWithConfigure        = (*ListDataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*ListDataSource)(nil)
)

// ListDataSource is the data source awsbackup_recovery_points: recovery points
// by filter.
type ListDataSource struct {
	data *providerdata.Data
}

// NewListDataSource makes the awsbackup_recovery_points data source.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

type listModel struct {
	BackupVaultName        tftypes.String    `tfsdk:"backup_vault_name"`
	ResourceARN            tftypes.String    `tfsdk:"resource_arn"`
	ResourceType           tftypes.String    `tfsdk:"resource_type"`
	BackupPlanID           tftypes.String    `tfsdk:"backup_plan_id"`
	ParentRecoveryPointARN tftypes.String    `tfsdk:"parent_recovery_point_arn"`
	Status                 tftypes.String    `tfsdk:"status"`
	CreatedAfter           timetypes.RFC3339 `tfsdk:"created_after"`
	CreatedBefore          timetypes.RFC3339 `tfsdk:"created_before"`
	Region                 tftypes.String    `tfsdk:"region"`
	RecoveryPoints         tftypes.List      `tfsdk:"recovery_points"`
}

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_recovery_points"
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *ListDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ConfigValidators implements datasource.DataSourceWithConfigValidators: AWS
// lists by vault or by resource, and by nothing else.
func (d *ListDataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{
		datasourcevalidator.AtLeastOneOf(path.MatchRoot("backup_vault_name"), path.MatchRoot("resource_arn")),
	}
}

// Read implements datasource.DataSource.
func (d *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m listModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)
	points, diags := m.collect(ctx, region.API)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.RecoveryPoints = points
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// collect turns every point into its final value as its page arrives, so that a
// long list is not held in two forms.
func (m *listModel) collect(ctx context.Context, api awsbackup.API) (tftypes.List, diag.Diagnostics) {
	shape := attributeType()
	var found []apivalue.Dated
	var diags diag.Diagnostics
	take := func(f Attributes) {
		if diags.HasError() || !m.admits(f) {
			return
		}
		value, d := tftypes.ObjectValueFrom(ctx, shape.AttrTypes, f)
		diags.Append(d...)
		found = append(found, apivalue.Dated{Created: apivalue.Time(f.CreationDate), ID: f.RecoveryPointARN.ValueString(), Value: value})
	}
	list := m.listResource
	if !m.BackupVaultName.IsNull() {
		list = m.listVault
	}
	if err := list(ctx, api, take); err != nil {
		diags.Append(awsdiag.FromError(awsdiag.Attempt{
			Doing: "listing recovery points", Region: m.Region.ValueString(),
			VaultName: m.BackupVaultName.ValueString(), ResourceARN: m.ResourceARN.ValueString(),
		}, err))
	}
	if diags.HasError() {
		return tftypes.ListNull(shape), diags
	}
	return tftypes.ListValue(shape, apivalue.NewestFirst(found))
}

// listVault leaves the filters to AWS, but for the status, so that it sends less.
func (m *listModel) listVault(ctx context.Context, api awsbackup.API, take func(Attributes)) error {
	in := &backup.ListRecoveryPointsByBackupVaultInput{
		BackupVaultName:          m.BackupVaultName.ValueStringPointer(),
		ByResourceArn:            m.ResourceARN.ValueStringPointer(),
		ByResourceType:           m.ResourceType.ValueStringPointer(),
		ByBackupPlanId:           m.BackupPlanID.ValueStringPointer(),
		ByParentRecoveryPointArn: m.ParentRecoveryPointARN.ValueStringPointer(),
		MaxResults:               aws.Int32(pageSize),
	}
	if t := apivalue.Time(m.CreatedAfter); !t.IsZero() {
		in.ByCreatedAfter = &t
	}
	if t := apivalue.Time(m.CreatedBefore); !t.IsZero() {
		in.ByCreatedBefore = &t
	}
	for page, err := range awsbackup.Pages(ctx, api.ListRecoveryPointsByBackupVault, in) {
		if err != nil {
			return err
		}
		for _, item := range page.RecoveryPoints {
			take(attributesOf(awsbackup.PointFromListItem(item)))
		}
	}
	return nil
}

func (m *listModel) listResource(ctx context.Context, api awsbackup.API, take func(Attributes)) error {
	for page, err := range resourcePages(ctx, api, m.ResourceARN.ValueString()) {
		if err != nil {
			return err
		}
		for _, item := range page.RecoveryPoints {
			take(attributesByResource(m.ResourceARN.ValueString(), item))
		}
	}
	return nil
}

// admits applies the filters that AWS does not, not in every list, or that a
// stand-in for it may have left out.
func (m *listModel) admits(f Attributes) bool {
	created := apivalue.Time(f.CreationDate)
	after, before := apivalue.Time(m.CreatedAfter), apivalue.Time(m.CreatedBefore)
	return (m.Status.IsNull() || m.Status.Equal(f.Status)) &&
		!awsbackup.Contradicts(f.ResourceARN.ValueStringPointer(), m.ResourceARN.ValueString()) &&
		(m.ParentRecoveryPointARN.IsNull() || m.ParentRecoveryPointARN.Equal(f.ParentRecoveryPointARN)) &&
		(after.IsZero() || created.After(after)) && (before.IsZero() || created.Before(before))
}
