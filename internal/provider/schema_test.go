// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// upstream is the provider block of hashicorp/aws v6, from its documentation: blocks with their nesting, the rest as types.
var upstream = map[string]string{
	"access_key":                                            "string",
	"allowed_account_ids":                                   "set of string",
	"assume_role":                                           "list block",
	"assume_role.duration":                                  "string",
	"assume_role.external_id":                               "string",
	"assume_role.policy":                                    "string",
	"assume_role.policy_arns":                               "set of string",
	"assume_role.role_arn":                                  "string",
	"assume_role.session_name":                              "string",
	"assume_role.source_identity":                           "string",
	"assume_role.tags":                                      "map of string",
	"assume_role.transitive_tag_keys":                       "set of string",
	"assume_role_with_web_identity":                         "list block",
	"assume_role_with_web_identity.duration":                "string",
	"assume_role_with_web_identity.policy":                  "string",
	"assume_role_with_web_identity.policy_arns":             "set of string",
	"assume_role_with_web_identity.role_arn":                "string",
	"assume_role_with_web_identity.session_name":            "string",
	"assume_role_with_web_identity.web_identity_token":      "string",
	"assume_role_with_web_identity.web_identity_token_file": "string",
	"custom_ca_bundle":                                      "string",
	"default_tags":                                          "list block",
	"default_tags.tags":                                     "map of string",
	"ec2_metadata_service_endpoint":                         "string",
	"ec2_metadata_service_endpoint_mode":                    "string",
	"endpoints":                                             "list block",
	"endpoints.backup":                                      "string",
	"endpoints.sts":                                         "string",
	"forbidden_account_ids":                                 "set of string",
	"http_proxy":                                            "string",
	"https_proxy":                                           "string",
	"ignore_tags":                                           "list block",
	"ignore_tags.key_prefixes":                              "set of string",
	"ignore_tags.keys":                                      "set of string",
	"insecure":                                              "bool",
	"max_retries":                                           "number",
	"no_proxy":                                              "string",
	"profile":                                               "string",
	"region":                                                "string",
	"retry_mode":                                            "string",
	"secret_key":                                            "string",
	"shared_config_files":                                   "list of string",
	"shared_credentials_files":                              "list of string",
	"skip_credentials_validation":                           "bool",
	"skip_metadata_api_check":                               "string",
	"skip_region_validation":                                "bool",
	"skip_requesting_account_id":                            "bool",
	"sts_region":                                            "string",
	"token":                                                 "string",
	"token_bucket_rate_limiter_capacity":                    "number",
	"use_dualstack_endpoint":                                "bool",
	"use_fips_endpoint":                                     "bool",
	"user_agent":                                            "list of string",

	// Accepted and not used: other services' (S3), and a check of tags against an organization's policy for hashicorp/aws's resources.
	"s3_us_east_1_regional_endpoint": "string",
	"s3_use_path_style":              "bool",
	"tag_policy_compliance":          "string",
}

// own are this provider's additions.
var own = map[string]string{"preflight": "string", "idempotency_scope": "string"}

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

// A provider block of hashicorp/aws can be pasted over: the same names, the same kinds.
func TestNamesOfHashicorpAWS(t *testing.T) {
	t.Parallel()
	found := make(map[string]string)
	var walk func(prefix string, b *tfprotov6.SchemaBlock)
	walk = func(prefix string, b *tfprotov6.SchemaBlock) {
		for _, a := range b.Attributes {
			name := prefix + a.Name
			found[name] = kind(a.Type)
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
			found[prefix+n.TypeName] = strings.ToLower(n.Nesting.String()) + " block"
			if n.Block.Description == "" {
				t.Errorf("%s has no description", n.TypeName)
			}
			walk(prefix+n.TypeName+".", n.Block)
		}
	}
	walk("", providerSchema(t).Block)

	for name, want := range upstream {
		if found[name] != want {
			t.Errorf("%s is a %q, in hashicorp/aws a %q", name, found[name], want)
		}
	}
	for name, got := range found {
		if strings.HasPrefix(name, "endpoints.") && upstream[name] == "" {
			continue // of the other services: TestSchemaIsUpstreams has their names
		}
		if _, known := upstream[name]; !known && own[name] != got {
			t.Errorf("%s (%s) is neither of hashicorp/aws nor meant to be added", name, got)
		}
	}
}
