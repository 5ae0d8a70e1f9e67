// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import "time"

// Presence answers "is it gone?" about a recovery point, or about the record of
// a job.
type Presence string

// The answers. Only PresenceGoneEarly is a reason to remove something from
// state.
const (
	PresenceThere     Presence = "there"
	PresenceDue       Presence = "gone, as planned"
	PresenceGoneEarly Presence = "gone early"
	PresenceUnknown   Presence = "unknown"
)

// Doubt says why a [Presence] is unknown.
type Doubt string

// The doubts, and what else to ask AWS to settle each.
const (
	NoDoubt Doubt = ""
	// DoubtFailed is a call that failed for a reason of its own, such as
	// throttling. It proves nothing; ask again later.
	DoubtFailed Doubt = "the call failed"
	// DoubtUnreadable is an answer that the same request will get again, such
	// as that of a server that does not have the operation. It proves nothing
	// either, and waiting does not help.
	DoubtUnreadable Doubt = "not readable"
	// DoubtUnconfirmed is a single not-found. Ask once more.
	DoubtUnconfirmed Doubt = "not confirmed"
	// DoubtNeverSeen is a not-found of an object that AWS has reported and
	// never shown. It may not be visible yet; ask again later.
	DoubtNeverSeen Doubt = "never seen"
	// DoubtAccountUnknown is a not-found from an account that is not known to
	// be the right one. Find out which account answers.
	DoubtAccountUnknown Doubt = "the account that answered is not known"
	// DoubtOtherAccount is an answer of an account that never had it.
	DoubtOtherAccount Doubt = "another account answered"
	// DoubtDenied is an access denial, which AWS also sends for a vault that
	// does not exist. Look for the vault in the list of vaults.
	DoubtDenied Doubt = "access denied"
	// DoubtVaultMissing is an access denial for a vault that is not listed.
	DoubtVaultMissing Doubt = "the vault does not exist"
)

// Answer is what AWS returned to a request for one object.
type Answer string

// The answers of AWS.
const (
	AnswerFound    Answer = "found"
	AnswerNotFound Answer = "not found"
	AnswerDenied   Answer = "denied"
	AnswerFailed   Answer = "failed"
	// AnswerUnreadable is an error that is neither a denial nor a not-found, and
	// that the same request will get again.
	AnswerUnreadable Answer = "unreadable"
)

// Match says how the account that answered relates to the account that the
// object belongs to.
type Match string

// The relations. The zero value is MatchUnknown.
const (
	MatchUnknown Match = ""
	MatchSame    Match = "same account"
	MatchOther   Match = "other account"
)

// Evidence is everything that [Judge] decides by.
type Evidence struct {
	Answer Answer
	// Confirmed says that AWS has repeated a not-found.
	Confirmed bool
	// Seen says that AWS has shown the object before.
	Seen bool
	// Ended is when the job that made the object ended with success; zero if not
	// known. AWS shows an object within minutes of that.
	Ended time.Time
	// Temporary says that AWS deletes the object by design, as it does once
	// the point has been copied to an air-gapped vault.
	Temporary bool
	// Now is AWS's clock at the time of the answer.
	Now time.Time
	// DeleteAt is when AWS deletes the object by its own calculation; zero if
	// AWS has not said.
	DeleteAt time.Time
	// Created and DeleteAfterDays are the configured retention, counted from
	// the creation. They apply where AWS has not said a DeleteAt, because the
	// object was never seen or the server does not calculate. Zero, or a
	// negative number of days, is none.
	Created         time.Time
	DeleteAfterDays int64
	Account         Match
	// VaultMissing says that the account's list of vaults does not have the
	// object's vault.
	VaultMissing bool
}

// Judge answers "is it gone?". The doubt is empty unless the answer is
// [PresenceUnknown].
//
// A denial or a fault never means gone. A not-found whose time had come is
// expected, from any account. Any other not-found counts only if the object was
// seen before, and if the not-found was confirmed and comes from the object's own
// account.
func Judge(e Evidence) (Presence, Doubt) {
	switch e.Answer {
	case AnswerFound:
		return PresenceThere, NoDoubt
	case AnswerNotFound, AnswerDenied:
	case AnswerUnreadable:
		return PresenceUnknown, DoubtUnreadable
	default:
		return PresenceUnknown, DoubtFailed
	}
	switch {
	case e.due() && (e.Answer == AnswerNotFound || e.VaultMissing):
		return PresenceDue, NoDoubt
	case e.Account == MatchOther:
		return PresenceUnknown, DoubtOtherAccount
	case e.Answer == AnswerDenied && e.VaultMissing:
		return PresenceUnknown, DoubtVaultMissing
	case e.Answer == AnswerDenied:
		return PresenceUnknown, DoubtDenied
	case !e.Shown():
		return PresenceUnknown, DoubtNeverSeen
	case !e.Confirmed:
		return PresenceUnknown, DoubtUnconfirmed
	case e.Account == MatchUnknown:
		return PresenceUnknown, DoubtAccountUnknown
	}
	return PresenceGoneEarly, NoDoubt
}

// shownWithin is how long AWS may take to show what a job has made: minutes, as
// far as anybody has seen.
const shownWithin = 24 * time.Hour

// Shown reports whether AWS has shown the object before, or would have shown it
// by now.
func (e Evidence) Shown() bool {
	return e.Seen || !e.Ended.IsZero() && !e.Now.Before(e.Ended.Add(shownWithin))
}

// due reports whether the time had come for AWS to delete the object.
func (e Evidence) due() bool {
	if e.Temporary {
		return true
	}
	at := e.DeleteAt
	if at.IsZero() && e.DeleteAfterDays > 0 && !e.Created.IsZero() {
		at = e.Created.AddDate(0, 0, int(e.DeleteAfterDays))
	}
	return !at.IsZero() && !e.Now.Before(at)
}
