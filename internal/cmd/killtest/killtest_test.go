// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
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
	w, err := built(t).world(kill{kind: &backups, resources: resources})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.web.Close)
	if err := w.configure(1); err != nil {
		t.Fatal(err)
	}
	return w
}

// TestKill plays each named point once, with the targets in turn, and random
// moments. make kill-test plays each point with each target.
func TestKill(t *testing.T) {
	t.Parallel()
	var short []kill
	for i, p := range namedPoints() {
		all := p.plays(i)
		short = append(short, all[i%len(all)])
	}
	short = append(short, moments(3, 1)...)
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
	made := func(id, state string) job { return job{id, arn, state} }
	for name, test := range map[string]struct {
		left, all  []job
		held       string
		output     string
		violations int
	}{
		"resumed":                   {[]job{made("1", "RUNNING")}, []job{made("1", "COMPLETED")}, "1", "", 0},
		"taken twice":               {[]job{made("1", "RUNNING")}, []job{made("1", ""), made("2", "")}, "2", "1", 1},
		"superseded and named":      {[]job{made("1", "COMPLETED")}, []job{made("1", ""), made("2", "")}, "2", "job 1", 0},
		"superseded in silence":     {[]job{made("1", "COMPLETED")}, []job{made("1", ""), made("2", "")}, "2", "", 1},
		"kept in state":             {[]job{made("1", "COMPLETED")}, []job{made("1", "")}, "1", "", 0},
		"two in the killed apply":   {[]job{made("1", "FAILED"), made("2", "FAILED")}, []job{made("1", ""), made("2", "")}, "2", "1", 1},
		"two after nothing":         {nil, []job{made("1", ""), made("2", "")}, "2", "", 1},
		"not the one that was last": {nil, []job{made("1", "")}, "0", "", 1},
	} {
		o := outcome{kill: kill{kind: &backups, resources: 1}}
		o.judge(test.left, test.all, map[string]string{arn: test.held}, test.output)
		if len(o.violations) != test.violations {
			t.Errorf("%s: violations %q, want %d", name, o.violations, test.violations)
		}
	}
}
