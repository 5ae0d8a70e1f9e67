// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/arnvalidator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

var _ datasource.DataSourceWithConfigure = (*MetadataDataSource)(nil)

// MetadataDataSource is awsbackup_restore_metadata: what a restore of a recovery
// point can start from.
type MetadataDataSource struct {
	data *providerdata.Data
}

// NewMetadataDataSource makes the awsbackup_restore_metadata data source.
func NewMetadataDataSource() datasource.DataSource { return &MetadataDataSource{} }

type metadataModel struct {
	RecoveryPointARN     tftypes.String `tfsdk:"recovery_point_arn"`
	BackupVaultName      tftypes.String `tfsdk:"backup_vault_name"`
	BackupVaultAccountID tftypes.String `tfsdk:"backup_vault_account_id"`
	Region               tftypes.String `tfsdk:"region"`

	ResourceType tftypes.String `tfsdk:"resource_type"`
	Recorded     tftypes.Map    `tfsdk:"recorded"`
	Inferred     tftypes.Map    `tfsdk:"inferred"`
	Suggested    tftypes.Map    `tfsdk:"suggested"`
	Omitted      tftypes.Map    `tfsdk:"omitted"`
}

// Metadata implements datasource.DataSource.
func (d *MetadataDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_restore_metadata"
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *MetadataDataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.data = providerdata.FromConfigure(req.ProviderData, &resp.Diagnostics)
}

// Schema implements datasource.DataSource.
func (d *MetadataDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	secret := func(description string) schema.Attribute {
		return schema.MapAttribute{Computed: true, Sensitive: true, ElementType: tftypes.StringType, MarkdownDescription: description}
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "Metadata for the restore of a recovery point: what AWS Backup recorded, and what of it a restore can use. " +
			"For `awsbackup_restore_job`, write `metadata = merge(data.awsbackup_restore_metadata.example.suggested, { ... })` and add what the restore needs besides, such as a new name.",
		Attributes: map[string]schema.Attribute{
			"recovery_point_arn": schema.StringAttribute{
				Required: true, Validators: []validator.String{arnvalidator.RecoveryPoint()}, MarkdownDescription: "ARN of the recovery point.",
			},
			"backup_vault_name": schema.StringAttribute{
				Required: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)}, MarkdownDescription: "Name of the vault that holds the recovery point.",
			},
			"backup_vault_account_id": schema.StringAttribute{
				Optional: true, Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
				MarkdownDescription: "Account of the vault, for a logically air-gapped vault that another account shares. Default: the provider's.",
			},
			"region": schema.StringAttribute{
				Optional: true, Computed: true, Validators: providerdata.RegionValidators(),
				MarkdownDescription: "Region of the recovery point. Default: the provider's.",
			},
			"resource_type": schema.StringAttribute{Computed: true, MarkdownDescription: "Resource type of the recovery point, such as `EBS`."},
			"recorded":      secret("The source's configuration at the time of the backup, as AWS Backup recorded it. A value that AWS did not record is empty. A restore with it usually fails."),
			"inferred":      secret("The metadata with which restore testing would restore the recovery point: new names, not public, not Multi-AZ. Null where restore testing does not support the resource type."),
			"suggested":     secret("`recorded` without what a restore cannot use. `omitted` lists what was left out or replaced."),
			"omitted": schema.MapAttribute{
				Computed: true, ElementType: tftypes.StringType,
				MarkdownDescription: "Keys of `recorded` that `suggested` leaves out, or has with another value, and the reason for each.",
			},
		},
	}
}

// Read implements datasource.DataSource.
func (d *MetadataDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m metadataModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := d.data.RegionOrDiag(m.Region.ValueString(), &resp.Diagnostics)
	if region == nil {
		return
	}
	m.Region = tftypes.StringValue(region.Name)
	recorded, err := region.API.GetRecoveryPointRestoreMetadata(ctx, &backup.GetRecoveryPointRestoreMetadataInput{
		BackupVaultName: m.BackupVaultName.ValueStringPointer(), RecoveryPointArn: m.RecoveryPointARN.ValueStringPointer(),
		BackupVaultAccountId: m.BackupVaultAccountID.ValueStringPointer(),
	})
	if err != nil {
		resp.Diagnostics.Append(awsdiag.WithoutPath(awsdiag.FromError(m.attempt("reading the restore metadata of the recovery point", "GetRecoveryPointRestoreMetadata"), err)))
		return
	}
	m.ResourceType = apivalue.Text(recorded.ResourceType)
	m.Recorded = apivalue.StringMap(recorded.RestoreMetadata)
	suggested, left := catalog.SuggestRestoreMetadata(aws.ToString(recorded.ResourceType), recorded.RestoreMetadata)
	m.Suggested = apivalue.StringMap(suggested)
	omitted := make(map[string]string, len(left))
	for _, key := range left {
		omitted[key.Key] = key.Reason
	}
	m.Omitted = apivalue.StringMap(omitted)
	resp.Diagnostics.Append(m.infer(ctx, region.API)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// infer adds the metadata of restore testing. AWS refuses the request for the
// types that it does not serve.
func (m *metadataModel) infer(ctx context.Context, api awsbackup.API) diag.Diagnostics {
	m.Inferred = tftypes.MapNull(tftypes.StringType)
	inferred, err := api.GetRestoreTestingInferredMetadata(ctx, &backup.GetRestoreTestingInferredMetadataInput{
		BackupVaultName: m.BackupVaultName.ValueStringPointer(), RecoveryPointArn: m.RecoveryPointARN.ValueStringPointer(),
		BackupVaultAccountId: m.BackupVaultAccountID.ValueStringPointer(),
	})
	switch {
	case err == nil:
		m.Inferred = apivalue.StringMap(inferred.InferredMetadata)
		return nil
	case notServed(err):
		return nil
	default:
		d := awsdiag.WithoutPath(awsdiag.FromError(m.attempt("reading the inferred restore metadata of the recovery point", "GetRestoreTestingInferredMetadata"), err))
		if awsbackup.IsAccessDenied(err) {
			d = awsdiag.Warning(d)
		}
		return diag.Diagnostics{d}
	}
}

// notServed reports a resource type without restore testing. The recovery point
// has just been read, so nothing else can be wrong with the request.
func notServed(err error) bool {
	code := awsbackup.Code(err)
	return code == (&types.InvalidParameterValueException{}).ErrorCode() || code == (&types.InvalidRequestException{}).ErrorCode()
}

func (m *metadataModel) attempt(doing, operation string) awsdiag.Attempt {
	return awsdiag.Attempt{
		Doing: doing, Operation: operation, Region: m.Region.ValueString(),
		VaultName: m.BackupVaultName.ValueString(), RecoveryPointARN: m.RecoveryPointARN.ValueString(),
	}
}
