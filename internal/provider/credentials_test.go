// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator/sts"
)

const (
	firstRole  = "arn:aws:iam::111111111111:role/first"
	secondRole = "arn:aws:iam::222222222222:role/second"
)

func TestStaticKeys(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	data := mustConfigure(t, aws.static(nil))
	mustCall(t, data)
	if got := aws.last(t); got.AccessKeyID != emulator.MaskKey("AKIATERRAFORMTESTKEY") || got.Region != "eu-central-1" {
		t.Errorf("called with %s in %s", got.AccessKeyID, got.Region)
	}
	if data.RegionName() != "eu-central-1" || data.Partition() != "aws" || data.AccountID() != "" {
		t.Errorf("the data say %q, %q, %q", data.RegionName(), data.Partition(), data.AccountID())
	}
}

// A chain of two roles: the second is assumed as the first, and the calls are made as the second.
func TestRoleChain(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	aws.STS().RequireExternalID(secondRole, "lock-42")
	data := mustConfigure(t, aws.static(block{"assume_role": []any{
		block{
			"role_arn": firstRole, "session_name": "one", "duration": "90m", "source_identity": "alice",
			"tags": block{"team": "db"}, "transitive_tag_keys": []any{"team"},
		},
		block{
			"role_arn": secondRole, "session_name": "two", "external_id": "lock-42", "policy": `{"Version":"2012-10-17"}`,
			"policy_arns": []any{"arn:aws:iam::aws:policy/ReadOnlyAccess"},
		},
	}}))
	mustCall(t, data)
	if got := aws.last(t); got.Account != "222222222222" {
		t.Errorf("the call was made in account %s", got.Account)
	}
	if data.AccountID() != "222222222222" {
		t.Errorf("the data say account %q", data.AccountID())
	}

	var one, two *sts.Call
	for _, c := range aws.STS().Calls("AssumeRole") {
		switch c.RoleARN {
		case firstRole:
			one = &c
		case secondRole:
			two = &c
		}
	}
	if one == nil || two == nil {
		t.Fatalf("not both roles were assumed: %+v", aws.STS().Calls(""))
	}
	if one.Caller != "arn:aws:iam::123456789012:user/terraform" || one.SessionName != "one" || one.Duration != 90*time.Minute ||
		one.SourceIdentity != "alice" || one.Tags["team"] != "db" {
		t.Errorf("first role: %+v", one)
	}
	if two.Caller != "arn:aws:sts::111111111111:assumed-role/first/one" || two.SessionName != "two" || two.ExternalID != "lock-42" ||
		two.Policy != `{"Version":"2012-10-17"}` || len(two.PolicyARNs) != 1 || two.SourceIdentity != "alice" || two.Tags["team"] != "db" {
		t.Errorf("second role: %+v", two)
	}
}

func TestRoleIsDenied(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	aws.STS().Deny(firstRole)
	_, diags := configure(t, aws.static(block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}}))
	wantError(t, diags, "assume_role", "Cannot assume IAM Role", firstRole, "AccessDenied", "is not authorized to perform: sts:AssumeRole")
}

func TestRoleWithoutARN(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	_, diags := configure(t, aws.static(block{"assume_role": []any{block{"role_arn": firstRole}, block{"session_name": "two"}}}))
	wantError(t, diags, "assume_role[1]", "No Role to Assume", "role_arn")
	if len(aws.Requests()) != 0 {
		t.Errorf("%d requests for a block that cannot work", len(aws.Requests()))
	}
}

// HCP Terraform writes one shared config file for each tagged configuration.
func TestWebIdentityFromSharedConfigFile(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	token := file(t, "header.payload.signature")
	tagged := file(t, fmt.Sprintf("[default]\nrole_arn = %s\nweb_identity_token_file = %s\nrole_session_name = run-abc\n", firstRole, token))

	data := mustConfigure(t, block{"region": "eu-central-1", "endpoints": aws.endpoints(), "shared_config_files": []any{tagged}})
	mustCall(t, data)
	if got := aws.last(t); got.Account != "111111111111" || data.AccountID() != "111111111111" {
		t.Errorf("the call was made in account %s, the data say %s", got.Account, data.AccountID())
	}
	calls := aws.STS().Calls("AssumeRoleWithWebIdentity")
	if len(calls) != 1 || calls[0].WebIdentityToken != "header.payload.signature" || calls[0].SessionName != "run-abc" {
		t.Errorf("STS was called %+v", calls)
	}

	// The token is read again at each renewal: HCP Terraform replaces it.
	if err := os.WriteFile(token, []byte("a.newer.token"), 0o600); err != nil {
		t.Fatal(err)
	}
	aws.STS().Expire()
	mustCall(t, data)
	calls = aws.STS().Calls("AssumeRoleWithWebIdentity")
	if len(calls) != 2 || calls[1].WebIdentityToken != "a.newer.token" {
		t.Errorf("STS was called %+v", calls)
	}
}

