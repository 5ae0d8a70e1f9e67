// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// visit sends a request as a browser would, past any name resolution.
func visit(t testing.TB, server *emulator.Server, method, host, path, body string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, "http://127.0.0.1"+path, strings.NewReader(body))
	request.Host = host
	request.Header.Set("Authorization", signed)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, request)
	return answer
}

// A page that made its name resolve to this machine reads and changes nothing.
func TestOnlyTheEmulatorsOwnNamesAreAnswered(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		host    string
		options []emulator.Option
		want    int
	}{
		{host: "127.0.0.1:4566", want: http.StatusOK},
		{host: "127.8.9.10", want: http.StatusOK},
		{host: "localhost", want: http.StatusOK},
		{host: "LOCALHOST.:80", want: http.StatusOK},
		{host: "backup.localhost:80", want: http.StatusOK},
		{host: "[::1]:80", want: http.StatusOK},
		{host: "[::ffff:127.0.0.1]:80", want: http.StatusOK},
		{host: "attacker.example", want: http.StatusForbidden},
		{host: "localhost.attacker.example:80", want: http.StatusForbidden},
		{host: "notlocalhost", want: http.StatusForbidden},
		{host: "192.0.2.7", want: http.StatusForbidden},
		{host: "[2001:db8::1]:80", want: http.StatusForbidden},
		{host: "0.0.0.0", want: http.StatusForbidden},
		{host: "emulator:80", options: []emulator.Option{emulator.WithHosts("Emulator")}, want: http.StatusOK},
		{host: "other:80", options: []emulator.Option{emulator.WithHosts("emulator")}, want: http.StatusForbidden},
		{host: "192.0.2.7", options: []emulator.Option{emulator.WithHosts("192.0.2.0/24")}, want: http.StatusOK},
		{host: "192.0.2.7:80", options: []emulator.Option{emulator.WithHosts("192.0.2.7")}, want: http.StatusOK},
		{host: "attacker.example", options: []emulator.Option{emulator.WithHosts("0.0.0.0/0", "::/0")}, want: http.StatusForbidden},
	} {
		server := emulator.New(test.options...)
		for _, path := range []string{"/backup-vaults", "/_emulator/requests", "/?Action=GetCallerIdentity"} {
			answer := visit(t, server, http.MethodGet, test.host, path, "",
				"Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260301/eu-central-1/sts/aws4_request, Signature=0")
			if answer.Code != test.want {
				t.Errorf("%s%s: %d %s, want %d", test.host, path, answer.Code, answer.Body, test.want)
			}
			if answer.Code == http.StatusForbidden && !strings.Contains(answer.Body.String(), "-hosts") {
				t.Errorf("%s%s: no hint: %s", test.host, path, answer.Body)
			}
		}
	}
}

func TestPagesOfOtherServersAreRefused(t *testing.T) {
	t.Parallel()
	const host = "127.0.0.1:4566"
	for name, test := range map[string]struct {
		header []string
		want   int
	}{
		"no browser":        {nil, http.StatusOK},
		"its own page":      {[]string{"Origin", "http://127.0.0.1:4566", "Sec-Fetch-Site", "same-origin"}, http.StatusOK},
		"another site":      {[]string{"Origin", "https://attacker.example"}, http.StatusForbidden},
		"another port":      {[]string{"Origin", "http://127.0.0.1:3000"}, http.StatusForbidden},
		"a file":            {[]string{"Origin", "null"}, http.StatusForbidden},
		"an image":          {[]string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"typed by a person": {[]string{"Sec-Fetch-Site", "none"}, http.StatusOK},
	} {
		server := emulator.New()
		asJSON := append([]string{"Content-Type", "application/json"}, test.header...)
		for _, answer := range []*httptest.ResponseRecorder{
			visit(t, server, http.MethodPost, host, "/_emulator/faults", `{"Faults": [{"Kind": "Throttle", "Operation": "ListTags"}]}`, asJSON...),
			visit(t, server, http.MethodPost, host, "/_emulator/advance?by=1h", "", test.header...),
			visit(t, server, http.MethodGet, host, "/_emulator/requests", "", test.header...),
			visit(t, server, http.MethodGet, host, "/backup-vaults", "", test.header...),
		} {
			if answer.Code != test.want {
				t.Errorf("%s: %d %s, want %d", name, answer.Code, answer.Body, test.want)
			}
		}
	}
}

// A form of a web page cannot say that it sends JSON.
func TestBodiesOfControlRequestsAreJSON(t *testing.T) {
	t.Parallel()
	server := emulator.New()
	for kind, want := range map[string]int{
		"application/json": http.StatusOK, "application/json; charset=utf-8": http.StatusOK,
		"": http.StatusUnsupportedMediaType, "text/plain": http.StatusUnsupportedMediaType,
		"application/x-www-form-urlencoded": http.StatusUnsupportedMediaType, "multipart/form-data; boundary=x": http.StatusUnsupportedMediaType,
	} {
		for method, path := range map[string]string{http.MethodPost: "/_emulator/faults", http.MethodPut: "/_emulator/organization"} {
			body := map[string]string{http.MethodPost: "{}", http.MethodPut: `{"Management": "123456789012"}`}[method]
			if answer := visit(t, server, method, "localhost", path, body, "Content-Type", kind); answer.Code != want {
				t.Errorf("%s as %q: %d %s, want %d", path, kind, answer.Code, answer.Body, want)
			}
		}
	}
}
