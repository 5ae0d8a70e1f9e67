// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"math/rand/v2"
	"slices"
	"time"
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
	point, target string
	// The kill is the nth call of one of the operations (none: of any), delay
	// later. after lets AWS carry the call out first.
	operations []string
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

var looks = []string{"DescribeBackupJob", "ListBackupJobs"}

// named are the points that matter, for each target, with the jobs still in
// flight at the next apply and with the jobs ended by then.
func named() []kill {
	var cases []kill
	for _, k := range []kill{
		{point: "before the request is sent", operations: []string{"DescribeBackupVault"}, nth: 2},
		{point: "sent, not accepted", operations: []string{"StartBackupJob"}, nth: 1},
		{point: "accepted, unanswered", operations: []string{"StartBackupJob"}, nth: 1, after: true},
		{point: "answered", operations: looks, nth: 1},
		{point: "waiting", operations: looks, nth: 3},
		{point: "finished, not returned", operations: []string{"DescribeRecoveryPoint"}, nth: 1, finishing: true},
		{point: "between create and delete", operations: []string{"DeleteRecoveryPoint"}, nth: 1, finishing: true, replace: true},
	} {
		for _, k.target = range targets {
			k.resources = 2
			for _, k.late = range []bool{false, true} {
				if !k.late || !k.finishing {
					cases = append(cases, k)
				}
			}
		}
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
			target:    targets[r.IntN(len(targets))],
			nth:       1 + r.IntN(14),
			delay:     time.Duration(r.IntN(400)) * time.Millisecond,
			resources: 1 + r.IntN(3),
			finishing: r.IntN(2) == 0,
			late:      r.IntN(2) == 0,
			replace:   r.IntN(3) == 0,
		})
	}
	return cases
}

// hits reports whether a call counts for the kill.
func (k kill) hits(operation string) bool {
	return len(k.operations) == 0 || slices.Contains(k.operations, operation)
}
