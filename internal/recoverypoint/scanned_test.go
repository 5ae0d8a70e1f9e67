// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

import (
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// What malware scans have found is shown, one object for each scan.
func TestAccRecoveryPoint_scanned(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	made := backedUp(t, env, acctest.FilesARN, "Default", nil)
	scanned := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := httptest.NewRecorder()
		env.Emulator.ServeHTTP(answer, r)
		maps.Copy(w.Header(), answer.Header())
		w.Header().Del("Content-Length")
		w.WriteHeader(answer.Code)
		_, _ = io.WriteString(w, strings.Replace(answer.Body.String(), `"ScanResults":null`,
			`"ScanResults":[{"MalwareScanner":"GUARDDUTY","ScanJobState":"COMPLETED_WITH_ISSUES","LastScanTimestamp":1767225600,"Findings":["MALWARE"]},
			{"MalwareScanner":"GUARDDUTY","ScanJobState":"RUNNING"}]`, 1))
	}))
	t.Cleanup(scanned.Close)
	env.URL = scanned.URL
	text := knownvalue.StringExact
	env.Run(resource.TestStep{
		Config: point(env, fmt.Sprintf("recovery_point_arn = %q\nbackup_vault_name = \"Default\"", made.ARN)),
		ConfigStateChecks: []statecheck.StateCheck{is("scan_results", knownvalue.ListExact([]knownvalue.Check{
			knownvalue.ObjectExact(map[string]knownvalue.Check{
				"malware_scanner": text("GUARDDUTY"), "scan_job_state": text("COMPLETED_WITH_ISSUES"), "last_scan_timestamp": text("2026-01-01T00:00:00Z"),
				"findings": knownvalue.ListExact([]knownvalue.Check{text("MALWARE")}),
			}),
			knownvalue.ObjectExact(map[string]knownvalue.Check{
				"malware_scanner": text("GUARDDUTY"), "scan_job_state": text("RUNNING"), "last_scan_timestamp": knownvalue.Null(), "findings": knownvalue.ListExact(nil),
			}),
		}))},
	})
}
