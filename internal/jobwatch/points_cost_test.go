// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

const year = 365 * 24 * time.Hour

// What a refresh costs, for all shapes of a vault that matter. best is the
// cheapest way for somebody who knows the vault: a describe each, or listing the
// periods where the points are.
func TestPoints_cost(t *testing.T) {
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
				{"one", 1, year, 0, 50_000, 1},
				{"few", 8, year, 0, 50_000, 8},
				{"ten", 10, time.Hour, 0, 0, 10},
				{"hundred", 100, time.Hour, 0, 0, 12},
				{"thousand of one apply", 1000, time.Hour, 0, 0, 16},
				{"thousand over a year", 1000, year, 0, 0, 20},
				{"five thousand over a year", 5000, year, 0, 0, 40},
				{"five thousand of one apply", 5000, 20 * time.Minute, 0, 0, 40},
				{"thousand of one apply among strangers", 1000, time.Hour, 0, 50_000, 20},
				{"thousand among strangers", 1000, year, 0, 50_000, 127},                   // best 51
				{"five thousand among strangers", 5000, year, 0, 50_000, 137},              // best 55
				{"thousand in twenty applies among strangers", 1000, year, 20, 50_000, 64}, // best 20
				{"hundred among strangers", 100, year, 0, 50_000, 110},                     // best 51
				{"thirty among strangers", 30, year, 0, 50_000, 45},                        // best 30
			} {
				t.Run(fmt.Sprintf("%s/%s/%d at a time", c.name, order, parallel), func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) {
						r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // Tests repeat.
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
						refresh(t, jobwatch.NewPoints(s, jobwatch.PointsConfig{}), own, parallel)
						within(t, "calls", s.calls(), 1, c.atMost)
					})
				})
			}
		}
	}
}

// Dates that do not say where a point is cost little more: the point may be made
// hours after its job, or no date may be known at all.
func TestPoints_costWithPoorHints(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		hint   func(created time.Time, i int) time.Time
		atMost int
	}{
		"hours late":  {func(c time.Time, i int) time.Time { return c.Add(-time.Duration(i%480) * time.Minute) }, 40},
		"seconds off": {func(c time.Time, i int) time.Time { return c.Add(time.Duration(i%5-2) * time.Second) }, 30},
		"years off":   {func(c time.Time, i int) time.Time { return c.Add(-time.Duration(i) * 24 * time.Hour) }, 3 * 1000},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				r := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // Tests repeat.
				s := &store{latency: 50 * time.Millisecond}
				s.scatter(r, 10_000, year)
				own := s.scatter(r, 1000, 2*time.Hour)
				for i, p := range own {
					p.hint = test.hint(p.created, i)
				}
				refresh(t, jobwatch.NewPoints(s, jobwatch.PointsConfig{}), own, 10)
				within(t, "calls", s.calls(), 1, test.atMost)
			})
		})
	}
}

func TestPoints_costWithoutHints(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6)) //nolint:gosec // Tests repeat.
		s := &store{latency: 50 * time.Millisecond}
		s.scatter(r, 20_000, year)
		own := s.scatter(r, 1000, year)
		p := jobwatch.NewPoints(s, jobwatch.PointsConfig{})
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
