// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"
	basediag "github.com/hashicorp/aws-sdk-go-base/v2/diag"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// resolveAnew finds credentials from scratch, in the files and variables of now.
func resolveAnew(ctx context.Context, base awsbase.Config) (aws.CredentialsProvider, error) {
	_, cfg, diags := awsbase.GetAwsConfig(ctx, &base)
	if failed := onlyErrors(diags); len(failed) > 0 {
		// One without a cause is about arguments, and was refused when the provider was configured.
		return nil, cmp.Or(causeOf(failed[0]), errors.New("the arguments give no credentials any more"))
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

// appendDiagnostics puts what aws-sdk-go-base says on the argument at fault, with what to do about it. The region is that of the
// configuration, "" for none.
func appendDiagnostics(from basediag.Diagnostics, base awsbase.Config, region string, diags *diag.Diagnostics) {
	for _, d := range from {
		if d.Severity() == basediag.SeverityWarning {
			diags.AddWarning(d.Summary(), d.Detail())
			continue
		}
		cause := causeOf(d)
		switch {
		case awsbase.IsNoValidCredentialSourcesError(d):
			addCredentialError(path.Empty(), cause, base, region, diags)
		case awsbase.IsCannotAssumeRoleError(d):
			addRoleError("assume_role", d, cause, base, region, diags)
		case base.AssumeRoleWithWebIdentity != nil && cause != nil && d.Detail() != "":
			// This error has its own type in aws-sdk-go-base, which is not exported; the bare errors beside it have no detail.
			addRoleError("assume_role_with_web_identity", d, cause, base, region, diags)
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

// addRoleError reports a role that cannot be assumed: the cause where it is known, else what aws-sdk-go-base says.
func addRoleError(block string, d basediag.Diagnostic, cause error, base awsbase.Config, region string, diags *diag.Diagnostics) {
	if !addKnownCause(path.Root(block), cause, base, region, diags) {
		diags.AddAttributeError(path.Root(block), d.Summary(), d.Detail())
	}
}

// addCredentialError reports that no source gave credentials: the cause where it is known, else where they were looked for.
func addCredentialError(at path.Path, cause error, base awsbase.Config, region string, diags *diag.Diagnostics) {
	if !addKnownCause(at, cause, base, region, diags) {
		diags.AddError("No Valid AWS Credentials", noCredentials(base, cause))
	}
}

// addKnownCause reports an error on the way to credentials whose cause is known to be another than missing or wrong credentials.
func addKnownCause(at path.Path, cause error, base awsbase.Config, region string, diags *diag.Diagnostics) bool {
	asked := askedService(cause)
	_, large := errors.AsType[*awsbackup.BodyTooLargeError](cause)
	switch {
	case errors.Is(cause, context.Canceled), large:
		diags.Append(withPath(at, fetchFailed(base, region, cause)))
	case region == "" && base.StsRegion == "" && (asked == "STS" || asked == "SSO" || asked == "SSO OIDC"):
		diags.AddAttributeError(path.Root("region"), "No AWS Region", noRegion+" The credentials come from "+asked+", which needs it: "+sentence(cause))
	case isSSOLogin(cause):
		diags.AddError("AWS SSO Login Needed", "The credentials come from IAM Identity Center (SSO), and this machine has no valid session: "+sentence(cause)+
			"\n\nRun aws sso login"+profileFlag(base)+" and try again.")
	case asked == "ec2imds":
		// The metadata service is asked last: not to reach it means that there are no credentials anywhere.
		return false
	case isUnsent(cause):
		diags.Append(withPath(at, fetchFailed(base, region, cause)))
	case asked == "STS" && isUnknownKey(cause):
		diags.Append(withPath(at, diag.NewErrorDiagnostic("AWS Credentials Not Recognized", fmt.Sprintf("STS in %[1]s does not know the access key: %[2]s\n\n"+
			"Likely cause: the key was deleted, mistyped or belongs to another partition; or the account has not enabled the Region %[1]s, whose STS then "+
			"knows none of its keys.\n\nFix: see whether the key works elsewhere (aws sts get-caller-identity --region us-east-1). If it does, enable the Region "+
			"(aws account enable-region --region-name %[1]s), or set sts_region to a Region that is enabled, such as \"us-east-1\".",
			cmp.Or(base.StsRegion, region, "the Region"), sentence(cause)))))
	default:
		return false
	}
	return true
}

// fetchFailed is an error of a call for credentials that has nothing to do with the credentials themselves.
func fetchFailed(base awsbase.Config, region string, cause error) diag.Diagnostic {
	return awsdiag.FromError(awsdiag.Attempt{Doing: "getting AWS credentials", Region: cmp.Or(base.StsRegion, region)}, cause)
}

// withPath is a diagnostic on an argument; an empty path is none.
func withPath(at path.Path, d diag.Diagnostic) diag.Diagnostic {
	if len(at.Steps()) == 0 {
		return d
	}
	return diag.NewAttributeErrorDiagnostic(at, d.Summary(), d.Detail())
}

// askedService is the service that was asked for credentials last, by the SDK's name for it; "" for none.
func askedService(err error) string {
	name := ""
	for op, ok := errors.AsType[*smithy.OperationError](err); ok; op, ok = errors.AsType[*smithy.OperationError](op.Err) {
		name = op.Service()
	}
	return name
}

// isUnsent reports a request that got no answer.
func isUnsent(err error) bool {
	_, unsent := errors.AsType[*smithyhttp.RequestSendError](err)
	return unsent
}

// isUnknownKey reports an access key that AWS does not know.
func isUnknownKey(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	return ok && (api.ErrorCode() == "InvalidClientTokenId" || api.ErrorCode() == "UnrecognizedClientException")
}

// isSSOLogin reports a session of IAM Identity Center that has ended or never begun.
func isSSOLogin(err error) bool {
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok {
		return true
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok && api.ErrorCode() == "UnauthorizedException" && strings.HasPrefix(askedService(err), "SSO") {
		return true
	}
	// The file of a session that never was: the SDK has no type for it.
	missing, ok := errors.AsType[*fs.PathError](err)
	return ok && errors.Is(err, fs.ErrNotExist) && strings.Contains(filepath.ToSlash(missing.Path), "/sso/cache/")
}

// profileFlag is the profile in use as a flag of the AWS CLI, "" for the default one.
func profileFlag(base awsbase.Config) string {
	if name := cmp.Or(base.Profile, os.Getenv("AWS_PROFILE"), os.Getenv("AWS_DEFAULT_PROFILE")); name != "" {
		return " --profile " + name
	}
	return ""
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
