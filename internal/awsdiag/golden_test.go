// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

var update = flag.Bool("update", false, "write testdata/diagnostics.golden; read it as prose before committing it")

const golden = "testdata/diagnostics.golden"

// TestGolden keeps the whole text of every diagnostic in one file, so that a change of words is seen and read by a
// person. What each must say is asserted by the other tests.
func TestGolden(t *testing.T) {
	t.Parallel()
	var all strings.Builder
	write := func(name string, d diag.Diagnostic) {
		at := ""
		if p := pathOf(d); p != "" {
			at = "  [" + p + "]"
		}
		fmt.Fprintf(&all, "=== %s\n%s: %s%s\n\n%s\n\n", name, d.Severity(), d.Summary(), at, d.Detail())
	}
	for _, c := range answers {
		a := handling("handling backup job " + testJob)
		if c.operation == "StartBackupJob" {
			a = starting()
		}
		write("answer: "+c.name, awsdiag.FromError(a, failure(t, config(), c.operation, serve(t, refusal(c.status, c.exception, c.code, c.message)))))
	}
	html := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html>Bad Gateway</html>"))
	})
	write("answer: HTML", awsdiag.FromError(starting(), failure(t, config(), "StartBackupJob", html)))
	for _, e := range unanswered() {
		write("no answer: "+e.name, awsdiag.FromError(starting(), e.err))
	}
	for _, row := range documentedRows {
		state := types.BackupJobStateFailed
		switch row.id { // As AWS's own samples have them.
		case "1", "2":
			state = types.BackupJobStateExpired
		case "29":
			state = types.BackupJobStateAborted
		}
		write("job: row "+row.id, jobEnded(attempt(), endedJob(state, row.messages[0])))
	}
	for _, seen := range corpus {
		write(seen.kind+" job, seen: "+seen.message[:min(60, len(seen.message))]+" "+seen.category, seen.ended(attempt(), seen.message))
	}
	for _, state := range awsbackup.States() {
		write("job: "+string(state)+" without a message", jobEnded(attempt(), endedJob(state, "")))
	}
	parent := endedJob(types.BackupJobStatePartial, "")
	parent.NumberOfChildJobs, parent.ChildJobsInState = new(int64(3)), map[string]int64{"FAILED": 1, "COMPLETED": 2}
	write("job: PARTIAL with children", jobEnded(attempt(), parent))
	write("job: unknown message", jobEnded(attempt(), endedJob(types.BackupJobStateFailed, "Something new happened.")))
	write("job: nothing known", jobEnded(awsdiag.Attempt{}, nil))
	for _, message := range issueTexts {
		job := endedJob(types.BackupJobStateCompleted, message)
		job.MessageCategory, job.RecoveryPointArn = new("MISCELLANEOUS"), new(testPoint)
		write("issues: "+message[:min(30, len(message))], jobIssues(attempt(), job, false))
	}
	vss := endedJob(types.BackupJobStateCompleted, "")
	vss.BackupOptions = map[string]string{"WindowsVSS": "enabled"}
	write("issues: VSS asked for and not made", jobIssues(attempt(), vss, true))
	running := endedJob(types.BackupJobStateRunning, "")
	running.PercentDone = new("42.0")
	write("wait: timed out", awsdiag.WaitTimedOut(attempt(), awsbackup.BackupJobs.Observe(running), 24*time.Hour, 24*time.Hour))
	write("wait: interrupted", awsdiag.WaitInterrupted(attempt(), awsbackup.BackupJobs.Observe(running), 90*time.Second))

	if *update {
		if err := os.WriteFile(golden, []byte(all.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), all.String()); diff != "" {
		t.Errorf("the words have changed; read them, then run: go test ./internal/awsdiag -run TestGolden -update\n%s", diff)
	}
}

// issueTexts are messages of jobs that completed, though not as asked for; the last one is new to everybody.
var issueTexts = []string{
	"Your backup succeeded, but we were unable to persist NetworkInterfaces metadata for your instance.",
	"Windows VSS Backup Job Error encountered, trying for regular backup",
	"This resource is encrypted with an AWS managed key and cannot be copied to a logically air-gapped backup vault.",
	"This resource type is not supported by logically air-gapped backup vault.",
	"Some Kubernetes Objects failed to be backed up. See the list in your account.",
	"Something new happened.",
}

// unanswered are errors of calls that got no answer, as the SDK makes them, with addresses that do not change.
func unanswered() []struct {
	name string
	err  error
} {
	call := func(err error) error {
		return &smithy.OperationError{ServiceID: "Backup", OperationName: "StartBackupJob", Err: err}
	}
	send := func(err error) error {
		return call(&smithyhttp.RequestSendError{Err: &url.Error{Op: "Put", URL: "https://backup.eu-west-1.amazonaws.com/backup-jobs", Err: err}})
	}
	dial := func(err error) error { return send(&net.OpError{Op: "dial", Net: "tcp", Err: err}) }
	metadata := &smithy.OperationError{ServiceID: "ec2imds", OperationName: "GetMetadata", Err: errors.New("request canceled, context deadline exceeded")}
	return []struct {
		name string
		err  error
	}{
		{"refused", dial(syscall.ECONNREFUSED)},
		{"DNS", dial(&net.DNSError{Err: "no such host", Name: "backup.eu-west-1.amazonaws.com", IsNotFound: true})},
		{"timeout", dial(os.ErrDeadlineExceeded)},
		{"proxy", send(&net.OpError{Op: "proxyconnect", Net: "tcp", Err: syscall.ECONNREFUSED})},
		{"proxy without credentials", send(&awsbackup.ProxyError{Status: 407})},
		{"proxy that refuses", send(&awsbackup.ProxyError{Status: 403})},
		{"FIPS host", dial(&net.DNSError{Err: "no such host", Name: "backup-fips.eu-west-1.amazonaws.com", IsNotFound: true})},
		{"dual-stack host", dial(&net.DNSError{Err: "no such host", Name: "backup.eu-west-1.api.aws", IsNotFound: true})},
		{"huge answer", call(&awsbackup.BodyTooLargeError{Limit: 16 << 20})},
		{"endless list", call(&awsbackup.TooManyPagesError{Operation: "ListBackupJobs", Limit: 5000})},
		{"recovery point in no vault", &awsbackup.NoVaultError{ARN: "arn:aws:ec2:eu-west-1::snapshot/snap-1"}},
		{"certificate", send(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}})},
		{"plain http", send(http.ErrSchemeMismatch)},
		{"reset", send(syscall.ECONNRESET)},
		{"other", send(errors.New("net/http: something else"))},
		{"cancelled", call(&smithy.CanceledError{Err: context.Canceled})},
		{"deadline", call(&smithy.CanceledError{Err: context.DeadlineExceeded})},
		{"no credentials", call(fmt.Errorf("get identity: get credentials: failed to refresh cached credentials, no EC2 IMDS role found, %w", metadata))},
		{"empty credentials", call(fmt.Errorf("get identity: %w", &credentials.StaticCredentialsEmptyError{}))},
		{"empty identifier", &awsbackup.EmptyIDError{Operation: "StartBackupJob", Member: "ResourceArn"}},
		{"unknown state", &jobwatch.UnknownStateError{ID: testJob, State: "SUSPENDED"}},
		{"job gone", &jobwatch.GoneError{ID: testJob, Err: errors.New("gone")}},
		{"unknown", errors.New("something else")},
	}
}
