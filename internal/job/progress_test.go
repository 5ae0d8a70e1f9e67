// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

const gib = 1 << 30

// gibibytes rounds up, so that 29.5 of them read so.
func gibibytes(n float64) int64 { return int64(n*gib) + 1 }

func TestProgressLine(t *testing.T) {
	t.Parallel()
	// In the bubble the clock stands at midnight of 2000-01-01 UTC.
	synctest.Test(t, func(t *testing.T) {
		startBy := time.Now().Add(8 * time.Hour)
		for _, test := range []struct {
			name  string
			p     jobwatch.Progress
			since time.Duration
			want  string
		}{
			{
				"running", jobwatch.Progress{
					Job:     &awsbackup.Observation{State: "RUNNING"},
					Percent: 42.9, HasPercent: true, BytesDone: gibibytes(12.4), BytesTotal: gibibytes(29.5),
					Elapsed: 3*time.Minute + 10*time.Second, Remaining: 4 * time.Minute,
				}, 0, "42% - 12.4 of 29.5 GiB - 3m10s elapsed, about 4m left - RUNNING",
			},
			{
				"heartbeat", jobwatch.Progress{
					Job: &awsbackup.Observation{State: "RUNNING"}, Percent: 42, HasPercent: true,
					Elapsed: 3 * time.Minute, Remaining: 4 * time.Minute,
				}, 70 * time.Second, "42% - 4m10s elapsed, about 3m left - RUNNING",
			},
			{
				"estimate used up", jobwatch.Progress{
					Job: &awsbackup.Observation{State: "RUNNING"}, Percent: 99.9, HasPercent: true, Elapsed: time.Hour, Remaining: time.Second,
				}, time.Minute, "99% - 1h1m elapsed - RUNNING",
			},
			{
				"nothing known",
				jobwatch.Progress{Job: &awsbackup.Observation{State: "RUNNING"}, Elapsed: 5 * time.Second},
				0,
				"5s elapsed - RUNNING",
			},
			{
				"more than the backup's size", jobwatch.Progress{
					Job: &awsbackup.Observation{State: "RUNNING"}, BytesDone: 5 * gib, BytesTotal: gib, Elapsed: time.Minute,
				}, 0, "5.0 GiB transferred - 1m elapsed - RUNNING",
			},
			{
				"start window", jobwatch.Progress{
					Job: &awsbackup.Observation{State: "CREATED", StartBy: &startBy, Phase: "waiting for its turn"}, Elapsed: 2 * time.Minute,
				}, 0, "waiting for its turn, to be started by 2000-01-01 08:00 UTC (within 8h) or it expires - 2m elapsed - CREATED",
			},
			{
				"start window and a reason", jobwatch.Progress{
					Job: &awsbackup.Observation{State: "PENDING", StartBy: &startBy, StatusMessage: "\"The volume\n is busy.\"", Phase: "starting"}, Elapsed: time.Second,
				}, 0, "starting, to be started by 2000-01-01 08:00 UTC (within 8h) or it expires; AWS Backup says: The volume is busy. - 1s elapsed - PENDING",
			},
			{
				"stopping",
				jobwatch.Progress{Job: &awsbackup.Observation{State: "ABORTING", Phase: "stopping"}, Elapsed: time.Second},
				0,
				"stopping - 1s elapsed - ABORTING",
			},
		} {
			if got := job.ProgressLine(test.p, test.since); got != test.want {
				t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
			}
		}
	})
}

func TestSize(t *testing.T) {
	t.Parallel()
	for bytes, want := range map[int64]string{
		0: "0 B", 1023: "1023 B", 1024: "1.0 KiB", 1536: "1.5 KiB", gibibytes(29.5): "29.5 GiB", 5 << 40: "5.0 TiB", 2 << 50: "2048.0 TiB",
	} {
		if got := job.Size(bytes); got != want {
			t.Errorf("size(%d) is %q, want %q", bytes, got, want)
		}
	}
}

// The time that is left has no more figures than an estimate is worth.
func TestProgressLine_timeLeft(t *testing.T) {
	t.Parallel()
	for left, want := range map[time.Duration]string{
		time.Second: "1m", 61 * time.Second: "1m", 4*time.Minute + 40*time.Second: "5m", 59*time.Minute + 50*time.Second: "1h",
		time.Hour + 34*time.Minute: "1h30m", 25*time.Hour + 40*time.Minute: "26h",
	} {
		p := jobwatch.Progress{Job: &awsbackup.Observation{State: "RUNNING"}, Elapsed: time.Minute, Remaining: left}
		if got := job.ProgressLine(p, 0); got != "1m elapsed, about "+want+" left - RUNNING" {
			t.Errorf("with %s left: %q, want %s left", left, got, want)
		}
	}
}
