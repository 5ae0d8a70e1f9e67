// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package record

import (
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Kind is what is special about backup jobs to the code that serves every kind.
var Kind = &job.Kind[awsbackup.Job]{
	Kind:           awsbackup.BackupJobs,
	Title:          "Backup Job",
	Noun:           "backup",
	Attribute:      "backup_job_id",
	StartOperation: "StartBackupJob",
	Of:             func(o *awsbackup.Observation) string { return o.ResourceARN },
	Watcher:        func(r *providerdata.Region) *jobwatch.Watcher[awsbackup.Job] { return r.Jobs },
	Ended:          awsdiag.Ended,
	HasIssues:      awsdiag.Issues,
	Issues:         awsdiag.CompletedWithIssues,
	Size:           func(j *awsbackup.Job) *int64 { return j.BackupSizeInBytes },
}
