// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

func TestFromError_emptyIdentifier(t *testing.T) {
	t.Parallel()
	client := awsbackup.NewClient(config(), awsbackup.Options{Endpoint: "http://127.0.0.1:9"})
	_, describing := client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: new("")})
	check(t, awsdiag.FromError(attempt(), describing), "Empty Identifier", "", "BackupJobId is an empty string in the call to DescribeBackupJob", "was not made")
	_, starting := client.StartBackupJob(t.Context(), &backup.StartBackupJobInput{BackupVaultName: new("prod"), IamRoleArn: new(""), ResourceArn: new(testVolume)})
	check(t, awsdiag.FromError(attempt(), starting), "Empty Identifier", "iam_role_arn", "iam_role_arn is an empty string in the call to StartBackupJob")
}

func TestFromError_watch(t *testing.T) {
	t.Parallel()
	seen := awsbackup.BackupJobs.Observe(endedJob(types.BackupJobStateRunning, ""))
	denied := failure(t, config(), "DescribeBackupJob", serve(t, refusal(403, "AccessDeniedException", "", "No.")))
	missing := failure(t, config(), "DescribeBackupJob", serve(t, refusal(400, "ResourceNotFoundException", "", "No such job.")))
	a := awsdiag.Attempt{Doing: "waiting for the backup", Region: testRegion}
	link := awsdiag.ConsoleJobURL(testRegion, testJob)
	for name, c := range map[string]struct {
		err     error
		summary string
		phrases []string
	}{
		"refused for good": {&jobwatch.WaitError{ID: testJob, Last: seen, Elapsed: time.Minute, Err: denied}, "Access Denied by AWS Backup", []string{link, "backup:DescribeBackupJob on *"}},
		"cancelled":        {&jobwatch.WaitError{ID: testJob, Err: context.Canceled}, "Interrupted", []string{link}},
		"gone":             {fmt.Errorf("waiting: %w", &jobwatch.GoneError{ID: testJob, Last: seen, Err: missing}), "Backup Job Not Found", []string{testJob, "AWS Backup reported: No such job.", "30 days"}},
		"unknown state":    {&jobwatch.UnknownStateError{ID: testJob, State: "SUSPENDED", Last: seen}, "Unknown Backup Job State", []string{`"SUSPENDED"`, "Update the provider", link}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, awsdiag.FromError(a, c.err), c.summary, "", c.phrases...)
		})
	}
}

// A job started by a call whose token nobody will send again has to be looked for.
func TestFromError_mayHaveStarted(t *testing.T) {
	t.Parallel()
	err := failure(t, config(), "StartBackupJob", serve(t, refusal(500, "ServiceUnavailableException", "", "Down.")))
	once := starting()
	once.Resumable = false
	d := awsdiag.FromError(once, err)
	check(t, d, "AWS Backup Unavailable", "", "aws backup list-backup-jobs --region eu-west-1 --by-resource-arn "+testVolume)
	if strings.Contains(d.Detail(), "token") {
		t.Errorf("promises that the token will find the job:\n%s", d.Detail())
	}
}

// The permission that is missing is that of the call that was refused, whatever the caller thinks it was doing.
func TestFromError_operationOfTheError(t *testing.T) {
	t.Parallel()
	err := failure(t, config(), "DescribeBackupJob", serve(t, refusal(403, "AccessDeniedException", "", "No.")))
	a := starting()
	a.Operation = "StartBackupJob"
	check(t, awsdiag.FromError(a, err), "Access Denied by AWS Backup", "", "(DescribeBackupJob, Region", "backup:DescribeBackupJob on *")
}

// What to do follows from the error.
func TestReason(t *testing.T) {
	t.Parallel()
	untrusted := quietServer(t, refusal(400, "", "", ""), (*httptest.Server).StartTLS)
	for _, c := range []struct {
		name   string
		err    error
		text   string
		denied bool
		fix    string
	}{
		{"denied", failure(t, config(), "DescribeBackupVault", serve(t, refusal(403, "AccessDeniedException", "", "No."))), "AccessDeniedException, No", true, ""},
		{"refused", fmt.Errorf("reading: %w", syscall.ECONNREFUSED), "connection refused", false, ""},
		{"a secret", errors.New("password=hunter2"), "password=(redacted)", false, ""},
		{"untrusted", failure(t, config(), "DescribeBackupVault", untrusted.URL), "certificate signed by unknown authority", false, "custom_ca_bundle"},
		{"another service", failure(t, config(), "DescribeBackupVault", serve(t, refusal(404, "", "", ""))), "404", false, "endpoints"},
		{"throttled", failure(t, config(), "DescribeBackupVault", serve(t, refusal(400, "ThrottlingException", "", "Slow."))), "ThrottlingException, Slow", false, "-parallelism"},
		{"slow", awsbackup.NoAnswerWithin(15 * time.Second), "no complete answer within 15s", false, "VPC endpoint"},
	} {
		got := awsdiag.Reason(c.err)
		if !strings.Contains(got.Text, c.text) || got.Denied != c.denied || !strings.Contains(got.Fix, c.fix) {
			t.Errorf("%s: %+v", c.name, got)
		}
		if strings.Contains(got.Fix, "DescribeBackupVault") {
			t.Errorf("%s: the advice is a permission: %s", c.name, got.Fix)
		}
	}
}

// What no table knows comes out whole, and a careless call does not panic.
func TestFromError_unknown(t *testing.T) {
	t.Parallel()
	check(t, awsdiag.FromError(starting(), errors.New("zq7: flux\ncapacitor")), "AWS Backup Call Failed", "", "The error was: zq7: flux\ncapacitor", "Starting a backup job")
	check(t, awsdiag.FromError(awsdiag.Attempt{}, nil), "AWS Backup Call Failed", "", "A call to AWS Backup failed.", "fault of the provider")
}

