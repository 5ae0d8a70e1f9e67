// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// crowd is a server with 10,000 jobs and 50,000 points more.
func crowd(b *testing.B) (server *emulator.Server, jobIDs, pointARNs []string) {
	b.Helper()
	server = emulator.New(emulator.WithNow(func() time.Time { return start }))
	foreign := make([]emulator.RecoveryPoint, 50_000)
	for i := range foreign {
		foreign[i] = emulator.RecoveryPoint{
			VaultName: "Default", ResourceARN: volumeARN(i % 500), Created: start.Add(-time.Duration(i) * time.Second),
		}
	}
	pointARNs = server.Region(region).AddRecoveryPoints(foreign...)
	for i := range 10_000 {
		body := fmt.Sprintf(`{"BackupVaultName":"Default","ResourceArn":%q,"IamRoleArn":%q}`, volumeARN(i), role)
		var reply struct{ BackupJobId string }
		if err := json.Unmarshal(answer(b, server, http.MethodPut, "/backup-jobs", body), &reply); err != nil {
			b.Fatal(err)
		}
		jobIDs = append(jobIDs, reply.BackupJobId)
	}
	server.Advance(time.Minute)
	server.ResetRequests()
	return server, jobIDs, pointARNs
}

func answer(b *testing.B, server *emulator.Server, method, path, body string) []byte {
	b.Helper()
	request := httptest.NewRequestWithContext(b.Context(), method, path, strings.NewReader(body))
	request.Header.Set("Authorization", signed)
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, request)
	if recorder.Code != http.StatusOK {
		b.Fatalf("%s %s: %d %s", method, path, recorder.Code, recorder.Body)
	}
	return recorder.Body.Bytes()
}

func BenchmarkCrowd(b *testing.B) {
	server, jobIDs, pointARNs := crowd(b)
	next := 0
	for _, bench := range []struct {
		name string
		path func() string
	}{
		{"DescribeBackupJob", func() string { return "/backup-jobs/" + jobIDs[next%len(jobIDs)] }},
		{"DescribeRecoveryPoint", func() string {
			return "/backup-vaults/Default/recovery-points/" + url.PathEscape(pointARNs[next%len(pointARNs)])
		}},
		{"ListBackupJobs", func() string { return "/backup-jobs?maxResults=1000" }},
		{"ListRecoveryPointsByBackupVault", func() string { return "/backup-vaults/Default/recovery-points?maxResults=1000" }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				next++
				answer(b, server, http.MethodGet, bench.path(), "")
			}
			server.ResetRequests()
		})
	}
}
