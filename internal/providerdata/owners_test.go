// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

func TestOwners(t *testing.T) {
	t.Parallel()
	var owners providerdata.Owners
	if owners.Own("") {
		t.Error("an empty ID was free")
	}
	if !owners.Own("a") || owners.Own("a") || !owners.Owned("a") {
		t.Error("a job has two owners, or none")
	}
	if _, ok := owners.Leave("a", ""); ok || !owners.Owned("a") {
		t.Error("an object left a job that another one owns")
	}
	owners.Release("a")
	if owners.Owned("a") {
		t.Error("a released job is owned")
	}
	done, ok := owners.Leave("a", "")
	if !ok || owners.Own("a") || !owners.Left("a") {
		t.Error("a job that is being left was free")
	}
	done()
	if !owners.Own("a") || !owners.Left("a") {
		t.Error("a job that was left is not free, or not known as left")
	}
	owners.Forget("b")
	if !owners.Left("b") || !owners.Own("b") {
		t.Error("a forgotten job is not free, or not known as left")
	}
	if owners.Left("c") {
		t.Error("a job was left that nobody had")
	}
}

// TestOwners_claims: a create that has not decided yet keeps a deletion off its
// job, and so does one whose explicit token has not led to a job yet.
func TestOwners_claims(t *testing.T) {
	t.Parallel()
	var owners providerdata.Owners
	first, ok := owners.Claim("a")
	second, again := owners.Claim("a")
	if !ok || !again {
		t.Fatal("a job that nobody leaves was not free for two claims")
	}
	first()
	if _, ok := owners.Leave("a", ""); ok {
		t.Error("an object left a job that another one claims")
	}
	second()
	left, ok := owners.Leave("a", "")
	if !ok {
		t.Fatal("a job without claims could not be left")
	}
	if _, ok := owners.Claim("a"); ok {
		t.Error("a job that is being left was claimed")
	}
	left()
	created := owners.Expect("release-7")
	if _, ok := owners.Leave("b", "release-7"); ok {
		t.Error("an object left its job during the create of its token")
	}
	created()
	if _, ok := owners.Leave("b", "release-7"); !ok {
		t.Error("an object could not leave its job after the create of its token")
	}
}

// TestOwners_handOver: the job of a leftover goes to one create, and is left.
func TestOwners_handOver(t *testing.T) {
	t.Parallel()
	var owners providerdata.Owners
	for _, id := range []string{"c", "a", "b"} {
		owners.HandOver(providerdata.HandedJob{ID: id, Created: time.Unix(1, 0)}, "intent")
	}
	want := []providerdata.HandedJob{{ID: "a", Created: time.Unix(1, 0)}, {ID: "b", Created: time.Unix(1, 0)}, {ID: "c", Created: time.Unix(1, 0)}}
	if got := owners.Handed("intent"); !slices.Equal(got, want) {
		t.Errorf("handed over for the intent: %v, want %v", got, want)
	}
	if got := append(owners.Handed(""), owners.Handed("another")...); len(got) != 0 {
		t.Errorf("handed over for another intent: %v", got)
	}
	if !owners.Left("a") || !owners.Own("a") {
		t.Error("a job that was handed over is not free, or not known as left")
	}
	if !owners.TakeHanded("a") || owners.TakeHanded("a") {
		t.Error("a job was handed to no create, or to two")
	}
	if got := owners.Handed("intent"); !slices.Equal(got, want[1:]) {
		t.Errorf("after one was taken, %v are handed over, want %v", got, want[1:])
	}
}

// TestOwners_atomic: of many that want a job at once, whether to own or to leave
// it, one gets it.
func TestOwners_atomic(t *testing.T) {
	t.Parallel()
	for range 100 {
		var owners providerdata.Owners
		var got atomic.Int32
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				if i == 0 {
					if _, ok := owners.Leave("a", ""); ok {
						got.Add(1)
					}
				} else if owners.Own("a") {
					got.Add(1)
				}
			})
		}
		all.Wait()
		if got.Load() != 1 {
			t.Fatalf("%d of 8 have the job", got.Load())
		}
	}
}
