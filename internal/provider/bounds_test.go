// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"crypto/sha1" //nolint:gosec // the AWS CLI names its files so
	"encoding/hex"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// endless answers each request with up to 300 MB of one value, and counts the bytes that a client takes.
func endless(t *testing.T) (url string, largest *atomic.Int64) {
	t.Helper()
	largest = &atomic.Int64{}
	chunk := []byte(strings.Repeat("x", 1<<16))
	url = serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a client that is still sending would give up
		begin := `{"Token":"`
		if r.Method == http.MethodPost {
			begin = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><SessionToken>`
		}
		_, _ = io.WriteString(w, begin)
		for sent := int64(0); sent < 300<<20; sent += int64(len(chunk)) {
			if _, err := w.Write(chunk); err != nil {
				return
			}
			largest.Store(max(largest.Load(), sent))
		}
	})
	return url, largest
}

// ssoHome is a home directory in which the AWS CLI has logged in to an SSO session, or to a start URL, until a time.
func ssoHome(t *testing.T, session, expires string) string {
	t.Helper()
	home := t.TempDir()
	name := sha1.Sum([]byte(session)) //nolint:gosec // as above
	cache := filepath.Join(home, ".aws", "sso", "cache")
	must(os.MkdirAll(cache, 0o700))
	must(os.WriteFile(filepath.Join(cache, hex.EncodeToString(name[:])+".json"),
		[]byte(`{"accessToken":"token","expiresAt":"`+expires+`","region":"eu-central-1"}`), 0o600))
	return home
}

// An answer of any service that gives credentials is given up when it is larger than any of AWS.
func TestHugeAnswerOfCredentialSource(t *testing.T) {
	home := ssoHome(t, "corp", "2099-01-01T00:00:00Z")
	sso := "[default]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n" +
		"[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"
	role := []any{block{"role_arn": firstRole, "session_name": "one"}}

	for _, test := range []struct {
		name string
		env  func(url string) map[string]string
		with func(url string) block
	}{
		{name: "STS, a role", with: func(url string) block {
			return with(keys, block{"assume_role": role, "endpoints": []any{block{"sts": url}}})
		}},
		{name: "STS, a web identity", with: func(url string) block {
			return block{"endpoints": []any{block{"sts": url}}, "assume_role_with_web_identity": []any{block{"role_arn": firstRole, "session_name": "one", "web_identity_token": "a.b.c"}}}
		}},
		{name: "STS, the account", with: func(url string) block {
			return with(keys, block{"allowed_account_ids": []any{"111122223333"}, "endpoints": []any{block{"sts": url}}})
		}},
		{name: "SSO", env: func(url string) map[string]string {
			return map[string]string{"HOME": home, "AWS_ENDPOINT_URL_SSO": url}
		}, with: func(string) block { return block{"shared_config_files": []any{file(t, sso)}} }},
		{name: "an instance", env: func(url string) map[string]string {
			return map[string]string{"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": url}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			url, largest := endless(t)
			t.Setenv("AWS_MAX_ATTEMPTS", "1")
			if test.env != nil {
				for name, v := range test.env(url) {
					t.Setenv(name, v)
				}
			}
			b := block{"region": "eu-central-1"}
			if test.with != nil {
				b = with(b, test.with(url))
			}
			_, diags := configure(t, b)
			if len(diags) == 0 || diags[len(diags)-1].Summary() != "Answer Too Large" {
				t.Errorf("diagnostics are %v", diags)
			}
			if n := largest.Load(); n == 0 || n > 40<<20 {
				t.Errorf("%d bytes were taken, want more than none and not many more than 16 MiB", n)
			}
		})
	}
}

// A service that never answers holds up the configuration of the provider for a limited time only.
func TestCredentialsHaveATimeLimit(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	aws.Inject(emulator.Fault{Kind: emulator.Stall, Operation: "AssumeRole", Times: emulator.Always, Delay: time.Hour})
	_, diags := configure(t, aws.static(block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}}),
		provider.WithTimeLimits(provider.Limits{Credentials: 200 * time.Millisecond}))
	wantError(t, diags, "", "No Answer From AWS", "no complete answer within 200ms")
}

// Another host does not get a signed request by way of a redirect.
func TestRedirectsAreNotFollowed(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int64
	other := serve(t, func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) })
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, other+r.URL.Path, http.StatusTemporaryRedirect)
	})
	b := with(keys, block{"region": "eu-central-1", "max_retries": 1, "endpoints": []any{block{"backup": url, "sts": url}}})
	if err := call(t, mustConfigure(t, b)); err == nil {
		t.Error("a redirect was treated as an answer")
	}
	if _, diags := configure(t, with(b, block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}})); !diags.HasError() {
		t.Error("a redirect was treated as credentials")
	}
	if n := elsewhere.Load(); n != 0 {
		t.Errorf("%d requests followed the redirect", n)
	}
}
