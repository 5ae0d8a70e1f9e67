// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// FaultKind says what goes wrong.
type FaultKind string

// Kinds of faults.
const (
	// Throttle answers 400 ThrottlingException "Rate exceeded".
	Throttle FaultKind = "Throttle"
	// ServerError answers 500 ServiceUnavailableException.
	ServerError FaultKind = "ServerError"
	// HTML answers Status (default 503) with a web page, as a proxy does.
	HTML FaultKind = "HTML"
	// ResetBefore cuts the connection before the call is looked at.
	ResetBefore FaultKind = "ResetBefore"
	// ResetAfter carries the call out and cuts the connection unanswered.
	ResetAfter FaultKind = "ResetAfter"
	// Slow holds the answer back for Delay.
	Slow FaultKind = "Slow"
	// Truncate sends half of the answer's body and cuts the connection.
	Truncate FaultKind = "Truncate"
	// AccessDenied answers 403 AccessDeniedException.
	AccessDenied FaultKind = "AccessDenied"
	// ExpiredToken answers 403 ExpiredTokenException.
	ExpiredToken FaultKind = "ExpiredToken"
	// Error answers with Code, Message and Status.
	Error FaultKind = "Error"
)

// Always as Fault.Times means every matching call.
const Always = -1

// Fault makes matching calls go wrong.
type Fault struct {
	Kind FaultKind
	// Operation that it hits; "" is any.
	Operation string
	// Resource is a text that path, query or body must contain; "" is any.
	// Slashes and colons in a path are compared unescaped.
	Resource string
	// Region and Account that it hits; "" is any.
	Region, Account string
	// Match narrows further; nil is any.
	Match func(Request) bool `json:"-"`
	// After matching calls pass unharmed first.
	After int
	// Times is how many calls it then hits: 0 is one, Always is every one.
	Times int

	// Code, Message and Status (default that of Code) are for Error.
	Code, Message string
	Status        int
	// Delay is for Slow, in real time.
	Delay time.Duration
}

// faultBook holds the faults still to come. The first that matches and is due
// wins.
type faultBook struct {
	mu     sync.Mutex
	faults []*plannedFault
}

type plannedFault struct {
	Fault
	seen, hits int
}

// Inject adds faults. Every fault counts the calls that match it by itself; a
// call is hit by the first fault that is due.
func (s *Server) Inject(faults ...Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	for _, fault := range faults {
		s.faults.faults = append(s.faults.faults, &plannedFault{Fault: fault})
	}
}

// ClearFaults forgets every fault.
func (s *Server) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.faults = nil
}

// take finds the fault that hits the request, nil if none does.
func (b *faultBook) take(request *Request) *Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, planned := range b.faults {
		if !planned.matches(request) {
			continue
		}
		planned.seen++
		if planned.seen <= planned.After {
			continue
		}
		if planned.Times != Always && planned.hits >= max(planned.Times, 1) {
			continue
		}
		planned.hits++
		return &planned.Fault
	}
	return nil
}

func (f *Fault) matches(request *Request) bool {
	if f.Operation != "" && f.Operation != request.Operation ||
		f.Region != "" && f.Region != request.Region ||
		f.Account != "" && f.Account != request.Account {
		return false
	}
	if f.Resource != "" && !request.mentions(f.Resource) {
		return false
	}
	return f.Match == nil || f.Match(*request)
}

// mentions looks for text in path, query and body.
func (r *Request) mentions(text string) bool {
	return strings.Contains(unescaped(r.Path), text) ||
		strings.Contains(unescaped(r.Query), text) ||
		strings.Contains(r.Body, text)
}

// before acts on a request that is not yet looked at; true cuts the
// connection.
func (f *Fault) before(_ http.ResponseWriter, _ *http.Request) bool {
	return f != nil && f.Kind == ResetBefore
}

// failure is the error that stands in for the answer, nil if none does.
func (f *Fault) failure() *apiError {
	if f == nil {
		return nil
	}
	switch f.Kind {
	case Throttle:
		return failure(errThrottling, "Rate exceeded")
	case ServerError:
		return failure(errUnavailable, "Service is temporarily unavailable.")
	case AccessDenied:
		return accessDenied()
	case ExpiredToken:
		return failure(errExpiredToken, "The security token included in the request is expired")
	case Error:
		failed := failure(f.Code, "%s", f.Message)
		if f.Status != 0 {
			failed.Status = f.Status
		}
		return failed
	default:
		return nil
	}
}

// after bends an answer; reset cuts the connection without it.
func (f *Fault) after(r *http.Request, answer reply) (bent reply, reset bool) {
	if f == nil {
		return answer, false
	}
	switch f.Kind {
	case ResetAfter:
		answer.status = 0
		return answer, true
	case HTML:
		answer.status = http.StatusServiceUnavailable
		if f.Status != 0 {
			answer.status = f.Status
		}
		answer.header.Set("Content-Type", "text/html")
		answer.header.Del("X-Amzn-ErrorType")
		answer.body = []byte("<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>")
	case Slow:
		wait := time.NewTimer(f.Delay)
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-r.Context().Done():
		}
	case Truncate:
		answer.header.Set("Content-Length", itoa(len(answer.body)))
		answer.body = answer.body[:len(answer.body)/2]
	default:
	}
	return answer, false
}

func (f *Fault) truncates() bool { return f != nil && f.Kind == Truncate }
