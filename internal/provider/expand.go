// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/feature/ec2/imds"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/useragent"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/troubleshooting"
)

// Environment variables of the web identity token, as in hashicorp/aws: they count where the block names no token.
const (
	webIdentityTokenEnv     = "TF_AWS_WEB_IDENTITY_TOKEN"
	webIdentityTokenFileEnv = "AWS_WEB_IDENTITY_TOKEN_FILE"
)

// documentation is where to read about the provider block.
const documentation = troubleshooting.Docs + "index.md"

// unknownArguments reports whether anything of the provider block is not known yet, tags apart: those have their own way.
func unknownArguments(raw tftypes.Value) bool {
	var arguments map[string]tftypes.Value
	_ = raw.As(&arguments) // the block is an object
	for name, value := range arguments {
		switch {
		case name == "default_tags", name == "ignore_tags", unusedArguments[name] != nil:
		case !value.IsFullyKnown():
			return true
		}
	}
	return false
}

// expand turns the provider block into the input of aws-sdk-go-base. Null stays the zero value, which leaves the matter to the
// environment and the shared files.
func expand(ctx context.Context, m model, diags *diag.Diagnostics) awsbase.Config {
	c := awsbase.Config{
		AccessKey:                      m.AccessKey.ValueString(),
		AllowedAccountIds:              elements(m.AllowedAccountIDs),
		CallerDocumentationURL:         documentation,
		CallerName:                     "The awsbackup provider",
		CustomCABundle:                 m.CustomCABundle.ValueString(),
		EC2MetadataServiceEndpoint:     m.EC2MetadataServiceEndpoint.ValueString(),
		EC2MetadataServiceEndpointMode: m.EC2MetadataServiceEndpointMode.ValueString(),
		ForbiddenAccountIds:            elements(m.ForbiddenAccountIDs),
		HTTPProxy:                      m.HTTPProxy.ValueStringPointer(),
		HTTPSProxy:                     m.HTTPSProxy.ValueStringPointer(),
		HTTPProxyMode:                  awsbase.HTTPProxyModeLegacy,
		Insecure:                       m.Insecure.ValueBool(),
		Logger:                         newMaskedLogger(),
		MaxRetries:                     int(m.MaxRetries.ValueInt64()),
		NoProxy:                        m.NoProxy.ValueString(),
		Profile:                        m.Profile.ValueString(),
		Region:                         m.Region.ValueString(),
		RetryMode:                      aws.RetryMode(m.RetryMode.ValueString()),
		SecretKey:                      m.SecretKey.ValueString(),
		SharedConfigFiles:              elements(m.SharedConfigFiles),
		SharedCredentialsFiles:         elements(m.SharedCredentialsFiles),
		SkipCredsValidation:            true, // no call that nobody needs
		SuppressDebugLog:               !logRequested(),
		StsRegion:                      m.STSRegion.ValueString(),
		Token:                          m.Token.ValueString(),
		TokenBucketRateLimiterCapacity: int(m.TokenBucketRateLimiterCapacity.ValueInt64()),
		UseDualStackEndpoint:           m.UseDualStackEndpoint.ValueBool(),
		UseFIPSEndpoint:                m.UseFIPSEndpoint.ValueBool(),
		UserAgent:                      useragent.FromSlice(elements(m.UserAgent)),
	}
	if !m.MaxRetries.IsNull() {
		c.MaxRetries = max(1, c.MaxRetries) // 0 is the default for aws-sdk-go-base, and no second attempt for everybody else
	}
	if skip, err := strconv.ParseBool(m.SkipMetadataAPICheck.ValueString()); err == nil {
		c.EC2MetadataServiceEnableState = imds.ClientEnabled
		if skip {
			c.EC2MetadataServiceEnableState = imds.ClientDisabled
		}
	}
	c.AssumeRole = expandRoles(ctx, m.AssumeRole, diags)
	c.AssumeRoleWithWebIdentity = expandWebIdentity(ctx, m.AssumeRoleWithWebIdentity, diags)
	return c
}

func (p *Provider) userAgent(terraformVersion string) awsbase.UserAgentProducts {
	return awsbase.UserAgentProducts{
		{Name: "Terraform", Version: terraformVersion, Comment: "+https://www.terraform.io"},
		{Name: "terraform-provider-" + TypeName, Version: p.version, Comment: "+https://registry.terraform.io/providers/awsbackup/awsbackup"},
	}
}

