// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// A provider block of hashicorp/aws is taken as it is, and what it has beside this provider's arguments means nothing, even unknown.
func TestBlockOfUpstream(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	data := mustConfigure(t, aws.static(block{
		"s3_use_path_style": true, "s3_us_east_1_regional_endpoint": "regional", "tag_policy_compliance": unknown,
		"endpoints": []any{block{"backup": aws.url, "sts": aws.url}},
	}))
	mustCall(t, data)
	if data.Unknown() {
		t.Error("the configuration counts as unknown")
	}
}

// Each failure on the way to credentials is named by its cause.
func TestCausesOfMissingCredentials(t *testing.T) {
	role := []any{block{"role_arn": firstRole, "session_name": "one"}}
	revoked := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Amzn-Errortype", "UnauthorizedException")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"message":"Session token not found or invalid"}`)
	})
	sso := "[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\nregion = eu-central-1\n" +
		"[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"
	for _, test := range []struct {
		name               string
		env                map[string]string
		block              func(t *testing.T) block
		attribute, summary string
		texts              []string
	}{
		{
			name: "no Region and a role in the profile",
			block: func(t *testing.T) block {
				t.Helper()
				return block{"shared_config_files": []any{file(t, "[default]\nrole_arn = "+firstRole+"\nsource_profile = base\n[profile base]\n"+
					"aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n")}}
			},
			attribute: "region", summary: "No AWS Region", texts: []string{"AWS_REGION"},
		},
		{
			name: "SSO never logged in", env: map[string]string{"HOME": "/no/home"},
			block: func(t *testing.T) block {
				t.Helper()
				return block{"shared_config_files": []any{file(t, sso)}, "profile": "dev"}
			},
			summary: "AWS SSO Login Needed", texts: []string{"aws sso login --profile dev"},
		},
		{
			name: "SSO session at its end", env: map[string]string{"HOME": ssoHome(t, "https://corp.awsapps.com/start", "2001-01-01T00:00:00Z")},
			block: func(t *testing.T) block {
				t.Helper()
				return block{"shared_config_files": []any{file(t, "[default]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"+
					"sso_account_id = 111122223333\nsso_role_name = Admin\n")}}
			},
			summary: "AWS SSO Login Needed", texts: []string{"expired", "Run aws sso login and try again"},
		},
		{
			name: "SSO session that AWS does not accept",
			env:  map[string]string{"HOME": ssoHome(t, "corp", "2099-01-01T00:00:00Z"), "AWS_ENDPOINT_URL_SSO": revoked},
			block: func(t *testing.T) block {
				t.Helper()
				return block{"shared_config_files": []any{file(t, sso)}, "profile": "dev"}
			},
			summary: "AWS SSO Login Needed", texts: []string{"Session token not found or invalid", "aws sso login --profile dev"},
		},
		{
			name: "host of STS not found", env: map[string]string{"AWS_MAX_ATTEMPTS": "1"},
			block: func(*testing.T) block {
				return with(keys, block{"assume_role": role, "region": "eu-central-1", "endpoints": []any{block{"sts": "https://sts-fips.eu-central-1.invalid"}}})
			},
			attribute: "assume_role", summary: "Host Name Not Found", texts: []string{"sts-fips.eu-central-1.invalid cannot be resolved", "use_fips_endpoint"},
		},
		{
			name: "key unknown in an opt-in Region",
			block: func(t *testing.T) block {
				t.Helper()
				return with(keys, block{"assume_role": role, "region": "ap-east-1", "endpoints": []any{block{"sts": chatty(t, "InvalidClientTokenId")}}})
			},
			attribute: "assume_role", summary: "AWS Credentials Not Recognized", texts: []string{"enable-region --region-name ap-east-1", "sts_region"},
		},
		{
			name: "proxy with a broken password in the environment", env: map[string]string{"HTTPS_PROXY": "http://user:pa%ss@host:9"},
			summary: "Invalid Environment Variable", texts: []string{"HTTPS_PROXY", "percent-encoded"},
		},
		{
			name: "endpoint without a scheme in the environment", env: map[string]string{"AWS_ENDPOINT_URL": "localhost:4566"},
			summary: "Invalid Environment Variable", texts: []string{"AWS_ENDPOINT_URL in the environment", "http://localhost:4566"},
		},
		{
			name: "AWS_CA_BUNDLE that is not there", env: map[string]string{"AWS_CA_BUNDLE": "/no/such/bundle"},
			summary: "Unreadable CA Bundle", texts: []string{"AWS_CA_BUNDLE names the file /no/such/bundle", "does not exist"},
		},
		{
			name: "AWS_CA_BUNDLE that is a directory", env: map[string]string{"AWS_CA_BUNDLE": "/"},
			summary: "Unreadable CA Bundle", texts: []string{"AWS_CA_BUNDLE names the file /,", "cannot be read", "is a directory"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			b := block{}
			if test.block != nil {
				b = test.block(t)
			}
			if b["region"] == nil && test.attribute != "region" {
				b = with(b, block{"region": "eu-central-1"})
			}
			_, diags := configure(t, b)
			wantError(t, diags, test.attribute, test.summary, test.texts...)
		})
	}
}

