// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// answering answers every request with one body.
type answering []byte

func (a *answering) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(*a)), Request: r,
	}, nil
}

// FuzzListAnswer: whatever a list answers, the client returns an error or a list whose messages are cleaned, and never panics; nor does
// what reads the list.
func FuzzListAnswer(f *testing.F) {
	for _, list := range []string{"BackupJobs", "CopyJobs", "RestoreJobs", "RecoveryPoints"} {
		for _, value := range []string{`1.7e9`, `"NaN"`, `"Infinity"`, `"-Infinity"`, `1e400`, `-1e300`, `null`, `true`, `"2026-01-02T03:04:05Z"`, `{}`} {
			f.Add([]byte(`{"` + list + `":[{"BackupJobId":"a","CopyJobId":"a","RestoreJobId":"a","CreationDate":` + value + `,"PercentDone":` + value +
				`,"BackupSizeInBytes":` + value + `,"StatusMessage":"SECRET","RecoveryPointLifecycle":{"DeleteAfterDays":` + value + `}}],"NextToken":` + value + `}`))
		}
		f.Add([]byte(`{"` + list + `":[null]}`))
		f.Add([]byte(`{"` + list + `":{}}`))
	}
	f.Add([]byte(`[`))
	f.Add([]byte(``))
	const clean = "clean"
	var body answering // an execution at a time in each process
	client := awsbackup.NewClient(aws.Config{
		Region: "eu-west-1", HTTPClient: &body, Retryer: func() aws.Retryer { return aws.NopRetryer{} },
		Credentials: credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", "secret", ""),
	}, awsbackup.Options{APIOptions: []func(*middleware.Stack) error{awsbackup.CleanMessages(func(string) string { return clean })}})
	f.Fuzz(func(t *testing.T, answer []byte) {
		body = answer
		cleaned := func(o *awsbackup.Observation) {
			if o.StatusMessage != "" && o.StatusMessage != clean {
				t.Errorf("the message was not cleaned: %q", o.StatusMessage)
			}
		}
		if out, err := client.ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{}); err == nil {
			for _, job := range out.BackupJobs {
				cleaned(awsbackup.BackupJobs.Observe(awsbackup.JobFromListItem(job)))
			}
		}
		if out, err := client.ListCopyJobs(t.Context(), &backup.ListCopyJobsInput{}); err == nil {
			for _, job := range out.CopyJobs {
				cleaned(awsbackup.CopyJobs.Observe(&job))
			}
		}
		if out, err := client.ListRestoreJobs(t.Context(), &backup.ListRestoreJobsInput{}); err == nil {
			for _, job := range out.RestoreJobs {
				cleaned(awsbackup.RestoreJobs.Observe(awsbackup.RestoreJobFromListItem(job)))
			}
		}
		vault := "v"
		if out, err := client.ListRecoveryPointsByBackupVault(t.Context(), &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &vault}); err == nil {
			for _, point := range out.RecoveryPoints {
				if message := aws.ToString(point.StatusMessage); message != "" && message != clean {
					t.Errorf("the message was not cleaned: %q", *point.StatusMessage)
				}
			}
		}
	})
}
