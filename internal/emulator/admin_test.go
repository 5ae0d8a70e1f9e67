// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestControlRequests(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	ask := func(method, path, body string, wantStatus int, into any) {
		t.Helper()
		response, text := l.raw(t, method, "/_emulator/"+path, body, "Authorization", "", "Content-Type", "application/json")
		if response.StatusCode != wantStatus {
			t.Fatalf("%s %s: %d %s", method, path, response.StatusCode, text)
		}
		if into != nil {
			if err := json.Unmarshal([]byte(text), into); err != nil {
				t.Fatal(err)
			}
		}
	}
	var state struct{ Now time.Time }
	ask("GET", "health", "", http.StatusOK, &state)
	if !state.Now.Equal(start) {
		t.Errorf("now %v", state.Now)
	}
	ask("POST", "faults", `{"Faults": [{"Kind": "Throttle", "Times": -1}]}`, http.StatusOK, nil)
	_, err := l.start(t, volume)
	wantError(t, err, "ThrottlingException", "")
	ask("DELETE", "faults", "", http.StatusOK, nil)
	out := l.backup(t, volume)
	ask("POST", "advance?by=1h", "", http.StatusOK, &state)
	if !state.Now.Equal(start.Add(time.Hour)) {
		t.Errorf("now %v", state.Now)
	}
	var jobs []emulator.Job
	ask("GET", "jobs?region="+region, "", http.StatusOK, &jobs)
	if len(jobs) != 1 || jobs[0].ID != *out.BackupJobId || jobs[0].State != "COMPLETED" {
		t.Errorf("jobs %+v", jobs)
	}
	ask("GET", "jobs", "", http.StatusOK, &jobs)
	if len(jobs) != 0 {
		t.Errorf("jobs of the default Region: %+v", jobs)
	}
	var requests []emulator.Request
	ask("GET", "requests", "", http.StatusOK, &requests)
	if len(requests) != 2 || requests[0].ErrorCode != "ThrottlingException" || requests[1].Status != http.StatusOK {
		t.Errorf("requests %+v", requests)
	}
	ask("DELETE", "requests", "", http.StatusOK, nil)
	var counts map[string]int
	ask("GET", "counts", "", http.StatusOK, &counts)
	if len(counts) != 0 {
		t.Errorf("counts %v", counts)
	}
	var points []emulator.RecoveryPoint
	ask("GET", "recovery-points?region="+region, "", http.StatusOK, &points)
	where := url.Values{"region": {region}, "arn": {points[0].ARN}}.Encode()
	ask("DELETE", "recovery-points?"+where, "", http.StatusOK, nil)
	ask("DELETE", "recovery-points?"+where, "", http.StatusNotFound, nil)
	for _, bad := range []string{"advance", "advance?by=-1h", "advance?by=long", "faults"} {
		ask("POST", bad, "{", http.StatusBadRequest, nil)
	}
	ask("GET", "nothing", "", http.StatusNotFound, nil)
	if response, _ := l.raw(t, "GET", "/_emulator/health", ""); !strings.HasPrefix(response.Header.Get("Content-Type"), "application/json") {
		t.Error("no JSON")
	}
}
