// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
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
	// AccessDenied answers 403 AccessDeniedException.
	AccessDenied FaultKind = "AccessDenied"
	// ExpiredToken answers 403 ExpiredTokenException.
	ExpiredToken FaultKind = "ExpiredToken"
	// Error answers with Code, Message and Status.
	Error FaultKind = "Error"

	// ResetBefore cuts the connection before the call is checked.
	ResetBefore FaultKind = "ResetBefore"
	// ResetAfter carries the call out and cuts the connection unanswered.
	ResetAfter FaultKind = "ResetAfter"
	// Stall holds the call for Delay before looking at it.
	Stall FaultKind = "Stall"
	// Slow carries the call out and holds the answer back for Delay.
	Slow FaultKind = "Slow"
	// Truncate sends half of the answer's body and cuts the connection.
	Truncate FaultKind = "Truncate"

	// ClockSkew shifts the Date header by Skew.
	ClockSkew FaultKind = "ClockSkew"
	// Nulls empties members of the answer: Members, or all but those that
	// identify things.
	Nulls FaultKind = "Nulls"
	// PlainTimes sends times as whole seconds instead of in exponent form.
	PlainTimes FaultKind = "PlainTimes"
	// UnknownEnums gives Members (default: every enum) a value from the future,
	// Value or FUTURE_VALUE.
	UnknownEnums FaultKind = "UnknownEnums"
	// UnknownMembers adds members from the future.
	UnknownMembers FaultKind = "UnknownMembers"
	// EmptyPage empties a list's page; its token leads to the members.
	EmptyPage FaultKind = "EmptyPage"
	// RepeatToken makes a list's token lead to the page that it is on.
	RepeatToken FaultKind = "RepeatToken"

	// ExpireCredentials makes the caller's access key expire with this call.
	ExpireCredentials FaultKind = "ExpireCredentials"
	// RemoveVault takes Vault away, with its points, before the call.
	RemoveVault FaultKind = "RemoveVault"
	// LockVault locks Vault with Lock before the call.
	LockVault FaultKind = "LockVault"
)

// Always as Fault.Times means every matching call.
const Always = -1

// Fault makes matching calls go wrong.
type Fault struct {
	Kind FaultKind
	// Operation that it hits; "" is any of AWS Backup's. STS is hit by name only.
	Operation string
	// Resource is a text that path, query or body must contain; "" is any.
	// Slashes and colons in a path are compared unescaped.
	Resource string
	// Region that it hits; "" is any.
	Region string
	// Match narrows further; nil is any.
	Match func(Request) bool `json:"-"`
	// From and Until bound the time, on the calendar from Inject on. Until 0 is
	// no end.
	From, Until time.Duration
	// After matching calls pass unharmed first.
	After int
	// Times is how many calls it then hits: 0 is one, Always is every one.
	Times int
	// Accepted carries the call out although the answer is an error.
	Accepted bool

	// Code, Message and Status (default that of Code) are for Error; Status
	// also for HTML.
	Code, Message string
	Status        int
	// Delay is for Stall and Slow, in real time; Skew for ClockSkew.
	Delay, Skew time.Duration
	// Members and Value are for Nulls and UnknownEnums.
	Members []string
	Value   string
	// Vault and Lock are for RemoveVault and LockVault.
	Vault string
	Lock  Lock
}

// faultBook holds the faults still to come.
type faultBook struct {
	mu     sync.Mutex
	faults []*plannedFault
	hits   map[FaultKind]int
}

type plannedFault struct {
	Fault
	since      time.Time
	seen, hits int
}

// Inject adds faults. Every fault counts the calls that match it by itself; a
// call is hit by the first fault that is due.
func (s *Server) Inject(faults ...Fault) {
	now := s.Now()
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	for _, fault := range faults {
		s.faults.faults = append(s.faults.faults, &plannedFault{Fault: fault, since: now})
	}
}

// maxFaults bounds the faults that control requests leave waiting.
const maxFaults = 10_000

func (s *Server) queuedFaults() int {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return len(s.faults.faults)
}

// ClearFaults forgets every fault.
func (s *Server) ClearFaults() {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.faults = nil
}

// FaultHits says how many calls the faults of each kind have hit, since the
// start.
func (s *Server) FaultHits() map[FaultKind]int {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	return maps.Clone(s.faults.hits)
}

// take finds the fault that hits the request, nil if none does.
func (b *faultBook) take(request *Request, isSTS bool) *Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	var hit *Fault
	for _, planned := range b.faults {
		if isSTS && planned.Operation == "" || !planned.matches(request) {
			continue
		}
		passed := request.Time.Sub(planned.since)
		if passed < planned.From || planned.Until != 0 && passed >= planned.Until {
			continue
		}
		planned.seen++
		if hit != nil || planned.seen <= planned.After ||
			planned.Times != Always && planned.hits >= max(planned.Times, 1) {
			continue
		}
		planned.hits++
		if b.hits == nil {
			b.hits = map[FaultKind]int{}
		}
		b.hits[planned.Kind]++
		hit = &planned.Fault
	}
	return hit
}

func (f *Fault) matches(request *Request) bool {
	return (f.Operation == "" || f.Operation == request.Operation) &&
		(f.Region == "" || f.Region == request.Region) &&
		(f.Resource == "" || request.mentions(f.Resource)) &&
		(f.Match == nil || f.Match(*request))
}

// mentions looks for text in path, query and body.
func (r *Request) mentions(text string) bool {
	return strings.Contains(unescaped(r.Path), text) ||
		strings.Contains(unescaped(r.Query), text) ||
		strings.Contains(r.Body, text)
}

// kind is the fault's kind, "" without a fault.
func (f *Fault) kind() FaultKind {
	if f == nil {
		return ""
	}
	return f.Kind
}

// failure is the error that stands in for the answer, nil if none does.
func (f *Fault) failure() *apiError {
	switch f.kind() {
	case Throttle:
		return failure(errThrottling, "Rate exceeded")
	case ServerError:
		return failure(errUnavailable, "Service is temporarily unavailable.")
	case AccessDenied:
		return accessDenied()
	case ExpiredToken, ExpireCredentials:
		return expiredToken()
	case HTML:
		return failure("HTML", "")
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
