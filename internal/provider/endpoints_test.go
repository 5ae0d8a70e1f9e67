// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// keys are credentials in the environment, for tests that leave the endpoints to it.
var keys = block{"access_key": "AKIATERRAFORMTESTKEY", "secret_key": "secret", "region": "us-east-1"}

func with(b block, more block) block {
	b = maps.Clone(b)
	maps.Copy(b, more)
	return b
}

// Which endpoint wins.
func TestEndpointPrecedence(t *testing.T) {
	blockCloud, service, global, fileService, fileGlobal := newCloud(t), newCloud(t), newCloud(t), newCloud(t), newCloud(t)
	config := file(t, fmt.Sprintf("[default]\nservices = local\nendpoint_url = %s\n[services local]\nbackup =\n  endpoint_url = %s\n",
		fileGlobal.url, fileService.url))
	onlyGlobal := file(t, fmt.Sprintf("[default]\nendpoint_url = %s\n", fileGlobal.url))
	for _, test := range []struct {
		name  string
		env   map[string]string
		block block
		want  *cloud
	}{
		{
			"block",
			map[string]string{"AWS_ENDPOINT_URL_BACKUP": service.url, "AWS_ENDPOINT_URL": global.url, "AWS_CONFIG_FILE": config},
			block{"endpoints": []any{block{"backup": blockCloud.url}}},
			blockCloud,
		},
		{
			"block, even if the environment's are ignored",
			map[string]string{"AWS_ENDPOINT_URL_BACKUP": service.url, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"},
			block{"endpoints": []any{block{"backup": blockCloud.url}}},
			blockCloud,
		},
		{
			"variable of the service",
			map[string]string{"AWS_ENDPOINT_URL_BACKUP": service.url, "AWS_ENDPOINT_URL": global.url, "AWS_CONFIG_FILE": config},
			nil, service,
		},
		{
			"a block for STS changes nothing for AWS Backup",
			map[string]string{"AWS_ENDPOINT_URL_BACKUP": service.url},
			block{"endpoints": []any{block{"sts": blockCloud.url}}},
			service,
		},
		{"global variable", map[string]string{"AWS_ENDPOINT_URL": global.url, "AWS_CONFIG_FILE": config}, nil, global},
		{"service in the file", map[string]string{"AWS_CONFIG_FILE": config}, nil, fileService},
		{"global in the file", map[string]string{"AWS_CONFIG_FILE": onlyGlobal}, nil, fileGlobal},
		{"an empty string in the block is none", map[string]string{"AWS_ENDPOINT_URL": global.url}, block{"endpoints": []any{block{"backup": ""}}}, global},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			before := len(test.want.Requests())
			mustCall(t, mustConfigure(t, with(keys, test.block)))
			if n := len(test.want.Requests()) - before; n != 1 {
				t.Errorf("%d requests reached the endpoint that should win", n)
			}
		})
	}
}

func TestSTSEndpointOfTheEnvironment(t *testing.T) {
	cloud, other := newCloud(t), newCloud(t)
	t.Setenv("AWS_ENDPOINT_URL_STS", cloud.url)
	t.Setenv("AWS_ENDPOINT_URL", other.url)
	mustConfigure(t, with(keys, block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}}))
	if len(cloud.STS().Calls("AssumeRole")) == 0 || len(other.Requests()) != 0 {
		t.Errorf("STS of the environment got %d calls, the other %d", len(cloud.Requests()), len(other.Requests()))
	}
}

func TestSTSRegion(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	data := mustConfigure(t, cloud.static(block{
		"sts_region": "eu-south-2", "assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}},
	}))
	mustCall(t, data)
	for _, c := range cloud.STS().Calls("AssumeRole") {
		if c.Region != "eu-south-2" {
			t.Errorf("STS was called in %s", c.Region)
		}
	}
	if got := cloud.last(t).Region; got != "eu-central-1" {
		t.Errorf("AWS Backup was called in %s", got)
	}
}

func TestTwoEndpointsForOneService(t *testing.T) {
	t.Parallel()
	_, diags := configure(t, with(keys, block{"endpoints": []any{block{"backup": "http://one.test"}, block{"backup": "http://two.test"}}}))
	wantError(t, diags, "endpoints", "Two Endpoints for One Service", "http://one.test", "http://two.test")
	mustConfigure(t, with(keys, block{"endpoints": []any{block{"backup": "http://one.test"}, block{"sts": "http://two.test"}}}))
}

