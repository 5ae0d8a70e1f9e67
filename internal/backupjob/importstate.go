// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// importForms is said wherever an import ID is wrong.
const importForms = "Use the backup job's ID, optionally with its region: JOB_ID or JOB_ID@REGION. " +
	"For a job whose record has expired (30 days), use the vault and the recovery point: VAULT_NAME,RECOVERY_POINT_ARN or VAULT_NAME,RECOVERY_POINT_ARN@REGION."

// ImportID is a parsed import ID: a job, or a recovery point in its vault.
type ImportID struct {
	JobID            string
	VaultName        string
	RecoveryPointARN string
	Region           string
}

// ParseImportID parses the ID of terraform import. An empty part is an error:
// the SDK would turn it into a call for something else.
func ParseImportID(id string) (ImportID, error) {
	rest, region, hasRegion := id, "", false
	if at := strings.LastIndex(id, "@"); at >= 0 {
		rest, region, hasRegion = id[:at], id[at+1:], true
	}
	if rest == "" || hasRegion && region == "" || strings.ContainsAny(id, " \t\r\n") {
		return ImportID{}, fmt.Errorf("the import ID %q has an empty part or white space", id)
	}
	vault, point, isPoint := strings.Cut(rest, ",")
	if !isPoint {
		if strings.ContainsAny(rest, "/:") {
			return ImportID{}, fmt.Errorf("the import ID %q is not a job ID; a recovery point needs its vault too", id)
		}
		return ImportID{JobID: rest, Region: region}, nil
	}
	if vault == "" {
		return ImportID{}, fmt.Errorf("the import ID %q has no vault name", id)
	}
	if _, err := catalog.ParseRecoveryPointARN(point); err != nil {
		return ImportID{}, fmt.Errorf("the import ID %q has no recovery point ARN after the vault: %w", id, err)
	}
	return ImportID{VaultName: vault, RecoveryPointARN: point, Region: region}, nil
}

// ImportState implements resource.ResourceWithImportState. It sets what names
// the object; the Read that Terraform calls next fills in the rest.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	var id ImportID
	if req.ID != "" {
		parsed, err := ParseImportID(req.ID)
		if err != nil {
			resp.Diagnostics.AddError("Invalid Import ID", fmt.Sprintf("%s. %s", sentence(err), importForms))
			return
		}
		id = parsed
	} else {
		var identity Identity
		resp.Diagnostics.Append(req.Identity.Get(ctx, &identity)...)
		if resp.Diagnostics.HasError() {
			return
		}
		id = ImportID{
			JobID:            identity.BackupJobID.ValueString(),
			VaultName:        identity.BackupVaultName.ValueString(),
			RecoveryPointARN: identity.RecoveryPointARN.ValueString(),
			Region:           identity.Region.ValueString(),
		}
		if id.JobID == "" && (id.VaultName == "" || id.RecoveryPointARN == "") {
			resp.Diagnostics.AddError("Incomplete Import Identity", "Set backup_job_id; or, for a job whose record has expired, backup_vault_name and recovery_point_arn.")
			return
		}
	}
	region := r.data.Reach(ctx, id.Region, &resp.Diagnostics)
	if region == nil {
		return
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("region"), region.Name)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("wait_for"), WaitForCompleted)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("on_issues"), OnIssuesWarn)...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("on_destroy"), OnDestroyRetain)...)
	if id.JobID != "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.JobID)...)
	} else {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id.RecoveryPointARN)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("recovery_point_arn"), id.RecoveryPointARN)...)
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("backup_vault_name"), id.VaultName)...)
	}
	resp.Diagnostics.Append(importMark{}.save(ctx, resp.Private)...)
}

func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:]
}

// readImported fills in a job that has just been imported by its ID: here, and
// only here, the arguments of the request are taken from the record.
func (r *Resource) readImported(ctx context.Context, region *providerdata.Region, m *Model, diags *diag.Diagnostics) {
	job, err := region.API.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: m.ID.ValueStringPointer()})
	if awsbackup.IsNotFound(err) {
		diags.AddError("Backup Job Not Found",
			fmt.Sprintf("AWS Backup knows no job %s in region %s. Job records are kept for 30 days only. If the job is older, import its recovery point instead, with the ID VAULT_NAME,RECOVERY_POINT_ARN; "+
				"if it is in another region, add @REGION to the ID.", m.ID.ValueString(), region.Name))
		return
	}
	if err != nil {
		diags.Append(awsdiag.FromError(m.attempt("importing the backup job", "DescribeBackupJob"), err))
		return
	}
	diags.Append(r.adoptJob(ctx, region, m, job)...)
}

// adoptJob fills in a model from a job record and, for a finished job, its
// recovery point: what an import and the list make of it.
func (r *Resource) adoptJob(ctx context.Context, region *providerdata.Region, m *Model, job *awsbackup.Job) diag.Diagnostics {
	var diags diag.Diagnostics
	m.FromJob(job)
	m.BackupVaultName = apivalue.Text(job.BackupVaultName)
	m.ResourceARN = apivalue.Text(job.ResourceArn)
	m.IAMRoleARN = apivalue.Text(job.IamRoleArn)
	m.BackupOptions = apivalue.StringMap(job.BackupOptions)
	retention, d := recoverypoint.RefreshedLifecycle(ctx, tftypes.ObjectNull(apivalue.LifecycleTypes), job.RecoveryPointLifecycle, m.ref())
	diags.Append(d...)
	m.Lifecycle = retention
	if awsbackup.Finished(job.State) && m.RecoveryPointARN.ValueString() != "" {
		points := recoverypoint.NewClient(r.data, region)
		found := points.Check(ctx, m.ref(), recoverypoint.Once)
		switch found.Presence {
		case lifecycle.PresenceThere:
			diags.Append(m.fromPoint(ctx, points, found.Point)...)
			m.Index = apivalue.Keep(m.Index, recoverypoint.ImportedIndex(found.Point.IndexStatus))
		case lifecycle.PresenceDue:
			m.RecoveryPointStatus = tftypes.StringValue(recoverypoint.StatusDeleted)
			diags.Append(m.findAirGappedCopy(ctx, points)...)
		default:
			diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading recovery point "+m.RecoveryPointARN.ValueString(), "DescribeRecoveryPoint"), found.Err)))
		}
	}
	return diags
}

// adoptPoint fills in a model that was imported by its recovery point, whose
// job nobody knows any more.
func (m *Model) adoptPoint(point *awsbackup.Point) {
	m.ResourceARN = apivalue.Text(point.ResourceArn)
	m.IAMRoleARN = apivalue.Text(point.IamRoleArn)
	m.State = tftypes.StringValue(string(types.BackupJobStateCompleted))
	if point.Status == types.RecoveryPointStatusPartial {
		m.State = tftypes.StringValue(string(types.BackupJobStatePartial))
	}
	m.Index = apivalue.Keep(recoverypoint.ImportedIndex(point.IndexStatus), m.Index)
}

// countImportedRead ends the import mark with the next refresh but one. The
// first read also looks whether default_tags are on the point already, so that
// a generated configuration plans nothing.
func (r *Resource) countImportedRead(ctx context.Context, region *providerdata.Region, m *Model, mark importMark, private privateWriter) diag.Diagnostics {
	mark.Reads++
	if mark.Reads > importedReads {
		return forgetImport(ctx, private)
	}
	diags := mark.save(ctx, private)
	if mark.Reads > 1 {
		return diags
	}
	tagsAll, d := recoverypoint.NewClient(r.data, region).ImportedTagsAll(ctx, m.ref(), m.TagsAll)
	m.TagsAll = tagsAll
	return append(diags, d...)
}
