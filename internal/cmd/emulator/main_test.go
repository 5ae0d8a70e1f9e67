// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	for region, want := range map[string]int{"eu-west-1": http.StatusOK, "eu-central-1": http.StatusForbidden} {
		for _, vault := range []string{"backups", "archive"} {
			if answer := ask(t, server, "localhost", "/backup-vaults/"+vault, "emulator", region); answer.Code != want {
				t.Errorf("vault %s in %s: status %d, want %d", vault, region, answer.Code, want)
			}
		}
	}
}

// ask sends a request as from a client that calls the server by the host's name.
func ask(t *testing.T, server *emulator.Server, host, path, accessKey, region string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+host+path, http.NoBody)
	request.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+accessKey+"/20260102/"+region+"/backup/aws4_request, SignedHeaders=host, Signature=0")
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, request)
	return answer
}

func TestBadCommandLines(t *testing.T) {
	t.Parallel()
	for args, part := range map[string]string{
		"-listen 0.0.0.0:0":       "-allow-remote",
		"-listen :0":              "-allow-remote",
		"-listen example.com:80":  "-allow-remote",
		"-listen 127.0.0.1":       "port",
		"-time-scale 0":           "time-scale",
		"-time-scale NaN":         "time-scale",
		"-time-scale Inf":         "time-scale",
		"-account mine":           "twelve digits",
		"-organization 1,2":       "twelve digits",
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

// A client that sends its headers or its body too slowly is cut off; one that
// waits for an answer is not.
func TestSlowRequestsAreCutOff(t *testing.T) {
	t.Parallel()
	server, err := newServer(settings{timeScale: 1, account: emulator.DefaultAccount})
	if err != nil {
		t.Fatal(err)
	}
	const timeout = 100 * time.Millisecond
	server.Inject(emulator.Fault{Kind: emulator.Slow, Operation: "ListBackupVaults", Delay: 3 * timeout})
	ctx, stop := context.WithCancel(t.Context())
	listener, err := listen(ctx, settings{listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, newWeb(server, timeout)) }()
	const request = " HTTP/1.1\r\nHost: localhost\r\nAuthorization: AWS4-HMAC-SHA256 Credential=emulator/20260102/eu-west-1/backup/aws4_request, Signature=0\r\n"
	for name, test := range map[string]struct {
		sent string
		want string
	}{
		"nothing":        {"", ""},
		"half a header":  {"GET /backup-vaults" + request, ""},
		"half a body":    {"PUT /backup-jobs" + request + "Content-Length: 100\r\n\r\n{", "413"},
		"a control body": {"POST /_emulator/faults" + request + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{", "400"},
		"a large header": {"GET /backup-vaults" + request + "X-Large: " + strings.Repeat("x", 100<<10) + "\r\n\r\n", "431"},
		"a slow answer":  {"GET /backup-vaults" + request + "Connection: close\r\n\r\n", "200"},
	} {
		connection, err := new(net.Dialer).DialContext(ctx, "tcp", listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if err := connection.SetDeadline(time.Now().Add(20 * timeout)); err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(connection, test.sent) // the server may have hung up already
		answer, err := io.ReadAll(connection)
		if errors.Is(err, os.ErrDeadlineExceeded) || !strings.Contains(string(answer), test.want) || test.want == "" && len(answer) > 0 && !strings.Contains(string(answer), "408") {
			t.Errorf("%s: %q, %v; want %q and the connection closed", name, answer, err, test.want)
		}
		if err := connection.Close(); err != nil {
			t.Error(err)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// Names and accounts of the command line reach the emulator.
func TestHostsAndOrganization(t *testing.T) {
	t.Parallel()
	for host, test := range map[string]struct {
		settings settings
		want     int
	}{
		"emulator:4566": {settings{hosts: "other,emulator"}, http.StatusOK},
		"elsewhere":     {settings{hosts: "other,emulator"}, http.StatusForbidden},
		"192.0.2.7":     {settings{allowRemote: true}, http.StatusOK},
		"192.0.2.8":     {settings{}, http.StatusForbidden},
	} {
		test.settings.timeScale, test.settings.account, test.settings.accounts = 1, emulator.DefaultAccount, "123456789012,210987654321"
		server, err := newServer(test.settings)
		if err != nil {
			t.Fatal(err)
		}
		answer := ask(t, server, host, "/global-settings", "210987654321", "eu-west-1")
		if answer.Code != test.want || test.want == http.StatusOK && !strings.Contains(answer.Body.String(), `"isCrossAccountBackupEnabled":"true"`) {
			t.Errorf("%s: %d %s", host, answer.Code, answer.Body)
		}
	}
}
