// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
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
	recorder := visit(b, server, method, "localhost", path, body)
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

// BenchmarkClients lets 200 clients ask at once, over loopback: for what is
// there, for accounts that nobody made, with large bodies, with secrets, and for
// control requests. The memory that is in use afterwards must not grow with the
// number of requests.
func BenchmarkClients(b *testing.B) {
	const (
		clients  = 200
		requests = 20 // of each client, in one round
		slack    = 8 << 20
	)
	server := emulator.New(emulator.WithRecorder(1000))
	web := httptest.NewServer(server)
	b.Cleanup(web.Close)
	transport := &http.Transport{MaxIdleConnsPerHost: clients, MaxConnsPerHost: clients}
	b.Cleanup(transport.CloseIdleConnections)
	client := &http.Client{Transport: transport}
	large := strings.Repeat("x", 20_000)
	round := func(turn int) {
		var all sync.WaitGroup
		for n := range clients {
			all.Go(func() {
				for i := range requests {
					made := fmt.Sprintf("%012d", (turn*clients+n)*requests+i)
					key, method, path, body := "AKIDEXAMPLE", http.MethodGet, "/backup-vaults", ""
					switch i % 5 {
					case 1:
						key = made
					case 2:
						method, path, body = http.MethodPut, "/backup-jobs", large
					case 3:
						method, path, body = http.MethodPost, "/", "Action=Word"+made+"&WebIdentityToken="+made
					case 4:
						path = "/_emulator/counts"
					}
					request, err := http.NewRequestWithContext(b.Context(), method, web.URL+path, strings.NewReader(body))
					if err != nil {
						b.Error(err)
						return
					}
					request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+key+"/20260301/"+region+"/backup/aws4_request, Signature=0")
					response, err := client.Do(request)
					if err != nil {
						b.Error(err)
						return
					}
					_, _ = io.Copy(io.Discard, response.Body)
					_ = response.Body.Close()
				}
			})
		}
		all.Wait()
	}
	inUse := func() int64 {
		var memory runtime.MemStats
		runtime.GC()
		runtime.GC()
		runtime.ReadMemStats(&memory)
		return int64(memory.HeapAlloc)
	}
	round(0) // fills what is bounded
	before, turn := inUse(), 0
	for b.Loop() {
		turn++
		round(turn)
	}
	grown := inUse() - before
	b.ReportMetric(float64(grown)/(1<<20), "MiB-grown")
	b.ReportMetric(float64(clients*requests), "requests/op")
	if grown > slack {
		b.Errorf("%d bytes more are in use after %d rounds", grown, turn)
	}
}
