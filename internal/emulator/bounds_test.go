// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What a request proves its right with does not leave the emulator again.
func TestSecretsAreNotRecorded(t *testing.T) {
	t.Parallel()
	server := emulator.New()
	form := url.Values{
		"Action": {"AssumeRoleWithWebIdentity"}, "RoleArn": {role}, "RoleSessionName": {"ci"}, "WebIdentityToken": {"eyJ.secret-jwt.sig"},
	}
	visit(t, server, http.MethodPost, "localhost", "/", form.Encode(), "Authorization", "AWS4-HMAC-SHA256 Credential=AKIASECRETSECRET/20260301/eu-central-1/sts/aws4_request, Signature=secret")
	query := url.Values{
		"X-Amz-Credential": {"AKIASECRETSECRET/20260301/eu-central-1/backup/aws4_request"}, "X-Amz-Signature": {"secret-signature"},
		"X-Amz-Security-Token": {"secret-session"}, "maxResults": {"7"},
	}
	visit(t, server, http.MethodGet, "localhost", "/backup-vaults?"+query.Encode(), "", "Authorization", "")
	visit(t, server, http.MethodGet, "localhost", "/?Action=GetCallerIdentity&"+query.Encode(), "", "X-Amz-Security-Token", "secret-header")
	all := server.Requests()
	if len(all) != 3 || all[0].Operation != "AssumeRoleWithWebIdentity" || all[1].Operation != "ListBackupVaults" || all[2].Operation != "GetCallerIdentity" {
		t.Fatalf("%+v", all)
	}
	text := visit(t, server, http.MethodGet, "localhost", "/_emulator/requests", "").Body.String()
	for _, secret := range []string{"secret", "SECRETSECRET", "eyJ"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q is shown: %s", secret, text)
		}
	}
	for _, kept := range []string{"RoleSessionName=ci", "maxResults=7", emulator.MaskKey("AKIASECRETSECRET")} {
		if !strings.Contains(text, kept) {
			t.Errorf("%q is not shown: %s", kept, text)
		}
	}
}

// Faults still tell access keys apart, and long bodies are checked whole.
func TestFaultsSeeWhatTheRecorderMasks(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.Inject(
		emulator.Fault{Kind: emulator.Throttle, Match: func(r emulator.Request) bool { return r.AccessKeyID == "AKIDEXAMPLE" }},
		emulator.Fault{Kind: emulator.ServerError, Resource: "the-end-of-a-long-body"},
	)
	_, err := l.start(t, volume)
	wantError(t, err, "ThrottlingException", "")
	response, _ := l.raw(t, http.MethodPut, "/backup-jobs", `{"BackupVaultName": "`+strings.Repeat("x", 100_000)+`the-end-of-a-long-body"}`)
	if response.StatusCode != http.StatusInternalServerError {
		t.Errorf("the fault missed: %d", response.StatusCode)
	}
	if last := l.Requests()[1]; len(last.Body) > 16<<10 {
		t.Errorf("%d bytes are recorded", len(last.Body))
	}
}

func TestTheRecorderKeepsTheNewest(t *testing.T) {
	t.Parallel()
	server := emulator.New(emulator.WithRecorder(10))
	for i := range 25 {
		visit(t, server, http.MethodGet, "localhost", fmt.Sprintf("/backup-jobs/J%d", i), "")
	}
	all := server.Requests()
	if len(all) != 10 || all[0].Path != "/backup-jobs/J15" || all[9].Path != "/backup-jobs/J24" {
		t.Errorf("%d records from %s", len(all), all[0].Path)
	}
	if n := server.Count("DescribeBackupJob"); n != 25 {
		t.Errorf("%d counted", n)
	}
	for i := range 5000 { // any word is an action of STS
		visit(t, server, http.MethodPost, "localhost", "/", fmt.Sprintf("Action=Word%d", i))
	}
	if n := len(server.Counts()); n > 1000 {
		t.Errorf("%d operations are counted", n)
	}
	server = emulator.New()
	for range 100_000_000 / (16 << 10) {
		visit(t, server, http.MethodPut, "localhost", "/backup-jobs", strings.Repeat("x", 20_000))
	}
	total := 0
	for _, request := range server.Requests() {
		total += len(request.Body)
	}
	if total > 64<<20 || total < 60<<20 {
		t.Errorf("%d bytes of bodies are recorded", total)
	}
}

