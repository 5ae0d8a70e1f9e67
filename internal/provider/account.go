// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// checkAccountLists refuses account lists that nothing may check.
func checkAccountLists(m model, base awsbase.Config, diags *diag.Diagnostics) {
	if argument := accountArgument(base); argument != "" &&
		m.SkipCredentialsValidation.ValueBool() && m.SkipRequestingAccountID.ValueBool() {
		diags.AddAttributeError(path.Root(argument), "AWS Account Cannot Be Checked",
			fmt.Sprintf("%s needs to know the account, and skip_credentials_validation together with skip_requesting_account_id forbids "+
				"to ask. Remove %s or set one of the two to false.", argument, argument))
	}
}

// accountArgument returns the argument that asks for an account check, "" for none.
func accountArgument(base awsbase.Config) string {
	switch {
	case len(base.AllowedAccountIds) > 0:
		return "allowed_account_ids"
	case len(base.ForbiddenAccountIds) > 0:
		return "forbidden_account_ids"
	default:
		return ""
	}
}

// checkAccount asks STS for the account, only where an account list is set, and refuses one that the list does not let through.
// (aws-sdk-go-base can do this too, at the price of the whole IAM client: 9 MB of program.)
func checkAccount(ctx context.Context, cfg aws.Config, base awsbase.Config, diags *diag.Diagnostics) {
	argument := accountArgument(base)
	if argument == "" || diags.HasError() {
		return
	}
	client := sts.NewFromConfig(cfg, func(o *sts.Options) {
		o.Region = cmp.Or(base.StsRegion, o.Region)
		if base.StsEndpoint != "" {
			o.BaseEndpoint = &base.StsEndpoint
			o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateDisabled // as aws-sdk-go-base has it for the roles
			o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateDisabled
		}
	})
	identity, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		if addKnownCause(path.Root(argument), err, base, cfg.Region, diags) {
			return
		}
		diags.AddAttributeError(path.Root(argument), "AWS Account Unknown",
			fmt.Sprintf("%s needs to know the account of the credentials, and asking STS failed: %s", argument, err))
		return
	}
	account := aws.ToString(identity.Account)
	if base.VerifyAccountIDAllowed(account) != nil {
		diags.AddAttributeError(path.Root(argument), "AWS Account Not Allowed",
			fmt.Sprintf("The credentials (%s) belong to account %s, which %s does not let through (%s). Use credentials of another account, "+
				"or change the list.", aws.ToString(identity.Arn), account, argument,
				strings.Join(slices.Concat(base.AllowedAccountIds, base.ForbiddenAccountIds), ", ")))
	}
}

// noCredentials says where credentials were looked for and how to give some.
func noCredentials(base awsbase.Config, cause error) string {
	var b strings.Builder
	b.WriteString("No source gave AWS credentials. One of these does:\n" +
		"  - in the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or AWS_ROLE_ARN and " +
		"AWS_WEB_IDENTITY_TOKEN_FILE\n" +
		"  - in the provider block: profile, shared_config_files, assume_role_with_web_identity\n" +
		"  - on HCP Terraform: dynamic credentials (TFC_AWS_PROVIDER_AUTH and TFC_AWS_RUN_ROLE_ARN)\n" +
		"  - on AWS: the role of the instance, task or function\n")
	for _, file := range slices.Concat(base.SharedConfigFiles, base.SharedCredentialsFiles) {
		if _, err := os.Stat(file); err != nil && !strings.HasPrefix(file, "~") {
			fmt.Fprintf(&b, "The provider block names the shared file %s, which cannot be read.\n", file)
		}
	}
	fmt.Fprintf(&b, "See %s for all ways.\n\nThe last source reported: %v", documentation, cause)
	return b.String()
}
