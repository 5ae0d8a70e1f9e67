// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"net/http"
)

// Exception names of AWS Backup (reference 1.2). They travel in the header
// X-Amzn-ErrorType; the body's Code is an internal number.
const (
	errAccessDenied     = "AccessDeniedException"
	errAlreadyExists    = "AlreadyExistsException"
	errConflict         = "ConflictException"
	errDependency       = "DependencyFailureException"
	errExpiredToken     = "ExpiredTokenException"
	errInvalidParameter = "InvalidParameterValueException"
	errInvalidRequest   = "InvalidRequestException"
	errInvalidState     = "InvalidResourceStateException"
	errLimitExceeded    = "LimitExceededException"
	errMissingAuth      = "MissingAuthenticationTokenException"
	errMissingParameter = "MissingParameterValueException"
	errNotFound         = "ResourceNotFoundException"
	errSerialization    = "SerializationException"
	errThrottling       = "ThrottlingException"
	errUnavailable      = "ServiceUnavailableException"
	errUnknownOperation = "UnknownOperationException"
)

// errorNamespace follows the exception's name in the header of real replies.
const errorNamespace = ":http://internal.amazon.com/coral/com.amazonaws.services.cryo/"

// apiError is an error that AWS Backup would answer.
type apiError struct {
	Name    string
	Status  int
	Code    string // ERROR_nnnn, empty for errors from in front of the service
	Message string

	// CreatorRequestID and ARN belong to AlreadyExistsException alone.
	CreatorRequestID, ARN string
}

func (e *apiError) Error() string { return e.Name + ": " + e.Message }

// errorStatus is the HTTP status of each exception: 400 for nearly everything,
// never 404 (reference 0.8, 1.2).
func errorStatus(name string) int {
	switch name {
	case errAccessDenied, errExpiredToken, errMissingAuth, "UnrecognizedClientException", "InvalidSignatureException":
		return http.StatusForbidden
	case errConflict:
		return http.StatusConflict
	case errDependency, errUnavailable, "InternalFailure", "InternalServerError":
		return http.StatusInternalServerError
	case errUnknownOperation:
		return http.StatusNotFound
	}
	return http.StatusBadRequest
}

// errorCodes are the internal numbers in the body. AWS shows 3015 (rule
// lifecycle) and 9101 (vault with points) in public logs; the others are ours.
var errorCodes = map[string]string{
	errAlreadyExists:    "ERROR_2001",
	errConflict:         "ERROR_2002",
	errDependency:       "ERROR_9001",
	errInvalidParameter: "ERROR_3001",
	errInvalidRequest:   "ERROR_3002",
	errInvalidState:     "ERROR_3003",
	errLimitExceeded:    "ERROR_4001",
	errMissingParameter: "ERROR_3004",
	errNotFound:         "ERROR_2003",
	errUnavailable:      "ERROR_9002",
}

// failure makes the error name with a formatted message.
func failure(name, format string, args ...any) *apiError {
	return &apiError{
		Name:    name,
		Status:  errorStatus(name),
		Code:    errorCodes[name],
		Message: fmt.Sprintf(format, args...),
	}
}

func invalidParameter(format string, args ...any) *apiError {
	return failure(errInvalidParameter, format, args...)
}

func invalidRequest(format string, args ...any) *apiError {
	return failure(errInvalidRequest, format, args...)
}

// accessDenied is what AWS Backup says about vaults that are not there, too
// (reference 0.6).
func accessDenied() *apiError {
	return failure(errAccessDenied, "Insufficient privileges to perform this action.")
}

func expiredToken() *apiError {
	return failure(errExpiredToken, "The security token included in the request is expired")
}

// errorBody is the body of every error; absent members are null.
type errorBody struct {
	Code    *string
	Message string
	Context *string
	Type    *string
}

// alreadyExistsBody has two members more.
type alreadyExistsBody struct {
	errorBody
	CreatorRequestId *string
	Arn              *string
}

func (e *apiError) body() any {
	body := errorBody{Code: optional(e.Code), Message: e.Message}
	if e.Name == errAlreadyExists {
		return alreadyExistsBody{errorBody: body, CreatorRequestId: optional(e.CreatorRequestID), Arn: optional(e.ARN)}
	}
	return body
}

// headerName is the value of X-Amzn-ErrorType. Errors that AWS's front door
// makes carry no namespace and no internal number.
func (e *apiError) headerName() string {
	if e.Code == "" {
		return e.Name
	}
	return e.Name + errorNamespace
}
