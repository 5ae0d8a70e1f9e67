// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/smithy-go"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	basediag "github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// resolveAnew finds credentials from scratch, in the files and variables of now.
func resolveAnew(ctx context.Context, base awsbase.Config) (aws.CredentialsProvider, error) {
	_, cfg, diags := awsbase.GetAwsConfig(ctx, &base)
	if failed := onlyErrors(diags); len(failed) > 0 {
		if err := causeOf(failed[0]); err != nil {
			return nil, err
		}
		return nil, errors.New(strings.TrimSpace(failed[0].Summary() + ": " + failed[0].Detail()))
	}
	return cfg.Credentials, nil
}

func onlyErrors(diags basediag.Diagnostics) basediag.Diagnostics {
	return slices.DeleteFunc(slices.Clone(diags), func(d basediag.Diagnostic) bool { return d.Severity() != basediag.SeverityError })
}

// causeOf returns the error behind a diagnostic of aws-sdk-go-base, nil if there is none.
func causeOf(d basediag.Diagnostic) error {
	if withErr, ok := d.(basediag.DiagnosticWithErr); ok {
		return withErr.Err()
	}
	return nil
}

// appendDiagnostics puts what aws-sdk-go-base says on the argument at fault, with what to do about it.
func appendDiagnostics(from basediag.Diagnostics, base awsbase.Config, diags *diag.Diagnostics) {
	for _, d := range from {
		if d.Severity() == basediag.SeverityWarning {
			diags.AddWarning(d.Summary(), d.Detail())
			continue
		}
		cause := causeOf(d)
		switch {
		case awsbase.IsNoValidCredentialSourcesError(d):
			diags.AddError("No Valid AWS Credentials", noCredentials(base, cause))
		case awsbase.IsCannotAssumeRoleError(d):
			diags.AddAttributeError(path.Root("assume_role"), d.Summary(), d.Detail())
		case base.AssumeRoleWithWebIdentity != nil && cause != nil && d.Detail() != "":
			// This error has its own type in aws-sdk-go-base, which is not exported; the bare errors beside it have no detail.
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
	_, missing := errors.AsType[config.SharedConfigProfileNotExistError](err)
	return missing
}

// isMetadataRegion tells the failure to learn the region from the metadata service of an EC2 instance.
func isMetadataRegion(err error) bool {
	operation, ok := errors.AsType[*smithy.OperationError](err)
	return ok && operation.Service() == "ec2imds" && operation.Operation() == "GetRegion"
}

func sentence(err error) string {
	return strings.TrimSuffix(err.Error(), ".") + "."
}
