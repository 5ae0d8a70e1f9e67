// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"syscall"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// errCut is what a client sees of a connection that was cut.
var errCut = &net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}

// errDead is what is left of a request whose process is no more.
var errDead = errors.New("the process was killed")

// wire carries one provider process's requests to the emulator, in memory: a
// socket would keep virtual time from passing. It can be cut for good, as when
// the process is killed.
type wire struct {
	server *emulator.Server
	dead   atomic.Bool
	// applies counts the calls of ApplyResourceChange.
	applies atomic.Int32
	// heard is told of every body that came through whole.
	heard func(req *http.Request, body []byte)
}

// RoundTrip implements http.RoundTripper.
func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		defer req.Body.Close() //nolint:errcheck // A body in memory.
	}
	if w.dead.Load() {
		return nil, errDead
	}
	if err := req.Context().Err(); err != nil {
		return nil, err
	}
	arrived := req.Clone(req.Context())
	arrived.RequestURI = req.URL.RequestURI()
	if arrived.Body == nil {
		arrived.Body = http.NoBody
	}
	answer, cut := serve(w.server, arrived)
	switch {
	case w.dead.Load():
		return nil, errDead
	case req.Context().Err() != nil:
		return nil, req.Context().Err()
	case cut && answer.Body.Len() == 0:
		return nil, errCut
	}
	response := answer.Result()
	response.Request = req
	if cut {
		response.Body = io.NopCloser(io.MultiReader(bytes.NewReader(answer.Body.Bytes()), broken{}))
		return response, nil
	}
	w.heard(req, answer.Body.Bytes())
	return response, nil
}

// serve runs the emulator's handler; cut says that it gave the connection up.
func serve(server *emulator.Server, req *http.Request) (answer *httptest.ResponseRecorder, cut bool) {
	answer = httptest.NewRecorder()
	defer func() {
		switch problem := recover(); problem {
		case nil:
		case http.ErrAbortHandler:
			cut = true
		default:
			panic(problem)
		}
	}()
	server.ServeHTTP(answer, req)
	return answer, false
}

// broken is the rest of a body that never came.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