// FIPS or dual-stack and a custom endpoint: found before anything is called, whichever setting asked for which.
func TestConflictingEndpoints(t *testing.T) {
	roles := block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}}
	custom := block{"endpoints": []any{block{"backup": "http://backup.test"}}}
	fipsFile := file(t, "[default]\nuse_fips_endpoint = true\nendpoint_url = http://file.test\n")
	for _, test := range []struct {
		name  string
		env   map[string]string
		block block
		at    string // "" for no error
		texts []string
	}{
		{
			"both in the block", nil, with(custom, block{"use_fips_endpoint": true}),
			"use_fips_endpoint",
			[]string{"use_fips_endpoint = true", "endpoints { backup = ... }", "http://backup.test"},
		},
		{
			"dual-stack in the block", nil, with(custom, block{"use_dualstack_endpoint": true}),
			"use_dualstack_endpoint",
			[]string{"use_dualstack_endpoint = true", "http://backup.test"},
		},
		{
			"FIPS of the environment",
			map[string]string{"AWS_USE_FIPS_ENDPOINT": "true"},
			custom,
			"use_fips_endpoint",
			[]string{"AWS_USE_FIPS_ENDPOINT", "http://backup.test"},
		},
		{
			"dual-stack of the environment",
			map[string]string{"AWS_USE_DUALSTACK_ENDPOINT": "true"},
			custom,
			"use_dualstack_endpoint",
			[]string{"AWS_USE_DUALSTACK_ENDPOINT", "http://backup.test"},
		},
		{
			"endpoint of the environment",
			map[string]string{"AWS_ENDPOINT_URL_BACKUP": "http://env.test"},
			block{"use_fips_endpoint": true},
			"use_fips_endpoint",
			[]string{"AWS_ENDPOINT_URL_BACKUP in the environment", "http://env.test"},
		},
		{
			"global endpoint of the environment",
			map[string]string{"AWS_ENDPOINT_URL": "http://env.test"},
			block{"use_fips_endpoint": true},
			"use_fips_endpoint",
			[]string{"AWS_ENDPOINT_URL in the environment", "http://env.test"},
		},
		{
			"both in the file",
			map[string]string{"AWS_CONFIG_FILE": fipsFile},
			nil,
			"use_fips_endpoint",
			[]string{"shared config file", "http://file.test"},
		},
		{
			"STS of the environment, which is used",
			map[string]string{"AWS_ENDPOINT_URL_STS": "http://sts.test"},
			with(roles, block{"use_fips_endpoint": true}),
			"use_fips_endpoint",
			[]string{"AWS_ENDPOINT_URL_STS in the environment", "http://sts.test"},
		},
		{"STS of the environment, which is not used", map[string]string{"AWS_ENDPOINT_URL_STS": "http://sts.test"}, block{"use_fips_endpoint": true}, "", nil},
		{"FIPS alone", nil, block{"use_fips_endpoint": true, "use_dualstack_endpoint": true}, "", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			_, diags := configure(t, with(keys, test.block))
			if test.at == "" {
				if len(diags) != 0 {
					t.Errorf("diagnostics: %v", diags)
				}
				return
			}
			wantError(t, diags, test.at, "Conflicting Endpoint Settings", test.texts...)
		})
	}
}

// An STS endpoint in the block goes together with FIPS, as in hashicorp/aws: for roles and for the account check.
func TestFIPSWithSTSEndpoint(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	mustConfigure(t, with(keys, block{
		"use_fips_endpoint": true, "endpoints": []any{block{"sts": cloud.url}},
		"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}, "allowed_account_ids": []any{"111111111111"},
	}))
	if len(cloud.STS().Calls("AssumeRole")) == 0 || len(cloud.STS().Calls("GetCallerIdentity")) != 1 {
		t.Errorf("STS got %+v", cloud.STS().Calls(""))
	}
}

// AWS Backup has FIPS endpoints in few regions; elsewhere the host name leads nowhere.
func TestNoFIPSEndpointKnown(t *testing.T) {
	t.Parallel()
	for region, warned := range map[string]bool{"us-east-1": false, "us-gov-west-1": false, "ca-west-1": false, "eu-central-1": true} {
		_, diags := configure(t, with(keys, block{"region": region, "use_fips_endpoint": true}))
		if !warned {
			if len(diags) != 0 {
				t.Errorf("%s: %v", region, diags)
			}
			continue
		}
		if len(diags) != 1 || diags[0].Severity() != diag.SeverityWarning || !strings.Contains(diags[0].Detail(), region) {
			t.Errorf("%s: %v", region, diags)
		}
	}
}
