// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// TestStart_resume: an apply that was cut off leaves a job in flight; the next
// one, or that of another state, takes it over, however long it has been there,
// and says so. Less than the margin of the clocks later the job cannot be
// distinguished from a new one, which is as good.
func TestStart_resume(t *testing.T) {
	t.Parallel()
	for _, explicitly := range []bool{false, true} {
		for _, pause := range []time.Duration{0, time.Second, 5 * time.Second, 11 * time.Hour} {
			inBubble(t, fmt.Sprintf("explicit %t after %s", explicitly, pause), func(t *testing.T) {
				request := volume("vol-1")
				if explicitly {
					request = explicit("release-7", request)
				}
				a := newAccount(t)
				a.Region(startRegion).Script("*", long)
				first := a.start(a.apply(), request)
				wantWarnings(t, first.Warnings)
				if sent := a.jobs()[0].Token; sent != request.Token || first.Token != sent {
					t.Errorf("token %s was sent and %s kept, want %s", sent, first.Token, request.Token)
				}
				time.Sleep(pause) // with the first look, a second more
				second := a.start(a.apply(), request)
				if second.JobID != first.JobID {
					t.Errorf("the second apply has job %s, the first %s", second.JobID, first.JobID)
				}
				if pause > 0 {
					wantWarnings(t, second.Warnings, [2]string{resumed, first.JobID})
				}
				a.wantStarted(1)
			})
		}
	}
}

// TestStart_ended: whatever became of an earlier job, once it has ended it is
// never treated as a new backup, and it is named.
func TestStart_ended(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"COMPLETED", "FAILED", "EXPIRED", "ABORTED", "PARTIAL"} {
		for _, sparse := range []bool{false, true} {
			inBubble(t, state+map[bool]string{true: " without dates"}[sparse], func(t *testing.T) {
				a := newAccount(t)
				a.Region(startRegion).Script("*", emulator.Script{End: state, Sparse: sparse}, long)
				first := a.start(a.apply(), volume("vol-1"))
				a.Advance(time.Hour)
				second := a.start(a.apply(), volume("vol-1"))
				if second.JobID == first.JobID {
					t.Errorf("job %s, which had ended %s, was returned as a new backup", first.JobID, state)
				}
				if want := job.SaltToken(first.Token, first.JobID); second.Token != want {
					t.Errorf("the new backup has token %s, want %s", second.Token, want)
				}
				wantWarnings(t, second.Warnings, [2]string{superseded, first.JobID})

				// The second one in flight is found through the first.
				a.Advance(time.Hour)
				third := a.start(a.apply(), volume("vol-1"))
				if third.JobID != second.JobID {
					t.Errorf("job %s, want %s, which is in flight", third.JobID, second.JobID)
				}
				wantWarnings(t, third.Warnings, [2]string{superseded, first.JobID}, [2]string{resumed, second.JobID})
				a.wantStarted(2)
			})
		}
	}
}

func TestStart_twoEnded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		var ended []startResult
		for range 2 {
			ended = append(ended, a.start(a.apply(), volume("vol-1")))
			a.Advance(time.Hour)
		}
		l := a.apply()
		third := a.start(l, volume("vol-1"))
		wantWarnings(t, third.Warnings, [2]string{superseded, ended[0].JobID}, [2]string{superseded, ended[1].JobID})
		for _, job := range []startResult{ended[0], ended[1], third} {
			if held := l.region.Owners.Owned(job.JobID); held != (job.JobID == third.JobID) {
				t.Errorf("job %s is held: %t", job.JobID, held)
			}
		}
		if want := job.SaltToken(job.SaltToken(volume("vol-1").Token, ended[0].JobID), ended[1].JobID); third.Token != want {
			t.Errorf("the third backup has token %s, want %s", third.Token, want)
		}
		a.wantStarted(3)
	})
}

