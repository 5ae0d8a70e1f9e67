// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"time"
)

// Region is the handle on one account's AWS Backup in one Region: what tests
// and the control requests arrange and look at behind the API's back.
type Region struct {
	server        *Server
	account, name string
}

// Account is a handle on one account.
type Account struct {
	server *Server
	id     string
}

// Region gives the server's own account in a Region.
func (s *Server) Region(name string) *Region { return s.Account(s.account).Region(name) }

// Account gives any account; it need not exist yet.
func (s *Server) Account(id string) *Account { return &Account{s, id} }

// Region gives the account's state in a Region.
func (a *Account) Region(name string) *Region { return &Region{a.server, a.id, name} }

// with runs f under the lock on a settled state.
func (r *Region) with(f func(state *regionState, now time.Time)) {
	r.server.mu.Lock()
	defer r.server.mu.Unlock()
	now := r.server.settle()
	f(r.server.region(r.account, r.name), now)
	r.server.settle()
}

// withVault runs f with a vault, if it is there.
func (r *Region) withVault(name string, f func(*vault)) {
	r.with(func(state *regionState, _ time.Time) {
		if v := state.vaults[name]; v != nil {
			f(v)
		}
	})
}

// withPoint runs f with a recovery point, if it is there.
func (r *Region) withPoint(arn string, f func(*point)) {
	r.with(func(state *regionState, _ time.Time) {
		if p := state.points[arn]; p != nil {
			f(p)
		}
	})
}

// Lock is a vault lock: retention bounds in days (0: none) and, in compliance
// mode, the date from which the lock cannot be changed.
type Lock struct {
	Min, Max int64
	Date     time.Time
}

// Vault describes a vault to add.
type Vault struct {
	Name string
	// AirGapped makes it a logically air-gapped vault; Lock then has its
	// retention bounds.
	AirGapped        bool
	EncryptionKeyARN string
	Tags             map[string]string
	Lock             *Lock
}

// AddVault puts a vault in place, or another one where it exists already.
func (r *Region) AddVault(v Vault) {
	r.with(func(state *regionState, now time.Time) {
		kind := standardVault
		if v.AirGapped {
			kind = airGappedVault
		}
		made := state.addVault(v.Name, kind, v.EncryptionKeyARN, now)
		made.tags = maps.Clone(v.Tags)
		if v.AirGapped {
			made.locked = true
		}
		if v.Lock != nil {
			made.lock(*v.Lock)
		}
	})
}

// LockVault locks a vault; a vault that is not there stays missing.
func (r *Region) LockVault(name string, l Lock) {
	r.withVault(name, func(v *vault) { v.lock(l) })
}

// UnlockVault takes a vault's lock away, whatever its mode.
func (r *Region) UnlockVault(name string) {
	r.withVault(name, (*vault).unlock)
}

// RemoveVault takes a vault away with all its points.
func (r *Region) RemoveVault(name string) {
	r.withVault(name, func(v *vault) {
		for len(v.points) > 0 {
			v.points[0].vanish()
		}
		delete(v.region.vaults, name)
	})
}

// Script queues scripts for the coming jobs of a resource, one each. "*" is for
// all resources whose own queue is empty; its last script stays in force.
func (r *Region) Script(resourceARN string, scripts ...Script) {
	r.with(func(state *regionState, _ time.Time) {
		queueScripts(state.scripts, resourceARN, scripts)
	})
}

// RemoveRecoveryPoint takes a point away as if deleted by hand. It says
// whether there was one.
func (r *Region) RemoveRecoveryPoint(arn string) (found bool) {
	r.withPoint(arn, func(p *point) {
		found = true
		p.vanish()
	})
	return found
}

// HoldRecoveryPoint puts a point under a legal hold.
func (r *Region) HoldRecoveryPoint(arn string) {
	r.withPoint(arn, func(p *point) { p.held = true })
}

// RestoringRecoveryPoint makes a point one that is being restored, or no longer
// one: AWS refuses to delete it meanwhile.
func (r *Region) RestoringRecoveryPoint(arn string, restoring bool) {
	r.withPoint(arn, func(p *point) { p.restoring = restoring })
}

// SetAdvancedDynamoDB switches DynamoDB's advanced features. On at first, as
// in new accounts.
func (r *Region) SetAdvancedDynamoDB(enabled bool) {
	r.with(func(state *regionState, _ time.Time) { state.management["DynamoDB"] = enabled })
}

// SetSourceTags sets the tags of a source, which its backups copy.
func (r *Region) SetSourceTags(resourceARN string, tags map[string]string) {
	r.with(func(state *regionState, _ time.Time) { state.sourceTags[resourceARN] = maps.Clone(tags) })
}

// ForgetTokens forgets every idempotency token.
func (r *Region) ForgetTokens() {
	r.with(func(state *regionState, _ time.Time) {
		clear(state.tokens)
		clear(state.copyTokens)
		clear(state.restoreTokens)
	})
}