func TestMadeUpAccountsAreBounded(t *testing.T) {
	t.Parallel()
	server := emulator.New()
	ask := func(key, region string) int {
		return visit(t, server, http.MethodGet, "localhost", "/backup-vaults", "", "Authorization",
			"AWS4-HMAC-SHA256 Credential="+key+"/20260301/"+region+"/backup/aws4_request, Signature=0").Code
	}
	codes := map[int]int{}
	for i := range 700 {
		codes[ask(fmt.Sprintf("%012d", i), region)]++
		codes[ask(account, fmt.Sprintf("made-up-%d", i))]++
	}
	if codes[http.StatusOK] != 1000 || codes[http.StatusBadRequest] != 400 {
		t.Errorf("answers by status: %v", codes)
	}
	if got := ask(fmt.Sprintf("%012d", 1), region); got != http.StatusOK {
		t.Errorf("an account that is there already gets %d", got)
	}
}

// Jobs are held until the end, so their number has one; what is there can be read on.
func TestJobsAreBounded(t *testing.T) {
	t.Parallel()
	l := newLab(t, emulator.WithJobLimit(3))
	first := l.backup(t, volume)
	l.backup(t, files)
	l.Advance(day)
	l.backup(t, volume)
	_, err := l.start(t, volume)
	wantError(t, err, "LimitExceededException", "3 jobs")
	if _, err := l.tryCopy(t, l.describe(t, first.BackupJobId).RecoveryPointArn, "arn:aws:backup:"+region+":"+account+":backup-vault:other"); err == nil || !strings.Contains(err.Error(), "3 jobs") {
		t.Errorf("a copy: %v", err)
	}
	if got := l.describe(t, first.BackupJobId).State; got != "COMPLETED" {
		t.Errorf("the first job is %s", got)
	}
}

func TestControlRequestsAreBounded(t *testing.T) {
	t.Parallel()
	server := emulator.New()
	post := func(body string) (int, string) {
		answer := visit(t, server, http.MethodPost, "localhost", "/_emulator/faults", body, "Content-Type", "application/json")
		return answer.Code, answer.Body.String()
	}
	if code, text := post(`{"Faults": [` + strings.Repeat(" ", 5<<20) + `]}`); code != http.StatusBadRequest || !strings.Contains(text, "too large") {
		t.Errorf("%d %.200s", code, text)
	}
	many := `{"Faults": [` + strings.TrimSuffix(strings.Repeat(`{"Kind": "Slow", "Operation": "ListTags"},`, 6000), ",") + `]}`
	first, _ := post(many)
	again, text := post(many)
	if first != http.StatusOK || again != http.StatusBadRequest || !strings.Contains(text, "10000") {
		t.Errorf("%d, %d %s", first, again, text)
	}
}

func TestTheCalendarHasAnEnd(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, files)
	advance := func(by string) (int, string) {
		answer := visit(t, l.Server, http.MethodPost, "localhost", "/_emulator/advance?by="+by, "")
		return answer.Code, answer.Body.String()
	}
	for _, step := range []struct {
		by   string
		want int
	}{
		{"1753200h", http.StatusOK}, {"1753200h", http.StatusBadRequest}, // 200 years
		{"2562047h47m16.854775807s", http.StatusBadRequest}, // the longest duration there is
		{"9999999h", http.StatusBadRequest}, {"24h", http.StatusOK},
	} {
		if code, text := advance(step.by); code != step.want || step.want != http.StatusOK && !strings.Contains(text, "Error") {
			t.Errorf("advance by %s: %d %s", step.by, code, text)
		}
	}
	if want := start.Add(time.Hour + 1753200*time.Hour + day); !l.Now().Equal(want) {
		t.Errorf("the calendar shows %v, want %v", l.Now(), want)
	}
	l.kept(t, job.RecoveryPointArn)
	defer func() {
		if recover() == nil {
			t.Error("Advance went beyond the end")
		}
	}()
	l.Advance(200 * 365 * day)
}

// However slow the emulator is made, a job's times stay in the calendar.
func TestATinyTimeScale(t *testing.T) {
	t.Parallel()
	l := newLab(t, emulator.WithTimeScale(1e-30))
	out := l.backup(t, volume)
	l.Advance(day)
	if got := l.describe(t, out.BackupJobId).State; got != "CREATED" {
		t.Errorf("the job is %s", got)
	}
}

