// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
)

// WithJobLimit sets how many jobs may be started.
func WithJobLimit(n int) Option { return func(s *Server) { s.jobLimit = n } }

// WithRecorder sets how many requests are kept.
func WithRecorder(n int) Option { return func(s *Server) { s.recorder.limit = n } }

// RouteOf routes a request as the server does; "" is none of its operations.
func RouteOf(r *http.Request) string {
	if op, _ := match(r.Method, r.URL.EscapedPath()); op != nil {
		return op.name
	}
	return ""
}

// Serves says whether the emulator carries an operation out.
func Serves(name string) bool { return slices.Contains(ServedOperations(), name) }

// ServedOperations names every operation that is carried out.
func ServedOperations() (names []string) {
	for _, op := range operations {
		names = append(names, op.name)
	}
	return names
}

// DecodeRequest decodes a request strictly, as its operation does.
func DecodeRequest(r *http.Request, body []byte) (any, error) {
	op, labels := match(r.Method, r.URL.EscapedPath())
	in := op.newInput()
	if failed := decodeInput(in, labels, r.URL.Query(), body, true); failed != nil {
		return nil, failed
	}
	return in, nil
}

// EncodeReply reads a reply's body into the operation's output, strictly, and
// writes it again as the server would.
func EncodeReply(name string, body []byte) (status int, encoded []byte, err error) {
	op := operations[slices.Index(ServedOperations(), name)]
	out := op.newOutput()
	if _, empty := out.(*emptyReply); empty {
		return op.status, nil, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(out); err != nil {
		return 0, nil, err
	}
	return op.status, encode(out), nil
}