// TestStart_endsMeanwhile: a job that was in flight when it was asked for, and
// has ended before the first look, belongs to the apply that asked.
func TestStart_endsMeanwhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		a.Region(startRegion).Script("*", long)
		first := a.start(a.apply(), volume("vol-1"))
		a.Advance(time.Hour)
		a.Inject(emulator.Fault{Kind: emulator.Slow, Operation: "DescribeBackupJob", Match: func(emulator.Request) bool {
			a.Advance(13 * time.Hour)
			return false
		}})
		second := a.start(a.apply(), volume("vol-1"))
		if second.JobID != first.JobID || second.Job.State != "COMPLETED" {
			t.Errorf("job %s in state %s, want %s, COMPLETED by now", second.JobID, second.Job.State, first.JobID)
		}
		wantWarnings(t, second.Warnings, [2]string{resumed, first.JobID})
		a.wantStarted(1)
	})
}

// TestStart_stoppedMeanwhile: a job of an earlier apply that a user stops before
// the first look leaves nothing to wait for, so a new one is started.
func TestStart_stoppedMeanwhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		stopped := long
		stopped.End = "ABORTED"
		a.Region(startRegion).Script("*", stopped, long)
		first := a.start(a.apply(), volume("vol-1"))
		a.Advance(time.Hour)
		a.Inject(emulator.Fault{Kind: emulator.Slow, Operation: "DescribeBackupJob", Resource: first.JobID, Match: func(emulator.Request) bool {
			a.Advance(13 * time.Hour)
			return false
		}})
		second := a.start(a.apply(), volume("vol-1"))
		if second.JobID == first.JobID {
			t.Errorf("job %s, which was stopped, was returned as a new backup", first.JobID)
		}
		wantWarnings(t, second.Warnings, [2]string{superseded, first.JobID})
		a.wantStarted(2)
	})
}

// TestStart_forgotten: with the token AWS loses the only trace.
func TestStart_forgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		first := a.start(a.apply(), volume("vol-1"))
		a.Region(startRegion).ForgetTokens()
		second := a.start(a.apply(), volume("vol-1"))
		if first.JobID == second.JobID {
			t.Errorf("both applies have job %s", first.JobID)
		}
		wantWarnings(t, second.Warnings)
		a.wantStarted(2)
	})
}

// TestStart_recordExpired: the token outlives the record of its job.
func TestStart_recordExpired(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, emulator.WithTokenLifetime(90*24*time.Hour))
		first := a.start(a.apply(), volume("vol-1"))
		a.Advance(40 * 24 * time.Hour)
		second := a.start(a.apply(), volume("vol-1"))
		if first.JobID == second.JobID {
			t.Errorf("job %s, whose record has expired, was returned as a new backup", first.JobID)
		}
		wantWarnings(t, second.Warnings, [2]string{superseded, first.JobID})
		a.wantStarted(2)
	})
}

// TestStart_clockSkew: the age of a job is measured by AWS's clock, not by that of
// the machine.
func TestStart_clockSkew(t *testing.T) {
	t.Parallel()
	for name, skew := range map[string]time.Duration{"machine ahead": -2 * time.Hour, "machine behind": 2 * time.Hour} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t, emulator.WithNow(func() time.Time { return time.Now().Add(skew) }))
			first := a.start(a.apply(), volume("vol-1"))
			wantWarnings(t, first.Warnings)
			a.Advance(time.Hour)
			second := a.start(a.apply(), volume("vol-1"))
			wantWarnings(t, second.Warnings, [2]string{superseded, first.JobID})
			a.wantStarted(2)
		})
	}
}

// TestStart_equals: equal resources of one apply have a job each, and after a
// cut-off each finds one again.
func TestStart_equals(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		a.Region(startRegion).Script("*", long)
		all := map[string]bool{}
		for round := range 2 {
			l := a.apply()
			results := make(chan startResult)
			for range 5 {
				go func() {
					out, err := l.start(t.Context(), volume("vol-1"))
					if err != nil {
						t.Errorf("starting: %v", err)
					}
					results <- out
				}()
			}
			mine := map[string]bool{}
			for range 5 {
				out := <-results
				mine[out.JobID], all[out.JobID] = true, true
				if round == 1 {
					wantWarnings(t, out.Warnings, [2]string{resumed, out.JobID})
				}
			}
			if len(mine) != 5 {
				t.Errorf("round %d: 5 resources have %d jobs", round, len(mine))
			}
			a.Advance(time.Hour)
		}
		if len(all) != 5 {
			t.Errorf("the second apply found other jobs: %d in all", len(all))
		}
		a.wantStarted(5)
	})
}
