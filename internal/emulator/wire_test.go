// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const signed = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-central-1/backup/aws4_request, SignedHeaders=host, Signature=0"

// raw sends a request as it stands.
func (l *lab) raw(t *testing.T, method, path, body string, header ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, l.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", signed)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

func TestRepliesLookLikeAWS(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, files)
	response, body := l.raw(t, "GET", "/backup-jobs/"+*job.BackupJobId, "")
	for _, want := range []string{
		`"CreatedBy":null`, `"ParentJobId":null`, `"State":"COMPLETED"`, `"PercentDone":"100.0"`, `"IsParent":false`,
		`"CreationDate":1.7723664E9`, // 2026-03-01T12:00:00Z
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the job has no %s: %s", want, body)
		}
	}
	if got, want := response.Header.Get("Date"), "Sun, 01 Mar 2026 13:00:00 GMT"; got != want {
		t.Errorf("Date %q, want %q", got, want)
	}
	if response.Header.Get("X-Amzn-RequestId") == "" {
		t.Error("no request ID")
	}
	if !regexp.MustCompile(`^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`).MatchString(*job.BackupJobId) {
		t.Errorf("job ID %s is no upper-case GUID", *job.BackupJobId)
	}
	_, body = l.raw(t, "GET", "/backup-vaults/Default/recovery-points/"+strings.ReplaceAll(*job.RecoveryPointArn, ":", "%3A"), "")
	for _, want := range []string{
		`"Lifecycle":{"MoveToColdStorageAfterDays":null,"DeleteAfterDays":null,"OptInToArchiveForSupportedResources":null,"DeleteAfterEvent":null}`,
		`"CalculatedLifecycle":{"MoveToColdStorageAt":null,"DeleteAt":null}`, `"ScanResults":null`, `"LastRestoreTime":null`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the point has no %s: %s", want, body)
		}
	}
	_, body = l.raw(t, "GET", "/backup-jobs", "")
	if !strings.Contains(body, `"NextToken":null`) {
		t.Errorf("the list has no null token: %s", body)
	}
}

func TestErrorEnvelope(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	response, body := l.raw(t, "GET", "/backup-jobs/NOPE", "")
	if response.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d, want 400", response.StatusCode)
	}
	if got := response.Header.Get("X-Amzn-ErrorType"); !strings.HasPrefix(got, "ResourceNotFoundException:http://") {
		t.Errorf("X-Amzn-ErrorType %q", got)
	}
	var envelope map[string]any
	if err := json.Unmarshal([]byte(body), &envelope); err != nil {
		t.Fatal(err)
	}
	if code, _ := envelope["Code"].(string); !regexp.MustCompile(`^ERROR_[0-9]{4}$`).MatchString(code) {
		t.Errorf("Code is %v, want an internal number", envelope["Code"])
	}
	if message, _ := envelope["Message"].(string); !strings.Contains(message, "NOPE") {
		t.Errorf("Message is %v", envelope["Message"])
	}
	for _, member := range []string{"Context", "Type"} {
		if value, ok := envelope[member]; !ok || value != nil {
			t.Errorf("%s is %v (there: %v), want null", member, value, ok)
		}
	}
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, volume)
	escaped := strings.NewReplacer(":", "%3A", "/", "%2F").Replace(*job.RecoveryPointArn)
	for _, test := range []struct {
		method, path, operation string
		status                  int
	}{
		{"GET", "/backup-jobs", "ListBackupJobs", 200},
		{"GET", "/backup-jobs/", "ListBackupJobs", 200}, // DescribeBackupJob(""), and the AWS CLI's list
		{"GET", "/backup-jobs/" + *job.BackupJobId + "/", "DescribeBackupJob", 200},
		{"GET", "/backup-vaults/", "ListBackupVaults", 200}, // DescribeBackupVault("")
		{"GET", "/backup-vaults/Default/recovery-points/", "ListRecoveryPointsByBackupVault", 200},
		{"GET", "/backup-vaults/Default/recovery-points/" + escaped, "DescribeRecoveryPoint", 200},
		{"GET", "/backup-vaults/Default/recovery-points/" + escaped + "/restore-metadata", "GetRecoveryPointRestoreMetadata", 200},
		{"GET", "/resources/" + strings.NewReplacer(":", "%3A", "/", "%2F").Replace(volume) + "/recovery-points/", "ListRecoveryPointsByResource", 200},
		{"DELETE", "/backup-vaults/Default/recovery-points/", "", 404}, // DeleteRecoveryPoint("")
		{"POST", "/backup-jobs/", "", 404},                             // StopBackupJob("")
		{"GET", "/backup-vaults//recovery-points/" + escaped, "", 404},
		{"GET", "/nowhere", "", 404},
		{"PATCH", "/backup-jobs", "", 404},
		{"GET", "/backup/plans", "", 404}, // not served
	} {
		l.ResetRequests()
		response, body := l.raw(t, test.method, test.path, "")
		if response.StatusCode != test.status {
			t.Errorf("%s %s: status %d, want %d: %s", test.method, test.path, response.StatusCode, test.status, body)
		}
		if got := l.Requests()[0].Operation; got != test.operation {
			t.Errorf("%s %s is %q, want %q", test.method, test.path, got, test.operation)
		}
	}
}