func expandRoles(ctx context.Context, list types.List, diags *diag.Diagnostics) []awsbase.AssumeRole {
	var roles []awsbase.AssumeRole
	for i, r := range blocksOf[assumeRoleModel](ctx, list, diags) {
		requireRole(path.Root("assume_role").AtListIndex(i), r.RoleARN, diags)
		roles = append(roles, awsbase.AssumeRole{
			RoleARN:           r.RoleARN.ValueString(),
			Duration:          duration(r.Duration),
			ExternalID:        r.ExternalID.ValueString(),
			Policy:            r.Policy.ValueString(),
			PolicyARNs:        elements(r.PolicyARNs),
			SessionName:       r.SessionName.ValueString(),
			SourceIdentity:    r.SourceIdentity.ValueString(),
			Tags:              knownStrings(r.Tags),
			TransitiveTagKeys: elements(r.TransitiveTagKeys),
		})
	}
	return roles
}

func expandWebIdentity(ctx context.Context, list types.List, diags *diag.Diagnostics) *awsbase.AssumeRoleWithWebIdentity {
	items := blocksOf[webIdentityModel](ctx, list, diags)
	if len(items) == 0 {
		return nil
	}
	block, r := path.Root("assume_role_with_web_identity").AtListIndex(0), items[0]
	requireRole(block, r.RoleARN, diags)
	w := &awsbase.AssumeRoleWithWebIdentity{
		RoleARN:              r.RoleARN.ValueString(),
		Duration:             duration(r.Duration),
		Policy:               r.Policy.ValueString(),
		PolicyARNs:           elements(r.PolicyARNs),
		SessionName:          r.SessionName.ValueString(),
		WebIdentityToken:     r.WebIdentityToken.ValueString(),
		WebIdentityTokenFile: r.WebIdentityTokenFile.ValueString(),
	}
	if !w.HasValidTokenSource() {
		w.WebIdentityToken = os.Getenv(webIdentityTokenEnv)
		w.WebIdentityTokenFile = os.Getenv(webIdentityTokenFileEnv)
	}
	switch {
	case !w.HasValidTokenSource():
		diags.AddAttributeError(block, "No Web Identity Token",
			"Set web_identity_token_file (renewable) or web_identity_token in the block, or "+webIdentityTokenFileEnv+" or "+
				webIdentityTokenEnv+" in the environment.")
	case w.WebIdentityToken != "" && w.WebIdentityTokenFile != "":
		diags.AddAttributeError(block, "Two Web Identity Tokens",
			"Both "+webIdentityTokenEnv+" and "+webIdentityTokenFileEnv+" are in the environment. Set web_identity_token_file or "+
				"web_identity_token in the block, or remove one of the variables.")
	}
	return w
}

func requireRole(block path.Path, arn types.String, diags *diag.Diagnostics) {
	if arn.ValueString() == "" {
		diags.AddAttributeError(block, "No Role to Assume",
			"The block needs role_arn, the ARN of the IAM role to assume. Remove the block to use the credentials as they are.")
	}
}

// duration reads a duration that the schema has checked; null is 0, the default of the SDK.
func duration(v types.String) time.Duration {
	d, err := time.ParseDuration(v.ValueString())
	if err != nil {
		return 0
	}
	return d
}

// elementsAs is the part of a list or set that elements needs.
type elementsAs interface {
	IsNull() bool
	IsUnknown() bool
	Elements() []attr.Value
}

// elements returns the strings of a list or set that are known and not null.
func elements(v elementsAs) []string {
	if v.IsNull() || v.IsUnknown() {
		return nil
	}
	var out []string
	for _, e := range v.Elements() {
		if s, ok := e.(types.String); ok && !s.IsNull() && !s.IsUnknown() {
			out = append(out, s.ValueString())
		}
	}
	return out
}

// knownStrings returns the members of a map that are known and not null.
func knownStrings(m types.Map) map[string]string {
	out := make(map[string]string, len(m.Elements()))
	for k, e := range m.Elements() {
		if s, ok := e.(types.String); ok && !s.IsNull() && !s.IsUnknown() {
			out[k] = s.ValueString()
		}
	}
	return out
}

// blocksOf reads the blocks of one kind; null and unknown are none.
func blocksOf[T any](ctx context.Context, list interface {
	IsNull() bool
	IsUnknown() bool
	ElementsAs(ctx context.Context, target any, allowUnhandled bool) diag.Diagnostics
}, diags *diag.Diagnostics,
) []T {
	if list.IsNull() || list.IsUnknown() {
		return nil
	}
	var out []T
	diags.Append(list.ElementsAs(ctx, &out, false)...)
	return out
}
