// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflog"
	"github.com/hashicorp/terraform-plugin-log/tflogtest"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

func TestLogLine(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		p    jobwatch.Progress
		want string
	}{
		"running": {jobwatch.Progress{
			Job: &awsbackup.Observation{State: "RUNNING", ResourceARN: acctest.DBARN}, Percent: 42.9, HasPercent: true, Elapsed: 12 * time.Minute, Remaining: 8 * time.Minute,
		}, "db:orders 42 %, RUNNING, 12m, about 8m left"},
		"without a percentage": {jobwatch.Progress{
			Job: &awsbackup.Observation{State: "PENDING", ResourceARN: acctest.VolumeARN}, Elapsed: 65 * time.Second,
		}, "volume/vol-0123456789abcdef0, PENDING, 1m5s"},
		"an unknown resource": {jobwatch.Progress{Job: &awsbackup.Observation{State: "CREATED"}, Elapsed: time.Second}, "JOB-1, CREATED, 1s"},
	} {
		if got := job.LogLine("JOB-1", test.p); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestKind_Wait_logs: a wait logs its progress at INFO as a sentence, without the
// fields that the libraries add to each line.
func TestKind_Wait_logs(t *testing.T) {
	t.Parallel()
	var output bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		a := &auditor{}
		kind := a.kind(nil)
		started := a.start(acctest.DBARN, "token")
		ctx := tflog.SetField(tflogtest.RootLogger(t.Context(), &output), "tf_rpc", "ApplyResourceChange")
		if _, err := kind.Wait(ctx, jobwatch.New(kind.Kind, nil, jobwatch.Config{}), started.id, started.created, job.WaitForCompleted); err != nil {
			t.Fatal(err)
		}
	})
	lines, err := tflogtest.MultilineJSONDecode(&output)
	if err != nil || len(lines) == 0 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	for _, line := range lines {
		if message, _ := line["@message"].(string); line["@level"] != "info" || !strings.HasPrefix(message, "db:orders, ") {
			t.Errorf("logged %v, want a sentence about db:orders at INFO", line)
		}
		for field := range line {
			if !strings.HasPrefix(field, "@") {
				t.Errorf("logged the field %s, want the sentence alone", field)
			}
		}
	}
}
