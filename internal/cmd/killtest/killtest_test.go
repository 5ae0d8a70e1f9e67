// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// shared is the suite of all tests, built by the first that needs it.
var shared = suite{terraform: os.Getenv("TF_ACC_TERRAFORM_PATH"), repository: "../../..", parallel: 4}

var buildShared = sync.OnceValue(func() error { return shared.build(context.Background()) })

func TestMain(m *testing.M) {
	code := m.Run()
	if shared.dir != "" {
		_ = os.RemoveAll(shared.dir)
	}
	os.Exit(code)
}

func built(t *testing.T) *suite {
	t.Helper()
	if shared.terraform == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform; run the tests with make test, which finds or builds one")
	}
	if err := buildShared(); err != nil {
		t.Fatal(err)
	}
	return &shared
}

// newWorld makes the world of a test.
func newWorld(t *testing.T, resources int) *world {
	t.Helper()
	w, err := built(t).world(kill{resources: resources})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.web.Close)
	if err := w.configure(1); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestKill plays each named point once, and a few random moments.
func TestKill(t *testing.T) {
	t.Parallel()
	cases := named()
	one := func(target string, late bool) func(kill) bool {
		return func(k kill) bool { return k.target != target || k.late != late && !k.finishing }
	}
	short := slices.Concat(
		slices.DeleteFunc(slices.Clone(cases), one(killBoth, false)),
		slices.DeleteFunc(slices.Clone(cases), one(killProvider, true)),
		moments(3, 1),
	)
	results, err := built(t).run(t.Context(), short)
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if bad := results.print(&table); bad > 0 {
		t.Errorf("%d violations", bad)
	}
	t.Log("\n" + table.String())
	for _, o := range results {
		if o.point != "random" && !o.killed {
			t.Errorf("%s: nothing was killed", o.point)
		}
	}
}

// TestMoments: a seed that failed can be played again.
func TestMoments(t *testing.T) {
	t.Parallel()
	text := func(seed uint64) string { return fmt.Sprint(moments(20, seed)) }
	again := text(7)
	if text(7) != again {
		t.Error("the same seed gives other moments")
	}
	if text(8) == again {
		t.Error("another seed gives the same moments")
	}
}

// TestJudge: the harness sees what it is there to see.
func TestJudge(t *testing.T) {
	t.Parallel()
	const arn = "arn"
	job := func(id, state string) emulator.Job { return emulator.Job{ID: id, ResourceARN: arn, State: state} }
	for name, test := range map[string]struct {
		left, all  []emulator.Job
		held       string
		output     string
		violations int
	}{
		"resumed":                   {[]emulator.Job{job("1", "RUNNING")}, []emulator.Job{job("1", "COMPLETED")}, "1", "", 0},
		"taken twice":               {[]emulator.Job{job("1", "RUNNING")}, []emulator.Job{job("1", ""), job("2", "")}, "2", "1", 1},
		"superseded and named":      {[]emulator.Job{job("1", "COMPLETED")}, []emulator.Job{job("1", ""), job("2", "")}, "2", "job 1", 0},
		"superseded in silence":     {[]emulator.Job{job("1", "COMPLETED")}, []emulator.Job{job("1", ""), job("2", "")}, "2", "", 1},
		"kept in state":             {[]emulator.Job{job("1", "COMPLETED")}, []emulator.Job{job("1", "")}, "1", "", 0},
		"two in the killed apply":   {[]emulator.Job{job("1", "FAILED"), job("2", "FAILED")}, []emulator.Job{job("1", ""), job("2", "")}, "2", "1", 1},
		"two after nothing":         {nil, []emulator.Job{job("1", ""), job("2", "")}, "2", "", 1},
		"not the one that was last": {nil, []emulator.Job{job("1", "")}, "0", "", 1},
	} {
		o := outcome{kill: kill{resources: 1}}
		o.judge(test.left, test.all, map[string]string{arn: test.held}, test.output)
		if len(o.violations) != test.violations {
			t.Errorf("%s: violations %q, want %d", name, o.violations, test.violations)
		}
	}
}
