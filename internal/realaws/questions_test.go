// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// question is one that the documents leave open, and what the provider takes
// for granted until a user knows.
type question struct {
	number  string // the row in the reference's list, and a letter
	asks    string
	expects string
	ask     func(*lane) answer
}

// questions are asked in this order: those that cost nothing first, and later
// ones may use what earlier ones made.
var questions = slices.Concat(questionsOfRefusal, questionsOfJobs, questionsOfPoints, questionsOfAccount, questionsOfTerraform)

// What AWS Backup calls its refusals.
const (
	invalidParameter = "InvalidParameterValueException"
	invalidRequest   = "InvalidRequestException"
	notFound         = "ResourceNotFoundException"
	accessDenied     = "AccessDeniedException"
)

// code is the exception that AWS answered with, or "".
func code(err error) string {
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		return api.ErrorCode()
	}
	return ""
}

// told is an error as the report shows it: status, exception and text.
func told(err error) string {
	api, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		return err.Error()
	}
	status := 0
	if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok {
		status = response.HTTPStatusCode()
	}
	return fmt.Sprintf("%d %s %q", status, api.ErrorCode(), api.ErrorMessage())
}

// refusal is good if the error is one of these exceptions.
func refusal(err error, exceptions ...string) answer {
	if err == nil {
		return no("accepted")
	}
	return answer{seen: told(err), good: slices.Contains(exceptions, code(err))}
}

// accepted is good without an error, or with one of these exceptions.
func accepted(err error, exceptions ...string) answer {
	if err == nil {
		return yes("accepted")
	}
	return refusal(err, exceptions...)
}
