// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const profiles = `[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = secret

[team]
aws_access_key_id = AKIATEAM
aws_secret_access_key = secret
`

// Which source of credentials wins, and where the region comes from.
func TestSources(t *testing.T) {
	credentials := file(t, profiles)
	config := file(t, "[profile team]\nregion = ap-south-1\n")
	envKeys := map[string]string{"AWS_ACCESS_KEY_ID": "AKIAENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "secret"}
	for _, test := range []struct {
		name        string
		env         map[string]string
		block       block
		key, region string
	}{
		{name: "keys in the environment", env: envKeys, block: block{"region": "eu-west-1"}, key: "AKIAENVIRONMENT", region: "eu-west-1"},
		{
			name: "keys in the block win", env: envKeys, block: block{"region": "eu-west-1", "access_key": "AKIABLOCK", "secret_key": "secret"},
			key: "AKIABLOCK", region: "eu-west-1",
		},
		{
			name: "a profile in the block wins", env: envKeys, key: "AKIATEAM", region: "eu-west-1",
			block: block{"region": "eu-west-1", "profile": "team", "shared_credentials_files": []any{credentials}, "shared_config_files": []any{config}},
		},
		{
			name: "keys of the environment win over a profile of the environment",
			env: map[string]string{
				"AWS_ACCESS_KEY_ID": "AKIAENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "eu-west-1",
				"AWS_PROFILE": "team", "AWS_SHARED_CREDENTIALS_FILE": credentials,
			},
			key: "AKIAENVIRONMENT", region: "eu-west-1",
		},
		{
			name: "default profile", env: map[string]string{"AWS_SHARED_CREDENTIALS_FILE": credentials, "AWS_REGION": "eu-west-2"},
			key: "AKIADEFAULT", region: "eu-west-2",
		},
		{
			name: "profile and files of the environment, region of the profile",
			env: map[string]string{
				"AWS_SHARED_CREDENTIALS_FILE": credentials, "AWS_CONFIG_FILE": config, "AWS_DEFAULT_PROFILE": "team",
			},
			key: "AKIATEAM", region: "ap-south-1",
		},
		{
			name: "region of the environment wins over the profile's",
			env: map[string]string{
				"AWS_SHARED_CREDENTIALS_FILE": credentials, "AWS_CONFIG_FILE": config, "AWS_PROFILE": "team", "AWS_DEFAULT_REGION": "eu-north-1",
			},
			key: "AKIATEAM", region: "eu-north-1",
		},
		{
			name: "AWS_REGION wins over AWS_DEFAULT_REGION, the block over both",
			env: map[string]string{
				"AWS_ACCESS_KEY_ID": "AKIAENVIRONMENT", "AWS_SECRET_ACCESS_KEY": "secret",
				"AWS_REGION": "eu-west-3", "AWS_DEFAULT_REGION": "eu-north-1",
			},
			key: "AKIAENVIRONMENT", region: "eu-west-3",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			aws := newCloud(t)
			mustCall(t, mustConfigure(t, with(block{"endpoints": aws.endpoints()}, test.block)))
			if got := aws.last(t); got.AccessKeyID != emulator.MaskKey(test.key) || got.Region != test.region {
				t.Errorf("called with %s in %s, want %s in %s", got.AccessKeyID, got.Region, test.key, test.region)
			}
		})
	}
}

// The files of a block may be in the home directory, and every secret in them is hidden from then on, that of another profile too.
func TestFilesInHome(t *testing.T) {
	home, credentials := t.TempDir(), profiles+"[other]\naws_session_token = the-token-of-another-profile\n"
	must(os.WriteFile(filepath.Join(home, "credentials"), []byte(credentials), 0o600))
	t.Setenv("HOME", home)
	aws := newCloud(t)
	b := block{"region": "eu-west-1", "endpoints": aws.endpoints(), "profile": "team", "shared_credentials_files": []any{"~/credentials"}}
	mustCall(t, mustConfigure(t, b))
	if got := aws.last(t).AccessKeyID; got != emulator.MaskKey("AKIATEAM") {
		t.Errorf("called with %s", got)
	}
	if got := awsdiag.Clean("the-token-of-another-profile"); strings.Contains(got, "token") {
		t.Errorf("%q is not hidden", got)
	}
	for _, argument := range []string{"shared_config_files", "shared_credentials_files"} {
		_, diags := configure(t, with(b, block{argument: []any{"~other/file"}}))
		wantError(t, diags, "", "Invalid Provider Configuration", "home dir")
	}
}

func TestSourceProfileWithRole(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	config := file(t, "[profile ops]\nrole_arn = "+firstRole+"\nsource_profile = team\nrole_session_name = ops\nregion = eu-west-1\n")
	data := mustConfigure(t, block{
		"profile": "ops", "shared_config_files": []any{config}, "shared_credentials_files": []any{file(t, profiles)},
		"endpoints": aws.endpoints(),
	})
	mustCall(t, data)
	if got := aws.last(t); got.Account != "111111111111" || data.RegionName() != "eu-west-1" {
		t.Errorf("called in account %s, region %s", got.Account, data.RegionName())
	}
}

func TestNoSuchProfile(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	_, diags := configure(t, block{
		"profile": "nobody", "region": "eu-west-1", "shared_config_files": []any{file(t, "")},
		"shared_credentials_files": []any{file(t, profiles)}, "endpoints": aws.endpoints(),
	})
	wantError(t, diags, "profile", "No Such Profile", "nobody", "shared_config_files")
}

func TestNoCredentials(t *testing.T) {
	t.Parallel()
	aws := newCloud(t)
	missing := filepath.Join(t.TempDir(), "hcp-terraform-config")
	_, diags := configure(t, block{"region": "eu-west-1", "endpoints": aws.endpoints(), "shared_config_files": []any{missing}})
	wantError(t, diags, "", "No Valid AWS Credentials", "AWS_ACCESS_KEY_ID", "TFC_AWS_PROVIDER_AUTH", "docs/index.md", missing)
	if len(aws.Requests()) != 0 {
		t.Errorf("%d requests without credentials", len(aws.Requests()))
	}
}

// An instance's role: credentials come from the metadata service, if skip_metadata_api_check lets it be asked.
func TestInstanceMetadata(t *testing.T) {
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true") // Restored at the end: aws-sdk-go-base changes it.
	metadata := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPut:
			w.Header().Set("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", "21600")
			_, _ = w.Write([]byte("metadata-session"))
		case strings.HasSuffix(r.URL.Path, "/iam/security-credentials/"):
			_, _ = w.Write([]byte("instance-role"))
		case strings.HasSuffix(r.URL.Path, "/instance-role"):
			_, _ = w.Write([]byte(`{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"AKIAINSTANCE","SecretAccessKey":"secret","Token":"t",` +
				`"Expiration":"2099-01-01T00:00:00Z"}`))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(metadata.Close)
	aws := newCloud(t)
	b := block{
		"region": "sa-east-1", "endpoints": aws.endpoints(),
		"ec2_metadata_service_endpoint": metadata.URL, "ec2_metadata_service_endpoint_mode": "IPv4",
	}

	b["skip_metadata_api_check"] = "false"
	mustCall(t, mustConfigure(t, b))
	if got := aws.last(t); got.AccessKeyID != emulator.MaskKey("AKIAINSTANCE") {
		t.Errorf("called with %s", got.AccessKeyID)
	}

	b["skip_metadata_api_check"] = "true"
	_, diags := configure(t, b)
	wantError(t, diags, "", "No Valid AWS Credentials")
	if disabled := os.Getenv("AWS_EC2_METADATA_DISABLED"); disabled != "true" {
		t.Errorf("the SDK is told %q", disabled)
	}
}
