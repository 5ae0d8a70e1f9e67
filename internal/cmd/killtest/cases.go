// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"math/rand/v2"
	"slices"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The processes that a case kills.
const (
	killTerraform = "terraform"
	killProvider  = "provider"
	killBoth      = "both"
)

var targets = []string{killTerraform, killProvider, killBoth}

// kill is one case: what is killed, when, and what happens until the next
// apply.
type kill struct {
	kind          *kind
	point, target string
	// The kill is the nth look, or call of one of the operations (none: of any),
	// delay later. after lets AWS carry the call out first.
	look       bool
	operations []string
	region     string // "" is any
	nth        int
	after      bool
	delay      time.Duration

	resources int
	// replace kills an apply that replaces a backup, create first, delete then.
	replace bool
	// finishing lets the jobs end in the apply that is killed, late between it
	// and the next.
	finishing, late bool
}

// namedPoints are the points of an apply that matter.
func namedPoints() []kill {
	of := func(k *kind, points ...kill) []kill {
		for i := range points {
			points[i].kind = k
		}
		return points
	}
	starts := func(k *kind, before ...kill) []kill {
		return of(k, append(before,
			kill{point: "sent, not accepted", operations: []string{k.start}, nth: 1},
			kill{point: "accepted, unanswered", operations: []string{k.start}, nth: 1, after: true},
			kill{point: "answered", look: true, nth: 1},
			kill{point: "waiting", look: true, nth: 3},
		)...)
	}
	return slices.Concat(
		starts(&backups, kill{point: "before the request is sent", operations: []string{"DescribeBackupVault"}, nth: 2}),
		of(&backups,
			kill{point: "finished, not returned", operations: []string{"DescribeRecoveryPoint"}, nth: 1, finishing: true},
			kill{point: "between create and delete", operations: []string{"DeleteRecoveryPoint"}, nth: 1, finishing: true, replace: true},
		),
		starts(&copies),
		of(&copies, kill{point: "finished, not returned", operations: []string{"DescribeRecoveryPoint"}, region: second, nth: 1, finishing: true}),
		starts(&restores, kill{point: "before the request is sent", operations: []string{"ListRestoreJobs"}, nth: 1}),
		of(&restores, kill{point: "ended, not seen", look: true, nth: 5, finishing: true}),
	)
}

// plays are the cases of the ith point: one for every target, soon and late in
// turn. Copies and restores, which share the start with backups, have fewer.
func (k kill) plays(i int) (cases []kill) {
	for t, target := range targets {
		k.target, k.resources = target, 2
		k.late = (i+t)%2 == 1 && !k.finishing
		if k.kind == &backups || t < 2 && !k.finishing || t == 2 && k.finishing {
			cases = append(cases, k)
		}
	}
	return cases
}

// named are all cases of the points that matter.
func named() []kill {
	var cases []kill
	for i, p := range namedPoints() {
		cases = append(cases, p.plays(i)...)
	}
	return cases
}

// moments are n random cases. The same seed gives the same ones.
func moments(n int, seed uint64) []kill {
	r := rand.New(rand.NewPCG(seed, 0))
	cases := make([]kill, 0, n)
	for range n {
		cases = append(cases, kill{
			point:     "random",
			kind:      kinds[r.IntN(len(kinds))],
			target:    targets[r.IntN(len(targets))],
			nth:       1 + r.IntN(14),
			delay:     time.Duration(r.IntN(400)) * time.Millisecond,
			resources: 1 + r.IntN(3),
			finishing: r.IntN(2) == 0,
			late:      r.IntN(2) == 0,
			replace:   r.IntN(3) == 0,
		})
		last := &cases[len(cases)-1]
		last.replace = last.replace && last.kind == &backups
	}
	return cases
}

// hits reports whether a call counts for the kill.
func (k kill) hits(r emulator.Request) bool {
	if k.look {
		return k.kind.isLook(r)
	}
	return (len(k.operations) == 0 || slices.Contains(k.operations, r.Operation)) && (k.region == "" || k.region == r.Region)
}
