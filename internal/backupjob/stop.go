// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// stopServed reports whether StopBackupJob serves the model's job.
func (m *Model) stopServed() bool {
	if t := m.ResourceType.ValueString(); t != "" {
		return catalog.StopSupported(t)
	}
	return catalog.StopSupportedFor(m.ResourceARN.ValueString())
}

// RequestStop asks AWS to stop a job. A job that has ended by itself, is on its
// way to that, or is not known any more needs no stop: what AWS answers then is
// not documented, so the job is checked again. seen is that look, or nil.
func RequestStop(ctx context.Context, api awsbackup.API, id string) (seen *awsbackup.Job, err error) {
	if _, err = api.StopBackupJob(ctx, &backup.StopBackupJobInput{BackupJobId: &id}); err == nil {
		return nil, nil
	}
	job, lookErr := api.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: &id})
	switch {
	case awsbackup.IsNotFound(lookErr):
		return nil, nil
	case lookErr != nil:
		return nil, err
	case awsbackup.Finished(job.State) || job.State == types.BackupJobStateAborting:
		return job, nil
	}
	return job, err
}
