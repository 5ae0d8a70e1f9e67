// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"cmp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// kinds are the arguments and blocks of hashicorp/aws v6, from its documentation, that are no strings: blocks with their nesting, the rest
// as types. TestSchemaIsUpstreams has all names.
var kinds = map[string]string{
	"allowed_account_ids":                       "set of string",
	"assume_role":                               "list block",
	"assume_role.policy_arns":                   "set of string",
	"assume_role.tags":                          "map of string",
	"assume_role.transitive_tag_keys":           "set of string",
	"assume_role_with_web_identity":             "list block",
	"assume_role_with_web_identity.policy_arns": "set of string",
	"default_tags":                              "list block",
	"default_tags.tags":                         "map of string",
	"endpoints":                                 "list block",
	"forbidden_account_ids":                     "set of string",
	"ignore_tags":                               "list block",
	"ignore_tags.key_prefixes":                  "set of string",
	"ignore_tags.keys":                          "set of string",
	"insecure":                                  "bool",
	"max_retries":                               "number",
	"shared_config_files":                       "list of string",
	"shared_credentials_files":                  "list of string",
	"skip_credentials_validation":               "bool",
	"skip_region_validation":                    "bool",
	"skip_requesting_account_id":                "bool",
	"token_bucket_rate_limiter_capacity":        "number",
	"use_dualstack_endpoint":                    "bool",
	"use_fips_endpoint":                         "bool",
	"user_agent":                                "list of string",
	"s3_use_path_style":                         "bool",
}

// sensitive are the arguments whose values Terraform must hide.
var sensitive = map[string]bool{"secret_key": true, "token": true, "assume_role_with_web_identity.web_identity_token": true}

func providerSchema(t *testing.T) *tfprotov6.Schema {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(provider.New("1.2.3"))()
	if err != nil {
		t.Fatal(err)
	}
	// The framework validates the implementation of every schema, of all that the provider offers, in here.
	resp, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		t.Errorf("%s: %s: %s", d.Severity, d.Summary, d.Detail)
	}
	return resp.Provider
}

func kind(ty tftypes.Type) string {
	switch ty := ty.(type) {
	case tftypes.List:
		return "list of " + kind(ty.ElementType)
	case tftypes.Set:
		return "set of " + kind(ty.ElementType)
	case tftypes.Map:
		return "map of " + kind(ty.ElementType)
	}
	return strings.ToLower(strings.TrimPrefix(ty.String(), "tftypes."))
}

// A provider block of hashicorp/aws can be pasted over: the same kinds of arguments, each of them optional and described.
func TestKindsOfHashicorpAWS(t *testing.T) {
	t.Parallel()
	right := func(name, got string) {
		if want := cmp.Or(kinds[name], "string"); got != want {
			t.Errorf("%s is a %q, want a %q", name, got, want)
		}
	}
	var walk func(prefix string, b *tfprotov6.SchemaBlock)
	walk = func(prefix string, b *tfprotov6.SchemaBlock) {
		for _, a := range b.Attributes {
			name := prefix + a.Name
			right(name, kind(a.Type))
			if a.Required || !a.Optional || a.Computed {
				t.Errorf("%s is not simply optional", name)
			}
			if a.Sensitive != sensitive[name] {
				t.Errorf("%s: sensitive is %t", name, a.Sensitive)
			}
			if a.Description == "" {
				t.Errorf("%s has no description", name)
			}
		}
		for _, n := range b.BlockTypes {
			right(prefix+n.TypeName, strings.ToLower(n.Nesting.String())+" block")
			if n.Block.Description == "" {
				t.Errorf("%s has no description", n.TypeName)
			}
			walk(prefix+n.TypeName+".", n.Block)
		}
	}
	walk("", providerSchema(t).Block)
}
