// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// exceptions says what each exception means when neither the message nor the operation says more. The first ten are
// those that the AWS Backup API models; the others are common to AWS services.
var exceptions = map[string]fault{
	"AlreadyExistsException": {
		summary: "Already Exists",
		cause:   "Another request has already used that name or token.",
		fix:     "Choose another name or idempotency_token, or import what exists.",
	},
	"ConflictException": {
		summary: "Conflicting Request",
		cause:   "Another request changes the same thing at the same time.",
		fix:     "Apply again when the other change is done; see that no second pipeline applies this configuration at the same time.",
	},
	"DependencyFailureException": {
		summary: "A Service Behind AWS Backup Failed",
		cause:   "A service that AWS Backup relies on did not answer it, or denied it; often the one that owns {resource}, or KMS.",
		fix:     "Apply again in a few minutes. If it persists, see the AWS Health Dashboard and check the state of the resource and its key.",
	},
	"InvalidParameterValueException": {
		summary: "Invalid Value",
		cause:   "AWS Backup does not accept one of the values of the request; its message says which.",
		fix:     "Correct that argument and apply again.",
	},
	"InvalidRequestException": {
		summary: "Request Refused",
		cause:   "AWS Backup understands the request and refuses it in the current state of the account.",
		fix:     "Do what the message asks for and apply again.",
	},
	"InvalidResourceStateException": {
		summary: "Another Action Is in Progress",
		cause:   "AWS Backup is busy with another action on {point}.",
		fix:     "Apply again in a few minutes, when that action is done.",
	},
	"LimitExceededException": {
		summary: "AWS Backup Limit Reached",
		cause:   "A quota of the account in this Region is used up, or calls came faster than allowed.",
		fix: "Apply again later, with less at a time (terraform apply -parallelism=2). If it persists, free what the message names or " +
			"raise the quota under AWS Backup in Service Quotas.",
	},
	"MissingParameterValueException": {
		summary: "Missing Value",
		cause:   "AWS Backup needs a value that the request lacks; its message says which.",
		fix:     "Set that argument and apply again.",
	},
	"ResourceNotFoundException": {
		summary: "Not Found",
		cause:   "What the request names does not exist in this account and Region.",
		fix:     "Check names, ARNs, Region and account, and apply again.",
	},
	"ServiceUnavailableException": {
		summary: "AWS Backup Unavailable",
		cause:   "AWS Backup was temporarily unavailable.",
		fix:     "Apply again in a few minutes. If it persists, see the AWS Health Dashboard for AWS Backup in {region}.",
	},

	"ThrottlingException": {
		summary: "Too Many Requests",
		cause: "The account made more calls in this Region than AWS Backup allows per second, other tools and pipelines included. " +
			"The provider stays below the default quotas and stopped after several retries.",
		fix: "Apply again, with less at a time (terraform apply -parallelism=2), or allow more attempts with max_retries in the " +
			"provider block.",
	},
	"ExpiredTokenException": {
		summary: "AWS Credentials Have Expired",
		cause:   "The session of the provider's credentials ended before the work did.",
		fix: "Get new credentials (aws sso login, or a new session in the pipeline) and apply again; work that has begun is resumed. " +
			"For long waits give the provider credentials that it can renew: assume_role, web identity, SSO or an instance role.",
	},
	"UnrecognizedClientException": {
		summary: "AWS Credentials Not Recognized",
		cause: "AWS does not know the access key: it was deleted or mistyped, belongs to another partition, or lacks its session token; or " +
			"the account has not enabled {region}.",
		fix: "Check what the provider uses with the same environment and profile: aws sts get-caller-identity{region_flag}",
	},
	"InvalidSignatureException": {
		summary: "Request Signature Not Accepted",
		cause: "The secret key does not belong to the access key, the clock of this machine is minutes wrong, or something " +
			"between here and AWS changes requests.",
		fix: "Compare date -u with a correct clock and turn on time synchronisation, then check the secret key. A proxy must pass headers " +
			"and paths unchanged.",
	},
	"MissingAuthenticationTokenException": {
		summary: "Request Arrived Without a Signature",
		cause:   "Something between here and AWS removed the signature, or the endpoint is not one of AWS Backup.",
		fix:     "Check endpoints.backup, AWS_ENDPOINT_URL and the proxy settings.",
	},
	"OptInRequired": {
		summary: "Account Not Subscribed",
		cause:   "The account is not signed up for the service, or the Region {region} is not enabled for it.",
		fix: "Enable the Region (aws account enable-region --region-name REGION) or complete the sign-up of the account, or use another " +
			"Region.",
	},
	"UnknownOperationException": {
		summary: "Not an AWS Backup Endpoint",
		cause:   "What answers at the endpoint does not know this call.",
		fix:     "Check endpoints.backup and AWS_ENDPOINT_URL; without them the provider uses AWS's own endpoint.",
	},
}

// synonyms are other codes for the same thing.
var synonyms = map[string]string{
	"ExpiredToken":                  "ExpiredTokenException",
	"RequestExpired":                "InvalidSignatureException",
	"InvalidClientTokenId":          "UnrecognizedClientException",
	"InvalidAccessKeyId":            "UnrecognizedClientException",
	"SignatureDoesNotMatch":         "InvalidSignatureException",
	"IncompleteSignature":           "InvalidSignatureException",
	"RequestTimeTooSkewed":          "InvalidSignatureException",
	"RequestInTheFuture":            "InvalidSignatureException",
	"MissingAuthenticationToken":    "MissingAuthenticationTokenException",
	"SubscriptionRequiredException": "OptInRequired",
	"ValidationException":           "InvalidParameterValueException",
	"ValidationError":               "InvalidParameterValueException",
	"UnknownOperation":              "UnknownOperationException",
	"InternalFailure":               "ServiceUnavailableException",
	"InternalServerError":           "ServiceUnavailableException",
	"InternalServerException":       "ServiceUnavailableException",
	"ServiceUnavailable":            "ServiceUnavailableException",
}

// exceptionFault is what is known of an error code.
func exceptionFault(code string) (fault, bool) {
	if same, ok := synonyms[code]; ok {
		code = same
	}
	f, ok := exceptions[code]
	return f, ok
}
