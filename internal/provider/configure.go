// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/logging"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// workspaceEnv names the workspace of a run in HCP Terraform, as "organization/workspace".
const workspaceEnv = "TFC_WORKSPACE_SLUG"

// Configure implements provider.Provider. It calls nobody but the sources of credentials, and STS for allowed_account_ids and
// forbidden_account_ids.
func (p *Provider) Configure(ctx context.Context, req provider.ConfigureRequest, resp *provider.ConfigureResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	settings := providerdata.Settings{
		Preflight:        providerdata.PreflightMode(m.Preflight.ValueString()),
		IdempotencyScope: m.IdempotencyScope.ValueString(),
		Watch:            p.options.watch,
		Intervals:        p.options.intervals,
		Quotas:           p.options.quotas,
	}
	if m.IdempotencyScope.IsNull() {
		settings.IdempotencyScope = os.Getenv(workspaceEnv)
	}
	settings.Tags = tagsConfig(ctx, m, os.Environ(), &resp.Diagnostics)
	settings.SkipRegionValidation = m.SkipRegionValidation.ValueBool()

	if unknownArguments(req.Config.Raw) {
		settings.Unknown = true
		settings.Region = m.Region.ValueString()
		settings.Partition = providerdata.PartitionOf(settings.Region)
		if req.ClientCapabilities.DeferralAllowed {
			resp.Deferred = &provider.Deferred{Reason: provider.DeferredReasonProviderConfigUnknown}
		}
	} else {
		p.resolve(ctx, m, req.TerraformVersion, &settings, &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() {
		return
	}

	data := providerdata.New(settings)
	resp.ResourceData = data
	resp.DataSourceData = data
	resp.ActionData = data
	resp.ListResourceData = data
}

// resolve turns the provider block and the environment into an SDK configuration with credentials.
func (p *Provider) resolve(ctx context.Context, m model, terraformVersion string, settings *providerdata.Settings,
	diags *diag.Diagnostics,
) {
	// The logger must be in the context of everything that may call AWS, so that what it logs is masked.
	ctx = logging.RegisterLogger(ctx, newMaskedLogger())

	base := expand(ctx, m, diags)
	noteSecrets(base)
	if diags.HasError() {
		return
	}
	base.UserAgent = append(p.userAgent(terraformVersion), base.UserAgent...)
	ends := expandEndpoints(ctx, m, diags)
	base.StsEndpoint = ends.sts
	settings.Endpoint = ends.backup

	// Settings first, without any call: a wrong region or endpoint must not show as a failure to get credentials.
	offline := checkSettings(ctx, m, base, ends, diags)
	if diags.HasError() {
		return
	}
	region := offline.Region
	useHTTPClient(&base, offline)
	limited, cancel := context.WithTimeout(ctx, p.options.limits.Credentials)
	defer cancel()
	_, cfg, baseDiags := awsbase.GetAwsConfig(limited, &base)
	if ctx.Err() == nil && limited.Err() != nil {
		diags.Append(fetchFailed(base, region, awsbackup.NoAnswerWithin(p.options.limits.Credentials)))
		return
	}
	appendDiagnostics(baseDiags, base, region, diags)
	if diags.HasError() {
		return
	}
	typeProxyErrors(&cfg)
	cfg.Retryer = awsbackup.Retryer(cfg.Retryer)
	// Credentials of an EC2 instance may have brought the region with them.
	checkRegion(m, cfg.Region, diags)
	checkAccount(limited, cfg, base, diags)
	if diags.HasError() {
		return
	}

	if cfg.RetryMaxAttempts == 0 {
		cfg.RetryMaxAttempts = defaultMaxAttempts
	}
	renewing, err := newRenewing(ctx, cfg.Credentials, func(ctx context.Context) (aws.CredentialsProvider, error) {
		return resolveAnew(ctx, base)
	})
	if err != nil {
		addCredentialError(path.Empty(), err, base, region, diags)
		return
	}
	cfg.Credentials = renewing
	if p.options.client != nil {
		cfg.HTTPClient = p.options.client
	}
	cfg.APIOptions = append(cfg.APIOptions, renewing.addTo, addLogger, awsbackup.CleanMessages(awsdiag.Clean))

	settings.AWS = cfg
	settings.AccountID = renewing.current.Load().creds.AccountID
	settings.Region = cfg.Region
	settings.Partition = cmp.Or(providerdata.PartitionOf(cfg.Region), defaultPartition)
}

// defaultMaxAttempts is how often a request is tried if nobody says otherwise, as in hashicorp/aws.
const defaultMaxAttempts = 25

// defaultPartition is for a region whose name fits no partition, which skip_region_validation lets through.
const defaultPartition = "aws"
