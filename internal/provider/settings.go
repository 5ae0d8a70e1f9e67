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
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/aws-sdk-go-base/v2/logging"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

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
	for _, b := range blocksOf[types.Object](ctx, m.Endpoints, diags) {
		set("backup", &e.backup, stringIn(b, "backup"))
		set("sts", &e.sts, stringIn(b, "sts"))
	}
	return e
}

// stringIn is a member of an object, "" for none.
func stringIn(o types.Object, name string) string {
	s, _ := o.Attributes()[name].(types.String)
	return s.ValueString()
}

// checkSettings finds what is wrong with the settings of the block, the environment and the shared files together, before anybody
// is asked for credentials. It makes no call, and returns what they amount to; the credentials in that are of no use.
func checkSettings(ctx context.Context, m model, base awsbase.Config, ends customEndpoints, diags *diag.Diagnostics) aws.Config {
	checkCABundle(ctx, base, diags)
	checkEnvironment(diags)
	if diags.HasError() {
		return aws.Config{}
	}
	checkAccountLists(m, base, diags)
	checkWebIdentityEnvironment(base, diags)

	// With keys given, aws-sdk-go-base resolves everything else offline. They are never used.
	offline := base
	offline.AccessKey, offline.SecretKey, offline.Token = "offline", "offline", ""
	offline.Logger = logging.NullLogger{}
	offline.AssumeRole, offline.AssumeRoleWithWebIdentity = nil, nil
	_, cfg, baseDiags := awsbase.GetAwsConfig(ctx, &offline)
	appendDiagnostics(onlyErrors(baseDiags), base, base.Region, diags)
	if diags.HasError() {
		return aws.Config{}
	}
	// An empty region may still come from the instance metadata, together with credentials.
	if cfg.Region != "" {
		checkRegion(m, cfg.Region, diags)
	}
	checkEndpoints(cfg, m, base, ends, diags)
	warnUnencrypted(cfg, m, base, ends, diags)
	return cfg
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
func checkEndpoints(cfg aws.Config, m model, base awsbase.Config, ends customEndpoints, diags *diag.Diagnostics) {
	b := backup.NewFromConfig(cfg).Options()
	endpoint, origin := aws.ToString(b.BaseEndpoint), endpointOrigin(aws.ToString(b.BaseEndpoint), "AWS_ENDPOINT_URL_BACKUP")
	if ends.backup != "" {
		endpoint, origin = ends.backup, "endpoints { backup = ... }"
	}
	// An STS endpoint of the block is no matter: aws-sdk-go-base sets it in a way that goes with both.
	s := sts.NewFromConfig(cfg).Options()
	if endpoint == "" && ends.sts == "" && usesSTS(base) {
		endpoint, origin = aws.ToString(s.BaseEndpoint), endpointOrigin(aws.ToString(s.BaseEndpoint), "AWS_ENDPOINT_URL_STS")
	}
	if endpoint == "" {
		warnWithoutFIPS(b, diags)
		return
	}
	if b.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled {
		conflict("use_fips_endpoint", "FIPS endpoint", "AWS_USE_FIPS_ENDPOINT", m.UseFIPSEndpoint.ValueBool(), endpoint, origin, diags)
	}
	if b.EndpointOptions.UseDualStackEndpoint == aws.DualStackEndpointStateEnabled {
		conflict("use_dualstack_endpoint", "dual-stack endpoint", "AWS_USE_DUALSTACK_ENDPOINT", m.UseDualStackEndpoint.ValueBool(), endpoint,
			origin, diags)
	}
}

// fipsRegions are where AWS Backup has FIPS endpoints ("AWS Backup endpoints and quotas", AWS General Reference).
var fipsRegions = []string{
	"us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "ca-west-1", "us-gov-east-1", "us-gov-west-1",
}

// warnWithoutFIPS tells of a host name that is not known to exist. It is a warning, since AWS may have added it.
func warnWithoutFIPS(o backup.Options, diags *diag.Diagnostics) {
	if o.EndpointOptions.UseFIPSEndpoint == aws.FIPSEndpointStateEnabled && o.Region != "" && !slices.Contains(fipsRegions, o.Region) {
		diags.AddAttributeWarning(path.Root("use_fips_endpoint"), "No FIPS Endpoint Known",
			fmt.Sprintf("AWS Backup has FIPS endpoints in %s, but not in %s as far as this version of the provider knows. If calls fail because "+
				"the host is not found, use another region or no FIPS endpoint.", strings.Join(fipsRegions, ", "), o.Region))
	}
}

// endpointOrigin says where an endpoint comes from that is not in the provider block.
func endpointOrigin(endpoint, variable string) string {
	for _, name := range []string{variable, "AWS_ENDPOINT_URL"} {
		if os.Getenv(name) == endpoint {
			return name + " in the environment"
		}
	}
	return "endpoint_url in the shared config file"
}

// usesSTS reports whether the provider block itself needs STS.
func usesSTS(base awsbase.Config) bool {
	return len(base.AssumeRole) > 0 || base.AssumeRoleWithWebIdentity != nil || accountArgument(base) != ""
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
