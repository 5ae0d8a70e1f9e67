// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	basediag "github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// customEndpoints are those of the endpoints block, "" for none.
type customEndpoints struct {
	backup, sts string
}

func expandEndpoints(ctx context.Context, m model, diags *diag.Diagnostics) customEndpoints {
	var e customEndpoints
	set := func(name string, target *string, value string) {
		if *target != "" && value != "" && *target != value {
			diags.AddAttributeError(path.Root("endpoints"), "Two Endpoints for One Service",
				fmt.Sprintf("The endpoints blocks set %s to %q and to %q. Remove one.", name, *target, value))
		}
		*target = cmp.Or(value, *target)
	}
	for _, b := range blocksOf[endpointsModel](ctx, m.Endpoints, diags) {
		set("backup", &e.backup, b.Backup.ValueString())
		set("sts", &e.sts, b.STS.ValueString())
	}
	return e
}

// checkSettings finds what is wrong with the settings of the block, the environment and the shared files together, before anybody
// is asked for credentials. It makes no call.
func checkSettings(ctx context.Context, m model, base awsbase.Config, ends customEndpoints, diags *diag.Diagnostics) {
	if base.CustomCABundle != "" {
		if _, err := base.CustomCABundleReader(); err != nil {
			diags.AddAttributeError(path.Root("custom_ca_bundle"), "Unreadable CA Bundle", sentence(err))
			return
		}
	}
	checkAccountLists(m, base, diags)
	checkWebIdentityEnvironment(base, diags)

	// With keys given, aws-sdk-go-base resolves everything else offline. They are never used.
	base.AccessKey, base.SecretKey, base.Token = "offline", "offline", ""
	base.AssumeRole, base.AssumeRoleWithWebIdentity = nil, nil
	_, cfg, baseDiags := awsbase.GetAwsConfig(ctx, &base)
	appendErrors(baseDiags, base, diags)
	if diags.HasError() {
		return
	}
	// An empty region may still come from the instance metadata, together with credentials.
	if cfg.Region != "" {
		checkRegion(m, cfg.Region, diags)
	}
	checkEndpoints(cfg, m, ends, diags)
}

// checkWebIdentityEnvironment explains what the SDK would refuse as "role ARN is not set", block or no block.
func checkWebIdentityEnvironment(base awsbase.Config, diags *diag.Diagnostics) {
	env, err := config.NewEnvConfig()
	if err != nil || base.AccessKey != "" || base.Profile != "" || env.Credentials.HasKeys() {
		return
	}
	if env.WebIdentityTokenFilePath != "" && env.RoleARN == "" {
		diags.AddError("Incomplete Web Identity", webIdentityTokenFileEnv+" is in the environment, and AWS_ROLE_ARN is not. AWS's SDK takes "+
			"only both together. Set AWS_ROLE_ARN, or remove "+webIdentityTokenFileEnv+" and name the file in "+
			"assume_role_with_web_identity { web_identity_token_file = ... }.")
	}
}

const noRegion = "Set region in the provider block, AWS_REGION in the environment, or region in the profile of the shared config file."

func checkRegion(m model, region string, diags *diag.Diagnostics) {
	var regionErr *providerdata.RegionError
	switch err := providerdata.CheckRegion(region, "", m.SkipRegionValidation.ValueBool()); {
	case err == nil:
	case errors.As(err, &regionErr) && region == "":
		diags.AddAttributeError(path.Root("region"), "No AWS Region", noRegion)
	default:
		diags.AddAttributeError(path.Root("region"), "Unknown AWS Region",
			sentence(err)+regionOrigin(m))
	}
}

// regionOrigin tells where a region comes from that is not in the provider block.
func regionOrigin(m model) string {
	if m.Region.ValueString() != "" {
		return ""
	}
	for _, name := range []string{"AWS_REGION", "AWS_DEFAULT_REGION"} {
		if os.Getenv(name) != "" {
			return " It comes from " + name + " in the environment; region in the provider block wins over it."
		}
	}
	return " It comes from the profile of the shared config file; region in the provider block wins over it."
}

