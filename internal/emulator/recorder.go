// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"maps"
	"sync"
	"sync/atomic"
	"time"
)

// Request is one request that reached the server.
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

// recorder keeps every request, in order of arrival.
type recorder struct {
	serial   atomic.Int64
	mu       sync.Mutex
	requests []*Request
	counts   map[string]int
}

func (r *recorder) begin(request Request) *Request {
	n := r.serial.Add(1)
	request.ID = fmt.Sprintf("00000000-0000-4000-8000-%012x", n)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.counts == nil {
		r.counts = map[string]int{}
	}
	r.requests = append(r.requests, &request)
	r.counts[request.Operation]++
	return &request
}

func (r *recorder) end(request *Request, status int, code string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	request.Status, request.ErrorCode = status, code
}

// Requests returns every request since the start or ResetRequests, in order of
// arrival, those still unanswered included.
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
	s.recorder.requests, s.recorder.counts = nil, nil
}
