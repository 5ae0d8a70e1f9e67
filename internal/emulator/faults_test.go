// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestFaultsThatAnswerWithAnError(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault  emulator.Fault
		code   string
		status int
	}{
		{emulator.Fault{Kind: emulator.Throttle}, "ThrottlingException", 400},
		{emulator.Fault{Kind: emulator.ServerError}, "ServiceUnavailableException", 500},
		{emulator.Fault{Kind: emulator.AccessDenied}, "AccessDeniedException", 403},
		{emulator.Fault{Kind: emulator.ExpiredToken}, "ExpiredTokenException", 403},
		{emulator.Fault{Kind: emulator.Error, Code: "DependencyFailureException", Message: "m"}, "DependencyFailureException", 500},
		{emulator.Fault{Kind: emulator.Error, Code: "OptInRequired", Status: 403}, "OptInRequired", 403},
	} {
		l := newLab(t)
		l.Inject(test.fault)
		_, err := l.start(t, volume)
		wantError(t, err, test.code, test.fault.Message)
		if got := l.Requests()[0]; got.Status != test.status || got.ErrorCode != test.code {
			t.Errorf("recorded %d %s, want %d %s", got.Status, got.ErrorCode, test.status, test.code)
		}
		if jobs := len(l.home().Jobs()); jobs != 0 {
			t.Errorf("%s: %d jobs", test.code, jobs)
		}
		l.backup(t, volume) // once means once
	}
}

func TestFaultsOfTheConnection(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		fault emulator.Fault
		jobs  int
	}{
		{emulator.Fault{Kind: emulator.ResetBefore}, 0},
		{emulator.Fault{Kind: emulator.ResetAfter}, 1},
		{emulator.Fault{Kind: emulator.Truncate}, 1},
		{emulator.Fault{Kind: emulator.HTML}, 0},
		{emulator.Fault{Kind: emulator.HTML, Accepted: true, Status: 504}, 1},
		{emulator.Fault{Kind: emulator.ServerError, Accepted: true}, 1},
	} {
		l := newLab(t)
		l.Inject(test.fault)
		_, err := l.start(t, volume, token("T"))
		if err == nil {
			t.Errorf("%s: no error", test.fault.Kind)
		}
		_, said := errors.AsType[smithy.APIError](err)
		if wants := test.fault.Kind == emulator.ServerError; said != wants {
			t.Errorf("%s: an error of AWS's: %v (%v)", test.fault.Kind, said, err)
		}
		if jobs := len(l.home().Jobs()); jobs != test.jobs {
			t.Errorf("%s: %d jobs, want %d", test.fault.Kind, jobs, test.jobs)
		}
		l.backup(t, volume, token("T"))
		if jobs := len(l.home().Jobs()); jobs != 1 {
			t.Errorf("%s: %d jobs after the retry, want 1", test.fault.Kind, jobs)
		}
	}
}

func TestSlowAnswersAndStalls(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.Slow, emulator.Stall} {
		l := newLab(t)
		l.Inject(emulator.Fault{Kind: kind, Delay: 20 * time.Millisecond}, emulator.Fault{Kind: kind, Delay: time.Hour})
		began := time.Now()
		l.backup(t, volume)
		if took := time.Since(began); took < 20*time.Millisecond {
			t.Errorf("%s: answered after %v", kind, took)
		}
		// A client that gives up does not hold the server.
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		request := httptest.NewRequestWithContext(gone, http.MethodGet, "http://127.0.0.1/backup-jobs", http.NoBody)
		request.Header.Set("Authorization", signed)
		l.ServeHTTP(httptest.NewRecorder(), request)
	}
}

func TestFaultsChooseTheirCalls(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.Inject(
		emulator.Fault{Kind: emulator.Throttle, Operation: "DescribeBackupJob", After: 1, Times: 2},
		emulator.Fault{Kind: emulator.AccessDenied, Operation: "StartBackupJob", Resource: files, Times: emulator.Always},
		emulator.Fault{Kind: emulator.AccessDenied, Region: "us-east-1", Times: emulator.Always},
		emulator.Fault{Kind: emulator.ServerError, Operation: "ListTags", From: time.Hour, Until: 2 * time.Hour, Times: emulator.Always},
		emulator.Fault{Kind: emulator.ServerError, Operation: "ListBackupVaults", Times: emulator.Always, Match: func(r emulator.Request) bool {
			return strings.Contains(r.Query, "maxResults=7")
		}},
	)
	job := l.backup(t, volume)
	var failed []bool
	for range 5 {
		_, err := l.client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: job.BackupJobId})
		failed = append(failed, err != nil)
	}
	if want := [5]bool{false, true, true, false, false}; [5]bool(failed) != want {
		t.Errorf("describes fail %v, want %v", failed, want)
	}
	for range 3 {
		_, err := l.start(t, files)
		wantError(t, err, "AccessDeniedException", "")
	}
	_, err := l.clientFor("AKIDEXAMPLE", "us-east-1").ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
	wantError(t, err, "AccessDeniedException", "")
	for _, wants := range []bool{false, true, false} {
		_, err := l.client.ListTags(t.Context(), &backup.ListTagsInput{ResourceArn: aws.String("arn:aws:backup:eu-central-1:123456789012:backup-vault:Default")})
		if (err != nil) != wants {
			t.Errorf("at %v: %v", l.Now(), err)
		}
		l.Advance(time.Hour)
	}
	for size, wants := range map[int32]bool{7: true, 8: false} {
		_, err := l.client.ListBackupVaults(t.Context(), &backup.ListBackupVaultsInput{MaxResults: &size})
		if (err != nil) != wants {
			t.Errorf("maxResults %d: %v", size, err)
		}
	}
	l.ClearFaults()
	l.backup(t, files)
}