func TestRegionAndAccountComeFromTheSignature(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.backup(t, volume)
	for _, test := range []struct {
		accessKey, region string
		want              int
	}{
		{"AKIDEXAMPLE", region, 1},
		{"AKIDEXAMPLE", "us-west-2", 0},
		{"210987654321", region, 0}, // an account of its own
	} {
		out, err := l.clientFor(test.accessKey, test.region).ListBackupJobs(t.Context(), &backup.ListBackupJobsInput{})
		if err != nil {
			t.Fatal(err)
		}
		if len(out.BackupJobs) != test.want {
			t.Errorf("%s in %s sees %d jobs, want %d", test.accessKey, test.region, len(out.BackupJobs), test.want)
		}
	}
	request := l.Requests()[0]
	if request.Operation != "StartBackupJob" || request.Region != region || request.Account != account || request.AccessKeyID != emulator.MaskKey("AKIDEXAMPLE") {
		t.Errorf("recorded as %+v", request)
	}
	response, body := l.raw(t, "GET", "/backup-jobs", "", "Authorization", "")
	if response.StatusCode != http.StatusForbidden || !strings.HasPrefix(response.Header.Get("X-Amzn-ErrorType"), "MissingAuthenticationToken") {
		t.Errorf("unsigned: %d %s", response.StatusCode, body)
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	for _, test := range []struct {
		method, path, body, code string
	}{
		{"PUT", "/backup-jobs", `{`, "SerializationException"},
		{"PUT", "/backup-jobs", `{} {}`, "SerializationException"},
		{"PUT", "/backup-jobs", `{"StartWindowMinutes":"60"}`, "SerializationException"},
		{"PUT", "/backup-jobs", `{"Startwindow":60}`, "SerializationException"}, // strict
		{"PUT", "/backup-jobs", `{}`, "MissingParameterValueException"},
		{"POST", "/backup-jobs/X", `{"Why":1}`, "SerializationException"}, // strict
		{"GET", "/backup-jobs?maxResults=0", ``, "InvalidParameterValueException"},
		{"GET", "/backup-jobs?maxResults=1001", ``, "InvalidParameterValueException"},
		{"GET", "/backup-jobs?maxResults=ten", ``, "InvalidParameterValueException"},
		{"GET", "/backup-jobs?createdAfter=yesterday", ``, "InvalidParameterValueException"},
		{"GET", "/backup-jobs?nextToken=AAAA", ``, "InvalidParameterValueException"},
		{"GET", "/backup-jobs?colour=red", ``, "InvalidParameterValueException"}, // strict
	} {
		response, body := l.raw(t, test.method, test.path, test.body)
		if got, _, _ := strings.Cut(response.Header.Get("X-Amzn-ErrorType"), ":"); got != test.code {
			t.Errorf("%s %s %s: %s, want %s: %s", test.method, test.path, test.body, got, test.code, body)
		}
	}
}

func TestTimesOfTheCLI(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.backup(t, volume)
	for after, want := range map[string]int{"2026-03-01T11:59:59.678000Z": 1, "2026-03-01T12:00:00.000000Z": 0} {
		_, body := l.raw(t, "GET", "/backup-jobs/?createdAfter="+after, "")
		if got := strings.Count(body, `"BackupJobId"`); got != want {
			t.Errorf("created after %s: %d jobs, want %d", after, got, want)
		}
	}
}

func TestTheCalendarRunsByJumpsAndByTheBaseClock(t *testing.T) {
	t.Parallel()
	base := start
	l := newLab(t, withClock(&base))
	l.Advance(48 * time.Hour)
	base = base.Add(time.Minute)
	if got, want := l.Now(), start.Add(48*time.Hour+time.Minute); !got.Equal(want) {
		t.Errorf("it is %v, want %v", got, want)
	}
	if out := l.backup(t, volume); !aws.ToTime(out.CreationDate).Equal(l.Now()) {
		t.Errorf("the job was created %v", out.CreationDate)
	}
}
