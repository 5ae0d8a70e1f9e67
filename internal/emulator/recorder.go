// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Bounds of the recorder.
const (
	// usualRecords is how many requests are kept, the newest.
	usualRecords = 100_000
	// maxRecordedText is how much of a body, a path, a query or a user agent is
	// kept; maxRecordedTotal how much of all of them.
	maxRecordedText  = 16 << 10
	maxRecordedTotal = 64 << 20
	// maxCounted is how many names of operations are counted apart: STS calls
	// name any.
	maxCounted = 1000
)

// Request is one request that reached the server. Long texts are cut off, and
// secrets are masked: session and web identity tokens and signatures are "***",
// an access key as MaskKey shows it.
type Request struct {
	// ID is the request ID that the answer carries.
	ID string
	// Operation is AWS's name of the call ("StartBackupJob"; for STS its
	// Action), empty where no operation matches.
	Operation string
	// Method, Path (escaped), Query and Body are as they arrived.
	Method, Path, Query, Body string
	// Region, Account and AccessKeyID are those of the signature.
	Region, Account, AccessKeyID string
	// UserAgent is that header.
	UserAgent string
	// Status is the HTTP status, 0 while unanswered or when the connection was
	// cut instead of an answer.
	Status int
	// ErrorCode is the exception's name, or the fault's kind.
	ErrorCode string
	// Time is the calendar's at arrival.
	Time time.Time
}

// MaskKey shows an access key as a Request does: its last four characters.
func MaskKey(accessKeyID string) string {
	if accessKeyID == "" {
		return ""
	}
	return "***" + accessKeyID[max(0, len(accessKeyID)-4):]
}

// recorder keeps the newest requests, in order of arrival.
type recorder struct {
	serial atomic.Int64
	limit  int

	mu       sync.Mutex
	requests []*Request
	size     int // bytes of text
	counts   map[string]int
}

// begin records a request and returns it as it arrived, with its ID, beside the
// record, which end completes.
func (r *recorder) begin(request Request) (whole, kept *Request) {
	request.ID = fmt.Sprintf("00000000-0000-4000-8000-%012x", r.serial.Add(1))
	kept = request.masked()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.counts == nil {
		r.counts = map[string]int{}
	}
	if _, known := r.counts[kept.Operation]; known || len(r.counts) < maxCounted {
		r.counts[kept.Operation]++
	}
	r.requests = append(r.requests, kept)
	r.size += kept.size()
	gone := 0
	for len(r.requests)-gone > r.limit || r.size > maxRecordedTotal {
		r.size -= r.requests[gone].size()
		r.requests[gone] = nil
		gone++
	}
	r.requests = r.requests[gone:] // append moves what is left once the array is full
	return &request, kept
}

func (r *Request) size() int {
	return len(r.Operation) + len(r.Path) + len(r.Query) + len(r.Body) + len(r.UserAgent) + len(r.Region) + len(r.AccessKeyID)
}

// masked is what is kept of a request.
func (r *Request) masked() *Request {
	kept := *r
	kept.AccessKeyID = MaskKey(r.AccessKeyID)
	kept.Query = maskForm(r.Query)
	if r.Path == "/" {
		kept.Body = maskForm(r.Body) // STS
	}
	for _, text := range []*string{&kept.Operation, &kept.Path, &kept.Query, &kept.Body, &kept.UserAgent, &kept.Region} {
		if len(*text) > maxRecordedText {
			*text = (*text)[:maxRecordedText]
		}
		*text = strings.Clone(*text) // holds on to nothing that is longer
	}
	return &kept
}

// secrets are the parameters of forms and queries that hold one.
var secrets = map[string]bool{
	"x-amz-credential": true, "x-amz-signature": true, "x-amz-security-token": true, "webidentitytoken": true, "samlassertion": true,
	"tokencode": true, "providerid": true,
}

// maskForm masks secrets in text of the form a=b&c=d.
func maskForm(text string) string {
	pairs := strings.Split(text, "&")
	for i, pair := range pairs {
		if name, value, ok := strings.Cut(pair, "="); ok && value != "" && secrets[strings.ToLower(unescaped(name))] {
			pairs[i] = name + "=***"
		}
	}
	return strings.Join(pairs, "&")
}

func (r *recorder) end(request *Request, status int, code string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	request.Status, request.ErrorCode = status, code
}

// Requests returns the requests since the start or ResetRequests, in order of
// arrival, those still unanswered included; the newest ones where there were
// more than 100,000, or more than 64 MiB of text.
func (s *Server) Requests() []Request {
	s.recorder.mu.Lock()
	defer s.recorder.mu.Unlock()
	all := make([]Request, 0, len(s.recorder.requests))
	for _, request := range s.recorder.requests {
		all = append(all, *request)
	}
	return all
}

// Count says how many requests for an operation have arrived, retries
// included.
func (s *Server) Count(operation string) int {
	s.recorder.mu.Lock()
	defer s.recorder.mu.Unlock()
	return s.recorder.counts[operation]
}

// Counts is Count for every operation.
func (s *Server) Counts() map[string]int {
	s.recorder.mu.Lock()
	defer s.recorder.mu.Unlock()
	counts := make(map[string]int, len(s.recorder.counts))
	maps.Copy(counts, s.recorder.counts)
	return counts
}

// ResetRequests forgets the requests so far.
func (s *Server) ResetRequests() {
	s.recorder.mu.Lock()
	defer s.recorder.mu.Unlock()
	s.recorder.requests, s.recorder.counts, s.recorder.size = nil, nil, 0
}
