// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// TestJudge is the outcome table of "is it gone?". Every row starts from a
// point that was seen before, has no retention, and is not found twice in its
// own account.
func TestJudge(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	const tenDays = 10
	for _, test := range []struct {
		name     string
		change   func(*lifecycle.Evidence)
		presence lifecycle.Presence
		doubt    lifecycle.Doubt
	}{
		{name: "found", change: func(e *lifecycle.Evidence) { e.Answer = lifecycle.AnswerFound }, presence: lifecycle.PresenceThere},
		{name: "found after its time", change: func(e *lifecycle.Evidence) { e.Answer, e.DeleteAt = lifecycle.AnswerFound, now.AddDate(0, 0, -1) }, presence: lifecycle.PresenceThere},
		{name: "failed", change: func(e *lifecycle.Evidence) { e.Answer = lifecycle.AnswerFailed }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtFailed},
		{name: "failed after its time", change: func(e *lifecycle.Evidence) { e.Answer, e.DeleteAt = lifecycle.AnswerFailed, now.AddDate(0, 0, -1) }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtFailed},
		{name: "failed and temporary", change: func(e *lifecycle.Evidence) { e.Answer, e.Temporary = lifecycle.AnswerFailed, true }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtFailed},
		{name: "unreadable", change: func(e *lifecycle.Evidence) { e.Answer = lifecycle.AnswerUnreadable }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtUnreadable},
		{name: "unreadable after its time", change: func(e *lifecycle.Evidence) {
			e.Answer, e.DeleteAt = lifecycle.AnswerUnreadable, now.AddDate(0, 0, -1)
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtUnreadable},
		{name: "no answer", change: func(e *lifecycle.Evidence) { e.Answer = "" }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtFailed},

		{name: "not found", presence: lifecycle.PresenceGoneEarly},
		{name: "not found before its time", change: func(e *lifecycle.Evidence) { e.DeleteAt = now.Add(time.Nanosecond) }, presence: lifecycle.PresenceGoneEarly},
		{name: "not found at its time", change: func(e *lifecycle.Evidence) { e.DeleteAt = now }, presence: lifecycle.PresenceDue},
		{name: "not found and temporary", change: func(e *lifecycle.Evidence) { e.Temporary = true }, presence: lifecycle.PresenceDue},
		{name: "not found once", change: func(e *lifecycle.Evidence) { e.Confirmed = false }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtUnconfirmed},
		{name: "not found once, at its time", change: func(e *lifecycle.Evidence) { e.Confirmed, e.DeleteAt = false, now }, presence: lifecycle.PresenceDue},
		{name: "not found in an unknown account", change: func(e *lifecycle.Evidence) { e.Account = lifecycle.MatchUnknown }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtAccountUnknown},
		{name: "not found in another account", change: func(e *lifecycle.Evidence) { e.Account = lifecycle.MatchOther }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtOtherAccount},
		{name: "not found once in another account", change: func(e *lifecycle.Evidence) { e.Account, e.Confirmed = lifecycle.MatchOther, false }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtOtherAccount},
		{name: "not found in another account, at its time", change: func(e *lifecycle.Evidence) { e.Account, e.DeleteAt = lifecycle.MatchOther, now }, presence: lifecycle.PresenceDue},
		{name: "not found and its vault not listed", change: func(e *lifecycle.Evidence) { e.VaultMissing = true }, presence: lifecycle.PresenceGoneEarly},

		{name: "never seen, no retention", change: func(e *lifecycle.Evidence) { e.Seen = false }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, its job ended a day ago", change: func(e *lifecycle.Evidence) { e.Seen, e.Ended = false, now.Add(-24*time.Hour) }, presence: lifecycle.PresenceGoneEarly},
		{name: "never seen, its job ended within a day", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Ended = false, now.Add(-24*time.Hour+time.Nanosecond)
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, asked once", change: func(e *lifecycle.Evidence) { e.Seen, e.Confirmed = false, false }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, account unknown", change: func(e *lifecycle.Evidence) { e.Seen, e.Account = false, lifecycle.MatchUnknown }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, in another account", change: func(e *lifecycle.Evidence) { e.Seen, e.Account = false, lifecycle.MatchOther }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtOtherAccount},
		{name: "never seen, kept without end", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Created, e.DeleteAfterDays = false, now.AddDate(-1, 0, 0), -1
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, no retention", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Created, e.DeleteAfterDays = false, now.AddDate(-1, 0, 0), 0
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, before the configured retention", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Created, e.DeleteAfterDays = false, now.AddDate(0, 0, -tenDays).Add(time.Nanosecond), tenDays
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, at the configured retention", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Created, e.DeleteAfterDays = false, now.AddDate(0, 0, -tenDays), tenDays
		}, presence: lifecycle.PresenceDue},
		{name: "never seen, after a retention of one day", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Created, e.DeleteAfterDays = false, now.AddDate(0, 0, -tenDays), 1
		}, presence: lifecycle.PresenceDue},
		{name: "never seen, creation date unknown", change: func(e *lifecycle.Evidence) { e.Seen, e.DeleteAfterDays = false, tenDays }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "never seen, AWS's own date later than the configured one", change: func(e *lifecycle.Evidence) {
			e.Seen, e.Created, e.DeleteAfterDays, e.DeleteAt = false, now.AddDate(0, 0, -tenDays), tenDays, now.Add(time.Hour)
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtNeverSeen},
		{name: "seen, after the configured retention, which AWS has not calculated", change: func(e *lifecycle.Evidence) {
			e.Created, e.DeleteAfterDays = now.AddDate(0, 0, -tenDays), tenDays
		}, presence: lifecycle.PresenceDue},
		{name: "seen, before the configured retention, which AWS has not calculated", change: func(e *lifecycle.Evidence) {
			e.Created, e.DeleteAfterDays = now.AddDate(0, 0, -tenDays), tenDays+1
		}, presence: lifecycle.PresenceGoneEarly},
		{name: "seen, AWS's own date later than the configured one", change: func(e *lifecycle.Evidence) {
			e.Created, e.DeleteAfterDays, e.DeleteAt = now.AddDate(0, 0, -tenDays), tenDays, now.Add(time.Hour)
		}, presence: lifecycle.PresenceGoneEarly},

		{name: "denied", change: func(e *lifecycle.Evidence) { e.Answer = lifecycle.AnswerDenied }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtDenied},
		{name: "denied at its time", change: func(e *lifecycle.Evidence) { e.Answer, e.DeleteAt = lifecycle.AnswerDenied, now }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtDenied},
		{name: "denied and temporary", change: func(e *lifecycle.Evidence) { e.Answer, e.Temporary = lifecycle.AnswerDenied, true }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtDenied},
		{name: "denied at its time and its vault not listed", change: func(e *lifecycle.Evidence) {
			e.Answer, e.DeleteAt, e.VaultMissing = lifecycle.AnswerDenied, now, true
		}, presence: lifecycle.PresenceDue},
		{name: "denied and its vault not listed", change: func(e *lifecycle.Evidence) { e.Answer, e.VaultMissing = lifecycle.AnswerDenied, true }, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtVaultMissing},
		{name: "denied and its vault not listed, account unknown", change: func(e *lifecycle.Evidence) {
			e.Answer, e.VaultMissing, e.Account = lifecycle.AnswerDenied, true, lifecycle.MatchUnknown
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtVaultMissing},
		{name: "denied by another account", change: func(e *lifecycle.Evidence) {
			e.Answer, e.VaultMissing, e.Account = lifecycle.AnswerDenied, true, lifecycle.MatchOther
		}, presence: lifecycle.PresenceUnknown, doubt: lifecycle.DoubtOtherAccount},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			e := lifecycle.Evidence{Answer: lifecycle.AnswerNotFound, Confirmed: true, Seen: true, Now: now, Account: lifecycle.MatchSame}
			if test.change != nil {
				test.change(&e)
			}
			presence, doubt := lifecycle.Judge(e)
			if presence != test.presence || doubt != test.doubt {
				t.Errorf("%q (%q), want %q (%q)", presence, doubt, test.presence, test.doubt)
			}
		})
	}
}
