// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Watcher waits for the backup jobs of one account and region.
type Watcher struct {
	api awsbackup.API
	cfg Config
}

// New makes a watcher. It starts nothing and needs no closing.
func New(api awsbackup.API, cfg Config) *Watcher { return &Watcher{api: api, cfg: cfg} }

// Wait returns the job as soon as req.Until is met or the job is finished, in
// whatever state: the caller judges. The job is shared and must not be changed.
// Errors are [*WaitError], [*GoneError], [*UnknownStateError] and
// [*awsbackup.EmptyIDError].
func (w *Watcher) Wait(ctx context.Context, req Request) (*awsbackup.Job, error) {
	if req.ID == "" {
		return nil, &awsbackup.EmptyIDError{Operation: "DescribeBackupJob", Member: "BackupJobId"}
	}
	if req.Until == nil {
		req.Until = Finished
	}
	began := time.Now()
	var last *awsbackup.Job
	for {
		job, err := w.api.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: &req.ID})
		if err == nil {
			last = job
			if req.Until(job) || Finished(job) {
				return job, nil
			}
			if req.Progress != nil && ctx.Err() == nil {
				p, ok := percent(job.PercentDone)
				req.Progress(Progress{Job: job, Percent: p, HasPercent: ok, Phase: phases[job.State], Elapsed: time.Since(began)})
			}
		} else if awsbackup.IsNotFound(err) {
			return nil, &GoneError{ID: req.ID, Last: last, Err: err}
		}
		interval := w.cfg.MinInterval
		if interval == 0 {
			interval = time.Second
		}
		timer := time.NewTimer(interval)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, &WaitError{ID: req.ID, Last: last, Elapsed: time.Since(began), Err: ctx.Err()}
		}
	}
}
