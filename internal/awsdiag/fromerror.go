// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// backupService is how the SDK names AWS Backup in its errors. Calls to other services in the chain of an error are
// those that get credentials.
const backupService = "Backup"

// What is added where a start may have been accepted without its answer having come back.
const (
	nothingLost = " If AWS accepted the request all the same, nothing is lost: the next apply sends the same idempotency " +
		"token, finds that job and waits for it instead of starting another."
	lookFirst = " AWS may have accepted the request all the same; this shows whether a job was started: "
)

// FromError translates the error of a call, or of a wait for a job, to an error diagnostic; err must not be nil.
func FromError(a Attempt, err error) diag.Diagnostic {
	if err == nil {
		err = errors.New("no error was given (this is a fault of the provider; please report it)")
	}
	own, foreign := awsbackup.Operations(err)
	if own != nil {
		a.Operation = own.Operation()
	}
	a = a.withWait(err)

	r := translate(&a, err, foreign)
	r.happened = a.headline(err)
	if r.summary == "" {
		r.summary = "AWS Backup Call Failed"
	}
	if len(r.look) == 0 {
		r.look = jobPlaces(a)
	}
	return r.diagnostic(a)
}

// translate finds the translation of err. More than one may fit, the order decides: what this program did itself, then
// what happened on the way, then what AWS answered.
func translate(a *Attempt, err error, foreign *smithy.OperationError) report {
	if r, ok := ownFault(a, err); ok {
		return r
	}
	if errors.Is(err, context.Canceled) {
		return report{
			summary: "Interrupted",
			said:    "The error was: " + err.Error(),
			cause:   "Terraform was stopped before AWS had answered.",
			fix:     "Run terraform apply again." + a.mayHaveStarted(),
		}
	}
	if r, ok := credentialFault(err, foreign); ok {
		return r
	}
	if r, ok := networkFault(*a, err); ok {
		return r
	}
	if status(err) == http.StatusProxyAuthRequired { // with whatever page: the request did not get past the proxy
		r := report{said: "The error was: " + err.Error()}
		r.use(proxyCredentials)
		return r
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return report{
			summary: "Timed Out",
			said:    "The error was: " + err.Error(),
			cause: "The time allowed for the whole operation was over before AWS had answered: that of timeouts or, for a refresh, a plan, an " +
				"import, a list or a data source, 30 minutes.",
			fix: "Run Terraform again, or allow more time in timeouts where the object has it." + a.mayHaveStarted(),
		}
	}
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return serviceError(*a, err, api)
	}
	if r, ok := unreadable(*a, err); ok {
		return r
	}
	return report{
		said: "The error was: " + err.Error(),
		fix:  "This provider does not know this error. If it persists, report it with the text above.",
	}
}

