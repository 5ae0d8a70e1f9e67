// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
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
	_ datasource.DataSource                     = (*DataSource)(nil)
	_ datasource.DataSourceWithConfigure        = (*DataSource)(nil)
	_ datasource.DataSourceWithConfigValidators = (*DataSource)(nil)
)

// DataSource is the data source awsbackup_recovery_point: one by its ARN, or
// the newest of a resource.
type DataSource struct {
	data *providerdata.Data
}

// NewDataSource makes the awsbackup_recovery_point data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

type dataModel struct {
	Attributes

	MostRecent   tftypes.Bool   `tfsdk:"most_recent"`
	MaxAge       tftypes.String `tfsdk:"max_age"`
	Region       tftypes.String `tfsdk:"region"`
	StorageClass tftypes.String `tfsdk:"storage_class"`
	ScanResults  tftypes.List   `tfsdk:"scan_results"`
	Tags         tftypes.Map    `tfsdk:"tags"`
}

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_recovery_point"
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// ConfigValidators implements datasource.DataSourceWithConfigValidators.
func (d *DataSource) ConfigValidators(context.Context) []datasource.ConfigValidator {
	return []datasource.ConfigValidator{
		datasourcevalidator.ExactlyOneOf(path.MatchRoot("recovery_point_arn"), path.MatchRoot("resource_arn")),
		datasourcevalidator.Conflicting(path.MatchRoot("recovery_point_arn"), path.MatchRoot("most_recent")),
	}
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m dataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)
	point, diags := m.find(ctx, region)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	m.Attributes = attributesOf(point)
	m.StorageClass = apivalue.Enum(point.StorageClass)
	m.ScanResults = scanResults(point.ScanResults)
	m.Tags, diags = tags(ctx, region, m.attempt("reading the tags of the recovery point", "ListTags"))
	resp.Diagnostics.Append(diags...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// find is the point that the configuration asks for.
func (m *dataModel) find(ctx context.Context, region *providerdata.Region) (*awsbackup.Point, diag.Diagnostics) {
	s := search{
		api: region.API, resourceARN: m.ResourceARN.ValueString(), vault: m.BackupVaultName.ValueString(),
		status: types.RecoveryPointStatus(m.Status.ValueString()),
	}
	// The validator has seen to it that it is one.
	s.maxAge, _ = time.ParseDuration(m.MaxAge.ValueString())

	vault, arn := s.vault, m.RecoveryPointARN.ValueString()
	if arn == "" {
		found, err := s.run(ctx)
		if err != nil {
			return nil, diag.Diagnostics{awsdiag.FromError(m.attempt("listing the recovery points of "+s.resourceARN, ""), err)}
		}
		one, d := s.choose(ctx, found, m.MostRecent.ValueBool(), region.Name)
		if d != nil {
			return nil, diag.Diagnostics{d}
		}
		vault, arn = one.vault, one.arn
	}
	if err := CheckRegion(m.RecoveryPointARN.ValueString(), region.Name); err != nil {
		return nil, diag.Diagnostics{diag.WithPath(path.Root("recovery_point_arn"), awsdiag.FromError(m.attempt("reading the recovery point", ""), err))}
	}
	point, err := describe(ctx, region.API, vault, arn)
	if err != nil {
		m.RecoveryPointARN = tftypes.StringValue(arn)
		return nil, diag.Diagnostics{awsdiag.FromError(m.attempt("reading the recovery point", "DescribeRecoveryPoint"), err)}
	}
	if m.ResourceARN.IsNull() {
		if d := s.judge(point); d != nil {
			return nil, diag.Diagnostics{d}
		}
	}
	return point, nil
}

func (m *dataModel) attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing: doing, Operation: operation, Region: m.Region.ValueString(), VaultName: m.BackupVaultName.ValueString(),
		ResourceARN: m.ResourceARN.ValueString(), RecoveryPointARN: m.RecoveryPointARN.ValueString(),
	}
}
