// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// serviceError translates what AWS Backup answered: permissions first, then the documented messages, then what the
// exception means for the operation, then what it means at all.
func serviceError(a Attempt, err error, api smithy.APIError) report {
	r := refusal(a, err, api)
	r.attribute = a.noun().argument(r.attribute)
	return r
}

// refusal is serviceError with the argument at fault as the backup job calls it.
func refusal(a Attempt, err error, api smithy.APIError) report {
	if awsbackup.IsAccessDenied(err) {
		return accessDenied(a, err, api)
	}
	r := report{said: quote(backupService, err, api)}
	op, code := operations[a.Operation], api.ErrorCode()
	m, documented := a.noun().callMessage(api.ErrorMessage())
	switch {
	case documented && !awsbackup.IsCredentials(err) && !(m.kind == kindGone && op.missing.summary != ""):
		r.summary, r.attribute, r.cause, r.fix = m.kind.title, m.kind.attribute, m.cause, m.fix
		return r
	case awsbackup.IsNotFound(err) && op.missing.summary != "":
		r.use(op.missing)
		if a.ResourceARN != "" && strings.Contains(api.ErrorMessage(), a.ResourceARN) {
			r.use(sourceMissing)
		}
		return r
	case code == (&types.InvalidRequestException{}).ErrorCode() && op.refused.summary != "":
		r.use(op.refused)
		return r
	}
	f, known := exceptionFault(code)
	switch {
	case known:
		r.use(f)
	case status(err) == http.StatusNotFound, status(err) == http.StatusMethodNotAllowed, status(err) == http.StatusNotImplemented:
		r.use(exceptions["UnknownOperationException"])
	case awsbackup.IsThrottling(err):
		r.use(exceptions["ThrottlingException"])
	case status(err) >= http.StatusInternalServerError:
		r.use(exceptions["ServiceUnavailableException"])
	default:
		r.fix = "This provider does not know this error. AWS Support can look it up by the request ID."
	}
	r.attribute = cmp.Or(r.attribute, a.argumentIn(api.ErrorMessage()))
	if status(err) >= http.StatusInternalServerError {
		r.fix += a.mayHaveStarted()
	}
	if re := response(err); re != nil && r.summary == exceptions["InvalidSignatureException"].summary {
		r.cause += phrase(" By AWS's clock it was %s.", re.Response.Header.Get("Date"), "")
	}
	return r
}

// accessDenied names the missing permission: the one that AWS names, else those that the operation needs.
func accessDenied(a Attempt, err error, api smithy.APIError) report {
	r := report{summary: "Access Denied by AWS Backup", said: quote(backupService, err, api), look: a.deniedPlaces()}
	op := operations[a.Operation]
	if d, ok := parseDenial(api.ErrorMessage()); ok {
		who := cmp.Or(d.principal, "the provider's credentials")
		r.cause = fmt.Sprintf("%s may not call %s.", who, d)
		if d.explicit() {
			r.fix = fmt.Sprintf("Remove that deny or exempt %s from it; an allow elsewhere does not override it.", who)
		} else {
			r.fix = fmt.Sprintf("Allow %s on %s to %s.", d.action, cmp.Or(d.resource, "*"), who)
		}
		if d.action == "iam:PassRole" {
			r.attribute = "iam_role_arn"
			r.fix += " The condition iam:PassedToService = backup.amazonaws.com may limit it to AWS Backup."
		}
		return r
	}
	r.cause = "The provider's credentials lack a permission, or a policy of the organization or a permissions boundary denies it."
	r.fix = "The provider's credentials need:"
	if op.onVault {
		r.cause = "Either {vault} does not exist in {region} of this account (AWS answers so for vaults that it cannot find), or the " +
			"provider's credentials lack a permission, or a policy of the vault or of the organization denies it."
		if awsbackup.IsVaultMissing(err) {
			r.summary, r.attribute = "Backup Vault Missing or Access Denied", "backup_vault_name"
		}
		r.fix = "See whether the vault exists: aws backup list-backup-vaults{region_flag}. If it does not, create it or correct its " +
			"name. If it does, see that its access policy denies nothing, and that the provider's credentials have:"
	}
	for _, p := range op.needs {
		r.fix += "\n  " + p.action + " on " + p.resource
	}
	return r
}

// use takes what is known of a fault into the report.
func (r *report) use(f fault) {
	r.summary, r.attribute, r.cause, r.fix = f.summary, f.attribute, f.cause, f.fix
}

// quote is what a service answered: message, exception, internal code, status and request ID.
func quote(service string, err error, api smithy.APIError) string {
	name := "AWS " + service
	details := []string{cmp.Or(api.ErrorCode(), "no error code")}
	if internal := internalCode(err); internal != "" && internal != api.ErrorCode() {
		details = append(details, internal)
	}
	if s := status(err); s != 0 {
		details = append(details, fmt.Sprintf("HTTP %d", s))
	}
	if id := requestID(err); id != "" {
		details = append(details, "request ID "+id)
	}
	said := " reported: " + trimQuotes(api.ErrorMessage())
	if text := trimQuotes(api.ErrorMessage()); text == "" || text == noMessage {
		said = " gave no message"
	}
	return name + said + " (" + strings.Join(details, ", ") + ")"
}

// noMessage is what the SDK puts in place of a message that did not come.
const noMessage = "UnknownError"

// deniedPlaces are the job, if there is one, and the record of the call in CloudTrail, which has the caller and the reason.
func (a Attempt) deniedPlaces() []string {
	places := jobPlaces(a)
	if a.Operation != "" {
		places = append(places, "aws cloudtrail lookup-events{region_flag} --lookup-attributes AttributeKey=EventName,AttributeValue="+a.Operation)
	}
	return places
}

// response is the HTTP answer in the chain of err, nil if none came.
func response(err error) *awshttp.ResponseError {
	re, ok := errors.AsType[*awshttp.ResponseError](err)
	if !ok || re.ResponseError == nil || re.Response == nil || re.Response.Response == nil {
		return nil
	}
	return re
}

// status is the HTTP status of the answer, 0 if none came.
func status(err error) int {
	if re := response(err); re != nil {
		return re.HTTPStatusCode()
	}
	return 0
}

func requestID(err error) string {
	if re := response(err); re != nil {
		return re.ServiceRequestID()
	}
	return ""
}

// internalCode is AWS Backup's own number for a failure, such as ERROR_3015, by which AWS Support knows it.
func internalCode(err error) string {
	for _, code := range []func(error) *string{
		codeOf(func(e *types.AlreadyExistsException) *string { return e.Code }),
		codeOf(func(e *types.ConflictException) *string { return e.Code }),
		codeOf(func(e *types.DependencyFailureException) *string { return e.Code }),
		codeOf(func(e *types.InvalidParameterValueException) *string { return e.Code }),
		codeOf(func(e *types.InvalidRequestException) *string { return e.Code }),
		codeOf(func(e *types.InvalidResourceStateException) *string { return e.Code }),
		codeOf(func(e *types.LimitExceededException) *string { return e.Code }),
		codeOf(func(e *types.MissingParameterValueException) *string { return e.Code }),
		codeOf(func(e *types.ResourceNotFoundException) *string { return e.Code }),
		codeOf(func(e *types.ServiceUnavailableException) *string { return e.Code }),
	} {
		if c := value(code(err)); c != "" {
			return c
		}
	}
	return ""
}

func codeOf[E error](get func(E) *string) func(error) *string {
	return func(err error) *string {
		if e, ok := errors.AsType[E](err); ok {
			return get(e)
		}
		return nil
	}
}
