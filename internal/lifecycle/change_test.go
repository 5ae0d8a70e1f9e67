// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

func retention(cold, remove int64) lifecycle.Retention {
	return lifecycle.Retention{MoveToColdStorageAfterDays: lifecycle.Known(cold), DeleteAfterDays: lifecycle.Known(remove)}
}

func TestChange(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	const (
		whole = " recovery_point_lifecycle"
		cold  = whole + ".move_to_cold_storage_after_days"
		del   = whole + ".delete_after_days"
	)
	before, later, archived := retention(30, 200), retention(30, 300), retention(30, 200)
	archived.OptInToArchive = lifecycle.Known(true)
	locked := lifecycle.Known(governance())
	for name, test := range map[string]struct {
		change lifecycle.Change
		want   []string
	}{
		"allowed":              {lifecycle.Change{Before: before, After: later}, nil},
		"gone":                 {lifecycle.Change{Before: before, After: later, Gone: true}, []string{"warning change_deleted" + whole}},
		"continuous":           {lifecycle.Change{Before: before, After: later, Continuous: true}, []string{"error change_continuous" + whole}},
		"locked, governance":   {lifecycle.Change{Before: before, After: later, Vault: locked}, []string{"error change_locked" + whole}},
		"air-gapped":           {lifecycle.Change{Before: before, After: later, Vault: lifecycle.Known(isolated())}, []string{"error change_locked" + whole}},
		"not locked":           {lifecycle.Change{Before: before, After: later, Vault: lifecycle.Known(lifecycle.Vault{})}, nil},
		"opt-in alone, locked": {lifecycle.Change{Before: before, After: archived, Vault: locked}, []string{"error change_locked" + whole}},
		"cold, delete later":   {lifecycle.Change{Before: before, After: later, Cold: true}, nil},
		"cold, move later":     {lifecycle.Change{Before: before, After: retention(31, 200), Cold: true}, []string{"error change_cold" + cold}},
		"cold, move never":     {lifecycle.Change{Before: before, After: retention(-1, 200), Cold: true}, []string{"error change_cold" + cold}},

		"no change":            {lifecycle.Change{Before: before, After: before, Vault: locked}, nil},
		"no change, cold":      {lifecycle.Change{Before: before, After: before, Cold: true, Continuous: true, Gone: true}, nil},
		"null is -1":           {lifecycle.Change{Before: lifecycle.Retention{}, After: retention(-1, -1), Vault: locked}, nil},
		"-1 is null":           {lifecycle.Change{Before: retention(-1, -1), After: lifecycle.Retention{}, Vault: locked}, nil},
		"unknown":              {lifecycle.Change{Before: before, After: lifecycle.UnknownRetention(), Vault: locked}, nil},
		"left out, locked":     {lifecycle.Change{Before: before, Vault: locked}, []string{"error change_locked" + whole}},
		"for the first time":   {lifecycle.Change{After: later, Vault: locked}, []string{"error change_locked" + whole}},
		"only delete left out": {lifecycle.Change{Before: before, After: retention(30, -1), Vault: locked}, []string{"error change_locked" + whole}},
		"opt-in false is left out": {
			lifecycle.Change{Before: before, After: func() lifecycle.Retention {
				r := before
				r.OptInToArchive = lifecycle.Known(false)
				return r
			}(), Vault: locked}, nil,
		},
	} {
		test.change.Created, test.change.Now = now.Add(-10*day), now
		compare(t, name, lifecycle.CheckChange(test.change), test.want...)
	}

	// 10 days old: the move must be on day 11 or later, a deletion on day 10 or before is at once.
	for name, test := range map[string]struct {
		after lifecycle.Retention
		want  []string
	}{
		"move on day 10":         {retention(10, 200), []string{"error change_cold_age" + cold}},
		"move on day 11":         {retention(11, 200), nil},
		"delete on day 10":       {retention(30, 10), []string{"warning change_deletes_now" + del}},
		"delete on day 11":       {retention(30, 11), nil},
		"both in the past":       {retention(1, 2), []string{"error change_cold_age" + cold, "warning change_deletes_now" + del}},
		"never is not the past":  {retention(-1, -1), nil},
		"invalid is not checked": {retention(0, 0), nil},
	} {
		for age, created := range map[string]time.Time{"exactly": now.Add(-10 * day), "almost 11": now.Add(-11*day + time.Second)} {
			compare(t, name+", "+age, lifecycle.CheckChange(lifecycle.Change{Before: before, After: test.after, Created: created, Now: now}), test.want...)
		}
	}
	old := retention(5, 9)
	compare(t, "what does not change is not judged", lifecycle.CheckChange(lifecycle.Change{
		Before: old, After: retention(5, 200), Created: now.Add(-10 * day), Now: now,
	}))
	compare(t, "nor the deletion", lifecycle.CheckChange(lifecycle.Change{
		Before: old, After: retention(20, 9), Created: now.Add(-10 * day), Now: now,
	}))
}

func TestTagsFixed(t *testing.T) {
	t.Parallel()
	compare(t, "snapshot", lifecycle.TagsFixed("arn:aws:ec2:eu-west-1::snapshot/snap-1"), "warning tags_fixed tags")
	compare(t, "recovery point", lifecycle.TagsFixed("arn:aws:backup:eu-west-1:111122223333:recovery-point:p"))
}
