// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var (
	_ datasource.DataSource              = (*DataSource)(nil)
	_ datasource.DataSourceWithConfigure = (*DataSource)(nil)
)

// DataSource is the data source awsbackup_backup_job: one job by its ID.
type DataSource struct {
	data *providerdata.Data
}

// NewDataSource makes the awsbackup_backup_job data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

type dataModel struct {
	Facts

	Region tftypes.String `tfsdk:"region"`
}

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_backup_job"
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.data = providerdata.From(req.ProviderData, &resp.Diagnostics)
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	attributes := factAttributes()
	attributes["backup_job_id"] = schema.StringAttribute{
		Required:            true,
		Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
		MarkdownDescription: "ID of the backup job.",
	}
	attributes["region"] = schema.StringAttribute{Optional: true, Computed: true, Validators: providerdata.RegionValidators(), MarkdownDescription: "Region of the job. Default: the provider's."}
	resp.Schema = schema.Schema{
		MarkdownDescription: "One backup job by its ID, whoever started it: a backup plan, a person, or Terraform. AWS Backup keeps job records for 30 days; what lasts is the recovery point, see `awsbackup_recovery_point`.",
		Attributes:          attributes,
	}
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m dataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.Reach(ctx, m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	job, err := region.API.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: m.BackupJobID.ValueStringPointer()})
	if err != nil {
		a := awsdiag.Attempt{Doing: "reading the backup job", Operation: "DescribeBackupJob", Region: region.Name, JobID: m.BackupJobID.ValueString()}
		resp.Diagnostics.Append(awsdiag.WithoutPath(awsdiag.FromError(a, err)))
		return
	}
	id := m.BackupJobID
	m.Facts = factsOf(job)
	m.BackupJobID = id
	m.Region = tftypes.StringValue(region.Name)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}