// A variable of the environment that the SDK takes is let through, in the case that it takes; any other value is refused by name.
func TestEnvironmentVariables(t *testing.T) {
	for _, test := range []struct{ name, good, bad, wants string }{
		{"AWS_USE_FIPS_ENDPOINT", "TRUE", "yes", `"true" or "false"`},
		{"AWS_MAX_ATTEMPTS", "3", "many", "a whole number of at least 1"},
		{"AWS_RETRY_MODE", "adaptive", "Adaptive", "one of standard, adaptive"},
		{"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ipv6", "IPv5", "one of IPv4, IPv6"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv(test.name, test.good)
			mustConfigure(t, keys)
			t.Setenv(test.name, test.bad)
			_, diags := configure(t, keys)
			wantError(t, diags, "", "Invalid Environment Variable", test.name+" in the environment", "It must be "+test.wants)
		})
	}
}

// What is wrong with a file of certificates is said, and which setting names it.
func TestCABundleOfNoUse(t *testing.T) {
	for _, content := range []struct{ name, content, wrong string }{
		{"empty", "", "is empty"},
		{"blank", " \n", "is empty"},
		{"junk", "not a certificate", "has no certificate in PEM form"},
		{"a broken certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no valid certificate"},
		{"a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", `type "PRIVATE KEY"`},
	} {
		t.Run(content.name, func(t *testing.T) {
			name := file(t, content.content)
			_, diags := configure(t, with(keys, block{"region": "eu-central-1", "custom_ca_bundle": name}))
			wantError(t, diags, "custom_ca_bundle", "Unreadable CA Bundle", "custom_ca_bundle names the file "+name, content.wrong)
			t.Setenv("AWS_CA_BUNDLE", name)
			_, diags = configure(t, with(keys, block{"region": "eu-central-1"}))
			wantError(t, diags, "", "Unreadable CA Bundle", "AWS_CA_BUNDLE names the file "+name, content.wrong)
			t.Setenv("AWS_CA_BUNDLE", "")
			for profile, setting := range map[string]any{"default": nil, "profile corp": "corp"} {
				shared := file(t, "["+profile+"]\nca_bundle = "+name+"\n")
				_, diags = configure(t, with(keys, block{"region": "eu-central-1", "shared_config_files": []any{shared}, "profile": setting}))
				wantError(t, diags, "", "Unreadable CA Bundle", "ca_bundle in the profile of the shared config file names the file "+name, content.wrong)
			}
		})
	}
}

