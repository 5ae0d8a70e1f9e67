// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"fmt"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// choose is the one point that a search has come to, or why there is none.
func (s search) choose(ctx context.Context, found findings, mostRecent bool, region string) (candidate, diag.Diagnostic) {
	switch n := found.matching.count; {
	case n == 0:
		return candidate{}, s.nothing(ctx, found, region)
	case n > 1 && !mostRecent:
		return candidate{}, diag.NewAttributeErrorDiagnostic(path.Root("most_recent"), "More Than One Recovery Point",
			fmt.Sprintf("%d recovery points of %s%s in region %s match. The newest is %s. Set most_recent = true to take it, or narrow the search by backup_vault_name, status or max_age.",
				n, s.resourceARN, s.inVault(), region, found.matching.newest.describe(found.now)))
	default:
		return found.matching.newest, nil
	}
}

// nothing says what there is instead of what was looked for.
func (s search) nothing(ctx context.Context, found findings, region string) diag.Diagnostic {
	const summary = "No Recovery Point Found"
	what := fmt.Sprintf("No recovery point of %s%s in region %s %s. ", s.resourceARN, s.inVault(), region, s.wanted())
	if s.maxAge > 0 {
		// A bounded listing has not shown the older ones.
		unbounded := s
		unbounded.maxAge = 0
		if all, err := unbounded.run(ctx); err == nil {
			if all.matching.count > 0 {
				return diag.NewAttributeErrorDiagnostic(path.Root("max_age"), "Newest Recovery Point Is Too Old",
					what+fmt.Sprintf("The newest otherwise is %s. Take a new backup, or raise max_age.", all.matching.newest.describe(all.now)))
			}
			found = all
		}
	}
	if found.all.count == 0 {
		return diag.NewAttributeErrorDiagnostic(path.Root("resource_arn"), summary,
			what+"AWS Backup has none of this resource there at all. Check resource_arn, backup_vault_name and region, or take a backup first.")
	}
	return diag.NewAttributeErrorDiagnostic(path.Root("resource_arn"), summary,
		what+fmt.Sprintf("Of the %d that there are the newest is %s. Wait until it is complete, or set status to what it may be.", found.all.count, found.all.newest.describe(found.now)))
}

// judge checks a point that was asked for by its ARN against the rest of the
// configuration.
func (s search) judge(point *awsbackup.Point) diag.Diagnostic {
	now := clock(point)
	c := candidate{arn: aws.ToString(point.RecoveryPointArn), created: aws.ToTime(point.CreationDate), status: point.Status}
	switch {
	case s.status != "" && c.status != s.status:
		return diag.NewAttributeErrorDiagnostic(path.Root("status"), "Recovery Point Has Another Status",
			fmt.Sprintf("The recovery point is %s, and status asks for %s.", c.describe(now), s.status))
	case s.maxAge > 0 && now.Sub(c.created) > s.maxAge:
		return diag.NewAttributeErrorDiagnostic(path.Root("max_age"), "Recovery Point Is Too Old",
			fmt.Sprintf("The recovery point is %s, and max_age allows %s.", c.describe(now), awsdiag.Span(s.maxAge)))
	}
	return nil
}

func (s search) inVault() string {
	if s.vault == "" {
		return ""
	}
	return fmt.Sprintf(" in vault %s", s.vault)
}

// wanted puts the search in words.
func (s search) wanted() string {
	status := fmt.Sprintf("has status %s or %s", usable[0], usable[1])
	if s.status != "" {
		status = fmt.Sprintf("has status %s", s.status)
	}
	if s.maxAge > 0 {
		return fmt.Sprintf("%s and is at most %s old", status, awsdiag.Span(s.maxAge))
	}
	return status
}

// describe puts a candidate in words: its ARN, age and status.
func (c candidate) describe(now time.Time) string {
	return fmt.Sprintf("%s, created %s (%s ago), %s", c.arn, c.created.UTC().Format(time.RFC3339), age(now.Sub(c.created)), c.status)
}

// age is a duration for people: to the minute, or to the second below one.
func age(d time.Duration) string {
	if d >= time.Minute {
		d = d.Round(time.Minute)
	}
	return awsdiag.Span(max(d, 0))
}
