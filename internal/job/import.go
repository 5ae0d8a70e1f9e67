// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Import describes how an object is imported: by the ID of its job or, once the
// record of the job has expired, by its recovery point.
type Import struct {
	// Job is the member of the identity with the job's ID. Vault and Point are those
	// with the recovery point, and attributes of the same names; "" if only a job
	// can be imported.
	Job, Vault, Point string
	// Forms ends every message about a wrong ID, Incomplete is the message about an
	// identity that names nothing.
	Forms, Incomplete string
	// Check reports what is wrong with an ID for a Region; nil for nothing.
	Check func(id ImportID, region string) diag.Diagnostic
	// OnDestroy is the value of on_destroy, "" for objects without it.
	OnDestroy string
}

// State sets what names the object, and the defaults of arguments that AWS does
// not return. The Read that Terraform calls next fills in the rest.
func (i Import) State(ctx context.Context, data *providerdata.Data, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	id, diags := i.read(ctx, req)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	region := data.RegionOrDiag(id.Region, &resp.Diagnostics)
	if region == nil {
		return
	}
	if i.Check != nil {
		if d := i.Check(id, region.Name); d != nil {
			resp.Diagnostics.Append(d)
			return
		}
	}
	values := map[string]string{"region": region.Name, "wait_for": WaitForCompleted, "on_issues": OnIssuesWarn, "id": id.JobID}
	if i.OnDestroy != "" {
		values["on_destroy"] = i.OnDestroy
	}
	if id.JobID == "" {
		values["id"], values[i.Point], values[i.Vault] = id.RecoveryPointARN, id.RecoveryPointARN, id.VaultName
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), values[name])...)
	}
	resp.Diagnostics.Append(ImportMark{}.Save(ctx, resp.Private)...)
}

// read is what an import names, by its ID or its identity.
func (i Import) read(ctx context.Context, req resource.ImportStateRequest) (ImportID, diag.Diagnostics) {
	if req.ID != "" {
		id, err := ParseImportID(req.ID)
		if err == nil && id.JobID == "" && i.Point == "" {
			err = fmt.Errorf("the import ID %q is that of a recovery point", req.ID)
		}
		if err != nil {
			return id, diag.Diagnostics{diag.NewErrorDiagnostic("Invalid Import ID", fmt.Sprintf("%s. %s", Sentence(err), i.Forms))}
		}
		return id, nil
	}
	var id ImportID
	var diags diag.Diagnostics
	for name, target := range map[string]*string{"region": &id.Region, i.Job: &id.JobID, i.Vault: &id.VaultName, i.Point: &id.RecoveryPointARN} {
		if name == "" {
			continue
		}
		var member types.String
		diags.Append(req.Identity.GetAttribute(ctx, path.Root(name), &member)...)
		*target = member.ValueString()
	}
	if !diags.HasError() && id.JobID == "" && (id.VaultName == "" || id.RecoveryPointARN == "") {
		diags.AddError("Incomplete Import Identity", i.Incomplete)
	}
	return id, diags
}