// checkEndpoints refuses what the SDK would refuse at the first call, with an error that names no setting.
func checkEndpoints(cfg aws.Config, m model, ends customEndpoints, diags *diag.Diagnostics) {
	b := backup.NewFromConfig(cfg).Options()
	s := sts.NewFromConfig(cfg).Options()
	fips := b.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled
	dual := b.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled
	if !fips && !dual {
		return
	}
	for _, e := range []struct {
		name, configured, block string
		variables               []string
	}{
		{"backup", aws.ToString(b.BaseEndpoint), ends.backup, []string{"AWS_ENDPOINT_URL_BACKUP", "AWS_ENDPOINT_URL"}},
		{"sts", aws.ToString(s.BaseEndpoint), ends.sts, []string{"AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL"}},
	} {
		endpoint := cmp.Or(e.block, e.configured)
		if endpoint == "" {
			continue
		}
		origin := "endpoint_url in the shared config file"
		if i := slices.IndexFunc(e.variables, func(v string) bool { return os.Getenv(v) == endpoint }); i >= 0 {
			origin = e.variables[i] + " in the environment"
		}
		if e.block != "" {
			origin = fmt.Sprintf("endpoints { %s = ... }", e.name)
		}
		if fips {
			conflict("use_fips_endpoint", "FIPS endpoint", "AWS_USE_FIPS_ENDPOINT", m.UseFIPSEndpoint.ValueBool(), endpoint, origin, diags)
		}
		if dual {
			conflict("use_dualstack_endpoint", "dual-stack endpoint", "AWS_USE_DUALSTACK_ENDPOINT", m.UseDualStackEndpoint.ValueBool(),
				endpoint, origin, diags)
		}
	}
}

func conflict(argument, what, variable string, inBlock bool, endpoint, origin string, diags *diag.Diagnostics) {
	asked := variable + " or the shared config file asks"
	if inBlock {
		asked = argument + " = true asks"
	}
	diags.AddAttributeError(path.Root(argument), "Conflicting Endpoint Settings",
		fmt.Sprintf("%s for a %s, and %s sets the endpoint to %q. AWS's SDK refuses the two together. Remove one: a custom endpoint can be "+
			"the address of a %s itself.", asked, what, origin, endpoint, what))
}

// retrieveCredentials resolves credentials, which is where aws-sdk-go-base calls whoever gives them.
func retrieveCredentials(ctx context.Context, base awsbase.Config, diags *diag.Diagnostics) (aws.Config, bool) {
	_, cfg, baseDiags := awsbase.GetAwsConfig(ctx, &base)
	appendErrors(baseDiags, base, diags)
	for _, d := range baseDiags {
		if d.Severity() == basediag.SeverityWarning {
			diags.AddWarning(d.Summary(), d.Detail())
		}
	}
	return cfg, !diags.HasError()
}

// appendErrors puts the errors of aws-sdk-go-base on the argument at fault, with what to do about them.
func appendErrors(from basediag.Diagnostics, base awsbase.Config, diags *diag.Diagnostics) {
	for _, d := range from {
		if d.Severity() != basediag.SeverityError {
			continue
		}
		var cause error
		if withErr, ok := d.(basediag.DiagnosticWithErr); ok {
			cause = withErr.Err()
		}
		// This error has an own type in aws-sdk-go-base, which is not exported; the bare errors beside it have no detail.
		webIdentity := base.AssumeRoleWithWebIdentity != nil && cause != nil && d.Detail() != ""
		switch {
		case awsbase.IsNoValidCredentialSourcesError(d):
			diags.AddError("No Valid AWS Credentials", noCredentials(base, cause))
		case awsbase.IsCannotAssumeRoleError(d):
			diags.AddAttributeError(path.Root("assume_role"), d.Summary(), d.Detail())
		case webIdentity:
			diags.AddAttributeError(path.Root("assume_role_with_web_identity"), d.Summary(), d.Detail())
		case isMetadataRegion(cause):
			diags.AddAttributeError(path.Root("region"), "No AWS Region", noRegion+" The credentials are those of the EC2 instance, so its "+
				"metadata service was asked too: "+sentence(cause))
		case isMissingProfile(cause):
			diags.AddAttributeError(path.Root("profile"), "No Such Profile", sentence(cause)+
				" Set profile or AWS_PROFILE to a profile that exists, or name the files that have it in shared_config_files and "+
				"shared_credentials_files.")
		default:
			diags.AddError("Invalid Provider Configuration", cmp.Or(d.Detail(), d.Summary()))
		}
	}
}

func isMissingProfile(err error) bool {
	var missing config.SharedConfigProfileNotExistError
	return errors.As(err, &missing)
}

// isMetadataRegion tells the failure to learn the region from the metadata service of an EC2 instance.
func isMetadataRegion(err error) bool {
	var operation *smithy.OperationError
	return errors.As(err, &operation) && operation.Service() == "ec2imds" && operation.Operation() == "GetRegion"
}

func sentence(err error) string {
	text := []rune(err.Error())
	if len(text) == 0 {
		return ""
	}
	if last := text[len(text)-1]; last != '.' {
		text = append(text, '.')
	}
	return string(text)
}
