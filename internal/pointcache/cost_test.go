// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache_test

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
)

const year = 365 * 24 * time.Hour

// What a refresh costs, for all shapes of a vault that matter. best is the
// cheapest way for a user who knows the vault: a describe each, or listing the
// periods where the points are.
func TestScale_cost(t *testing.T) {
	t.Parallel()
	for order, parallels := range map[string][]int{"newest": {10, 1000}, "oldest": {1}, "mixed": {10}} {
		for _, parallel := range parallels {
			for _, c := range []struct {
				name     string
				own      int
				over     time.Duration // own points are spread over this
				clusters int           // or lie in so many hours of it
				foreign  int           // over a year
				atMost   int
			}{
				{name: "one", own: 1, over: year, foreign: 50_000, atMost: 1},
				{name: "few", own: 8, over: year, foreign: 50_000, atMost: 8},
				{name: "ten", own: 10, over: time.Hour, atMost: 10},
				{name: "hundred", own: 100, over: time.Hour, atMost: 12},
				{name: "thousand of one apply", own: 1000, over: time.Hour, atMost: 16},
				{name: "thousand over a year", own: 1000, over: year, atMost: 20},
				{name: "five thousand over a year", own: 5000, over: year, atMost: 40},
				{name: "five thousand of one apply", own: 5000, over: 20 * time.Minute, atMost: 40},
				{name: "thousand of one apply among foreign points", own: 1000, over: time.Hour, foreign: 50_000, atMost: 20},
				{name: "thousand among foreign points", own: 1000, over: year, foreign: 50_000, atMost: 127},                                 // best 51
				{name: "five thousand among foreign points", own: 5000, over: year, foreign: 50_000, atMost: 137},                            // best 55
				{name: "thousand in twenty applies among foreign points", own: 1000, over: year, clusters: 20, foreign: 50_000, atMost: 110}, // best 51, or 20 with the days known
				{name: "hundred among foreign points", own: 100, over: year, foreign: 50_000, atMost: 110},                                   // best 51
				{name: "thirty among foreign points", own: 30, over: year, foreign: 50_000, atMost: 60},                                      // best 30
			} {
				inBubble(t, fmt.Sprintf("%s/%s/%d at a time", c.name, order, parallel), func(t *testing.T) {
					r := rand.New(rand.NewPCG(1, 2))
					s := &store{order: order, latency: 50 * time.Millisecond}
					s.scatter(r, c.foreign, year)
					var own []*point
					if c.clusters == 0 {
						own = s.scatter(r, c.own, c.over)
					}
					for i := range c.clusters {
						for range c.own / c.clusters {
							at := time.Duration(i)*c.over/time.Duration(c.clusters) + time.Duration(r.Int64N(int64(time.Hour)))
							own = append(own, s.add(&point{created: time.Now().Add(-at)}))
						}
					}
					r.Shuffle(len(own), func(i, j int) { own[i], own[j] = own[j], own[i] })
					refresh(t, pointcache.New(s, pointcache.Config{}), own, parallel)
					if parallel > 1 && c.foreign > 0 && c.own > parallel {
						// Which answer comes first decides which period is listed next. What is held here
						// must hold in every run; `make bench` holds its median to atMost.
						c.atMost += c.atMost / 5
					}
					within(t, "calls", s.calls(), 1, c.atMost)
				})
			}
		}
	}
}

// Dates that do not say where a point is cost little more: the point may be made
// hours after its job, or no date may be known at all.
func TestScale_costWithPoorHints(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		hint   func(created time.Time, i int) time.Time
		atMost int
	}{
		"hours late":  {hint: func(c time.Time, i int) time.Time { return c.Add(-time.Duration(i%480) * time.Minute) }, atMost: 40},
		"seconds off": {hint: func(c time.Time, i int) time.Time { return c.Add(time.Duration(i%5-2) * time.Second) }, atMost: 30},
		"years off":   {hint: func(c time.Time, i int) time.Time { return c.Add(-time.Duration(i) * 24 * time.Hour) }, atMost: 3 * 1000},
	} {
		inBubble(t, name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(3, 4))
			s := &store{latency: 50 * time.Millisecond}
			s.scatter(r, 10_000, year)
			own := s.scatter(r, 1000, 2*time.Hour)
			for i, p := range own {
				p.hint = test.hint(p.created, i)
			}
			refresh(t, pointcache.New(s, pointcache.Config{}), own, 10)
			within(t, "calls", s.calls(), 1, test.atMost)
		})
	}
}

