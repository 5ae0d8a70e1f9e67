// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// In these tests time is a bubble's and calls go without a network: the same
// parts as in earnest, smaller, at AWS's own pace, in milliseconds.

func TestStarts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := offlineCloud()
		lines, err := starts(t.Context(), c, 80)
		if err != nil {
			t.Fatal(err)
		}
		if lines.failures() > 0 { // the time that the last one waits weighs more here
			t.Errorf("a line is not met: %+v", lines)
		}
		if got := c.aws.Count("StartBackupJob"); got != 80 {
			t.Errorf("%d StartBackupJob calls, want 80", got)
		}
		if got := len(c.aws.Region(region).Jobs()); got != 80 {
			t.Errorf("%d jobs, want 80", got)
		}
		// One vault, one set of opt-ins: once for all.
		if got := c.aws.Count("DescribeBackupVault") + c.aws.Count("DescribeRegionSettings"); got > 2 {
			t.Errorf("%d calls to look before the plan, want 2 at most", got)
		}
	})
}

// What goes wrong in a start is counted and shown.
func TestStarts_errors(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := offlineCloud()
		c.aws.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "StartBackupJob", Times: 2})
		lines, err := starts(t.Context(), c, 20)
		if err != nil {
			t.Fatal(err)
		}
		last := lines[len(lines)-1]
		if last.result != "2 errors" || last.met != failed || last.against != "the first: Backup Vault Missing or Access Denied" {
			t.Errorf("line %+v, want it to tell of two denials", last)
		}
	})
}

func TestWaiting(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const n = 100
		ours, err := watch(t.Context(), offlineCloud(), n)
		if err != nil {
			t.Fatal(err)
		}
		theirs, err := loop(t.Context(), offlineCloud(), 60)
		if err != nil {
			t.Fatal(err)
		}
		if len(ours.late) != n || len(theirs.late) != 60 {
			t.Errorf("%d and %d ends were noticed, want %d and 60", len(ours.late), len(theirs.late), n)
		}
		// The last few may be described, which costs less than a list.
		if most := slices.Max(ours.perTick); most != 1 || ours.describes > 5 {
			t.Errorf("%d lists in a tick and %d describes, want 1 and hardly any", most, ours.describes)
		}
		if ours.late[0] < 0 || ours.late[n-1] > 1 || ours.overdue > 0 {
			t.Errorf("ends were noticed %v to %v ticks late, %d later than the next look", ours.late[0], ours.late[n-1], ours.overdue)
		}
		// A loop of ten at a time without a limit is throttled; most is overcome by
		// retries.
		if theirs.throttled == 0 || theirs.describes < 60 {
			t.Errorf("the loop made %d describes, of which %d were throttled; want more than one each, and some throttled", theirs.describes, theirs.throttled)
		}
		if theirs.late[0] < 0 {
			t.Errorf("the loop noticed an end %v ticks before it", -theirs.late[0])
		}
		if lines := compare(n, ours, theirs); lines.failures() > 0 {
			t.Errorf("a line is not met: %+v", lines)
		}
	})
}

// An end that the next look misses is told.
func TestCompare_overdue(t *testing.T) {
	t.Parallel()
	ours := wait{lists: 8, late: []float64{1}, perTick: []int{4, 4}, overdue: 1}
	lines := compare(1000, ours, wait{describes: 8, late: []float64{1}})
	if got := lines.failures(); got != 2 {
		t.Errorf("%d lines fail, want those of the calls a tick and of the late end: %+v", got, lines)
	}
}

func TestRefreshing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		lines, err := refreshing(t.Context(), offlineCloud, []int{1, 10, 100}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if len(lines) != 5 {
			t.Fatalf("%d lines, want three sizes and the two largest among others", len(lines))
		}
		if alone := lines[:3]; alone.failures() > 0 {
			t.Errorf("a line is not met: %+v", alone)
		}
		for _, r := range lines[3:] {
			if !strings.HasSuffix(r.what, "among 1,000 of others") || r.must != "<= 2.5x calls" {
				t.Errorf("line %+v, want it to be about a crowded vault", r)
			}
		}
	})
}

// What a refresh costs, counted: the coalesced one and the one to compare with.
func TestRead(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		n, others, atLeast, atMost int
		with                       func(*cloud) reader
	}{
		"one describe each":       {100, 0, 100, 100, singly},
		"coalesced":               {100, 0, 2, 16, coalesced},
		"coalesced, among others": {400, 1500, 4, 20, coalesced},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				got, err := read(t.Context(), offlineCloud(), test.n, test.others, test.with)
				if err != nil {
					t.Fatal(err)
				}
				if got.calls < test.atLeast || got.calls > test.atMost || got.throttled > 0 {
					t.Errorf("%d calls, %d throttled; want %d to %d and none", got.calls, got.throttled, test.atLeast, test.atMost)
				}
			})
		})
	}
}

// A refresh is judged by what issue 6 asks of its size.
func TestRefresh_line(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		n, foreign, calls int
		want              verdict
	}{
		{10, 0, 10, met},
		{10, 0, 11, failed},
		{100, 0, 100, unjudged},
		{1000, 0, 64, met},
		{1000, 0, 65, failed},
		{5000, 0, 150, met},
		{5000, 0, 151, failed},
		{1000, 50_000, 127, met},
		{1000, 50_000, 128, failed},
	} {
		r := refresh{n: test.n, foreign: test.foreign, calls: test.calls, took: 1}
		if got := r.line(refresh{n: test.n, calls: test.n, took: 1}); got.met != test.want {
			t.Errorf("%+v is judged %q, want %q", got, got.met, test.want)
		}
	}
}

func TestRefresh_best(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ n, foreign, want int }{
		{1, 50_000, 1}, {10, 0, 1}, {1000, 0, 1}, {5000, 0, 5}, {1000, 50_000, 51}, {5000, 50_000, 55}, {30, 50_000, 30},
	} {
		if got := (refresh{n: test.n, foreign: test.foreign}).best(); got != test.want {
			t.Errorf("the best for %d among %d is %d, want %d", test.n, test.foreign, got, test.want)
		}
	}
}

//nolint:paralleltest // It measures the whole process.
func TestGrowth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sizes []growth
		for _, n := range []int{100, 300} {
			c := offlineCloud()
			g, err := c.growth(t.Context(), n, func(told []byte) ([]byte, error) {
				var out bytes.Buffer
				err := watchFor(t.Context(), c.http, bytes.NewReader(told), &out)
				return out.Bytes(), err
			})
			if err != nil {
				t.Fatal(err)
			}
			if pages := (n + 999) / 1000; g.calls != float64(pages) {
				t.Errorf("%v calls a tick for %d jobs, want %d", g.calls, n, pages)
			}
			if g.CPU <= 0 {
				t.Errorf("watching %d jobs took %v of CPU time", n, g.CPU)
			}
			sizes = append(sizes, g)
		}
		if lines := growing(sizes); len(lines) != 2 || lines[0].met != unjudged || lines[1].must == "" {
			t.Errorf("lines %+v, want one to compare with and one that is judged", lines)
		}
	})
}

// A process that is told nonsense says so.
func TestWatchFor_nonsense(t *testing.T) {
	t.Parallel()
	if err := watchFor(t.Context(), nil, strings.NewReader("no"), &bytes.Buffer{}); err == nil {
		t.Error("no error")
	}
}
