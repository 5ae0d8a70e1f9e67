// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// kind is what is special about restore jobs to the code that serves every kind.
var kind = &job.Kind[awsbackup.RestoreJob]{
	Kind:           awsbackup.RestoreJobs,
	Title:          "Restore Job",
	Noun:           "restore",
	Attribute:      "restore_job_id",
	StartOperation: "StartRestoreJob",
	Of:             func(o *awsbackup.Observation) string { return o.RecoveryPointARN },
	Watcher:        func(r *providerdata.Region) *jobwatch.Watcher[awsbackup.RestoreJob] { return r.RestoreJobs },
	Ended:          awsdiag.Ended,
	HasIssues:      awsdiag.Issues,
	Issues:         awsdiag.CompletedWithIssues,
	Size:           func(j *awsbackup.RestoreJob) *int64 { return j.BackupSizeInBytes },
}
