// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Kind is a kind of job as Terraform shows it. J is the shape of one job, as in
// [awsbackup.Kind].
type Kind[J any] struct {
	*awsbackup.Kind[J]

	// Title names the kind in titles, such as "Backup Job"; Noun is what a job
	// makes, in a sentence, such as "backup".
	Title, Noun string
	// Attribute is the name of the ID in schemas, such as "backup_job_id".
	Attribute string
	// StartOperation is the API name, such as "StartBackupJob".
	StartOperation string
	// Of is what a job works on, for messages: an ARN.
	Of func(*awsbackup.Observation) string
	// Watcher is the Region's watcher of this kind.
	Watcher func(*providerdata.Region) *jobwatch.Watcher[J]
	// Ended explains a job that ended without success, and Issues one that
	// completed although HasIssues holds.
	Ended     func(awsdiag.Attempt, *awsbackup.Observation) diag.Diagnostic
	HasIssues func(*awsbackup.Observation) bool
	Issues    func(a awsdiag.Attempt, job *awsbackup.Observation, asError bool) diag.Diagnostic
	// Size is the size of what the job made, in bytes; nil if AWS does not say.
	Size func(*J) *int64
}

// The values of wait_for and on_issues; the first of each is the default.
const (
	WaitForCompleted = "completed"
	WaitForRunning   = "running"
	WaitForCreated   = "created"

	OnIssuesWarn  = "warn"
	OnIssuesError = "error"
)

// WaitForValidators are those of every argument wait_for.
func WaitForValidators() []validator.String {
	return []validator.String{stringvalidator.OneOf(WaitForCompleted, WaitForRunning, WaitForCreated)}
}

// OnIssuesValidators are those of every argument on_issues.
func OnIssuesValidators() []validator.String {
	return []validator.String{stringvalidator.OneOf(OnIssuesWarn, OnIssuesError)}
}

// Finished reports that the job is over.
func (k *Kind[J]) Finished(job *J) bool { return k.Observe(job).Finished() }

// Succeeded reports that the job is over and completed.
func (k *Kind[J]) Succeeded(job *J) bool { return k.Observe(job).Succeeded() }

// Outcome is the diagnostic of a job by on_issues: nil for a success, or for a
// job that is not over.
func (k *Kind[J]) Outcome(a awsdiag.Attempt, job *J, onIssues string) diag.Diagnostic {
	o := k.Observe(job)
	switch {
	case !o.Finished():
		return nil
	case !o.Succeeded():
		return k.Ended(a, o)
	case k.HasIssues(o):
		return k.Issues(a, o, onIssues == OnIssuesError)
	}
	return nil
}
