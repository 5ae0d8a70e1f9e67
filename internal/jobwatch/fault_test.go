// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// Any transient fault, however long it lasts, only delays: nobody's wait fails,
// they are not described singly for it (but for one in each sweep, in case only
// listing is at fault), and calls become rarer meanwhile.
func TestWatcher_transientFaultsOnlyDelay(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]error{
		"throttled":    fail("ThrottlingException"),
		"server fault": fail("ServiceUnavailableException"),
		"unknown":      fail("UnknownError"),
		"network":      errors.New("connection reset by peer"),
		"time-out":     context.DeadlineExceeded,
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{fault: during(5*time.Minute, 2*time.Hour, fault)}
			jobs := a.addMany(100, 3*time.Hour)
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
			within(t, "late", late, 0, 30*time.Second)
			within(t, "lists", a.made("ListBackupJobs"), 300, 500)
			within(t, "describes", a.made("DescribeBackupJob"), 0, 260)
		})
	}
}

// Where one call fails for good, in a way that looks transient, the other one
// takes over after a while.
func TestWatcher_oneCallBroken(t *testing.T) {
	t.Parallel()
	for _, broken := range []string{"ListBackupJobs", "DescribeBackupJob"} {
		for _, n := range []int{1, 2, 100} {
			inBubble(t, broken, func(t *testing.T) {
				a := &account{fault: failing(broken, errors.New("deserialization failed"))}
				late := waitAll(t, newWatcher(a, jobwatch.Config{}), a.addMany(n, time.Hour))
				within(t, "late", late, 0, 5*time.Minute)
			})
		}
	}
}

// A job that no list shows, or only a long one, is described again after
// describes have failed for a while.
func TestWatcher_describeRecovers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		listed  time.Duration
		foreign int
	}{
		{name: "never listed", listed: -1},
		{name: "in a long list", foreign: 15_000},
	} {
		inBubble(t, test.name, func(t *testing.T) {
			began := time.Now()
			a := &account{fault: func(operation string, _ int) error {
				if operation == "DescribeBackupJob" && time.Since(began) < 10*time.Minute {
					return fail("ServiceUnavailableException")
				}
				return nil
			}}
			j := a.add(&job{states: lasting(time.Hour), listed: test.listed})
			a.addMany(test.foreign, time.Hour)
			within(t, "late", waitAll(t, newWatcher(a, jobwatch.Config{}), []*job{j}), 0, 3*time.Minute)
		})
	}
}

// A page fault is one of that sweep only: what the other pages showed counts, and
// the jobs that they did not show are not described all at once for it.
func TestScale_pageFault(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{pageSize: 100, fault: func(_ string, n int) error {
			if n%3 == 0 {
				return fail("InternalFailure")
			}
			return nil
		}}
		// Ten pages with every third faulty: no sweep ever completes.
		jobs := a.addMany(1000, 90*time.Second)
		w := newWatcher(a, jobwatch.Config{})
		var inTime atomic.Int32
		var wg sync.WaitGroup
		for _, j := range jobs {
			wg.Go(func() {
				if _, err := w.Wait(t.Context(), jobwatch.Request{ID: j.id, Created: j.created}); err != nil {
					t.Error(err)
				} else if time.Since(j.created) < 2*time.Minute {
					inTime.Add(1)
				}
			})
		}
		wg.Wait()
		within(t, "seen on good pages", int(inTime.Load()), 100, 999)
		for _, c := range a.calls {
			if c.operation == "DescribeBackupJob" && c.at.Sub(jobs[0].created) < 2*time.Minute {
				t.Fatalf("a job was described after %v", c.at.Sub(jobs[0].created))
			}
		}
		budgets(t, a, 10_000) // pages of a hundred
	})
}

// Throttling slows the ticks down, and that is forgiven afterwards.
func TestWatcher_throttlingSlowsTicks(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		a := &account{}
		a.fault = func(_ string, n int) error {
			if d := time.Since(began); d > 20*time.Minute && d < 40*time.Minute && n%2 == 0 {
				return fail("ThrottlingException")
			}
			return nil
		}
		waitAll(t, newWatcher(a, jobwatch.Config{}), a.addMany(50, time.Hour))
		calls := map[bool]int{}
		for _, c := range a.calls {
			if d := c.at.Sub(began); d > 20*time.Minute {
				calls[d < 40*time.Minute]++
			}
		}
		if calls[true] >= calls[false] {
			t.Errorf("%d calls in 20 min of throttling, %d in the 20 min after", calls[true], calls[false])
		}
		within(t, "calls after", calls[false], 38, 50)
	})
}

// A token that comes back, or pages that are always empty, end the listing; the
// jobs are then described.
func TestWatcher_endlessListing(t *testing.T) {
	t.Parallel()
	for name, alter := range map[string]func(n int, out *backup.ListBackupJobsOutput){
		"same token": func(_ int, out *backup.ListBackupJobsOutput) { out.BackupJobs, out.NextToken = nil, aws.String("same") },
		"two tokens": func(n int, out *backup.ListBackupJobsOutput) {
			out.BackupJobs, out.NextToken = nil, aws.String("ab"[n%2:])
		},
		"empty, fresh": func(n int, out *backup.ListBackupJobsOutput) {
			out.BackupJobs, out.NextToken = nil, aws.String(time.Duration(n).String())
		},
	} {
		inBubble(t, name, func(t *testing.T) {
			a := &account{alterList: alter}
			jobs := a.addMany(20, time.Hour)
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
			within(t, "late", late, 0, 35*time.Second)
			within(t, "lists", a.made("ListBackupJobs"), 1, 60)
		})
	}
}

// Nulls anywhere are no news, not a crash.
func TestWatcher_nulls(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{alterList: func(n int, out *backup.ListBackupJobsOutput) {
			out.BackupJobs = append(out.BackupJobs, types.BackupJob{}) // a member of nulls
			if n%2 == 0 {
				out.BackupJobs = nil
			}
		}}
		jobs := a.addMany(20, 10*time.Minute)
		for i, j := range jobs {
			began := j.created
			j.alter = func(item *types.BackupJob) {
				if i%3 == 0 {
					item.CreationDate = nil
				}
				if time.Since(began) < 5*time.Minute {
					item.State, item.PercentDone = "", nil
				}
			}
		}
		waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
	})
}

// An answer without any content is a fault, which passes.
func TestWatcher_emptyAnswers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &emptyAnswers{account: &account{}}
		w := newWatcher(a, jobwatch.Config{})
		waitAll(t, w, a.addMany(1, time.Minute))
		waitAll(t, w, a.addMany(50, time.Minute))
	})
}

// emptyAnswers is an account that answers nothing, without an error, every other
// time.
type emptyAnswers struct {
	*account
}

func (e *emptyAnswers) DescribeBackupJob(ctx context.Context, in *backup.DescribeBackupJobInput, o ...func(*backup.Options)) (*awsbackup.Job, error) {
	if out, err := e.account.DescribeBackupJob(ctx, in, o...); e.made("DescribeBackupJob")%2 == 0 {
		return out, err
	}
	return nil, nil
}

func (e *emptyAnswers) ListBackupJobs(ctx context.Context, in *backup.ListBackupJobsInput, o ...func(*backup.Options)) (*backup.ListBackupJobsOutput, error) {
	if out, err := e.account.ListBackupJobs(ctx, in, o...); e.made("ListBackupJobs")%2 == 0 {
		return out, err
	}
	return nil, nil
}
