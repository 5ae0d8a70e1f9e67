// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// ageMargin is how far apart two right clocks may look: the Date header has
// whole seconds, and the clocks of AWS's hosts differ a little.
const ageMargin = 3 * time.Second

// dateGrain is how exact the Date header is, and some servers' dates of jobs.
const dateGrain = time.Second

// maxRecordAge is more than a finished job can be old while AWS still has its
// record: one may run for weeks, and the record stays for [recordLife].
const maxRecordAge = 4 * recordLife

// attempt is one call that AWS answered with a job.
type attempt struct {
	Sent
	// begin is before the first request of the call, end is after the last
	// answer, on the machine's clock.
	begin, end time.Time
}

// clock is one clock that may tell how old a job is: the server's, by the Date
// header of the answer, or the machine's. Either may be wrong: a proxy writes a
// Date header of its own, a laptop has slept.
type clock struct {
	offset time.Duration // added to the machine's clock
	// slack is how inexact the clock is where exact dates count.
	slack time.Duration
}

func (c clock) at(t time.Time) time.Time { return t.Add(c.offset) }

// clocks are the clocks of an attempt. The server's comes first, since it dates
// the jobs as well.
func (a attempt) clocks() []clock {
	machine := clock{slack: ageMargin}
	if now, ok := awsbackup.ServerTime(a.Metadata); ok {
		return []clock{{offset: now.Sub(a.end)}, machine}
	}
	return []clock{machine}
}

// age is what the dates of a job prove about an attempt that led to it.
type age struct {
	// old is a job that was there before the attempt: AWS replayed the token.
	// It is also set where no date can be relied on.
	old bool
	// earlier is a job that is not certainly old, but was created just before
	// the attempt, as far as the server's clock tells.
	earlier bool
	// wasInFlight is a job that was in flight when the attempt began, although
	// it may have ended since.
	wasInFlight bool
	// disputed says that the clocks do not agree on old; undated, that none
	// can be right.
	disputed, undated bool
}

// judgeAge compares the dates of a job with every clock. A clock that is behind a
// date of the job is wrong. looked is when the job was read; seen is nil if it
// could not be.
func judgeAge(a attempt, seen *awsbackup.Observation, looked time.Time) age {
	dates := datesOf(a, seen)
	var usable []clock
	for _, c := range a.clocks() {
		if !dates.created.latest.After(c.at(a.end).Add(ageMargin)) && !dates.expired(c.at(looked)) {
			usable = append(usable, c)
		}
	}
	inFlight := seen != nil && seen.Stage == awsbackup.StageInFlight
	if len(usable) == 0 {
		return age{old: true, undated: true, wasInFlight: inFlight}
	}
	best := usable[0]
	if !dates.completed.IsZero() {
		for _, c := range usable {
			if !dates.completed.After(c.at(looked).Add(ageMargin)) {
				best = c
				break
			}
		}
	}
	result := age{old: dates.before(best, a.begin), wasInFlight: inFlight || !dates.completed.IsZero() && !dates.completed.Before(best.at(a.begin).Add(dateGrain))}
	result.disputed = len(usable) < 2
	for _, c := range usable {
		result.disputed = result.disputed || dates.before(c, a.begin) != result.old
	}
	first := dates.created.earliest
	result.earlier = !result.old && best.slack == 0 && !first.IsZero() && first.Add(grainOf(first)).Before(best.at(a.begin))
	return result
}

// jobDates are the dates that AWS has reported of a job; zero if it did not.
type jobDates struct {
	created   struct{ earliest, latest time.Time }
	completed time.Time // of a finished job
	ended     bool
}

func datesOf(a attempt, seen *awsbackup.Observation) (d jobDates) {
	note := func(t *time.Time) {
		if t == nil {
			return
		}
		if d.created.earliest.IsZero() || t.Before(d.created.earliest) {
			d.created.earliest = *t
		}
		if t.After(d.created.latest) {
			d.created.latest = *t
		}
	}
	note(a.CreationDate)
	if seen != nil {
		note(seen.Created)
		if d.ended = seen.Finished(); d.ended {
			d.completed = date(seen.Completed)
		}
	}
	return d
}

// before reports dates that are, on this clock, before the beginning of an
// attempt.
func (d jobDates) before(c clock, begin time.Time) bool {
	since := c.at(begin)
	return !d.created.earliest.IsZero() && d.created.earliest.Before(since.Add(-ageMargin)) ||
		!d.completed.IsZero() && d.completed.Before(since.Add(-c.slack))
}

// expired reports a record that would have expired by now: that it was read
// proves its date wrong. A job in flight may be of any age.
func (d jobDates) expired(now time.Time) bool {
	return d.ended && !d.created.latest.IsZero() && now.Sub(d.created.latest) > maxRecordAge
}

// grainOf is how exact a date is: some servers leave out the fraction of the
// second.
func grainOf(t time.Time) time.Duration {
	if t.Nanosecond() == 0 {
		return dateGrain
	}
	return 0
}

// checkEvery is how many ended jobs in a row one start skips before it checks
// that it has not made them itself.
const checkEvery = 3

// replays is what a start remembers of the ended jobs that it was led to.
//
// Every clock may be wrong, and so may the dates of the jobs. Then the last word
// is with how the dates advance: if two starts lead to two jobs that are as far
// apart as the starts, both jobs are new. The distance is random, so that two
// jobs of an earlier apply do not have it by chance.
type replays struct {
	last    *attempt // the start before
	doubted bool     // the clocks did not agree on its job
	// apart is the minimum distance that the present start keeps from the last,
	// 0 if it keeps none.
	apart time.Duration
	count int
	// undated counts the jobs without a date to rely on.
	undated int
}

// advanced reports that the job's date has advanced since the last start as this
// process's own time has.
func (r *replays) advanced(a attempt) bool {
	if r.apart == 0 || a.CreationDate == nil || r.last.CreationDate == nil {
		return false
	}
	difference := a.CreationDate.Sub(*r.last.CreationDate) - a.end.Sub(r.last.end)
	return difference.Abs() < r.apart/3+grainOf(*a.CreationDate)
}

// next prepares the start after one that led to an ended job. every is the unit
// of the distance between two starts that are compared.
func (r *replays) next(ctx context.Context, every time.Duration, a attempt, g age) error {
	r.count++
	if g.undated {
		r.undated++
	}
	doubt := g.disputed || g.undated
	compare := doubt && r.doubted || r.count%checkEvery == 0
	r.last, r.doubted, r.apart = &a, doubt, 0
	if !compare {
		return nil
	}
	r.apart = every
	return providerdata.Sleep(ctx, every+rand.N(2*every))
}

// date is the zero time for nil.
func date(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}
