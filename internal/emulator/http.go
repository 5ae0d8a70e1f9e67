// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxBody bounds a request's body; real ones are a few kilobytes.
const maxBody = 4 << 20

// call is one request to the server.
type call struct {
	*Server
	op     *operation // nil for STS
	record *Request   // as it arrived
	kept   *Request   // in the recorder
	labels map[string]string
	query  url.Values
	body   []byte

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
	if failed := s.refuse(r); failed != nil {
		answer := failed.reply()
		if r.URL.Path == "/" {
			answer = failed.queryReply() // for STS
		}
		answer.write(w)
		return
	}
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
	c.op, c.labels = match(r.Method, r.URL.EscapedPath())
	isSTS := r.URL.Path == "/"
	name := ""
	switch {
	case isSTS:
		name = stsAction(r, body)
	case c.op != nil:
		name = c.op.name
	}
	account, denied := s.authenticate(who)
	c.record, c.kept = s.recorder.begin(Request{
		Operation: name, Method: r.Method, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery,
		Region: who.region, Account: account, AccessKeyID: who.accessKey, UserAgent: r.UserAgent(), Body: string(body), Time: s.Now(),
	})
	fault := s.faults.take(c.record, isSTS)
	if c.strike(r.Context(), fault) {
		s.recorder.end(c.kept, 0, string(fault.Kind))
		panic(http.ErrAbortHandler)
	}
	var answer reply
	var code string
	switch {
	case isSTS:
		answer, code = c.answerSTS(r, fault)
	case c.op == nil:
		unknown := failure(errUnknownOperation, "The emulator does not serve %s %s", r.Method, r.URL.EscapedPath())
		answer, code = unknown.reply(), unknown.Name
	default:
		answer, code = c.answer(denied, fault)
	}
	c.finish(w, r, fault, answer, code)
}

// finish writes the answer, bent by the fault where there is one.
func (c *call) finish(w http.ResponseWriter, r *http.Request, fault *Fault, answer reply, code string) {
	answer.header.Set("X-Amzn-RequestId", c.record.ID)
	answer.header.Set("Date", c.Now().Format(http.TimeFormat))
	answer, reset := c.bend(r.Context(), fault, answer)
	if reset {
		code = string(fault.Kind)
	}
	c.recorder.end(c.kept, answer.status, code)
	if reset {
		panic(http.ErrAbortHandler)
	}
	answer.write(w)
	if fault.kind() == Truncate {
		panic(http.ErrAbortHandler)
	}
}

func (r reply) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), r.header)
	w.WriteHeader(r.status)
	_, _ = w.Write(r.body) // a client that has gone away is no concern
}

// answer runs the request through what stands in front of the service, then
// through the service. A fault's error replaces the answer; the call is carried
// out all the same if the fault says so.
func (c *call) answer(denied *apiError, fault *Fault) (reply, string) {
	failed := denied
	if failed == nil {
		failed = fault.failure()
	}
	if failed != nil && (denied != nil || !fault.Accepted) {
		return failed.reply(), failed.Name
	}
	out, status, err := c.run()
	if failed != nil {
		return failed.reply(), failed.Name
	}
	if err != nil {
		failed, ok := errors.AsType[*apiError](err)
		if !ok {
			failed = failure("InternalFailure", "%v", err)
		}
		return failed.reply(), failed.Name
	}
	if _, empty := out.(*emptyReply); empty {
		return reply{status: status, header: http.Header{}}, ""
	}
	return reply{status: status, header: http.Header{"Content-Type": {"application/json"}}, body: encode(out)}, ""
}

func (e *apiError) reply() reply {
	header := http.Header{"Content-Type": {"application/json"}}
	header.Set("X-Amzn-ErrorType", e.headerName())
	return reply{status: e.Status, header: header, body: encode(e.body())}
}

// queryReply is the error in the form of AWS's query protocol, which STS has.
func (e *apiError) queryReply() reply {
	body := fmt.Sprintf("<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>",
		html.EscapeString(e.Name), html.EscapeString(e.Message))
	return reply{status: e.Status, header: http.Header{"Content-Type": {"text/xml"}}, body: []byte(body)}
}

// run carries the call out.
func (c *call) run() (out any, status int, err error) {
	account, region := c.record.Account, c.record.Region
	if !c.roomFor(account, region) {
		return nil, 0, failure(errLimitExceeded, "The emulator holds at most %d Regions of accounts.", maxRegions)
	}
	if !c.quotas.allow(c.base(), account, region, c.record.Operation) {
		return nil, 0, failure(errThrottling, "Rate exceeded")
	}
	input := c.op.newInput()
	if failed := decodeInput(input, c.labels, c.query, c.body, c.strict); failed != nil {
		return nil, 0, failed
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if strings.HasPrefix(c.record.Operation, "Start") && c.jobs >= c.jobLimit {
		return nil, 0, failure(errLimitExceeded, "The emulator holds at most %d jobs: start it anew.", c.jobLimit)
	}
	c.now = c.settle()
	c.region = c.Server.region(account, region)
	out, err = c.op.handle(c, input)
	// What the call itself made due (a phase without length) happens now.
	c.settle()
	return out, c.op.status, err
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
	account, issued, expired := s.sts.Account(who.accessKey)
	if expired || s.keyExpired(who.accessKey) {
		return "", expiredToken()
	}
	if issued {
		return account, nil
	}
	if isAccount(who.accessKey) {
		return who.accessKey, nil
	}
	return account, nil
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

// answerSTS hands the request to the STS stand-in.
func (c *call) answerSTS(r *http.Request, fault *Fault) (reply, string) {
	if failed := fault.failure(); failed != nil && !fault.Accepted {
		return failed.queryReply(), failed.Name
	}
	r.Body = io.NopCloser(bytes.NewReader(c.body))
	held := &heldReply{header: http.Header{}, status: http.StatusOK}
	c.sts.ServeHTTP(held, r)
	if failed := fault.failure(); failed != nil {
		return failed.queryReply(), failed.Name
	}
	return reply{status: held.status, header: held.header, body: held.body.Bytes()}, ""
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
