// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestServesUntilItIsToldToStop(t *testing.T) {
	t.Parallel()
	faults := filepath.Join(t.TempDir(), "faults.json")
	if err := os.WriteFile(faults, []byte(`{"Faults": [{"Kind": "HTML", "Status": 502}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	read, write := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, []string{"-listen", "127.0.0.1:0", "-time-scale", "1000", "-faults", faults, "-quotas", "-region", "eu-west-1"}, write, io.Discard)
		_ = write.Close() // never fails; the reader below then ends, too
		ended <- err
	}()
	printed := map[string]string{}
	for lines := bufio.NewScanner(read); len(printed) < 6 && lines.Scan(); {
		name, value, _ := strings.Cut(strings.TrimPrefix(lines.Text(), "export "), "=")
		printed[name] = value
	}
	url := printed["AWS_ENDPOINT_URL_BACKUP"]
	if !strings.HasPrefix(url, "http://127.0.0.1:") || strings.HasSuffix(url, ":0") || printed["AWS_ENDPOINT_URL_STS"] != url ||
		printed["AWS_REGION"] != "eu-west-1" || printed["AWS_ACCESS_KEY_ID"] == "" || printed["AWS_SECRET_ACCESS_KEY"] == "" {
		t.Errorf("printed %v", printed)
	}
	for _, want := range []int{http.StatusBadGateway, http.StatusForbidden} { // the fault, then no signature
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/backup-jobs", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil {
			t.Error(err)
		}
		if response.StatusCode != want {
			t.Errorf("status %d, want %d", response.StatusCode, want)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("ended with %v", err)
	}
}

// A vault that was named is there for a backup, in the region that was printed.
func TestVaults(t *testing.T) {
	t.Parallel()
	server, err := newServer(settings{timeScale: 1, account: emulator.DefaultAccount, region: "eu-west-1", vaults: "backups,archive"})
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	for region, want := range map[string]int{"eu-west-1": http.StatusOK, "eu-central-1": http.StatusForbidden} {
		for _, vault := range []string{"backups", "archive"} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, web.URL+"/backup-vaults/"+vault, http.NoBody)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=emulator/20260102/"+region+"/backup/aws4_request, SignedHeaders=host, Signature=0")
			answer, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			if answer.StatusCode != want {
				t.Errorf("vault %s in %s: status %d, want %d", vault, region, answer.StatusCode, want)
			}
			if err := answer.Body.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestBadCommandLines(t *testing.T) {
	t.Parallel()
	for args, part := range map[string]string{
		"-listen 0.0.0.0:0":       "-allow-remote",
		"-listen :0":              "-allow-remote",
		"-listen example.com:80":  "-allow-remote",
		"-listen 127.0.0.1":       "port",
		"-time-scale 0":           "time-scale",
		"-faults /does/not/exist": "/does/not/exist",
		"-odd":                    "odd",
		"leftover":                "leftover",
	} {
		var said bytes.Buffer
		err := run(t.Context(), strings.Fields(args), io.Discard, &said)
		if err == nil || !strings.Contains(err.Error()+said.String(), part) {
			t.Errorf("%s: %v %s, want %q", args, err, said.String(), part)
		}
	}
}

func TestAllowRemote(t *testing.T) {
	t.Parallel()
	listener, err := listen(t.Context(), settings{listen: "0.0.0.0:0", allowRemote: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := listener.Close(); err != nil {
		t.Error(err)
	}
}
