// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

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
