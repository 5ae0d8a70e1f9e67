// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package sts is as much of AWS STS as credentials need, in memory behind the real wire protocol: GetCallerIdentity, AssumeRole and
// AssumeRoleWithWebIdentity (API version 2011-06-15). It knows AWS's rules on its own account and imports nothing of the provider.
//
// Signatures are not verified: the sender of an access key that was not issued here is the user of the default account.
package sts

import (
	"crypto/rand"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// DefaultAccount is the account of access keys that were not issued here.
const DefaultAccount = "123456789012"

// defaultLifetime is that of a role session which asks for none.
const defaultLifetime = time.Hour

// Bounds of what is kept: calls, the newest, and sessions, those that have not expired first.
const (
	maxCalls    = 10_000
	maxSessions = 10_000
)

// Server is STS. It is an http.Handler for POST (and GET) requests at its root, and safe for concurrent use.
type Server struct {
	now      func() time.Time
	account  string
	lifetime time.Duration

	mu       sync.Mutex
	sessions map[string]*session
	denied   map[string]bool
	external map[string]string // role ARN to the external ID that its trust policy asks for
	calls    []Call
}

// session is a set of temporary credentials.
type session struct {
	arn        string // of the assumed role
	account    string
	token      string
	expires    time.Time
	expired    bool              // by Expire
	source     string            // source identity, which stays along a chain
	transitive map[string]string // tags that the next role of a chain gets
}

// Option changes a new Server.
type Option func(*Server)

// WithClock sets the clock that credentials expire by. The default is time.Now.
func WithClock(now func() time.Time) Option { return func(s *Server) { s.now = now } }

// WithAccount sets the account of access keys that were not issued here, instead of DefaultAccount.
func WithAccount(account string) Option { return func(s *Server) { s.account = account } }

// WithLifetime makes every issued credential live so long, whatever was asked for. AWS's own minimum of 15 minutes does not apply.
func WithLifetime(d time.Duration) Option { return func(s *Server) { s.lifetime = d } }

// New makes a server.
func New(options ...Option) *Server {
	s := &Server{
		now:      time.Now,
		account:  DefaultAccount,
		sessions: make(map[string]*session),
		denied:   make(map[string]bool),
		external: make(map[string]string),
	}
	for _, option := range options {
		option(s)
	}
	return s
}

// Deny makes AWS refuse to assume the role, as its trust policy would.
func (s *Server) Deny(roleARN string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.denied[roleARN] = true
}

// RequireExternalID makes AssumeRole refuse the role unless the request has this external ID.
func (s *Server) RequireExternalID(roleARN, externalID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.external[roleARN] = externalID
}

// Expire ends all credentials issued so far, at once. Their holders learn it from the next refusal only.
func (s *Server) Expire() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, issued := range s.sessions {
		issued.expired = true
	}
}

// Account returns the account that an access key belongs to. Known is false for keys that were not issued here:
// their account is the default one, or the one that they spell out with twelve digits. Expired says that AWS would refuse the key as
// expired.
func (s *Server) Account(accessKeyID string) (account string, known, expired bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if issued, ok := s.sessions[accessKeyID]; ok {
		return issued.account, true, s.isExpired(issued)
	}
	if accountPattern.MatchString(accessKeyID) {
		return accessKeyID, false, false
	}
	return s.account, false, false
}

func (s *Server) isExpired(issued *session) bool {
	return issued.expired || !s.now().Before(issued.expires)
}

// Call is a request that the server has answered.
type Call struct {
	// Action is the name of the operation.
	Action string
	// Caller is the ARN of who asked, "" for AssumeRoleWithWebIdentity, which is not signed.
	Caller string
	// Region is the region that the request was signed for, "" for a request that was not.
	Region string
	// UserAgent is that header.
	UserAgent string
	// Error is the code of the error that was answered, "" for success.
	Error string

	// The members of the request that the operation has. Tags include those that a chained role inherits.
	RoleARN, SessionName, ExternalID, SourceIdentity, Policy string
	PolicyARNs, TransitiveTagKeys                            []string
	Tags                                                     map[string]string
	WebIdentityToken                                         string
	Duration                                                 time.Duration // 0 if not asked for

	// AccessKeyID is the issued access key, if any.
	AccessKeyID string
}

// Calls returns the requests of one action in order, of all actions if action is ""; the newest where there were more than some
// thousand.
func (s *Server) Calls(action string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.calls), func(c Call) bool { return action != "" && c.Action != action })
}

func (s *Server) record(c *Call) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.calls) >= maxCalls {
		s.calls = slices.Delete(s.calls, 0, maxCalls/10)
	}
	s.calls = append(s.calls, *c)
}

// issue makes credentials for a role session. The caller is the session that asked, nil for a user or a web identity.
func (s *Server) issue(c *Call, role roleARN, caller *session) credentials {
	lifetime := s.lifetime
	if lifetime == 0 {
		lifetime = c.Duration
	}
	if lifetime == 0 {
		lifetime = defaultLifetime
	}
	creds := credentials{
		AccessKeyID:     "ASIA" + randomText(16),
		SecretAccessKey: rand.Text() + rand.Text()[:14], // 40 characters, like AWS's
		SessionToken:    "IQoJb3JpZ2luX2VjE" + rand.Text() + rand.Text() + rand.Text() + rand.Text() + "==",
		Expiration:      s.now().Add(lifetime).UTC().Truncate(time.Second),
	}
	issued := &session{
		arn:        role.session(c.SessionName),
		account:    role.account,
		token:      creds.SessionToken,
		expires:    creds.Expiration,
		source:     c.SourceIdentity,
		transitive: make(map[string]string),
	}
	if caller != nil {
		maps.Copy(issued.transitive, caller.transitive)
	}
	for _, key := range c.TransitiveTagKeys {
		issued.transitive[key] = c.Tags[key]
	}
	c.AccessKeyID = creds.AccessKeyID

	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.sessions) >= maxSessions {
		maps.DeleteFunc(s.sessions, func(_ string, old *session) bool { return s.isExpired(old) })
	}
	for key := range s.sessions {
		if len(s.sessions) < maxSessions {
			break
		}
		delete(s.sessions, key) // whichever: there are more than any test needs
	}
	s.sessions[creds.AccessKeyID] = issued
	return creds
}

// randomText returns n upper-case letters and digits.
func randomText(n int) string {
	var b strings.Builder
	for b.Len() < n {
		b.WriteString(rand.Text())
	}
	return b.String()[:n]
}
