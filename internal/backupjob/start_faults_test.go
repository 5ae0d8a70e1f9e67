// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// TestStart_roleSpreads: a role made in the same apply works after a while.
func TestStart_roleSpreads(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		l := a.apply()
		a.Region(startRegion).DenyRole(*volume("vol-1").Input.IamRoleArn, emulator.RoleDenial{Until: a.Now().Add(4 * time.Minute)})
		began := time.Now()
		out := a.start(l, volume("vol-1"))
		wantWarnings(t, out.Warnings)
		if took := time.Since(began); took < 4*time.Minute || took > 4*time.Minute+l.Pace.RoleRetryEvery+2*time.Second {
			t.Errorf("the start took %s, want 4 minutes and one retry at most", took)
		}
		a.wantStarted(1)
	})
}

// TestStart_roleNeverWorks: the retries end, and only they are retried.
func TestStart_roleNeverWorks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		l := a.apply()
		a.Region(startRegion).DenyRole(*volume("vol-1").Input.IamRoleArn, emulator.RoleDenial{})
		began := time.Now()
		out, err := l.start(t.Context(), volume("vol-1"))
		if !awsbackup.IsRoleNotAssumable(err) || out.JobID != "" {
			t.Errorf("job %q and error %v, want AWS's own", out.JobID, err)
		}
		if took := time.Since(began); took < l.Pace.RoleRetryFor || took > l.Pace.RoleRetryFor+2*l.Pace.RoleRetryEvery {
			t.Errorf("gave up after %s, want %s", took, l.Pace.RoleRetryFor)
		}
		tries := int(l.Pace.RoleRetryFor/l.Pace.RoleRetryEvery) + 2
		if n := a.Count("StartBackupJob"); n > tries {
			t.Errorf("%d calls, want %d at most", n, tries)
		}

		a.Region(startRegion).AllowRole(*volume("vol-1").Input.IamRoleArn)
		before := a.Count("StartBackupJob")
		bad := volume("vol-1")
		bad.Input.ResourceArn = new("arn:aws:nosuch:" + startRegion + ":123456789012:thing/1")
		if _, err := l.start(t.Context(), bad); err == nil || awsbackup.IsRoleNotAssumable(err) {
			t.Errorf("the error is %v, want one of the resource", err)
		}
		if n := a.Count("StartBackupJob") - before; n != 1 {
			t.Errorf("another error was tried %d times", n)
		}
		a.wantStarted(0)
	})
}

// TestStart_interruptedRoleRetry: a stop does not wait for the next try.
func TestStart_interruptedRoleRetry(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t)
		a.Region(startRegion).DenyRole(*volume("vol-1").Input.IamRoleArn, emulator.RoleDenial{})
		ctx, cancel := context.WithTimeout(t.Context(), 12*time.Second)
		defer cancel()
		began := time.Now()
		if _, err := a.apply().start(ctx, volume("vol-1")); !awsbackup.IsRoleNotAssumable(err) {
			t.Errorf("the error is %v, want what AWS said last", err)
		}
		if took := time.Since(began); took > 12*time.Second {
			t.Errorf("stopped %s late", took-12*time.Second)
		}
	})
}

// TestStart_ambiguous: AWS has accepted the request and the answer is lost, in
// every way that an answer can be. The SDK's retry carries the same token.
func TestStart_ambiguous(t *testing.T) {
	t.Parallel()
	for _, kind := range []emulator.FaultKind{emulator.ResetAfter, emulator.Truncate, emulator.ResetBefore, emulator.ServerError, emulator.Throttle} {
		inBubble(t, string(kind), func(t *testing.T) {
			a := newAccount(t)
			a.Inject(emulator.Fault{Kind: kind, Operation: "StartBackupJob", Times: 2})
			wantWarnings(t, a.start(a.apply(), volume("vol-1")).Warnings)
			a.wantStarted(1)
			if n := a.Count("StartBackupJob"); n != 3 {
				t.Errorf("%d requests arrived, want one and a retry for each fault", n)
			}
		})
	}
}

