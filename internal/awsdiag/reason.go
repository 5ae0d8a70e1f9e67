// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"errors"
	"strings"

	"github.com/aws/smithy-go"
)

// Reason is what an error says in a few words, for a sentence of its own
// around it: AWS's code and message where it answered, else the innermost
// error. It carries no secret and no full stop.
func Reason(err error) string {
	text := ""
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		text = api.ErrorCode()
		if m := api.ErrorMessage(); m != "" {
			text += ", " + m
		}
	} else {
		for inner := err; inner != nil; inner = errors.Unwrap(inner) {
			text = inner.Error()
		}
	}
	return strings.TrimRight(Clean(text), ". ")
}