func TestWaitTimedOut(t *testing.T) {
	t.Parallel()
	job := endedJob(types.BackupJobStateRunning, "")
	job.PercentDone = new("42.0")
	job.ExpectedCompletionDate = new(time.Date(2026, 1, 3, 4, 0, 0, 0, time.UTC))
	d := awsdiag.WaitTimedOut(attempt(), awsbackup.BackupJobs.Observe(job), 24*time.Hour+2*time.Second, 24*time.Hour)
	check(t, d, "Timed Out Waiting for the Backup Job", "", testJob, "after 24h0m2s, the limit being 24h",
		"state RUNNING, 42.0 % done, and AWS expects it to end at 2026-01-03T04:00:00Z", "was not stopped", "starts no second backup", `"48h"`)
	check(t, awsdiag.WaitTimedOut(attempt(), nil, time.Second, 90*time.Minute), "Timed Out Waiting for the Backup Job", "",
		"The job's status has not been read yet.", `"3h"`)
}

func TestWaitInterrupted(t *testing.T) {
	t.Parallel()
	d := awsdiag.WaitInterrupted(attempt(), awsbackup.BackupJobs.Observe(endedJob(types.BackupJobStateCreated, "")), 90*time.Second)
	if d.Severity() != diag.SeverityWarning {
		t.Errorf("severity %v, want a warning, since an error would taint the backup", d.Severity())
	}
	for _, p := range []string{testJob, "after 1m30s", "CREATED", "aws backup stop-backup-job --region eu-west-1 --backup-job-id " + testJob} {
		if !strings.Contains(d.Detail(), p) {
			t.Errorf("detail lacks %q:\n%s", p, d.Detail())
		}
	}
}

func TestWarning(t *testing.T) {
	t.Parallel()
	atRole := jobEnded(attempt(), endedJob(types.BackupJobStateFailed, "cannot be assumed by AWS Backup"))
	for _, d := range []diag.Diagnostic{atRole, diag.NewErrorDiagnostic("S", "D")} {
		w := awsdiag.Warning(d)
		if w.Severity() != diag.SeverityWarning || w.Summary() != d.Summary() || w.Detail() != d.Detail() || pathOf(w) != pathOf(d) {
			t.Errorf("Warning changed more than the severity: %v from %v", w, d)
		}
		bare := awsdiag.WithoutPath(w)
		if bare.Severity() != diag.SeverityWarning || bare.Detail() != d.Detail() || pathOf(bare) != "" {
			t.Errorf("WithoutPath changed more than the path: %v", bare)
		}
	}
}

func TestConsoleJobURL(t *testing.T) {
	t.Parallel()
	for region, want := range map[string]string{
		"eu-west-1":      "https://eu-west-1.console.aws.amazon.com/backup/home?region=eu-west-1#/jobs/backup/details/" + testJob,
		"us-gov-west-1":  "https://us-gov-west-1.console.amazonaws-us-gov.com/backup/home?region=us-gov-west-1#/jobs/backup/details/" + testJob,
		"cn-north-1":     "https://cn-north-1.console.amazonaws.cn/backup/home?region=cn-north-1#/jobs/backup/details/" + testJob,
		"eusc-de-east-1": "https://eusc-de-east-1.console.amazonaws-eusc.eu/backup/home?region=eusc-de-east-1#/jobs/backup/details/" + testJob,
		"us-iso-east-1":  "",
		"nowhere":        "",
		"":               "",
	} {
		if got := awsdiag.ConsoleJobURL(region, testJob); got != want {
			t.Errorf("ConsoleJobURL(%q) = %q, want %q", region, got, want)
		}
	}
	if got := awsdiag.ConsoleJobURL("eu-west-1", ""); got != "" {
		t.Errorf("a link to no job: %q", got)
	}
}

func TestPartitions(t *testing.T) {
	t.Parallel()
	for region, partition := range map[string]string{"cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov", "us-east-1": "aws"} {
		a := awsdiag.Attempt{Region: region, VaultName: "prod", AccountID: "111122223333"}
		d := jobEnded(a, &awsbackup.Job{State: types.BackupJobStateFailed, StatusMessage: new("Access Denied trying to call AWS Backup service")})
		for _, p := range []string{"arn:" + partition + ":backup:" + region + ":111122223333:recovery-point:*", "arn:" + partition + ":iam::aws:policy/service-role/"} {
			if !strings.Contains(d.Detail(), p) {
				t.Errorf("detail lacks %q:\n%s", p, d.Detail())
			}
		}
	}
	// Without a Region the ARNs tell.
	d := jobEnded(awsdiag.Attempt{ResourceARN: "arn:aws-cn:s3:::logs"}, &awsbackup.Job{State: types.BackupJobStateFailed, StatusMessage: new("access denied")})
	if !strings.Contains(d.Detail(), "arn:aws-cn:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup") {
		t.Errorf("the policy is not of the resource's partition:\n%s", d.Detail())
	}
}

// Commands are there to be pasted, so nothing in them may be more than an argument.
func TestCommandsAreSafeToPaste(t *testing.T) {
	t.Parallel()
	a := awsdiag.Attempt{Region: testRegion, JobID: "x; rm -rf '~'", VaultName: "{region}"}
	d := jobEnded(a, endedJob(types.BackupJobStateFailed, "Backup job failed because the lifecycle is outside the valid range for backup vault."))
	for _, p := range []string{`--backup-job-id 'x; rm -rf '\''~'\'''`, `--backup-vault-name '{region}'`} {
		if !strings.Contains(d.Detail(), p) {
			t.Errorf("detail lacks %q:\n%s", p, d.Detail())
		}
	}
}