func TestFaultsInTheAnswer(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, files)
	bent := func(fault emulator.Fault) (*backup.DescribeBackupJobOutput, string) {
		t.Helper()
		l.Inject(fault, fault)
		out := l.describe(t, job.BackupJobId)
		response, body := l.raw(t, "GET", "/backup-jobs/"+*job.BackupJobId, "")
		return out, response.Header.Get("Date") + " " + body
	}
	out, _ := bent(emulator.Fault{Kind: emulator.Nulls})
	if out.PercentDone != nil || out.CompletionDate != nil || out.RecoveryPointLifecycle != nil || out.State != types.BackupJobStateCompleted {
		t.Errorf("nulls: %+v", out)
	}
	if out, _ = bent(emulator.Fault{Kind: emulator.Nulls, Members: []string{"State"}}); out.State != "" || out.PercentDone == nil {
		t.Errorf("null State: %+v", out)
	}
	if out, _ = bent(emulator.Fault{Kind: emulator.UnknownEnums}); out.State != "FUTURE_VALUE" || aws.ToString(out.VaultType) != "FUTURE_VALUE" {
		t.Errorf("enums: %+v", out)
	}
	if out, _ = bent(emulator.Fault{Kind: emulator.UnknownEnums, Members: []string{"State"}, Value: "PAUSED"}); out.State != "PAUSED" || aws.ToString(out.VaultType) != "BACKUP_VAULT" {
		t.Errorf("State: %+v", out)
	}
	out, text := bent(emulator.Fault{Kind: emulator.UnknownMembers})
	if out.State != types.BackupJobStateCompleted || strings.Count(text, "FutureMember") != 2 {
		t.Errorf("members: %s", text)
	}
	out, text = bent(emulator.Fault{Kind: emulator.PlainTimes})
	if !out.CreationDate.Equal(start) || !strings.Contains(text, `"CreationDate":1772366400,`) {
		t.Errorf("times: %s", text)
	}
	_, text = bent(emulator.Fault{Kind: emulator.ClockSkew, Skew: -10 * time.Minute})
	if !strings.HasPrefix(text, "Sun, 01 Mar 2026 12:50:00 GMT") {
		t.Errorf("skew: %s", text)
	}
}

func TestFaultsOfPages(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for i := range 4 {
		l.backup(t, volumeARN(i))
	}
	two := backup.ListBackupJobsInput{MaxResults: aws.Int32(2)}
	want := l.jobs(t, two)
	l.Inject(emulator.Fault{Kind: emulator.EmptyPage}, emulator.Fault{Kind: emulator.EmptyPage, After: 2})
	if got := l.jobs(t, two); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("with empty pages: %v, want %v", got, want)
	}
	if got := l.Count("ListBackupJobs"); got != 2+4 {
		t.Errorf("%d calls, want 6", got)
	}
	l.Inject(emulator.Fault{Kind: emulator.RepeatToken})
	if got := l.jobs(t, two); len(got) != 6 || got[0] != got[2] {
		t.Errorf("with a repeated token: %v", got)
	}
}

func TestFaultsThatActInMidWait(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().AddVault(emulator.Vault{Name: "vv"})
	job := l.completed(t, files, in("vv"))
	l.Inject(
		emulator.Fault{Kind: emulator.LockVault, Vault: "vv", Lock: emulator.Lock{Min: 7}, Operation: "DescribeBackupVault"},
		emulator.Fault{Kind: emulator.RemoveVault, Vault: "vv", Operation: "DescribeRecoveryPoint"},
		emulator.Fault{Kind: emulator.ExpireCredentials, Operation: "ListTags"},
	)
	if got := l.vault(t, "vv"); !*got.Locked || *got.MinRetentionDays != 7 {
		t.Errorf("%+v", got)
	}
	_, err := l.point(t, "vv", job.RecoveryPointArn)
	wantError(t, err, "AccessDeniedException", "")
	for range 2 { // until they are refreshed
		_, err = l.client.ListTags(t.Context(), &backup.ListTagsInput{ResourceArn: job.RecoveryPointArn})
		wantError(t, err, "ExpiredTokenException", "")
	}
	_, err = l.clientFor("AKIDFRESH", region).ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
	if err != nil {
		t.Error(err)
	}
}

func TestFaultsOfSTS(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.Inject(
		emulator.Fault{Kind: emulator.Throttle, Times: emulator.Always}, // not meant for STS
		emulator.Fault{Kind: emulator.AccessDenied, Operation: "GetCallerIdentity"},
	)
	call := func() (int, string) {
		response, text := l.raw(t, http.MethodPost, "/", "Action=GetCallerIdentity&Version=2011-06-15",
			"Content-Type", "application/x-www-form-urlencoded", "Authorization", strings.Replace(signed, "/backup/", "/sts/", 1))
		return response.StatusCode, text
	}
	if status, body := call(); status != http.StatusForbidden || !strings.Contains(body, "<Code>AccessDeniedException</Code>") {
		t.Errorf("%d %s", status, body)
	}
	if status, body := call(); status != http.StatusOK || !strings.Contains(body, "<Account>123456789012</Account>") {
		t.Errorf("%d %s", status, body)
	}
	if got := l.Count("GetCallerIdentity"); got != 2 {
		t.Errorf("%d calls recorded", got)
	}
}
