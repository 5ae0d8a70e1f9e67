// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

const startRegion = "eu-central-1"

var errReset = errors.New("connection reset by peer")

// inMemory carries requests to the emulator without a socket, so that a
// synctest bubble can hold both sides and make hours pass at once.
type inMemory struct{ server http.Handler }

func (m inMemory) Do(r *http.Request) (response *http.Response, err error) {
	type result struct {
		response *http.Response
		err      error
	}
	done := make(chan result, 1)
	served := r.Clone(r.Context())
	if served.Body == nil {
		served.Body = http.NoBody // as a server sees it
	}
	go func() {
		recorder := httptest.NewRecorder()
		defer func() {
			switch cut := recover(); cut {
			case nil:
				done <- result{response: recorder.Result()}
			case http.ErrAbortHandler:
				done <- result{err: errReset}
			default:
				panic(cut)
			}
		}()
		m.server.ServeHTTP(recorder, served)
	}()
	select {
	case got := <-done:
		return got.response, got.err
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// inBubble runs a subtest in a synctest bubble, on a virtual clock.
func inBubble(t *testing.T, name string, test func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, test)
	})
}

// account is AWS Backup in memory with production's pace, and what one apply
// after the other does with it.
type account struct {
	*emulator.Server
	t *testing.T
}

func newAccount(t *testing.T, options ...emulator.Option) account {
	t.Helper()
	return account{emulator.New(append([]emulator.Option{emulator.WithStrict()}, options...)...), t}
}

func (a account) jobs() []emulator.Job { return a.Region(startRegion).Jobs() }

// apply is a fresh provider process: it knows nothing of those before it.
func (a account) apply() Starter { return a.applyThrough(a.Server) }

// applyThrough is apply with something between the provider and AWS.
func (a account) applyThrough(server http.Handler) Starter {
	api := awsbackup.NewClient(aws.Config{
		Region:      startRegion,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
		HTTPClient:  inMemory{server},
	}, awsbackup.Options{Endpoint: "http://backup.test"})
	return NewStarter(&providerdata.Region{
		Name: startRegion, API: api, Owners: &providerdata.Owners{},
		Jobs: jobwatch.New(awsbackup.BackupJobs, api, jobwatch.Config{}), Points: pointcache.New(api, pointcache.Config{}),
	}, (&providerdata.Data{}).RetryIntervals())
}

func volume(name string) StartRequest {
	in := &backup.StartBackupJobInput{
		BackupVaultName: new("Default"),
		ResourceArn:     new("arn:aws:ec2:" + startRegion + ":123456789012:volume/" + name),
		IamRoleArn:      new("arn:aws:iam::123456789012:role/backup"),
	}
	return StartRequest{Input: in, Token: deriveToken(in, startRegion, "", nil)}
}

func explicit(token string, o StartRequest) StartRequest {
	o.Token, o.Explicit = token, true
	return o
}

// startResult is a backup job that was started, or found in flight.
type startResult = job.Result[awsbackup.Job]

func (s Starter) start(ctx context.Context, r StartRequest) (startResult, error) {
	return s.Start(ctx, s.Request(r))
}

// start starts a backup that must lead to a job.
func (a account) start(l Starter, o StartRequest) startResult {
	a.t.Helper()
	out, err := l.start(a.t.Context(), o)
	if err != nil {
		a.t.Fatalf("starting: %v", err)
	}
	if out.JobID == "" || out.Job == nil || aws.ToString(out.Job.BackupJobId) != out.JobID {
		a.t.Fatalf("starting led to job %q, seen as %v", out.JobID, out.Job)
	}
	return out
}

// wantStarted asserts how many jobs AWS has really started.
func (a account) wantStarted(want int) {
	a.t.Helper()
	if got := len(a.jobs()); got != want {
		a.t.Errorf("AWS has started %d jobs, want %d", got, want)
	}
}

// wantWarnings asserts the summaries of the warnings, and that each names its
// job.
func wantWarnings(t *testing.T, got diag.Diagnostics, want ...[2]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d warnings, want %d: %v", len(got), len(want), got)
		return
	}
	for i, d := range got {
		if d.Severity() != diag.SeverityWarning || !strings.HasPrefix(d.Summary(), want[i][0]) || !strings.Contains(d.Detail(), want[i][1]) {
			t.Errorf("diagnostic %d is %v %q: %q; want a warning %q that names %s", i, d.Severity(), d.Summary(), d.Detail(), want[i][0], want[i][1])
		}
	}
}

const (
	resumed    = "Resumed an Earlier Backup Job"
	superseded = "Started a New Backup Beside Job "
)

// long keeps a job in flight until the test makes so much time pass.
var long = emulator.Script{Running: 12 * time.Hour}
