// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"net/http"
)

// RouteOf routes a request as the server does.
func RouteOf(r *http.Request) (operation string, ok bool) {
	operation, _, ok = newRouter(routes).match(r.Method, r.URL.EscapedPath())
	return operation, ok
}

// Serves says whether the emulator carries an operation out.
func Serves(name string) bool {
	_, ok := New().operations[name]
	return ok
}

// ServedOperations names every operation that is carried out.
func ServedOperations() []string { return sortedKeys(New().operations) }

// DecodeRequest decodes a request strictly, as its operation does.
func DecodeRequest(r *http.Request, body []byte) (any, error) {
	name, labels, _ := newRouter(routes).match(r.Method, r.URL.EscapedPath())
	in := New().operations[name].newInput()
	if failed := decodeInput(in, labels, r.URL.Query(), body, true); failed != nil {
		return nil, failed
	}
	return in, nil
}

// EncodeReply reads a reply's body into the operation's output, strictly, and
// writes it again as the server would.
func EncodeReply(name string, body []byte) (status int, encoded []byte, err error) {
	op := New().operations[name]
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
