// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// validate runs the provider block through the plugin protocol, as `terraform validate` does.
func validate(t *testing.T, b block) []*tfprotov6.Diagnostic {
	t.Helper()
	p := provider.New("1.2.3")
	server, err := providerserver.NewProtocol6WithError(p)()
	if err != nil {
		t.Fatal(err)
	}
	raw := config(t, p, b).Raw
	dynamic, err := tfprotov6.NewDynamicValue(raw.Type(), raw)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := server.ValidateProviderConfig(t.Context(), &tfprotov6.ValidateProviderConfigRequest{Config: &dynamic})
	if err != nil {
		t.Fatal(err)
	}
	return resp.Diagnostics
}

func role(b block) block { return block{"assume_role": []any{with(block{"role_arn": firstRole}, b)}} }

func web(b block) block {
	return block{"assume_role_with_web_identity": []any{with(block{"role_arn": firstRole}, b)}}
}

func TestRules(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		block block
		at    string // where the error is, as the protocol writes paths; "" for none
		texts []string
	}{
		"everything right": {block{
			"access_key": "AKIA", "secret_key": "s", "token": "t", "region": "eu-west-1", "preflight": "warn", "retry_mode": "adaptive",
			"http_proxy": "http://user:pw@proxy.test:3128", "https_proxy": "", "max_retries": 0, "allowed_account_ids": []any{"123456789012"},
			"skip_metadata_api_check": "true", "ec2_metadata_service_endpoint_mode": "ipv6",
			"endpoints":                     []any{block{"backup": "http://127.0.0.1:8080/base", "sts": ""}},
			"assume_role_with_web_identity": []any{block{"role_arn": firstRole, "web_identity_token": "token", "duration": "12h"}},
			"assume_role": []any{block{
				"role_arn": "arn:aws-us-gov:iam::123456789012:role/path/name", "duration": "15m", "external_id": "ab", "session_name": "a_b=c,d.e@f-g",
				"policy": "{}", "policy_arns": []any{"arn:aws:iam::aws:policy/ReadOnlyAccess"},
			}},
		}, "", nil},
		"unknown values": {block{
			"preflight": unknown, "allowed_account_ids": unknown, "assume_role": []any{block{"role_arn": unknown, "duration": unknown}},
		}, "", nil},
		"preflight":       {block{"preflight": "maybe"}, `AttributeName("preflight")`, []string{`"enforce"`, `"maybe"`}},
		"role is a user":  {role(block{"role_arn": "arn:aws:iam::123456789012:user/bob"}), `AttributeName("role_arn")`, []string{"user/bob", "IAM role"}},
		"role is no ARN":  {role(block{"role_arn": "backup"}), `AttributeName("role_arn")`, []string{`"backup"`, "no ARN"}},
		"role of no name": {role(block{"role_arn": "arn:aws:iam::123456789012:role/"}), `AttributeName("role_arn")`, nil},
		"too short":       {role(block{"duration": "14m59s"}), `AttributeName("duration")`, []string{"14m59s", `"15m"`, `"12h"`}},
		"too long":        {role(block{"duration": "12h1s"}), `AttributeName("duration")`, []string{"12h1s"}},
		"a number":        {web(block{"web_identity_token": "token", "duration": "3600"}), `AttributeName("duration")`, []string{"no duration"}},
		"session name":    {role(block{"session_name": "a b"}), `AttributeName("session_name")`, []string{`"a b"`}},
		"external ID":     {role(block{"external_id": "a"}), `AttributeName("external_id")`, nil},
		"policy":          {role(block{"policy": "{"}), `AttributeName("policy")`, []string{"JSON"}},
		"policy ARN":      {role(block{"policy_arns": []any{firstRole}}), `AttributeName("policy_arns")`, []string{firstRole, "IAM policy"}},
		"both tokens": {
			web(block{"web_identity_token": "token", "web_identity_token_file": "/f"}), `AttributeName("web_identity_token")`,
			[]string{"web_identity_token_file"},
		},
		"two web identities": {
			block{"assume_role_with_web_identity": []any{block{"role_arn": firstRole}, block{"role_arn": secondRole}}},
			`AttributeName("assume_role_with_web_identity")`,
			[]string{"at most 1"},
		},
		"both account lists": {
			block{"allowed_account_ids": []any{"123456789012"}, "forbidden_account_ids": []any{"123456789012"}},
			`_account_ids")`,
			[]string{"forbidden_account_ids"},
		},
		"null account":     {block{"allowed_account_ids": []any{nil}}, `AttributeName("allowed_account_ids")`, []string{"null"}},
		"null forbidden":   {block{"forbidden_account_ids": []any{nil}}, `AttributeName("forbidden_account_ids")`, []string{"null"}},
		"no account":       {block{"allowed_account_ids": []any{"12345"}}, `AttributeName("allowed_account_ids")`, []string{`"12345"`, "12 digits"}},
		"key alone":        {block{"access_key": "AKIA"}, `AttributeName("access_key")`, []string{"secret_key"}},
		"secret alone":     {block{"secret_key": "s"}, `AttributeName("secret_key")`, []string{"access_key"}},
		"token alone":      {block{"token": "s"}, `AttributeName("token")`, []string{"access_key"}},
		"retry mode":       {block{"retry_mode": "legacy"}, `AttributeName("retry_mode")`, []string{"adaptive"}},
		"retries":          {block{"max_retries": -1}, `AttributeName("max_retries")`, nil},
		"endpoint":         {block{"endpoints": []any{block{"backup": "backup.test"}}}, `AttributeName("backup")`, []string{"http"}},
		"endpoint host":    {block{"endpoints": []any{block{"sts": "https://"}}}, `AttributeName("sts")`, []string{"host"}},
		"metadata mode":    {block{"ec2_metadata_service_endpoint_mode": "IPv5"}, `AttributeName("ec2_metadata_service_endpoint_mode")`, nil},
		"metadata check":   {block{"skip_metadata_api_check": "yes"}, `AttributeName("skip_metadata_api_check")`, nil},
		"two default tags": {block{"default_tags": []any{block{}, block{"tags": block{"a": "b"}}}}, `AttributeName("default_tags")`, []string{"at most 1"}},
		"proxy":            {block{"http_proxy": "ftp://proxy.test"}, `AttributeName("http_proxy")`, []string{"http://"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			diags := validate(t, test.block)
			if test.at == "" {
				for _, d := range diags {
					t.Errorf("%s: %s: %s", d.Attribute, d.Summary, d.Detail)
				}
				return
			}
			if len(diags) == 0 {
				t.Fatal("no error")
			}
			for _, d := range diags[:1] {
				if d.Severity != tfprotov6.DiagnosticSeverityError || !strings.Contains(d.Attribute.String(), test.at) {
					t.Errorf("%s on %s, want an error on %s", d.Severity, d.Attribute, test.at)
				}
				for _, text := range test.texts {
					if !strings.Contains(d.Detail, text) {
						t.Errorf("the detail lacks %q:\n%s", text, d.Detail)
					}
				}
			}
		})
	}
}

// What is wrong with a URL is said without its password.
func TestPasswordsAreNotRepeated(t *testing.T) {
	t.Parallel()
	for _, b := range []block{
		{"https_proxy": "ftp://user:pass-word@proxy.test"},
		{"http_proxy": "http://user:pass-word%zz@proxy.test"},
		{"endpoints": []any{block{"backup": "http://user:pass-word@bad host/"}}},
	} {
		diags := validate(t, b)
		if len(diags) == 0 {
			t.Errorf("%v is accepted", b)
		}
		for _, d := range diags {
			if strings.Contains(d.Detail+d.Summary, "pass-word") {
				t.Errorf("the password is in: %s", d.Detail)
			}
		}
	}
}