func TestScale_costWithoutHints(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		s := &store{latency: 50 * time.Millisecond}
		s.scatter(r, 20_000, year)
		own := s.scatter(r, 1000, year)
		p := pointcache.New(s, pointcache.Config{})
		var wg sync.WaitGroup
		for _, want := range own {
			wg.Go(func() {
				if got, err := p.Get(t.Context(), vaultName, want.arn, time.Time{}); err != nil || aws.ToString(got.RecoveryPointArn) != want.arn {
					t.Errorf("got %v, %v", got, err)
				}
			})
		}
		wg.Wait()
		within(t, "calls", s.calls(), 1, 64) // best 21
	})
}

// A vault so dense that a page spans two hours, and points that are made seven
// hours after the jobs whose dates are the hints: the distance is learned.
func TestScale_costWithDelayedPoints(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		s := &store{latency: 50 * time.Millisecond}
		s.scatter(r, 20_000, 48*time.Hour)
		own := s.scatter(r, 500, 48*time.Hour)
		for i, p := range own {
			p.hint = p.created.Add(-7*time.Hour - time.Duration(i%31)*time.Minute)
		}
		refresh(t, pointcache.New(s, pointcache.Config{}), own, 10)
		within(t, "calls", s.calls(), 1, 90) // best 21
	})
}

// No list before the first describes have been answered, however many ask.
func TestScale_listsOnlyAfterDescribes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &store{}
		var answered atomic.Int64
		s.fault = func(operation string, n int) error {
			if operation == "ListRecoveryPointsByBackupVault" && n == 1 {
				within(t, "describes answered before the first list", int(answered.Load()), 8, 8)
			}
			time.Sleep(time.Duration(n) * time.Second) // virtual; each takes longer than the one before
			answered.Add(1)
			return nil
		}
		own := s.scatter(rand.New(rand.NewPCG(1, 1)), 100, time.Hour)
		refresh(t, pointcache.New(s, pointcache.Config{}), own, 100)
		within(t, "lists", s.lists, 1, 1)
	})
}

// foreignPages is a store whose lists show full pages of other points and never end.
type foreignPages struct {
	*store

	token string // of every page; "" means a fresh one each time
}

func (s foreignPages) ListRecoveryPointsByBackupVault(ctx context.Context, in *backup.ListRecoveryPointsByBackupVaultInput, _ ...func(*backup.Options)) (*backup.ListRecoveryPointsByBackupVaultOutput, error) {
	if err := s.arrive(ctx, "ListRecoveryPointsByBackupVault", &s.lists); err != nil {
		return nil, err
	}
	out := &backup.ListRecoveryPointsByBackupVaultOutput{NextToken: aws.String(cmp.Or(s.token, strconv.Itoa(s.lists)))}
	for i := range 1000 {
		p := &point{arn: "foreign " + strconv.Itoa(i), created: aws.ToTime(in.ByCreatedAfter), status: "COMPLETED"}
		out.RecoveryPoints = append(out.RecoveryPoints, p.item())
	}
	return out, nil
}

// Lists that serve nobody cost no more than the describes that are made anyway. A
// token that comes back ends a list at once.
func TestScale_uselessListsEnd(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		token  string
		over   time.Duration
		hint   bool
		atMost int
	}{
		"by date":       {over: year, hint: true, atMost: 300},
		"by date, loop": {token: "same", over: time.Second, hint: true, atMost: 30},
		"whole":         {over: year, atMost: 300},
		"whole, loop":   {token: "same", over: year, atMost: 2},
	} {
		inBubble(t, name, func(t *testing.T) {
			s := &store{latency: 50 * time.Millisecond}
			own := s.scatter(rand.New(rand.NewPCG(1, 1)), 300, test.over)
			p := pointcache.New(foreignPages{store: s, token: test.token}, pointcache.Config{})
			for _, want := range own {
				if !test.hint {
					want.hint = time.Time{}
				}
				refresh(t, p, []*point{want}, 1)
			}
			within(t, "describes", s.describes, 300, 300)
			within(t, "lists", s.lists, 1, test.atMost)
		})
	}
}

