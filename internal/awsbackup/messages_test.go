// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Wherever a message stands in an answer it is cleaned, and a progress that is no
// number is none.
func TestCleanMessages(t *testing.T) {
	t.Parallel()
	for progress, want := range map[string]string{"42.0": "42.0", "+42 %": "+42 %", "NaN": "", "Infinity": "", "nearly done": "", "": ""} {
		job := `{"StatusMessage":"secret text","PercentDone":"` + progress + `"}`
		w := &wire{answer: func(n int, _ *http.Request) *http.Response {
			return reply(http.StatusOK, "", []string{job, `{"BackupJobs":[` + job + `]}`}[n-1])
		}}
		c := client(w, awsbackup.Options{APIOptions: []func(*middleware.Stack) error{
			awsbackup.CleanMessages(func(text string) string { return strings.ReplaceAll(text, "secret", "***") }),
		}})
		one, err := c.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("x")})
		if err != nil {
			t.Fatal(err)
		}
		all, err := c.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
		if err != nil {
			t.Fatal(err)
		}
		for _, job := range []*awsbackup.Job{one, awsbackup.JobFromListItem(all.BackupJobs[0])} {
			if message, percent := aws.ToString(job.StatusMessage), aws.ToString(job.PercentDone); message != "*** text" || percent != want {
				t.Errorf("progress %q: got %q and %q, want %q", progress, message, percent, want)
			}
		}
	}
}
