// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// FuzzRequest throws requests at a server that holds something: each is
// answered, errors in AWS's form, and never by a fault of the server's own.
func FuzzRequest(f *testing.F) {
	f.Add("GET", "/backup-jobs?nextToken=AAAA&maxResults=1", "")
	f.Add("GET", "/backup-jobs/", "")
	f.Add("PUT", "/backup-jobs", `{"BackupVaultName":"Default","ResourceArn":"`+volume+`","IamRoleArn":"`+role+`","Lifecycle":{"DeleteAfterDays":1}}`)
	f.Add("POST", "/tags/arn%3Aaws%3Abackup", `{"Tags":{"a":"b"}}`)
	f.Add("GET", "/backup-vaults/%2F/recovery-points/%", "")
	f.Add("PUT", "/backup-vaults/v1/vault-lock", `{"MinRetentionDays":1}`)
	f.Add("DELETE", "/backup-vaults/Default", "")
	f.Add("POST", "/", "Action=GetCallerIdentity")
	server := emulator.New(emulator.WithNow(func() time.Time { return start }))
	f.Fuzz(func(t *testing.T, method, target, body string) {
		request, err := http.NewRequestWithContext(t.Context(), method, "http://127.0.0.1/", strings.NewReader(body))
		if err != nil {
			return
		}
		path, query, _ := strings.Cut(target, "?")
		request.URL.Path, request.URL.RawPath, request.URL.RawQuery = path, path, query
		request.Header.Set("Authorization", signed)
		recorder := httptest.NewRecorder()
		server.ServeHTTP(recorder, request)
		server.ResetRequests()
		if recorder.Code == http.StatusInternalServerError {
			t.Errorf("%s %s %s: %s", method, target, body, recorder.Body)
		}
		if path != "/" && recorder.Body.Len() > 0 && !json.Valid(recorder.Body.Bytes()) {
			t.Errorf("%s %s %s: no JSON: %s", method, target, body, recorder.Body)
		}
	})
}

// FuzzPlan wants every plan that is read to be one that can be applied, whatever
// is called then; one that is not read gives nothing.
func FuzzPlan(f *testing.F) {
	f.Add(`{"Faults": [{"Kind": "Slow", "Delay": "1s", "After": 1}]}`)
	f.Add(`{"Scripts": [{"Region": "r", "Resource": "*", "Scripts": [{"Running": "1h", "Children": [{}]}]}]}`)
	f.Add(`{"Faults": [{"Kind": "Throttle", "From": -1}]}`)
	f.Add(`{"Faults": [{"Kind": "HTML", "Status": 1, "Times": -1}]}`)
	f.Add(`{"Faults": [{"Kind": "Error", "Code": "A\nB", "Times": -1}, {"Kind": "LockVault", "Vault": "Default", "Lock": {"Min": 1}}]}`)
	f.Add(`{"Scripts": [{"Region": "eu-central-1", "Resource": "*", "Scripts": [{"Running": "2000000h"}], "Copies": [{"End": "PARTIAL"}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		plan, err := emulator.ReadPlan(strings.NewReader(text))
		if err != nil {
			if len(plan.Faults)+len(plan.Scripts) > 0 {
				t.Errorf("%q is refused, and gives %+v", text, plan)
			}
			return
		}
		server := emulator.New(emulator.WithNow(func() time.Time { return start }))
		server.Apply(plan)
		gone, cancel := context.WithCancel(t.Context())
		cancel() // a fault that waits does not
		for _, call := range []struct{ method, path, body string }{
			{http.MethodPut, "/backup-jobs", `{"BackupVaultName":"Default","ResourceArn":"` + volume + `","IamRoleArn":"` + role + `"}`},
			{http.MethodGet, "/backup-jobs", ""},
		} {
			request := httptest.NewRequestWithContext(gone, call.method, "http://127.0.0.1"+call.path, strings.NewReader(call.body))
			request.Header.Set("Authorization", signed)
			func() {
				defer func() {
					if cut := recover(); cut != nil && cut != any(http.ErrAbortHandler) {
						panic(cut)
					}
				}()
				server.ServeHTTP(httptest.NewRecorder(), request)
			}()
		}
		server.Advance(240 * 365 * day)
	})
}
