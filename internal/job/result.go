// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// AwaitResult reads the record of a job that has completed until AWS reports
// what the job made, for at most within. It returns the record, nil if AWS has
// not reported it by then. An error is no answer: the next refresh asks again.
func (k *Kind[J]) AwaitResult(ctx context.Context, api awsbackup.API, id string, every, within time.Duration) *J {
	for deadline := time.Now().Add(within); ; {
		if j, err := k.Describe(ctx, api, id); err == nil && k.Observe(j).ResultARN != "" {
			return j
		}
		if !time.Now().Before(deadline) || providerdata.Sleep(ctx, every) != nil {
			return nil
		}
	}
}

// ResultNotReported is the warning about a completed job of which AWS has not
// reported the recovery point. of is what the job works on.
func (k *Kind[J]) ResultNotReported(id, of string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(notReported, k.notReportedDetail(id, of, ""))
}

// ResultNotChanged is the error of a change of a recovery point that AWS has not
// reported.
func (k *Kind[J]) ResultNotChanged(id, of string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(notReported,
		k.notReportedDetail(id, of, fmt.Sprintf(" So the change of the %s was not made, and the next apply plans it again.", k.Noun)))
}

// ResultNotDeletable is the error of a deletion of a recovery point that AWS has
// not reported.
func (k *Kind[J]) ResultNotDeletable(id, of string) diag.Diagnostic {
	return diag.NewErrorDiagnostic(capital(k.Noun)+" Cannot Be Deleted Yet",
		k.notReportedDetail(id, of, fmt.Sprintf(" So on_destroy = \"delete\" cannot be carried out, and the resource stays in state. "+
			"To remove it without deleting the %s, apply on_destroy = \"retain\" before destroying.", k.Noun)))
}

const notReported = "Recovery Point Not Reported"

func (k *Kind[J]) notReportedDetail(id, of, consequence string) string {
	return fmt.Sprintf("AWS Backup reports job %s of %s as completed and does not report its recovery point.%s "+
		"Each refresh asks again, as long as AWS Backup has the record of the job: 30 days. If the %s does not exist, take a new one with terraform apply -replace.", id, of, consequence, k.Noun)
}
