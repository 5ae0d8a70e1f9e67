// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
)

const (
	// runs is how many alternating runs a median is of, peerRuns the same where
	// hashicorp/aws is one of two: it takes many seconds each time.
	runs, peerRuns = 20, 3
	// memoryRuns is of how many runs the highest peak counts; beside the peer it
	// is peerRuns, too.
	memoryRuns = 5

	mostMemory = 45e6 // bytes
	mostBinary = 30e6 // bytes; 25.8 MB with backup jobs alone
	mostPlan   = 1.3
)

// startUp is part a: what Terraform waits for before anything is backed up.
func startUp(ctx context.Context, c *cloud, terraform, repository, peerPath string) (table, error) {
	root, err := os.MkdirTemp("", "awsbackup-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(root) }()
	floor, ours, peer, err := plugins(ctx, terraform, repository, root, peerPath, c)
	if err != nil {
		return nil, err
	}
	t, err := binaries(floor, ours)
	if err != nil {
		return nil, err
	}
	for _, f := range phases {
		progress("%s, %d times each", f.name, runs)
		medians, err := alternate(ctx, f, runs, floor, ours)
		if err != nil {
			return nil, err
		}
		r := row{what: f.name, measured: fmt.Sprintf("median of %d alternating runs", runs), against: floor.name}
		ratio, work := medians[1].over(medians[0])
		r.result = times(ratio) + " time"
		if f.args != nil {
			r.result += ", " + times(work) + " CPU"
		}
		if f.name == plan.name {
			r.must, r.met = fmt.Sprintf("<= %.1fx time", mostPlan), timed(ratio, mostPlan)
		}
		t = append(t, r)
		m, err := memory(ctx, f, memoryRuns, floor, ours)
		if err != nil {
			return nil, err
		}
		t = append(t, m)
	}
	if peer == nil {
		return append(t, row{what: plan.name, measured: "not measured: PEER_PROVIDER is not set", against: "hashicorp/aws, one vault"}), nil
	}
	compared, err := besidePeer(ctx, ours, peer)
	return append(t, compared...), err
}

func binaries(floor, ours *plugin) (table, error) {
	own, err := ours.size()
	if err != nil {
		return nil, err
	}
	least, err := floor.size()
	if err != nil {
		return nil, err
	}
	return table{{
		what: "binary, stripped", measured: megabytes(own), against: "the floor: " + megabytes(least),
		result: times(float64(own) / float64(least)), must: "< 30 MB", met: counted(own, mostBinary-1),
	}}, nil
}

// memory is a phase's line about memory. Every phase must keep to the limit.
func memory(ctx context.Context, f phase, n int, against, ours *plugin) (row, error) {
	r := row{what: "  peak memory of the provider", against: against.name}
	if !hasProcfs() {
		r.measured = "not measured: this system has no " + procfs
		return r, nil
	}
	theirs, err := against.peak(ctx, f, n)
	if err != nil {
		return r, err
	}
	own, err := ours.peak(ctx, f, n)
	if err != nil {
		return r, err
	}
	r.measured, r.against = megabytes(own), against.name+": "+megabytes(theirs)
	r.result, r.must = times(float64(own)/float64(theirs)), "< 45 MB"
	// Not tolerated beyond the limit, though the garbage collector's moment
	// moves it by a megabyte: the highest of several runs stands.
	r.met = counted(own, mostMemory-1)
	return r, nil
}

// besidePeer compares the plan with that of one vault by hashicorp/aws.
func besidePeer(ctx context.Context, ours, peer *plugin) (table, error) {
	progress("%s beside %s, %d times each", plan.name, peer.name, peerRuns)
	medians, err := alternate(ctx, plan, peerRuns, ours, peer)
	if err != nil {
		return nil, err
	}
	ratio, work := medians[0].over(medians[1])
	t := table{{
		what: plan.name, measured: fmt.Sprintf("median of %d alternating runs", peerRuns), against: peer.name + ", one vault",
		result: times(ratio) + " time, " + times(work) + " CPU",
	}}
	m, err := memory(ctx, plan, peerRuns, peer, ours)
	return append(t, m), err
}
