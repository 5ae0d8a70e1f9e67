// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Reason is what an error says in a few words, for a sentence of its own
// around it, and what to do about it: AWS's code and message where it answered,
// else the innermost error. It carries no secret and no full stop.
func Reason(err error) lifecycle.Reason {
	text := ""
	if api, ok := errors.AsType[smithy.APIError](err); ok {
		text = cmp.Or(api.ErrorCode(), "HTTP status "+strconv.Itoa(status(err)))
		if m := api.ErrorMessage(); m != "" && m != noMessage {
			text += ", " + m
		}
	} else {
		for inner := err; inner != nil; inner = errors.Unwrap(inner) {
			text = inner.Error()
		}
	}
	reason := lifecycle.Reason{Text: strings.TrimRight(Clean(text), ". "), Denied: awsbackup.IsAccessDenied(err)}
	if !reason.Denied && err != nil {
		own, foreign := awsbackup.Operations(err)
		a := Attempt{}
		if own != nil {
			a.Operation = own.Operation()
		}
		reason.Fix = Clean(a.prose(translate(&a, err, foreign).fix))
	}
	return reason
}
