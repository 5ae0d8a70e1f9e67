// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Code is the exception name that AWS Backup answered with, as in
// "ResourceNotFoundException"; "" if err does not come from an answer of it.
func Code(err error) string {
	if api := answer(err); api != nil {
		return api.ErrorCode()
	}
	return ""
}

// message is the text that AWS Backup answered with.
func message(err error) string {
	if api := answer(err); api != nil {
		return api.ErrorMessage()
	}
	return ""
}

// answer is the error answer of AWS Backup in the chain of err, nil if there is none.
func answer(err error) smithy.APIError {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok || fromOtherService(err) {
		return nil
	}
	return api
}

// fromOtherService reports an error of a service that issues credentials, such as
// STS or SSO: the call to AWS Backup was never sent. Those services use the same
// names of exceptions for other things: SSO's ResourceNotFoundException is about
// a role, not about a recovery point.
func fromOtherService(err error) bool {
	_, foreign := Operations(err)
	return foreign != nil
}

// Operations finds the call to AWS Backup in the chain of an error, and the
// innermost call to another service; each is nil if there is none.
func Operations(err error) (own, foreign *smithy.OperationError) {
	for op, ok := errors.AsType[*smithy.OperationError](err); ok; op, ok = errors.AsType[*smithy.OperationError](op.Err) {
		if op.Service() == backup.ServiceID {
			own = op
		} else {
			foreign = op
		}
	}
	return own, foreign
}

// refusedCredentials reports that a service that issues credentials refused to:
// it is neither throttling nor faulty, so asking it again does not help.
func refusedCredentials(err error) bool {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok || !fromOtherService(err) {
		return false
	}
	if _, throttled := retry.DefaultThrottleErrorCodes[api.ErrorCode()]; throttled || api.ErrorFault() == smithy.FaultServer {
		return false
	}
	response, ok := errors.AsType[*smithyhttp.ResponseError](err)
	return !ok || response.HTTPStatusCode() < http.StatusInternalServerError
}

// IsNotFound reports that AWS says the thing does not exist. The HTTP status
// plays no part: AWS Backup sends 400.
func IsNotFound(err error) bool {
	return Code(err) == (&types.ResourceNotFoundException{}).ErrorCode()
}

// IsAccessDenied reports a 403 for the caller. AWS Backup also answers so for
// calls on a vault that does not exist, see [IsVaultMissing].
func IsAccessDenied(err error) bool {
	switch Code(err) {
	case "AccessDeniedException", "AccessDenied", "UnauthorizedOperation":
		return true
	}
	return false
}

// IsThrottling reports an answer that asks to slow down: the codes that the SDK
// retries as throttling, LimitExceededException among them.
func IsThrottling(err error) bool {
	_, ok := retry.DefaultThrottleErrorCodes[Code(err)]
	return ok
}

// IsCredentials reports that AWS does not accept the caller's credentials: they
// have expired, are unknown, or the signature is wrong; or that the service that
// issues them refused to. Refreshable credentials can heal it, others cannot.
func IsCredentials(err error) bool {
	if refusedCredentials(err) {
		return true
	}
	switch Code(err) {
	case "ExpiredToken", "ExpiredTokenException", "RequestExpired", "UnrecognizedClientException",
		"InvalidClientTokenId", "InvalidSignatureException", "SignatureDoesNotMatch",
		"IncompleteSignature", "MissingAuthenticationToken", "MissingAuthenticationTokenException":
		return true
	}
	return false
}

// IsPermanent reports an answer that the same request will get again unless
// a user acts: the caller is denied or not known, or the request is wrong.
// Throttling, server faults, time-outs, resets and unreadable bodies are not.
func IsPermanent(err error) bool {
	if IsThrottling(err) {
		return false
	}
	if IsAccessDenied(err) || IsCredentials(err) || IsNotFound(err) {
		return true
	}
	switch Code(err) {
	case "InvalidParameterValueException", "MissingParameterValueException", "InvalidRequestException",
		"ValidationException", "OptInRequired", "SubscriptionRequiredException", "UnknownOperationException":
		return true
	}
	if _, empty := errors.AsType[*EmptyIDError](err); empty {
		return true
	}
	if _, large := errors.AsType[*BodyTooLargeError](err); large {
		return true
	}
	if _, endless := errors.AsType[*TooManyPagesError](err); endless {
		return true
	}
	return isForeign(err)
}

// isForeign reports an answer that no AWS Backup gives: it does not know the
// path, the method or the request at all. Another endpoint may.
func isForeign(err error) bool {
	answer, ok := errors.AsType[*smithyhttp.ResponseError](err)
	if !ok || fromOtherService(err) {
		return false
	}
	switch answer.HTTPStatusCode() {
	case http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusGone, http.StatusProxyAuthRequired, http.StatusNotImplemented:
		return true
	}
	return false
}

// IsVaultMissing reports an answer that AWS gives for a vault that does not
// exist: not found, or the 403 "Insufficient privileges to perform this action.",
// which a lack of permission produces too. ListBackupVaults tells them apart.
func IsVaultMissing(err error) bool {
	text := strings.ToLower(message(err))
	if IsAccessDenied(err) {
		return strings.Contains(text, "insufficient privileges to perform this action")
	}
	return IsNotFound(err) && strings.Contains(text, "vault")
}

// IsRoleNotAssumable reports that AWS Backup could not assume the job's role: it
// is missing, does not trust the service, or is too new to have propagated.
func IsRoleNotAssumable(err error) bool {
	return Code(err) == (&types.InvalidParameterValueException{}).ErrorCode() &&
		RoleNotAssumableMessage(message(err))
}

// RoleNotAssumableMessage reports that a message of AWS, of an error or of a
// failed job, says that AWS Backup could not assume the job's role.
func RoleNotAssumableMessage(message string) bool {
	return strings.Contains(message, "cannot be assumed by AWS Backup")
}

// IsAlreadyDeleting reports the answer to a second DeleteRecoveryPoint while the
// first is still at work.
func IsAlreadyDeleting(err error) bool {
	return Code(err) == (&types.InvalidRequestException{}).ErrorCode() &&
		strings.Contains(message(err), "already started the deletion process")
}

// ErrorTime is AWS's clock at the moment of an error answer (the Date header,
// whole seconds). ok is false when there was no answer, or it carried none.
func ErrorTime(err error) (t time.Time, ok bool) {
	answer, ok := errors.AsType[*smithyhttp.ResponseError](err)
	if !ok || answer.Response == nil || answer.Response.Response == nil {
		return time.Time{}, false
	}
	t, parseErr := http.ParseTime(answer.Response.Header.Get("Date"))
	return t, parseErr == nil
}

// Clock is AWS's time at the moment of an error answer, and else this machine's.
func Clock(err error) time.Time {
	if now, ok := ErrorTime(err); ok {
		return now
	}
	return time.Now()
}

// IsRefused reports a request that AWS Backup understood and will not carry
// out, as the deletion of a recovery point that is under legal hold or in a
// locked vault.
func IsRefused(err error) bool {
	return Code(err) == (&types.InvalidRequestException{}).ErrorCode() && !IsAlreadyDeleting(err)
}

// IsLegalHold reports a refusal whose reason is a legal hold. AWS documents no
// error for it; its answers are recognized by the feature's name.
func IsLegalHold(err error) bool {
	return IsRefused(err) && strings.Contains(strings.ToLower(message(err)), "legal hold")
}

// IsBusy reports that another action on the same object is in progress; the
// request can be made again later.
func IsBusy(err error) bool {
	return Code(err) == (&types.InvalidResourceStateException{}).ErrorCode()
}