func TestWebIdentityBlock(t *testing.T) {
	aws := newCloud(t)
	token, other := file(t, "from-the-file"), file(t, "from-the-environment")
	for _, test := range []struct {
		name  string
		env   map[string]string
		block block
		want  string
	}{
		{"token", nil, block{"web_identity_token": "from-the-block"}, "from-the-block"},
		{"file", nil, block{"web_identity_token_file": token}, "from-the-file"},
		{"variable", map[string]string{"TF_AWS_WEB_IDENTITY_TOKEN": "from-the-variable"}, block{}, "from-the-variable"},
		{
			"file of the environment",
			map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": other, "AWS_ROLE_ARN": secondRole},
			block{},
			"from-the-environment",
		},
		{
			"block wins",
			map[string]string{"TF_AWS_WEB_IDENTITY_TOKEN": "no", "AWS_WEB_IDENTITY_TOKEN_FILE": other, "AWS_ROLE_ARN": secondRole},
			block{"web_identity_token_file": token},
			"from-the-file",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			test.block["role_arn"], test.block["session_name"] = firstRole, "xx"
			mustCall(t, mustConfigure(t, block{
				"region": "eu-central-1", "endpoints": aws.endpoints(), "assume_role_with_web_identity": []any{test.block},
			}))
			calls := aws.STS().Calls("AssumeRoleWithWebIdentity")
			if got := calls[len(calls)-1]; got.WebIdentityToken != test.want || got.RoleARN != firstRole {
				t.Errorf("STS was called %+v", got)
			}
		})
	}
}

func TestWebIdentityBlockIsWrong(t *testing.T) {
	for _, test := range []struct {
		name        string
		env         map[string]string
		block       block
		at, summary string
		texts       []string
	}{
		{
			"no token", nil,
			block{"role_arn": firstRole},
			"assume_role_with_web_identity[0]", "No Web Identity Token",
			[]string{"web_identity_token_file", "TF_AWS_WEB_IDENTITY_TOKEN"},
		},
		{
			"no role", nil,
			block{"web_identity_token": "token"},
			"assume_role_with_web_identity[0]", "No Role to Assume",
			[]string{"role_arn"},
		},
		{
			"no file", nil,
			block{"role_arn": firstRole, "web_identity_token_file": "/no/such/file"},
			"assume_role_with_web_identity", "Cannot assume IAM Role with web identity",
			[]string{"/no/such/file"},
		},
		{
			"two variables",
			map[string]string{"TF_AWS_WEB_IDENTITY_TOKEN": "token", "AWS_WEB_IDENTITY_TOKEN_FILE": "/file", "AWS_ROLE_ARN": firstRole},
			block{"role_arn": firstRole},
			"assume_role_with_web_identity[0]", "Two Web Identity Tokens",
			[]string{"AWS_WEB_IDENTITY_TOKEN_FILE"},
		},
		{
			"half an environment",
			map[string]string{"AWS_WEB_IDENTITY_TOKEN_FILE": "/file"},
			block{"role_arn": firstRole, "web_identity_token": "token"},
			"", "Incomplete Web Identity",
			[]string{"AWS_ROLE_ARN"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			aws := newCloud(t)
			_, diags := configure(t, block{
				"region": "eu-central-1", "endpoints": aws.endpoints(), "assume_role_with_web_identity": []any{test.block},
			})
			wantError(t, diags, test.at, test.summary, test.texts...)
			if len(aws.Requests()) != 0 {
				t.Errorf("%d requests for a block that cannot work", len(aws.Requests()))
			}
		})
	}
}