// Points lie unevenly in time, ten times as dense in every month's first days: the
// length of what is listed follows.
func TestScale_costInUnevenVault(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(11, 12))
		s := &store{latency: 50 * time.Millisecond}
		for month := range 12 {
			for i := range 4000 {
				within := 30 * 24 * time.Hour
				if i%4 > 0 {
					within /= 10
				}
				s.add(&point{created: time.Now().Add(-time.Duration(month)*30*24*time.Hour - time.Duration(r.Int64N(int64(within))))})
			}
		}
		own := s.scatter(r, 1000, 360*24*time.Hour)
		refresh(t, pointcache.New(s, pointcache.Config{}), own, 10)
		within(t, "calls", s.calls(), 1, 3*49) // best 49, 102 to 116 seen
	})
}

// A vault is sparse for a year but for one day, on which most of it was made.
func TestScale_costWithOneDenseDay(t *testing.T) {
	t.Parallel()
	for _, order := range []string{"newest", "oldest"} {
		inBubble(t, order, func(t *testing.T) {
			r := rand.New(rand.NewPCG(13, 14))
			s := &store{latency: 50 * time.Millisecond, order: order}
			s.scatter(r, 5000, year)
			own := s.scatter(r, 300, year)
			for i := range 30_000 {
				p := s.add(&point{created: time.Now().Add(-100*24*time.Hour - time.Duration(r.Int64N(int64(24*time.Hour))))})
				if i%40 == 0 {
					own = append(own, p)
				}
			}
			r.Shuffle(len(own), func(i, j int) { own[i], own[j] = own[j], own[i] })
			refresh(t, pointcache.New(s, pointcache.Config{}), own, 10)
			within(t, "calls", s.calls(), 1, 36*5/2) // best 36, 51 to 58 seen
		})
	}
}

// A period that is left half read is read on when that is paid for; a token that
// has expired is tried once.
func TestScale_readsOn(t *testing.T) {
	t.Parallel()
	for name, expire := range map[string]int{"token lives": 0, "token expires": 1} {
		inBubble(t, name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(15, 16))
			s := &store{latency: 50 * time.Millisecond}
			s.scatter(r, 1000, year)
			var own []*point
			for i := range 20_000 { // one hour, of which no list before knew
				p := s.add(&point{created: time.Now().Add(-200*24*time.Hour - time.Duration(r.Int64N(int64(time.Hour))))})
				if i%200 == 0 {
					own = append(own, p)
				}
			}
			p := pointcache.New(s, pointcache.Config{})
			refresh(t, p, s.scatter(r, 12, year), 1)
			refresh(t, p, own[:3], 1)
			s.tokens += expire
			for _, one := range own[3:] {
				refresh(t, p, []*point{one}, 1)
				time.Sleep(6 * time.Second) // virtual
			}
			within(t, "refusals", s.refused, expire, expire)
			within(t, "calls", s.calls(), 1, 8+3*21) // best 21
		})
	}
}

// What was made after a list is not looked for in it.
func TestScale_newPointsAreListedToo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, _, p := listedStore(t, 100)
		time.Sleep(time.Minute) // virtual
		refresh(t, p, s.scatter(rand.New(rand.NewPCG(1, 2)), 300, 50*time.Second), 10)
		within(t, "calls", s.calls(), 1, 12)
	})
}

// What was made before a list is listed up to it, and nothing of the list again.
func TestScale_olderPointsAreListedToo(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, own, p := listedStore(t, 100)
		before := s.listed
		older := make([]*point, 300)
		for i := range older {
			older[i] = s.add(&point{created: time.Now().Add(-30*time.Hour + time.Duration(i)*time.Second)})
		}
		refresh(t, p, older, 10)
		within(t, "calls", s.calls(), 1, 12)
		within(t, "points listed", s.listed-before, 300, 300)

		// Both lists count: one that they have not shown is described at once.
		lists := s.lists
		refresh(t, p, []*point{s.add(&point{created: own[0].created, unlisted: true})}, 1)
		within(t, "lists", s.lists, lists, lists)
	})
}

// One hint that is far off does not widen every list to the distance.
func TestScale_costWithOneWrongHint(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(9, 10))
		s := &store{latency: 50 * time.Millisecond}
		s.scatter(r, 20_000, year)
		own := s.scatter(r, 1000, time.Hour)
		own[3].hint = own[3].created.Add(-300 * 24 * time.Hour)
		refresh(t, pointcache.New(s, pointcache.Config{}), own, 10)
		within(t, "calls", s.calls(), 1, 25)
	})
}
