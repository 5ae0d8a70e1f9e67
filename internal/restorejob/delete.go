// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Delete implements resource.Resource. It only forgets: the restored resource
// is another service's, and AWS Backup cannot stop a restore. A job whose end was
// not seen is handed over to the next create of the same restore.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	defer r.data.PaceResponse(false)
	var m Model
	resp.Diagnostics.Append(req.State.Get(ctx, &m)...)
	intent, diags := m.intent(ctx, r.data)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if region, err := r.data.Region(m.Region.ValueString()); err == nil {
		if m.finished() || job.RecordLost(ctx, req.Private) {
			region.Owners.Forget(m.ID.ValueString())
		} else {
			region.Owners.HandOver(providerdata.HandedJob{ID: m.ID.ValueString(), Created: apivalue.Time(m.CreationDate)}, intent)
		}
	}
	if d := m.keptWarning("Terraform"); d != nil {
		resp.Diagnostics.Append(d)
	}
}

// keptWarning names what stays when the object ends; nil if nothing does. who
// begins a sentence.
func (m *Model) keptWarning(who string) diag.Diagnostic {
	arn, id := m.CreatedResourceARN.ValueString(), m.ID.ValueString()
	switch {
	case arn != "":
		return diag.NewWarningDiagnostic("Restored Resource Is Kept: "+arn,
			fmt.Sprintf("%s only forgets restore job %s. %s, which it made, stays as it is and is billed as before. "+
				"Delete it in its own service, or import it into the provider that manages it.", who, id, arn))
	case id != "" && !m.finished():
		return diag.NewWarningDiagnostic("Restore Continues: "+id,
			fmt.Sprintf("%s only forgets restore job %s of %s, which had not ended when it was last seen. AWS Backup cannot stop a restore job, and what it makes stays. "+
				"To see it, run:\n\n  aws backup describe-restore-job --region %s --restore-job-id %s", who, id, m.RecoveryPointARN.ValueString(), m.Region.ValueString(), id))
	}
	return nil
}