// TestStart_interruptedUnanswered: Terraform stops while AWS has not answered
// yet. The answer gets a moment, so that the job is in state; without one the
// next apply finds the job by its token.
func TestStart_interruptedUnanswered(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		delay time.Duration
		known bool
	}{
		"answered in time": {500 * time.Millisecond, true},
		"not answered":     {time.Hour, false},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t)
			a.Region(startRegion).Script("*", long)
			ctx, stop := context.WithCancel(t.Context())
			a.Inject(emulator.Fault{Kind: emulator.Slow, Operation: "StartBackupJob", Delay: test.delay, Match: func(emulator.Request) bool {
				stop()
				return true
			}})
			began := time.Now()
			out, err := a.apply().start(ctx, volume("vol-1"))
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v, want that of the interrupt", err)
			}
			if took := time.Since(began); took >= time.Second {
				t.Errorf("stopping took %s, Terraform gives a second", took)
			}
			if (out.JobID != "") != test.known {
				t.Errorf("job %q; known should be %t", out.JobID, test.known)
			}
			a.Advance(time.Minute)
			again := a.start(a.apply(), volume("vol-1"))
			wantWarnings(t, again.Warnings, [2]string{resumed, a.jobs()[0].ID})
			a.wantStarted(1)
			if n := a.Count("StartBackupJob"); n != 2 {
				t.Errorf("%d requests, want one of each apply: nothing is sent after a stop", n)
			}
		})
	}
}

// TestStart_unseen: a job of an earlier apply that cannot be checked may have
// ended long ago, so its ID must not become that of this backup.
func TestStart_unseen(t *testing.T) {
	t.Parallel()
	for name, old := range map[string]bool{"job of this apply": false, "job of an earlier apply": true} {
		inBubble(t, name, func(t *testing.T) {
			a := newAccount(t)
			if old {
				a.start(a.apply(), volume("vol-1"))
				a.Advance(time.Hour)
			}
			ctx, stop := context.WithCancel(t.Context())
			a.Inject(emulator.Fault{Kind: emulator.Stall, Operation: "DescribeBackupJob", Delay: time.Hour, Match: func(emulator.Request) bool {
				stop()
				return true
			}})
			l := a.apply()
			out, err := l.start(ctx, volume("vol-1"))
			id := a.jobs()[0].ID
			unseen, ok := errors.AsType[*job.UnseenJobError](err)
			switch {
			case ok != old:
				t.Errorf("the error is %v", err)
			case old && (unseen.JobID != id || out.JobID != "" || l.region.Owners.Owned(id)):
				t.Errorf("job %q is kept (error %v), want it named and free", out.JobID, err)
			case !old && out.JobID != id:
				t.Errorf("job %q is kept, want %s", out.JobID, id)
			}
			if !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v, want that of the interrupt in it", err)
			}
			a.wantStarted(1)
		})
	}
}

// maxReplays is how many ended jobs one start skips.
const maxReplays = 100

// TestStart_endless: a start that meets nothing but ended jobs gives up.
func TestStart_endless(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := newAccount(t, emulator.WithTokenLifetime(1000*time.Hour))
		l := a.apply()
		token := volume("vol-1").Token
		for range maxReplays {
			o := volume("vol-1")
			o.Token = token
			out := a.start(l, o)
			a.Advance(time.Hour)
			token = job.SaltToken(token, out.JobID)
		}
		out, err := a.apply().start(t.Context(), volume("vol-1"))
		if err == nil || out.JobID != "" {
			t.Errorf("job %q and error %v, want an error only", out.JobID, err)
		}
		if len(out.Warnings) != maxReplays {
			t.Errorf("%d ended jobs are named, want %d", len(out.Warnings), maxReplays)
		}
		a.wantStarted(maxReplays)
	})
}
