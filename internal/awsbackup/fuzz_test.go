// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// answering answers every request with one body.
type answering []byte

func (a answering) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(a)), Request: r,
	}, nil
}

// FuzzListAnswer: whatever a list answers, the client returns an error or a list whose messages are cleaned, and never panics.
func FuzzListAnswer(f *testing.F) {
	for _, value := range []string{`1.7e9`, `"NaN"`, `"Infinity"`, `"-Infinity"`, `1e400`, `-1e300`, `null`, `true`, `"2026-01-02T03:04:05Z"`, `{}`} {
		f.Add([]byte(`{"BackupJobs":[{"BackupJobId":"a","CreationDate":` + value + `,"PercentDone":` + value + `,"BackupSizeInBytes":` + value +
			`,"StatusMessage":"SECRET","RecoveryPointLifecycle":{"DeleteAfterDays":` + value + `}}],"NextToken":` + value + `}`))
	}
	f.Add([]byte(`{"BackupJobs":[null]}`))
	f.Add([]byte(`{"BackupJobs":{}}`))
	f.Add([]byte(`[`))
	f.Add([]byte(``))
	f.Fuzz(func(t *testing.T, body []byte) {
		client := awsbackup.NewClient(aws.Config{
			Region: "eu-west-1", HTTPClient: answering(body), Retryer: func() aws.Retryer { return aws.NopRetryer{} },
			Credentials: credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "secret", ""),
		}, awsbackup.Options{APIOptions: []func(*middleware.Stack) error{awsbackup.CleanMessages(func(s string) string { return strings.ReplaceAll(s, "SECRET", "") })}})
		out, err := client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
		if err != nil {
			return
		}
		for _, job := range out.BackupJobs {
			if strings.Contains(aws.ToString(job.StatusMessage), "SECRET") {
				t.Errorf("the message was not cleaned: %q", *job.StatusMessage)
			}
			_ = awsbackup.JobFromListItem(job)
		}
	})
}
