// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import "github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"

// Each error of this package says what happened; Explain adds what its diagnostic is called and what to do.

// Explain implements [awsdiag.Explained].
func (e *UnknownJobError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: capital(e.Noun) + " Job Not Found",
		Cause:   "The credentials or the endpoint lead to another account or Region than the job's, or AWS Backup's answer is wrong for a moment.",
		Fix:     "Check credentials, region and endpoints in the provider block, then apply again.",
	}
}

// Explain implements [awsdiag.Explained].
func (e *TokenMismatchError) Explain() awsdiag.Explanation { return tokenInUse }

// Explain implements [awsdiag.Explained].
func (e *TokenSharedError) Explain() awsdiag.Explanation { return tokenInUse }

// Explain implements [awsdiag.Explained].
func (e *TokenSpentError) Explain() awsdiag.Explanation { return tokenInUse }

// Explain implements [awsdiag.Explained].
func (e *UndatedJobError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Age of the Job Unknown",
		Cause:   "The clock of this machine and the Date header of the endpoint are both wrong, or the endpoint reports wrong dates of jobs.",
		Fix:     "Correct the clock of this machine, or of the proxy that writes the Date header, then apply again.",
	}
}

var tokenInUse = awsdiag.Explanation{
	Summary:   "Idempotency Token Already Used",
	Attribute: "idempotency_token",
	Cause:     "AWS Backup starts one job for a token, and returns that job whenever the token comes again.",
	Fix:       "Use another idempotency_token, one for each resource (in a for_each or count, add each.key or count.index to it), or leave it out.",
}

// Explain implements [awsdiag.Explained].
func (e *NoJobIDError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary:        "No Job ID in the Answer",
		Cause:          "What answered is not AWS Backup, or AWS Backup had a fault. Whether a job was started is not known.",
		Fix:            "Check endpoints and AWS_ENDPOINT_URL, then apply again.",
		MayHaveStarted: true,
	}
}

// Explain implements [awsdiag.Explained].
func (e *ManyReplaysError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Too Many Earlier Jobs of the Same Request",
		Cause:   "AWS Backup returns an earlier job for each idempotency token that the provider derives from the request.",
		Fix:     "Change triggers, so that the request differs from the earlier ones.",
	}
}
