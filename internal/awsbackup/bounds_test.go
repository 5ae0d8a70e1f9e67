// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// An endpoint that accepts requests and does not answer holds up no caller: each
// attempt ends by itself, and is repeated as another time-out is.
func TestClient_noAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		far := &lateAnswer{delay: time.Hour, status: http.StatusOK}
		c := awsbackup.NewClient(aws.Config{
			Region: "eu-west-1", HTTPClient: far, Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", ""),
		}, awsbackup.Options{})
		began := time.Now()
		_, err := c.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("x")})
		if awsbackup.TransportFaultOf(err) != awsbackup.NoAnswer || awsbackup.IsPermanent(err) || errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v, want a time-out of the attempt, not of the caller", err)
		}
		if took := time.Since(began).Round(time.Minute); far.sent != 3 || took != 6*time.Minute {
			t.Errorf("%d attempts in %v, want 3 in 6 minutes", far.sent, took)
		}
	})
}

// The SDK's decoder panics on a date that is not a number. One that hides behind
// an escape ends the call, not the process.
func TestClient_undecodable(t *testing.T) {
	t.Parallel()
	w := &wire{answer: func(int, *http.Request) *http.Response {
		return reply(http.StatusOK, "", `{"BackupJobId":"x","CreationDate":"Na\u004e"}`)
	}}
	_, err := client(w, awsbackup.Options{}).DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("x")})
	if _, ok := errors.AsType[*smithy.DeserializationError](err); !ok || awsbackup.IsPermanent(err) {
		t.Errorf("got %v, want an answer that cannot be decoded", err)
	}
}

// A proxy that connects is no fault. One that refuses is asked again only where
// it is the host that was not there.
func TestCheckProxyAnswer(t *testing.T) {
	t.Parallel()
	for status, want := range map[int]struct{ refused, permanent bool }{200: {}, 403: {true, true}, 407: {true, true}, 429: {true, false}, 502: {true, false}} {
		err := awsbackup.CheckProxyAnswer(t.Context(), nil, nil, &http.Response{StatusCode: status})
		if refused := awsbackup.TransportFaultOf(err) == awsbackup.ProxyRefused; refused != want.refused || awsbackup.IsPermanentTransport(err) != want.permanent {
			t.Errorf("%d: refused %t, permanent %t; want %t, %t", status, refused, awsbackup.IsPermanentTransport(err), want.refused, want.permanent)
		}
	}
}