// What cannot get better is tried once, and named.
func TestPermanentFaultsAreNotRetried(t *testing.T) {
	t.Parallel()
	untrusted, _ := newTLSCloud(t)
	plain := newCloud(t)
	noCloud := func(status int) string {
		return serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
	}
	for _, test := range []struct {
		name    string
		block   block
		summary string
		retried bool // a few times, since it may pass
	}{
		{"untrusted certificate", block{"endpoints": untrusted.endpoints()}, "TLS Certificate Not Trusted", false},
		{"https to an http port", block{"endpoints": []any{block{"backup": strings.Replace(plain.url, "http:", "https:", 1)}}}, "Endpoint Does Not Speak TLS", false},
		{"proxy that wants credentials", block{"endpoints": []any{block{"backup": "https://backup.invalid"}}, "https_proxy": noCloud(407)}, "Proxy Credentials Not Accepted", false},
		{"proxy that refuses", block{"endpoints": []any{block{"backup": "https://backup.invalid"}}, "https_proxy": noCloud(403)}, "Connection Refused by the Proxy", false},
		{"proxy that is not there", block{"endpoints": []any{block{"backup": "https://backup.invalid"}}, "https_proxy": "http://127.0.0.1:9"}, "Proxy Not Reachable", false},
		{"host that does not exist", block{"endpoints": []any{block{"backup": "https://backup.invalid"}}}, "Host Name Not Found", true},
		{"connection refused", block{"endpoints": []any{block{"backup": "http://127.0.0.1:9"}}}, "Connection Refused", true},
		{"another service", block{"endpoints": []any{block{"backup": noCloud(404)}}}, "Not an AWS Backup Endpoint", false},
		{"a server without such a method", block{"endpoints": []any{block{"backup": noCloud(501)}}}, "Not an AWS Backup Endpoint", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			data := mustConfigure(t, with(keys, with(block{"region": "eu-central-1"}, test.block)))
			began := time.Now()
			err := call(t, data)
			if err == nil {
				t.Fatal("no error")
			}
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("it took %s", took)
			}
			d := awsdiag.FromError(awsdiag.Attempt{Doing: "listing vaults"}, err)
			if d.Summary() != test.summary || (strings.Contains(d.Detail(), "attempts") && !test.retried) {
				t.Errorf("the error is %q: %s", d.Summary(), d.Detail())
			}
		})
		if test.summary == "Not an AWS Backup Endpoint" {
			continue
		}
		t.Run(test.name+", on the way to credentials", func(t *testing.T) {
			t.Parallel()
			b := with(test.block, block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}})
			backup, _ := b["endpoints"].([]any)[0].(block)
			b["endpoints"] = []any{block{"sts": backup["backup"]}}
			began := time.Now()
			_, diags := configure(t, with(keys, with(block{"region": "eu-central-1"}, b)))
			if took := time.Since(began); took > 15*time.Second {
				t.Errorf("it took %s", took)
			}
			wantError(t, diags, "assume_role", test.summary)
		})
	}
}

// No retry is one attempt.
func TestNoRetries(t *testing.T) {
	t.Parallel()
	h := newHeaders(t)
	mustCall(t, mustConfigure(t, h.cloud.static(block{"max_retries": 0})))
	if got := h.last("Amz-Sdk-Request"); !strings.Contains(got, "max=1") {
		t.Errorf("the SDK says %q, want max=1", got)
	}
}

// Credentials that others can read on the way are a warning.
func TestUnencrypted(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		block block
		want  []string
	}{
		{"on this machine", block{"endpoints": []any{block{"backup": "http://127.0.0.1:1", "sts": "http://localhost:1"}}}, nil},
		{"IPv6 on this machine", block{"endpoints": []any{block{"backup": "http://[::1]:1"}}}, nil},
		{"elsewhere", block{"endpoints": []any{block{"backup": "HTTP://10.0.0.1:4566"}}}, []string{"Endpoint Without Encryption"}},
		{"not verified", block{"insecure": true}, []string{"TLS Certificates Are Not Verified"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, diags := configure(t, with(keys, with(block{"region": "eu-central-1"}, test.block)))
			var got []string
			for _, d := range diags {
				if d.Severity() != diag.SeverityWarning {
					t.Errorf("%s: %s", d.Summary(), d.Detail())
				}
				got = append(got, d.Summary())
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("warnings: %q, want %q", got, test.want)
			}
		})
	}
}
