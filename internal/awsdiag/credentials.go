// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"errors"

	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// credentialFault translates a failure to get credentials, which happens before AWS Backup is asked anything. foreign is
// the call to another service in the chain of err, if there is one.
func credentialFault(err error, foreign *smithy.OperationError) (report, bool) {
	if !lacksCredentials(err) && foreign == nil {
		return report{}, false
	}
	if foreign != nil && foreign.Service() != metadataService {
		if _, unsent := errors.AsType[*smithyhttp.RequestSendError](err); unsent {
			return report{}, false // The network is at fault: its translation names the host.
		}
	}
	r := report{
		summary: "No Valid AWS Credentials",
		said:    "The error was: " + err.Error(),
		cause:   "The provider found no credentials, or could not renew them, so the request was never sent to AWS Backup.",
		fix: "Give credentials in the provider block, by profile, or in the environment, and see that they work: aws sts " +
			"get-caller-identity{region_flag}. With SSO, log in again: aws sso login",
	}
	api, answered := errors.AsType[smithy.APIError](err)
	if foreign == nil || !answered {
		return r, true
	}
	r.said = quote(foreign.Service(), err, api)
	r.cause = foreign.Service() + " refused " + foreign.Operation() + ", by which the provider gets its credentials, so the request was " +
		"never sent to AWS Backup."
	if d, ok := parseDenial(api.ErrorMessage()); ok {
		r.cause += " " + cmp.Or(d.principal, "The caller") + " may not call " + d.String() + "."
		r.fix = "Allow " + d.action + " on " + cmp.Or(d.resource, "*") + " in a policy of the caller and, for a role, in the role's trust policy."
	} else if f, ok := exceptionFault(api.ErrorCode()); ok {
		r.summary, r.fix = f.summary, f.fix
	}
	return r, true
}

// metadataService is how the SDK names the instance metadata service. That one is asked last, so failing to reach it
// means that there are no credentials anywhere, not that the network is broken.
const metadataService = "ec2imds"

// lacksCredentials reports the SDK's own errors about credentials.
func lacksCredentials(err error) bool {
	if _, ok := errors.AsType[*credentials.StaticCredentialsEmptyError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*ssocreds.InvalidTokenError](err); ok {
		return true
	}
	if _, ok := errors.AsType[*processcreds.ProviderError](err); ok {
		return true
	}
	_, ok := errors.AsType[*v4.SigningError](err)
	return ok
}
