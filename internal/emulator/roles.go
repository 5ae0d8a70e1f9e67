// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// RoleDenial is a role that AWS Backup cannot assume.
type RoleDenial struct {
	// Until is the calendar time at which the role begins to work; zero is
	// never, unless Times is set.
	Until time.Time
	// Times is how many starts of jobs are turned away; 0 is no limit.
	Times int
	// Async accepts the job, which then FAILs for the reason, instead of
	// refusing the call.
	Async bool
}

// DenyRole makes a role impossible to assume. Other roles all work. Snapshots
// of EBS that a lost role made cannot be deleted: they end EXPIRED
// (reference 0.17).
func (r *Region) DenyRole(roleARN string, denial RoleDenial) {
	r.with(func(state *regionState, _ time.Time) { state.denied[roleARN] = &denial })
}

// AllowRole ends a denial.
func (r *Region) AllowRole(roleARN string) {
	r.with(func(state *regionState, _ time.Time) { delete(state.denied, roleARN) })
}

// lost says whether a role is gone for good.
func (r *regionState) lost(role string, now time.Time) bool {
	denial := r.denied[role]
	return denial != nil && denial.Times == 0 && (denial.Until.IsZero() || now.Before(denial.Until))
}

// checkRole turns the start of a job away whose role does not work (yet). doom
// is the message that the job is to FAIL with, "" if the role works.
func (r *regionState) checkRole(role string, now time.Time) (doom string, err error) {
	denial := r.denied[role]
	if denial == nil || !denial.Until.IsZero() && !now.Before(denial.Until) {
		return "", nil
	}
	if denial.Times > 0 {
		denial.Times--
		if denial.Times == 0 {
			delete(r.denied, role)
		}
	}
	message := notAssumed(role)
	if !denial.Async {
		return "", invalidParameter("%s", message)
	}
	return message, nil
}

func notAssumed(role string) string {
	return "IAM Role " + role + " cannot be assumed by AWS Backup"
}

// checkRoleARN wants the ARN of a role of the calling account.
func (c *call) checkRoleARN(role string) error {
	parts := roleARN.FindStringSubmatch(role)
	if parts == nil {
		return invalidParameter("Invalid IAM role ARN: %s", role)
	}
	if parts[1] != c.region.account {
		return failure(errAccessDenied, "Cross-account pass role is not allowed.")
	}
	return nil
}