// A file that is wrong somewhere changes nothing.
func TestHalfBadFaultFilesChangeNothing(t *testing.T) {
	t.Parallel()
	const good = `{"Kind": "Throttle", "Operation": "ListBackupVaults"}`
	for text, part := range map[string]string{
		`{"Faults": [` + good + `, {"Kind": "Throtle"}]}`:                                                                                       `fault 2: unknown kind "Throtle"`,
		`{"Faults": [` + good + `, {"Kind": "Throttle", "Operation": "StartBackupJobs"}]}`:                                                      `fault 2: unknown operation "StartBackupJobs"`,
		`{"Faults": [` + good + `, {"Kind": "HTML", "Status": 42}]}`:                                                                            "Status 42",
		`{"Faults": [` + good + `, {"Kind": "HTML", "Status": 1000}]}`:                                                                          "Status 1000",
		`{"Faults": [` + good + `, {"Kind": "Throttle", "Times": -2}]}`:                                                                         "Times -2",
		`{"Faults": [` + good + `, {"Kind": "Throttle", "After": -1}]}`:                                                                         "After -1",
		`{"Faults": [` + good + `, {"Kind": "Throttle", "From": "2h", "Until": "1h"}]}`:                                                         "Until",
		`{"Faults": [` + good + `, {"Kind": "Slow", "Delay": "-1s"}]}`:                                                                          "Delay -1s",
		`{"Faults": [` + good + `, {"Kind": "LockVault", "Vault": "v", "Lock": {"Min": 9, "Max": 8}}]}`:                                         "admits nothing",
		`{"Faults": [` + good + `], "Faults": []}`:                                                                                              "Faults is there twice",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "vol-1"}]}`:                                                         "neither an ARN",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Account": "1"}]}`:                                             "twelve digits",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Scripts": [{"EndsIn": "RUNNING"}]}]}`:                         `scripts 1: script 1: the EndsIn "RUNNING"`,
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Scripts": [{"Children": [{"Script": {"ARNAt": "Soon"}}]}]}]}`: "child 1",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Scripts": [{"Running": "2400000h"}]}]}`:                       "is the most",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Copies": [{"Running": "2400000h"}]}]}`:                        "copy 1",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Copies": [{"Pending": "1s"}]}]}`:                              "unknown field",
		`{"Faults": [` + good + `], "Scripts": [{"Region": "r", "Resource": "*", "Restores": [{"Running": "2400000h"}]}]}`:                      "restore 1",
		`{"Faults": [` + good + `, {"Kind": "Error"}]}`:                                                                                         "needs a Code",
		`{"Faults": [` + good + `, {"Kind": "RemoveVault"}]}`:                                                                                   "needs a Vault",
		`{"Faults": [` + good + `, {"Kind": "Slow", "Delay": "soon"}]}`:                                                                         "Delay",
		`{"Faults": [` + good + `], "Scripts": [{"Resource": "*"}]}`:                                                                            "Region",
		`{"Faults": [` + good + `], "Fault": []}`:                                                                                               "unknown field",
		`{"Faults": [` + good + `]`:     "EOF",
		`{"Faults": [` + good + `]}]`:   "",
		`{"Faults": [` + good + `]} {}`: "more than one",
		``:                              "EOF",
		`null`:                          "null",
		`7`:                             "cannot unmarshal",
	} {
		server := emulator.New()
		answer := visit(t, server, http.MethodPost, "localhost", "/_emulator/faults", text, "Content-Type", "application/json")
		var said struct{ Error string }
		if err := json.Unmarshal(answer.Body.Bytes(), &said); err != nil {
			t.Fatal(err)
		}
		if answer.Code != http.StatusBadRequest || !strings.HasPrefix(said.Error, "fault file: ") || !strings.Contains(said.Error, part) {
			t.Errorf("%s: %d %q, want %q", text, answer.Code, said.Error, part)
		}
		if got := visit(t, server, http.MethodGet, "localhost", "/backup-vaults", "").Code; got != http.StatusOK {
			t.Errorf("%s: half of it is in force: %d", text, got)
		}
	}
}
