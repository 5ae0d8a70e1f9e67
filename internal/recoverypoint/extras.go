// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-framework/types/basetypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// tags are those of a point that AWS Backup can tag; of others it tells none,
// and the map is null. A denial is a warning: the point is there all the same.
func tags(ctx context.Context, region *providerdata.Region, a awsdiag.Attempt) (tftypes.Map, diag.Diagnostics) {
	none := tftypes.MapNull(tftypes.StringType)
	if !catalog.Taggable(a.RecoveryPointARN) {
		return none, nil
	}
	found, err := listTags(ctx, region.API, a.RecoveryPointARN)
	if err != nil {
		return none, diag.Diagnostics{awsdiag.Warning(awsdiag.WithoutPath(awsdiag.FromError(a, err)))}
	}
	return apivalue.StringMap(found), nil
}

var scanResultType = tftypes.ObjectType{AttrTypes: map[string]attr.Type{
	"malware_scanner":     tftypes.StringType,
	"scan_job_state":      tftypes.StringType,
	"last_scan_timestamp": apivalue.RFC3339Type,
	"findings":            tftypes.ListType{ElemType: tftypes.StringType},
}}

// scanResults are the latest malware scans, none as an empty list.
func scanResults(results []types.ScanResult) tftypes.List {
	elements := make([]attr.Value, 0, len(results))
	for _, r := range results {
		findings := make([]attr.Value, 0, len(r.Findings))
		for _, f := range r.Findings {
			findings = append(findings, apivalue.Enum(f))
		}
		elements = append(elements, basetypes.NewObjectValueMust(scanResultType.AttrTypes, map[string]attr.Value{
			"malware_scanner":     apivalue.Enum(r.MalwareScanner),
			"scan_job_state":      apivalue.Enum(r.ScanJobState),
			"last_scan_timestamp": apivalue.Date(r.LastScanTimestamp),
			"findings":            basetypes.NewListValueMust(tftypes.StringType, findings),
		}))
	}
	return basetypes.NewListValueMust(scanResultType, elements)
}