// ownFault translates errors that this program's own packages make.
func ownFault(a *Attempt, err error) (report, bool) {
	if empty, ok := errors.AsType[*awsbackup.EmptyIDError](err); ok {
		argument := ""
		if operations[empty.Operation].started != "" || empty.Member == "BackupVaultName" {
			argument = a.noun().argument(arguments[empty.Member])
		}
		return report{
			summary:   "Empty Identifier",
			attribute: argument,
			cause: fmt.Sprintf("%s is an empty string in the call to %s. The call was not made, since AWS would treat it as one "+
				"that lists everything.", cmp.Or(argument, empty.Member), empty.Operation),
			fix: "Give it a value. If it comes from another resource, that resource has not set it.",
		}, true
	}
	if unknown, ok := errors.AsType[*jobwatch.UnknownStateError](err); ok {
		*a = a.withJob(unknown.Last)
		a.JobID = cmp.Or(a.JobID, unknown.ID)
		return report{
			summary: "Unknown " + a.noun().title + " State",
			said:    fmt.Sprintf("AWS Backup reports the state %q.", unknown.State),
			cause:   "AWS has added a state that this version of the provider does not know, so it cannot decide whether the job has ended.",
			fix:     "Update the provider, then apply again: it resumes the same job. The job itself was not touched.",
		}, true
	}
	if gone, ok := errors.AsType[*jobwatch.GoneError](err); ok {
		var r report
		r.use(a.noun().missing)
		if api, ok := errors.AsType[smithy.APIError](gone.Err); ok {
			r.said = quote(backupService, gone.Err, api)
		}
		return r, true
	}
	if large, ok := errors.AsType[*awsbackup.BodyTooLargeError](err); ok {
		return report{
			summary: "Answer Too Large",
			said:    "The error was: " + large.Error(),
			cause:   "What answers at the endpoint is not AWS, whose answers are much smaller.",
			fix:     "Check endpoints, AWS_ENDPOINT_URL and the proxy settings.",
		}, true
	}
	if endless := endlessList(err); endless != nil {
		return report{
			summary: "List Does Not End",
			said:    "The error was: " + endless.Error(),
			cause:   "What answers at the endpoint keeps announcing more pages than AWS Backup can have.",
			fix:     "Check endpoints, AWS_ENDPOINT_URL and the proxy settings. For a very large account, narrow the search by its arguments.",
		}, true
	}
	if errors.Is(err, awsbackup.ErrNoAnswer) {
		return report{
			summary: "Empty Answer",
			said:    "The error was: " + err.Error(),
			cause:   "What answered is not AWS Backup, or AWS Backup had a fault.",
			fix:     "Check endpoints and AWS_ENDPOINT_URL. If they are right, apply again in a few minutes." + a.mayHaveStarted(),
		}, true
	}
	if nowhere, ok := errors.AsType[*awsbackup.NoVaultError](err); ok {
		r := report{said: "The error was: " + nowhere.Error()}
		r.use(pointNowhere)
		return r, true
	}
	if wrong, ok := errors.AsType[*catalog.ARNError](err); ok {
		return report{
			summary: "Invalid ARN",
			said:    "The error was: " + wrong.Error(),
			fix:     "Correct the ARN. A recovery point's ARN is in the AWS Backup console and in aws backup list-recovery-points-by-resource{region_flag}",
		}, true
	}
	if explained, ok := errors.AsType[Explained](err); ok {
		e := explained.Explain()
		if e.MayHaveStarted {
			e.Fix += a.mayHaveStarted()
		}
		return report{summary: e.Summary, attribute: e.Attribute, said: "The error was: " + explained.Error(), cause: e.Cause, fix: e.Fix}, true
	}
	return report{}, false
}

// Explained is an error of this program that has its own message.
type Explained interface {
	error
	// Explain returns the message. It is asked once, when the diagnostic is made.
	Explain() Explanation
}

// Explanation is the message of an error: what its diagnostic is called, the argument at fault ("" if no single one is), the likely cause
// and what to do. The error itself says what happened.
type Explanation struct {
	Summary, Attribute, Cause, Fix string
	// MayHaveStarted says that the call, if it was a start, may have started a job all the same.
	MayHaveStarted bool
}

// endlessList is the error of a list that does not end, nil if err has none.
func endlessList(err error) error {
	if tooMany, ok := errors.AsType[*awsbackup.TooManyPagesError](err); ok {
		return tooMany
	}
	if errors.Is(err, awsbackup.ErrRepeatedToken) {
		return awsbackup.ErrRepeatedToken
	}
	return nil
}

// withWait fills what the attempt leaves open from the job that an interrupted or hopeless wait last saw.
func (a Attempt) withWait(err error) Attempt {
	if e, ok := errors.AsType[*jobwatch.WaitError](err); ok {
		a.JobID = cmp.Or(a.JobID, e.ID)
		return a.withJob(e.Last)
	}
	if e, ok := errors.AsType[*jobwatch.GoneError](err); ok {
		a.JobID = cmp.Or(a.JobID, e.ID)
		return a.withJob(e.Last)
	}
	return a
}

// headline says what failed, in which call and where, and after how many tries.
func (a Attempt) headline(err error) string {
	text := cmp.Or(sentence(a.Doing), "A call to AWS Backup") + " failed"
	if n := attempts(err); n > 1 {
		text += fmt.Sprintf(" after %d attempts", n)
	}
	var where []string
	if a.Operation != "" {
		where = append(where, a.Operation)
	}
	if a.Region != "" {
		where = append(where, "Region "+a.Region)
	}
	if a.AccountID != "" {
		where = append(where, "account "+a.AccountID)
	}
	if len(where) > 0 {
		text += " (" + strings.Join(where, ", ") + ")"
	}
	return text + "."
}

// attempts is how often the SDK tried before it gave up, 0 if it gave up for another reason.
func attempts(err error) int {
	if e, ok := errors.AsType[*retry.MaxAttemptsError](err); ok {
		return e.Attempt
	}
	return 0
}

// mayHaveStarted says what becomes of the start of a job that got no answer.
func (a Attempt) mayHaveStarted() string {
	look := operations[a.Operation].started
	switch {
	case look == "":
		return ""
	case a.Resumable:
		return nothingLost
	default:
		return lookFirst + look
	}
}
