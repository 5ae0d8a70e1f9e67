// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxBody bounds a request's body; real ones are a few kilobytes.
const maxBody = 4 << 20

// call is one request on its way through the server.
type call struct {
	*Server
	record    *Request
	operation operation
	labels    map[string]string
	query     url.Values
	body      []byte

	// Set while the handler runs, under the lock.
	region *regionState
	now    time.Time
}

// reply is what goes back, before faults touch it.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// ServeHTTP answers AWS Backup's operations, STS on "/", and the control
// requests under /_emulator/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, controlPrefix) {
		s.serveControl(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	}
	c := &call{Server: s, query: r.URL.Query(), body: body}
	who := signer(r)
	name, labels, found := s.router.match(r.Method, r.URL.EscapedPath())
	isSTS := s.sts != nil && !found && r.URL.Path == "/"
	if isSTS {
		name = stsAction(r, body)
	}
	c.labels = labels
	account, denied := s.authenticate(who)
	c.record = s.recorder.begin(Request{
		Operation: name, Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery,
		Region: who.region, Account: account, AccessKeyID: who.accessKey, Body: string(body), Time: s.Now(),
	})
	if isSTS {
		s.serveSTS(w, r, c)
		return
	}
	fault := s.faults.take(c.record)
	if fault.before(w, r) {
		s.recorder.end(c.record, 0, string(fault.Kind))
		panic(http.ErrAbortHandler)
	}
	if !found {
		denied = failure(errUnknownOperation, "No operation for %s %s", r.Method, r.URL.EscapedPath())
	}
	answer, code := c.answer(denied, fault)
	s.finish(w, r, c, fault, answer, code)
}

// finish writes the answer, bent by the fault where there is one.
func (s *Server) finish(w http.ResponseWriter, r *http.Request, c *call, fault *Fault, answer reply, code string) {
	answer.header.Set("X-Amzn-RequestId", c.record.ID)
	answer.header.Set("Date", s.Now().Format(http.TimeFormat))
	answer, reset := fault.after(r, answer)
	s.recorder.end(c.record, answer.status, code)
	if reset {
		panic(http.ErrAbortHandler)
	}
	for name, values := range answer.header {
		w.Header()[name] = values
	}
	w.WriteHeader(answer.status)
	_, _ = w.Write(answer.body) // a client that has gone away is no concern
	if fault.truncates() {
		panic(http.ErrAbortHandler)
	}
}

// answer runs the request through what stands in front of the service, then
// through the service.
func (c *call) answer(denied *apiError, fault *Fault) (reply, string) {
	out, status, err := c.run(denied, fault)
	header := http.Header{"Content-Type": {"application/json"}}
	if err == nil {
		var body []byte
		if _, empty := out.(*emptyReply); !empty {
			body = encode(out)
		}
		return reply{status: status, header: header, body: body}, ""
	}
	failed, ok := errors.AsType[*apiError](err)
	if !ok {
		failed = failure("InternalFailure", "%v", err)
	}
	header.Set("X-Amzn-ErrorType", failed.headerName())
	return reply{status: failed.Status, header: header, body: encode(failed.body())}, failed.Name
}

func (c *call) run(denied *apiError, fault *Fault) (out any, status int, err error) {
	if denied != nil {
		return nil, 0, denied
	}
	account, region := c.record.Account, c.record.Region
	if failed := fault.failure(); failed != nil {
		return nil, 0, failed
	}
	if !c.quotas.allow(c.base(), account, region, c.record.Operation) {
		return nil, 0, failure(errThrottling, "Rate exceeded")
	}
	op, served := c.operations[c.record.Operation]
	if !served {
		return nil, 0, failure(errNotImplemented, "The emulator does not serve %s.", c.record.Operation)
	}
	input := op.newInput()
	if failed := decodeInput(input, c.labels, c.query, c.body, c.strict); failed != nil {
		return nil, 0, failed
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.settle()
	c.region = c.Server.region(account, region)
	out, err = op.handle(c, input)
	// What the call itself made due (a phase without length) happens now.
	c.settle()
	return out, op.status, err
}

// signature is what SigV4 says about the caller. The signature itself is not
// checked: any credentials will do.
type signature struct {
	accessKey, region, service string
}

// signer reads the credential scope from the Authorization header or, for
// presigned requests, from the query.
func signer(r *http.Request) signature {
	scope := r.URL.Query().Get("X-Amz-Credential")
	if _, after, ok := strings.Cut(r.Header.Get("Authorization"), "Credential="); ok {
		scope, _, _ = strings.Cut(after, ",")
	}
	sig := signature{region: DefaultRegion}
	parts := strings.Split(strings.TrimSpace(scope), "/")
	if n := len(parts); n >= 5 {
		// An access key may itself hold slashes; the scope is the last four.
		sig.accessKey = strings.Join(parts[:n-4], "/")
		sig.region, sig.service = parts[n-3], parts[n-2]
	}
	return sig
}

// authenticate gives the account of the caller. An access key of twelve digits
// that no STS issued is its own account, so that tests need no STS to act in
// several.
func (s *Server) authenticate(who signature) (string, *apiError) {
	if who.accessKey == "" {
		return "", failure(errMissingAuth, "Missing Authentication Token")
	}
	if s.credentials != nil {
		account, ok, expired := s.credentials.Account(who.accessKey)
		if expired {
			return "", failure(errExpiredToken, "The security token included in the request is expired")
		}
		if ok {
			return account, nil
		}
	}
	if isAccount(who.accessKey) {
		return who.accessKey, nil
	}
	return s.account, nil
}

func isAccount(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}

// stsAction names an STS request for the recorder.
func stsAction(r *http.Request, body []byte) string {
	if form, err := url.ParseQuery(string(body)); err == nil && form.Get("Action") != "" {
		return form.Get("Action")
	}
	return r.URL.Query().Get("Action")
}

// serveSTS hands the request to the STS stand-in, with the same faults.
func (s *Server) serveSTS(w http.ResponseWriter, r *http.Request, c *call) {
	fault := s.faults.take(c.record)
	if fault.before(w, r) {
		s.recorder.end(c.record, 0, string(fault.Kind))
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(c.body))
	held := &heldReply{header: http.Header{}, status: http.StatusOK}
	s.sts.ServeHTTP(held, r)
	s.finish(w, r, c, fault, reply{status: held.status, header: held.header, body: held.body.Bytes()}, "")
}

// heldReply keeps a handler's reply until faults have had their say.
type heldReply struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (h *heldReply) Header() http.Header            { return h.header }
func (h *heldReply) WriteHeader(status int)         { h.status = status }
func (h *heldReply) Write(text []byte) (int, error) { return h.body.Write(text) }
