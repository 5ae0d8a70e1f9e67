// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// lateAnswer answers every request with a job ID after a delay.
type lateAnswer struct {
	delay  time.Duration
	status int
	sent   int
}

func (l *lateAnswer) Do(r *http.Request) (*http.Response, error) {
	l.sent++
	timer := time.NewTimer(l.delay)
	defer timer.Stop()
	select {
	case <-r.Context().Done():
		return nil, r.Context().Err()
	case <-timer.C:
	}
	return &http.Response{StatusCode: l.status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(`{"BackupJobId":"J-1"}`)), Request: r}, nil
}

func TestFinishAttempt(t *testing.T) {
	t.Parallel()
	const grace = 700 * time.Millisecond
	for name, test := range map[string]struct {
		delay    time.Duration // of the answer
		status   int
		stop     time.Duration // when the context ends
		answered bool
		sent     int
		took     time.Duration
	}{
		"no stop":                   {delay: time.Minute, status: 200, stop: time.Hour, answered: true, sent: 1, took: time.Minute},
		"answered in the grace":     {delay: time.Second, status: 200, stop: 500 * time.Millisecond, answered: true, sent: 1, took: time.Second},
		"not answered in the grace": {delay: time.Minute, status: 200, stop: time.Second, sent: 1, took: time.Second + grace},
		"no retry after the stop":   {delay: time.Second, status: 500, stop: 500 * time.Millisecond, sent: 1, took: time.Second},
		"stopped before":            {delay: time.Second, status: 200, stop: 0, sent: 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				far := &lateAnswer{delay: test.delay, status: test.status}
				client := awsbackup.NewClient(aws.Config{
					Region: "eu-central-1", HTTPClient: far,
					Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
				}, awsbackup.Options{Endpoint: "http://backup.test"})
				ctx, cancel := context.WithTimeout(t.Context(), test.stop)
				defer cancel()
				began := time.Now()
				reply, err := client.StartBackupJob(ctx, &backup.StartBackupJobInput{
					BackupVaultName: new("Default"), ResourceArn: new("arn:aws:s3:::orders"), IamRoleArn: new("arn:aws:iam::123456789012:role/backup"),
				}, awsbackup.FinishAttempt(grace))
				if answered := err == nil && aws.ToString(reply.BackupJobId) == "J-1"; answered != test.answered {
					t.Errorf("answered: %t (error %v), want %t", answered, err, test.answered)
				}
				if err != nil && test.status == http.StatusOK && !errors.Is(err, context.DeadlineExceeded) && !errors.Is(err, context.Canceled) {
					t.Errorf("the error is %v, want that of the context", err)
				}
				if far.sent != test.sent || time.Since(began) != test.took {
					t.Errorf("%d requests in %s, want %d in %s", far.sent, time.Since(began), test.sent, test.took)
				}
			})
		})
	}
}
