// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Schema implements provider.Provider. Names, kinds and meaning are those of hashicorp/aws, so that a provider block can be pasted
// over; preflight and idempotency_scope are this provider's own.
func (p *Provider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Takes AWS backups on demand. Credentials, region and everything else about reaching AWS are set as for " +
			"the `hashicorp/aws` provider: a provider block can be pasted over.",
		Attributes: withUnused(attributes()),
		Blocks:     blocks(),
	}
}

func attributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"access_key": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Access key ID. Better left to the environment (`AWS_ACCESS_KEY_ID`), a profile or a role. With " +
				"`secret_key` it wins over every other source.",
			Validators: []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("secret_key"))},
		},
		"allowed_account_ids": schema.SetAttribute{
			ElementType: types.StringType,
			Optional:    true,
			MarkdownDescription: "The only AWS account IDs that may be used, against mistakes. Costs one STS call. Conflicts with " +
				"`forbidden_account_ids`.",
			Validators: []validator.Set{
				setvalidator.ConflictsWith(path.MatchRoot("forbidden_account_ids")),
				setvalidator.NoNullValues(), // an account without a value would lift the restriction
				setvalidator.ValueStringsAre(accountID()),
			},
		},
		"custom_ca_bundle": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "File with root and intermediate certificates to trust in addition. Also `AWS_CA_BUNDLE`. " +
				"(`ca_bundle` in a shared config file is not supported.)",
		},
		"ec2_metadata_service_endpoint": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Address of the EC2 instance metadata service. Also `AWS_EC2_METADATA_SERVICE_ENDPOINT`.",
			Validators:          []validator.String{httpURL()},
		},
		"ec2_metadata_service_endpoint_mode": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Protocol for the EC2 instance metadata service, `IPv4` or `IPv6`. Also " +
				"`AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`.",
			Validators: []validator.String{stringvalidator.OneOfCaseInsensitive("IPv4", "IPv6")},
		},
		"forbidden_account_ids": schema.SetAttribute{
			ElementType: types.StringType,
			Optional:    true,
			MarkdownDescription: "AWS account IDs that must not be used, against mistakes. Costs one STS call. Conflicts with " +
				"`allowed_account_ids`.",
			Validators: []validator.Set{
				setvalidator.ConflictsWith(path.MatchRoot("allowed_account_ids")),
				setvalidator.NoNullValues(), // an account without a value would lift the restriction
				setvalidator.ValueStringsAre(accountID()),
			},
		},
		"http_proxy": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "URL of a proxy for HTTP requests, and for HTTPS requests too unless `https_proxy` says otherwise. " +
				"Also `HTTP_PROXY` or `http_proxy`.",
			Validators: []validator.String{proxyURL()},
		},
		"https_proxy": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "URL of a proxy for HTTPS requests, an empty string for none. Also `HTTPS_PROXY` or `https_proxy`.",
			Validators:          []validator.String{proxyURL()},
		},
		"idempotency_scope": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Mixed into the idempotency tokens that the provider generates. Two configurations that ask for the " +
				"very same backup at the same time share one job unless their scopes differ. Default: the HCP Terraform workspace " +
				"(`TFC_WORKSPACE_SLUG`), else empty.",
		},
		"insecure": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Do not verify TLS certificates. Default `false`.",
		},
		"max_retries": schema.Int64Attribute{
			Optional: true,
			MarkdownDescription: "How often an AWS request is tried at most, with growing delays; `0` and `1` are one attempt. Also `AWS_MAX_ATTEMPTS` or " +
				"`max_attempts` of the profile. Default `25`.",
			Validators: []validator.Int64{int64validator.Between(0, 1000)},
		},
		"no_proxy": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Comma-separated hosts that are reached without a proxy. Also `NO_PROXY` or `no_proxy`.",
		},
		"preflight": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "What the read-only API checks at plan do: `enforce` (default) makes what cannot work an error, `warn` a " +
				"warning, `off` makes no API call at plan.",
			Validators: []validator.String{stringvalidator.OneOf(preflightModes()...)},
		},
		"profile": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Profile in the shared config and credentials files. Also `AWS_PROFILE` or `AWS_DEFAULT_PROFILE`.",
		},
		"region": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "AWS region, for every object that does not set its own. Also `AWS_REGION`, `AWS_DEFAULT_REGION` or " +
				"`region` of the profile.",
		},
		"retry_mode": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "How retries are made, `standard` (default) or `adaptive`. Also `AWS_RETRY_MODE`.",
			Validators:          []validator.String{stringvalidator.OneOf("standard", "adaptive")},
		},
		"secret_key": schema.StringAttribute{
			Optional:            true,
			Sensitive:           true,
			MarkdownDescription: "Secret access key. Better left to the environment (`AWS_SECRET_ACCESS_KEY`), a profile or a role.",
			Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("access_key"))},
		},
		"shared_config_files": schema.ListAttribute{
			ElementType: types.StringType,
			Optional:    true,
			MarkdownDescription: "Shared config files. Also `AWS_CONFIG_FILE`. Default `~/.aws/config`. With HCP Terraform's tagged dynamic " +
				"credentials: `[var.tfc_aws_dynamic_credentials.aliases[\"TAG\"].shared_config_file]`.",
		},
		"shared_credentials_files": schema.ListAttribute{
			ElementType:         types.StringType,
			Optional:            true,
			MarkdownDescription: "Shared credentials files. Also `AWS_SHARED_CREDENTIALS_FILE`. Default `~/.aws/credentials`.",
		},
		"skip_credentials_validation": schema.BoolAttribute{
			Optional: true,
			MarkdownDescription: "Accepted for compatibility. This provider makes no call to validate credentials; see " +
				"`skip_requesting_account_id` for what both together mean.",
		},
		"skip_metadata_api_check": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "`true` never asks the EC2 instance metadata service, `false` asks it even if " +
				"`AWS_EC2_METADATA_DISABLED` says otherwise.",
			Validators: []validator.String{stringvalidator.OneOf("true", "false", "")},
		},
		"skip_region_validation": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Accept regions that this version of the provider does not know.",
		},
		"skip_requesting_account_id": schema.BoolAttribute{
			Optional: true,
			MarkdownDescription: "Accepted for compatibility. The account ID is asked for only if `allowed_account_ids` or " +
				"`forbidden_account_ids` is set; together with `skip_credentials_validation` those two are an error, since nothing " +
				"could check them.",
		},
		"sts_region": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Region for STS, if it differs from `region`.",
		},
		"token": schema.StringAttribute{
			Optional:            true,
			Sensitive:           true,
			MarkdownDescription: "Session token of temporary credentials. Also `AWS_SESSION_TOKEN`.",
			Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("access_key"))},
		},
		"token_bucket_rate_limiter_capacity": schema.Int64Attribute{
			Optional: true,
			MarkdownDescription: "Capacity of the token bucket that limits retries in the AWS SDK. Default: no such limit. (AWS Backup's " +
				"request quotas are kept in any case.)",
			Validators: []validator.Int64{int64validator.Between(0, 1_000_000)},
		},
		"use_dualstack_endpoint": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Use endpoints that speak IPv6 as well. Also `AWS_USE_DUALSTACK_ENDPOINT`.",
		},
		"use_fips_endpoint": schema.BoolAttribute{
			Optional:            true,
			MarkdownDescription: "Use FIPS endpoints. Also `AWS_USE_FIPS_ENDPOINT`.",
		},
		"user_agent": schema.ListAttribute{
			ElementType: types.StringType,
			Optional:    true,
			MarkdownDescription: "Products to name in the User-Agent of every request, as `name/version (comment)`. Also " +
				"`TF_APPEND_USER_AGENT`.",
		},
	}
}
