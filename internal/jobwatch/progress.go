// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"context"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Progress is the progress of a job.
type Progress struct {
	// Job is shared by all callers and must not be changed.
	Job *awsbackup.Observation
	// Percent is AWS's estimate, 0 to 100; it may jump or stand still.
	Percent    float64
	HasPercent bool
	// BytesDone and BytesTotal are BytesTransferred and BackupSizeInBytes, 0
	// where AWS does not count, as for snapshots.
	BytesDone, BytesTotal int64
	// Elapsed is the time since Wait was called.
	Elapsed time.Duration
	// Remaining is an estimate, 0 if there is none: AWS's own expected date, or
	// the pace at which the percentage has grown during this wait.
	Remaining time.Duration
}

// percent is a PercentDone between 0 and 100.
func percent(s string) (float64, bool) {
	p, ok := awsbackup.Percent(s)
	if !ok {
		return 0, false
	}
	return min(max(p, 0), 100), true
}

// reporter reports the progress of one wait.
type reporter struct {
	kind, id string
	notify   func(Progress)
	interval time.Duration
	began    time.Time
	last     *awsbackup.Observation
	reported time.Time
	// The first percentage of this wait, from which the pace is taken.
	paceFrom float64
	paceAt   time.Time
}

func newReporter(kind, id string, notify func(Progress), interval time.Duration) *reporter {
	return &reporter{kind: kind, id: id, notify: notify, interval: interval, began: time.Now()}
}

// report records the job, and calls the caller back if that is due.
func (r *reporter) report(ctx context.Context, job *awsbackup.Observation) {
	now := time.Now()
	changed := r.last == nil || r.last.State != job.State
	r.last = job
	p := r.progress(job, now)
	if r.notify == nil || ctx.Err() != nil || !changed && now.Sub(r.reported) < r.interval {
		return
	}
	r.reported = now
	r.notify(p)
}

func (r *reporter) progress(job *awsbackup.Observation, now time.Time) Progress {
	p := Progress{
		Job:        job,
		BytesDone:  max(job.BytesDone, 0),
		BytesTotal: max(job.BytesTotal, 0),
		Elapsed:    now.Sub(r.began),
	}
	p.Percent, p.HasPercent = percent(job.PercentDone)
	if job.State != "RUNNING" {
		return p
	}
	switch {
	case !p.HasPercent:
	case r.paceAt.IsZero():
		r.paceFrom, r.paceAt = p.Percent, now
	case p.Percent > r.paceFrom:
		pace := (p.Percent - r.paceFrom) / float64(now.Sub(r.paceAt))
		p.Remaining = time.Duration((100 - p.Percent) / pace)
	}
	if job.ExpectedCompletion != nil {
		if left := job.ExpectedCompletion.Sub(now); left > 0 {
			p.Remaining = left
		}
	}
	return p
}
