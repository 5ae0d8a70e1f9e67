// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	crand "crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator/sts"
)

// DefaultAccount is the account of credentials that no STS issued.
const DefaultAccount = "123456789012"

// DefaultRegion is the Region of requests whose signature does not name one.
const DefaultRegion = "us-east-1"

// Server is AWS Backup in memory. It is an http.Handler and safe for
// concurrent use.
type Server struct {
	account      string
	base         func() time.Time
	scale        float64
	tokenLife    time.Duration
	strict       bool
	vaultMode    MissingVault
	lockMode     LockViolation
	pageSize     int
	jobLimit     int
	script       Script
	stsOptions   []sts.Option
	hosts        []string // names that are the emulator's, besides loopback ones
	hostPrefixes []netip.Prefix
	sts          *sts.Server

	recorder recorder
	faults   faultBook
	quotas   *quotas

	mu           sync.Mutex // guards everything below, and the calendar
	jump         time.Duration
	agenda       agenda
	seq          int
	jobs         int // of all kinds, ever
	random       *rand.ChaCha8
	accounts     map[string]map[string]*regionState
	organization Organization
	// expiredKeys are access keys that AWS refuses as expired.
	expiredKeys map[string]bool
}

// Option sets up a Server.
type Option func(*Server)

// WithTimeScale makes phases of jobs, deletions, copies and visibility lags n
// times as fast. The calendar itself always runs at rate 1. Default 1.
func WithTimeScale(n float64) Option {
	return func(s *Server) {
		if n > 0 {
			s.scale = n
		}
	}
}

// WithAccount sets the account of credentials that no STS issued.
func WithAccount(id string) Option { return func(s *Server) { s.account = id } }

// WithNow sets the base clock. Default time.Now.
func WithNow(now func() time.Time) Option { return func(s *Server) { s.base = now } }

// WithQuotas answers calls beyond AWS's default quotas (reference 7) with
// ThrottlingException. Quotas count in real time, not on the calendar.
func WithQuotas() Option { return func(s *Server) { s.quotas = newQuotas() } }

// WithTokenLifetime sets for how long an idempotency token is remembered.
// AWS does not document it; the default is 24 hours, shorter than the record
// of a job as reference 3.6 advises to assume.
func WithTokenLifetime(d time.Duration) Option { return func(s *Server) { s.tokenLife = d } }

// WithStrict refuses body members and query parameters that the model lacks,
// and Lifecycle.DeleteAfterEvent, which the model declares as output only.
func WithStrict() Option { return func(s *Server) { s.strict = true } }

// WithMissingVault sets how a missing vault is answered.
func WithMissingVault(mode MissingVault) Option { return func(s *Server) { s.vaultMode = mode } }

// WithLockViolation sets how a retention outside a vault's lock is answered.
func WithLockViolation(mode LockViolation) Option { return func(s *Server) { s.lockMode = mode } }

// usualJobLimit is how many jobs, of all kinds, Regions and accounts together,
// may be started: about 270 MiB of them and their recovery points. Nothing is
// removed from memory before the server is.
const usualJobLimit = 100_000

// WithPageSize sets how many members a list has when the call does not say.
// Default 100.
func WithPageSize(n int) Option { return func(s *Server) { s.pageSize = n } }

// WithScript is how jobs go that no script was queued for.
func WithScript(script Script) Option { return func(s *Server) { s.script = script } }

// WithSTS sets up the STS that answers on the same address.
func WithSTS(opts ...sts.Option) Option {
	return func(s *Server) { s.stsOptions = append(s.stsOptions, opts...) }
}

// WithSeed makes IDs repeat from run to run.
func WithSeed(seed uint64) Option {
	return func(s *Server) {
		var key [32]byte
		binary.LittleEndian.PutUint64(key[:], seed)
		s.random = rand.NewChaCha8(key)
	}
}

// MissingVault is a way to answer calls that name a vault that is not there.
// Which one AWS uses when is not known for sure (reference 0.6, 0.7).
type MissingVault int

// Answers to a missing vault.
const (
	// MissingVaultDenied is 403 AccessDeniedException.
	MissingVaultDenied MissingVault = iota
	// MissingVaultNotFound is 400 ResourceNotFoundException.
	MissingVaultNotFound
	// MissingVaultFails accepts StartBackupJob; the job FAILs. Other calls are
	// denied.
	MissingVaultFails
)

// LockViolation is a way to answer a retention outside a vault's lock.
type LockViolation int

// Answers to a retention outside the lock.
const (
	// LockViolationFails accepts the job, which then FAILs.
	LockViolationFails LockViolation = iota
	// LockViolationRefused is 400 InvalidParameterValueException.
	LockViolationRefused
)

// New makes an AWS Backup with a vault named Default in every Region of every
// account.
func New(opts ...Option) *Server {
	s := &Server{
		account:   DefaultAccount,
		base:      time.Now,
		scale:     1,
		tokenLife: 24 * time.Hour,
		pageSize:  100,
		jobLimit:  usualJobLimit,
		recorder:  recorder{limit: usualRecords},
		accounts:  map[string]map[string]*regionState{},

		expiredKeys: map[string]bool{},
	}
	for _, opt := range opts {
		opt(s)
	}
	if s.random == nil {
		var key [32]byte
		_, _ = crand.Read(key[:]) // never fails
		s.random = rand.NewChaCha8(key)
	}
	s.sts = sts.New(append([]sts.Option{sts.WithClock(s.Now), sts.WithAccount(s.account)}, s.stsOptions...)...)
	return s
}

// STS is the server's STS: the same address, the same calendar.
func (s *Server) STS() *sts.Server { return s.sts }

// region is the state of one Region, made at first sight.
func (s *Server) region(account, name string) *regionState {
	regions := s.accounts[account]
	if regions == nil {
		regions = map[string]*regionState{}
		s.accounts[account] = regions
	}
	r := regions[name]
	if r == nil {
		r = newRegion(s, account, name)
		regions[name] = r
	}
	return r
}

// maxRegions bounds the Regions of accounts that calls bring into being: any
// twelve digits are an account, any word is a Region.
const maxRegions = 1000

// roomFor says whether a Region of an account is there or may come into being.
func (s *Server) roomFor(account, name string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fits(account, name)
}

// fits is roomFor for holders of the lock.
func (s *Server) fits(account, name string) bool {
	if s.accounts[account][name] != nil {
		return true
	}
	n := 0
	for _, regions := range s.accounts {
		n += len(regions)
	}
	return n < maxRegions
}

// uuid is a random version 4 UUID in lower case.
func (s *Server) uuid() string {
	var b [16]byte
	_, _ = s.random.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return hexUUID(b)
}

func hexUUID(b [16]byte) string {
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// hex is n random hexadecimal digits.
func (s *Server) hex(n int) string {
	b := make([]byte, (n+1)/2)
	_, _ = s.random.Read(b) // never fails
	return hex.EncodeToString(b)[:n]
}
