// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"errors"
	"slices"
	"testing"

	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// unused are arguments of hashicorp/aws that change nothing here, known or not.
var unused = []string{"s3_us_east_1_regional_endpoint", "s3_use_path_style", "tag_policy_compliance"}

// Any argument may come from a resource that is not applied yet. There is no client then, and no error.
func TestUnknownArguments(t *testing.T) {
	t.Parallel()
	p := provider.New("1.2.3")
	var schema tfprovider.SchemaResponse
	p.Schema(t.Context(), tfprovider.SchemaRequest{}, &schema)
	blocks := map[string]block{
		"access_key": {"access_key": unknown}, "secret of a role": {"assume_role": []any{block{"role_arn": firstRole, "external_id": unknown}}},
		"session tags":  {"assume_role": []any{block{"role_arn": firstRole, "tags": block{"a": unknown}}}},
		"a shared file": {"shared_config_files": []any{unknown}},
		"an endpoint":   {"endpoints": []any{block{"sts": unknown}}},
	}
	for name := range schema.Schema.Attributes {
		if !slices.Contains(unused, name) {
			blocks[name] = block{name: unknown}
		}
	}
	for name := range schema.Schema.Blocks {
		if name != "default_tags" && name != "ignore_tags" {
			blocks[name] = block{name: unknown}
		}
	}
	for name, b := range blocks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cloud := newCloud(t)
			data := mustConfigure(t, cloud.static(with(block{"assume_role": []any{block{"role_arn": firstRole}}}, b)))
			if !data.Unknown() || data.Preflight() != providerdata.PreflightOff {
				t.Errorf("unknown %t, preflight %s", data.Unknown(), data.Preflight())
			}
			if _, err := data.Region("eu-west-1"); !errors.Is(err, providerdata.ErrUnknown) {
				t.Errorf("the error is %v", err)
			}
			if err := data.ValidateRegion("anywhere"); err != nil {
				t.Errorf("a region cannot be judged yet: %v", err)
			}
			if len(cloud.Requests()) != 0 {
				t.Errorf("%d requests", len(cloud.Requests()))
			}
			if want := map[bool]string{true: "", false: "eu-central-1"}[name == "region"]; data.RegionName() != want {
				t.Errorf("the region is %q, want %q", data.RegionName(), want)
			}
		})
	}
}

// A Terraform that can defer is told to.
func TestUnknownArgumentsAreDeferred(t *testing.T) {
	t.Parallel()
	p := provider.New("1.2.3")
	for _, test := range []struct {
		block    block
		allowed  bool
		deferred bool
	}{
		{with(keys, block{"region": unknown}), true, true},
		{with(keys, block{"region": unknown}), false, false},
		{with(keys, block{"default_tags": unknown}), true, false},
		{keys, true, false},
	} {
		req := tfprovider.ConfigureRequest{Config: config(t, p, test.block)}
		req.ClientCapabilities.DeferralAllowed = test.allowed
		var resp tfprovider.ConfigureResponse
		p.Configure(t.Context(), req, &resp)
		if resp.Diagnostics.HasError() || (resp.Deferred != nil) != test.deferred {
			t.Errorf("%v: deferred %v, %v", test.block, resp.Deferred, resp.Diagnostics)
		}
	}
}
