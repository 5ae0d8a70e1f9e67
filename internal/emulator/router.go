// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"strings"
)

// match routes an escaped path. One trailing slash more or less does not
// matter: the Go SDK strips the model's, the AWS CLI keeps it. So an empty last
// label is the list, as on AWS (reference 0.12, 0.13).
func match(method, escapedPath string) (op *operation, labels map[string]string) {
	segments := strings.Split(strings.TrimSuffix(escapedPath, "/"), "/")
	for i, segment := range segments {
		plain, err := url.PathUnescape(segment)
		if err != nil {
			return nil, nil
		}
		segments[i] = plain
	}
	for i := range operations {
		if labels, ok := operations[i].match(method, segments); ok {
			return &operations[i], labels
		}
	}
	return nil, nil
}

// match compares segment by segment: a label takes any that is not empty.
func (op *operation) match(method string, segments []string) (labels map[string]string, ok bool) {
	if op.method != method || len(op.pattern) != len(segments) {
		return nil, false
	}
	labels = map[string]string{}
	for i, want := range op.pattern {
		switch name, isLabel := strings.CutPrefix(want, "{"); {
		case isLabel && segments[i] != "":
			labels[strings.TrimSuffix(name, "}")] = segments[i]
		case segments[i] != want:
			return nil, false
		}
	}
	return labels, true
}
