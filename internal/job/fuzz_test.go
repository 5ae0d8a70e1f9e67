// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// FuzzProgressLine: whatever AWS reports of a job, its progress is one line without a number that is none.
func FuzzProgressLine(f *testing.F) {
	f.Add("RUNNING", "", 42.9, int64(1<<30), int64(2<<30), int64(time.Minute), int64(time.Hour))
	f.Add("CREATED", "waits\nfor \x1b[2J another job", 0.0, int64(0), int64(0), int64(0), int64(-1))
	f.Add("PENDING", "\u2028\u202e", 100.0, int64(-1), int64(1), int64(1<<62), int64(1<<62))
	f.Add("RUNNING", "", 99.999, int64(1<<62), int64(1), int64(-1<<62), int64(1))
	f.Fuzz(func(t *testing.T, state, message string, percent float64, done, total, elapsed, remaining int64) {
		percent, ok := awsbackup.Percent(strconv.FormatFloat(percent, 'g', -1, 64)) // as jobwatch reads it
		by := time.Unix(elapsed%(1<<40), 0)
		line := job.ProgressLine(jobwatch.Progress{
			Job:     &awsbackup.Observation{State: state, Phase: awsbackup.BackupJobs.Observe(&awsbackup.Job{StatusMessage: &message}).Phase, StatusMessage: message, StartBy: &by},
			Percent: percent, HasPercent: ok, BytesDone: done, BytesTotal: total, Elapsed: time.Duration(elapsed), Remaining: time.Duration(remaining),
		}, time.Duration(remaining%1000))
		if !strings.HasSuffix(line, state) {
			t.Errorf("%q does not end in the state %q", line, state)
		}
		line = strings.TrimSuffix(line, state)
		if strings.ContainsAny(line, "\n\r") {
			t.Errorf("more than a line: %q", line)
		}
		if !strings.Contains(message, "%!") && strings.Contains(line, "%!") || !strings.Contains(message, "NaN") && strings.Contains(line, "NaN") {
			t.Errorf("the line is %q", line)
		}
	})
}
