// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob

import (
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// kind is what is special about copy jobs to the code that serves every kind.
var kind = &job.Kind[awsbackup.CopyJob]{
	Kind:           awsbackup.CopyJobs,
	Title:          "Copy Job",
	Noun:           "copy",
	Attribute:      "copy_job_id",
	StartOperation: "StartCopyJob",
	Of:             func(o *awsbackup.Observation) string { return o.RecoveryPointARN },
	Watcher:        func(r *providerdata.Region) *jobwatch.Watcher[awsbackup.CopyJob] { return r.CopyJobs },
	Ended:          awsdiag.Ended,
	HasIssues:      awsdiag.Issues,
	Issues:         awsdiag.CompletedWithIssues,
	Size:           func(j *awsbackup.CopyJob) *int64 { return j.BackupSizeInBytes },
}
