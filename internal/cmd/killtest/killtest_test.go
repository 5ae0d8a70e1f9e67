// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestKill plays each named point once, and a few random moments.
func TestKill(t *testing.T) {
	t.Parallel()
	terraform := os.Getenv("TF_ACC_TERRAFORM_PATH")
	if terraform == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform; run the tests with make test, which finds or builds one")
	}
	cases := named()
	one := func(target string, late bool) func(kill) bool {
		return func(k kill) bool { return k.target != target || k.late != late && !k.finishing }
	}
	short := slices.Concat(
		slices.DeleteFunc(slices.Clone(cases), one(killBoth, false)),
		slices.DeleteFunc(slices.Clone(cases), one(killProvider, true)),
		moments(3, 1),
	)
	s := suite{terraform: terraform, repository: "../../..", parallel: 4}
	results, err := s.run(t.Context(), short)
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
