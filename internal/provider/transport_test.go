// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/pem"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// newTLSCloud is a cloud behind TLS, with a certificate of a CA that nobody knows, and a file with that CA.
func newTLSCloud(t *testing.T) (*cloud, string) {
	t.Helper()
	c := &cloud{Server: emulator.New(emulator.WithSTS())}
	server := httptest.NewUnstartedServer(c)
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // it reports each client that does not trust it
	server.StartTLS()
	t.Cleanup(server.Close)
	c.url = server.URL
	bundle := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	return c, file(t, string(bundle))
}

// The CA bundle must reach both STS and AWS Backup. (AWS_CA_BUNDLE is set on many build machines, and a plain HTTP client breaks the
// SDK there.)
func TestCABundle(t *testing.T) {
	cloud, bundle := newTLSCloud(t)
	b := cloud.static(block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}, "max_retries": 1})
	for _, test := range []struct {
		name, env string
		block     block
	}{
		{"custom_ca_bundle", "", block{"custom_ca_bundle": bundle}},
		{"insecure", "", block{"insecure": true}},
		{"AWS_CA_BUNDLE", bundle, nil},
		{"custom_ca_bundle wins over AWS_CA_BUNDLE", "/no/such/file", block{"custom_ca_bundle": bundle}},
		{"a profile", "", block{"shared_config_files": []any{file(t, "[default]\nca_bundle = "+bundle+"\n")}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("AWS_CA_BUNDLE", test.env)
			mustCall(t, mustConfigure(t, with(b, test.block)))
		})
	}
	_, diags := configure(t, b)
	wantError(t, diags, "assume_role", "TLS Certificate Not Trusted", "custom_ca_bundle")
	_, diags = configure(t, with(b, block{"custom_ca_bundle": "/no/such/file"}))
	wantError(t, diags, "custom_ca_bundle", "Unreadable CA Bundle", "/no/such/file")
}

// proxy is an HTTP proxy that answers for everybody.
type proxy struct {
	cloud *cloud
	mu    sync.Mutex
	hosts []string
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	p.hosts = append(p.hosts, r.URL.Host)
	p.mu.Unlock()
	p.cloud.ServeHTTP(w, r)
}

func (p *proxy) seen() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.hosts)
}

func newProxy(t *testing.T) (p *proxy, url string, b block) {
	t.Helper()
	p = &proxy{cloud: newCloud(t, emulator.WithHosts("backup.test", "sts.test"))}
	server := httptest.NewServer(p)
	t.Cleanup(server.Close)
	return p, server.URL, with(keys, block{
		"endpoints":   []any{block{"backup": "http://backup.test", "sts": "http://sts.test"}},
		"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}},
		"https_proxy": "", // says that HTTPS goes without; left out, there is a warning
	})
}

func TestProxy(t *testing.T) {
	t.Parallel()
	p, url, b := newProxy(t)
	mustCall(t, mustConfigure(t, with(b, block{"http_proxy": url})))
	if got := slices.Compact(p.seen()); !slices.Equal(got, []string{"sts.test", "backup.test"}) {
		t.Errorf("the proxy was asked for %v", got)
	}
}

func TestNoProxy(t *testing.T) {
	t.Parallel()
	p, url, b := newProxy(t)
	direct := newCloud(t)
	mustCall(t, mustConfigure(t, with(b, block{
		"http_proxy": url, "no_proxy": "127.0.0.1,localhost", "endpoints": direct.endpoints(),
	})))
	if len(p.seen()) != 0 || len(direct.Requests()) == 0 {
		t.Errorf("the proxy was asked for %v", p.seen())
	}
}

func TestProxyOfTheEnvironment(t *testing.T) {
	p, url, b := newProxy(t)
	t.Setenv("HTTP_PROXY", url)
	mustCall(t, mustConfigure(t, b))
	if len(p.seen()) == 0 {
		t.Error("the proxy was not asked")
	}
}

func TestProxyForHTTPOnly(t *testing.T) {
	t.Parallel()
	_, url, b := newProxy(t)
	_, diags := configure(t, with(b, block{"http_proxy": url, "https_proxy": nil}))
	last := len(diags) - 1
	if last < 0 || diags[last].Severity() != diag.SeverityWarning || diags[last].Summary() != "Missing HTTPS Proxy" {
		t.Errorf("diagnostics: %v", diags)
	}
}

// headers answers every request and remembers what each was sent with.
type headers struct {
	cloud *cloud
	mu    sync.Mutex
	all   []http.Header
}

func (h *headers) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	h.all = append(h.all, r.Header.Clone())
	h.mu.Unlock()
	h.cloud.ServeHTTP(w, r)
}

func newHeaders(t *testing.T) *headers {
	t.Helper()
	h := &headers{cloud: &cloud{Server: emulator.New(emulator.WithSTS())}}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	h.cloud.url = server.URL
	return h
}

func (h *headers) last(name string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all[len(h.all)-1].Get(name)
}

func TestMaxAttempts(t *testing.T) {
	for _, test := range []struct {
		name  string
		env   map[string]string
		block block
		want  string
	}{
		{"default", nil, nil, "max=25"},
		{"block", nil, block{"max_retries": 7}, "max=7"},
		{"environment", map[string]string{"AWS_MAX_ATTEMPTS": "4"}, nil, "max=4"},
		{"block wins", map[string]string{"AWS_MAX_ATTEMPTS": "4"}, block{"max_retries": 7}, "max=7"},
		{"adaptive", nil, block{"retry_mode": "adaptive", "max_retries": 7}, "max=7"},
		{"with a token bucket", nil, block{"token_bucket_rate_limiter_capacity": 10}, "max=25"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			h := newHeaders(t)
			mustCall(t, mustConfigure(t, h.cloud.static(test.block)))
			if got := h.last("Amz-Sdk-Request"); !strings.Contains(got, test.want) {
				t.Errorf("the SDK says %q, want %s", got, test.want)
			}
		})
	}
}

func TestRetries(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	cloud.Inject(emulator.Fault{Kind: emulator.ServerError, Operation: "ListBackupVaults"})
	mustCall(t, mustConfigure(t, cloud.static(block{"max_retries": 2})))

	cloud.Inject(emulator.Fault{Kind: emulator.ServerError, Operation: "ListBackupVaults"})
	if err := call(t, mustConfigure(t, cloud.static(block{"max_retries": 1}))); err == nil {
		t.Error("the call was repeated, or never failed")
	}
	if n := cloud.Count("ListBackupVaults"); n != 3 {
		t.Errorf("%d requests, want 3", n)
	}
}

func TestUserAgent(t *testing.T) {
	t.Setenv("TF_APPEND_USER_AGENT", "from-the-environment/3.0")
	h := newHeaders(t)
	mustCall(t, mustConfigure(t, h.cloud.static(block{"user_agent": []any{"my-module/1.0", "other/2.0 (with a comment)"}})))
	got := h.last("User-Agent")
	at := 0
	for _, want := range []string{
		"Terraform/1.99.0 (+https://www.terraform.io)", "terraform-provider-awsbackup/1.2.3 (+https://registry.terraform.io", "my-module/1.0",
		"other/2.0 (with a comment)", "from-the-environment/3.0",
	} {
		next := strings.Index(got[at:], want)
		if next < 0 {
			t.Fatalf("%q is not in its place in %q", want, got)
		}
		at += next
	}
}
