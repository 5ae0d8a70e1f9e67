// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// FuzzDecodeRequest begins with every request that AWS's generator wrote. What
// is decoded once is decoded the same way again after it was written.
func FuzzDecodeRequest(f *testing.F) {
	for name, text := range snapshots(f, "request_snapshot", ".request.snap") {
		request, body := readRequest(f, text)
		if emulator.Serves(name) {
			f.Add(request.Method, request.URL.String(), body)
		}
	}
	f.Fuzz(func(t *testing.T, method, target string, body []byte) {
		parsed, err := url.ParseRequestURI(target)
		if err != nil {
			return
		}
		request := &http.Request{Method: method, URL: parsed}
		if emulator.RouteOf(request) == "" {
			return
		}
		input, err := emulator.DecodeRequest(request, body)
		if (input == nil) == (err == nil) {
			t.Errorf("%s %s: %v and %v", method, target, input, err)
		}
	})
}

// FuzzEncodeReply begins with every answer that AWS's generator wrote: what is
// written again is written the same way from then on.
func FuzzEncodeReply(f *testing.F) {
	good := 0
	for name, text := range snapshots(f, "response_snapshot", ".response.snap") {
		if parts := bytes.SplitN(text, []byte("\n\n"), 3); emulator.Serves(name) {
			body := parts[len(parts)-1]
			f.Add(name, body)
			if _, _, err := emulator.EncodeReply(name, body); err == nil {
				good++
			}
		}
	}
	if want := len(emulator.ServedOperations()); good < want/2 {
		f.Fatalf("only %d of %d snapshots could be read", good, want)
	}
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		if !emulator.Serves(name) {
			return
		}
		_, once, err := emulator.EncodeReply(name, body)
		if err != nil || once == nil {
			return
		}
		_, twice, err := emulator.EncodeReply(name, once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Errorf("%s: %s became %s (%v)", name, once, twice, err)
		}
	})
}

// FuzzListToken sends tokens to a list: a made-up one is refused, never treated
// as a place in the list.
func FuzzListToken(f *testing.F) {
	for _, token := range []string{"", "AAAA", "MTIzNDU2NzgvMC8w", "====", "%", "OTk5OTk5OTkvMS8x"} {
		f.Add(token)
	}
	server := emulator.New()
	f.Fuzz(func(t *testing.T, token string) {
		recorder := visit(t, server, http.MethodGet, "localhost", "/backup-jobs?nextToken="+url.QueryEscape(token), "")
		server.ResetRequests()
		want := http.StatusBadRequest
		if token == "" {
			want = http.StatusOK
		}
		if recorder.Code != want || !strings.HasPrefix(recorder.Body.String(), "{") {
			t.Errorf("token %q: %d %s", token, recorder.Code, recorder.Body)
		}
	})
}
