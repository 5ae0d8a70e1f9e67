// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos_test

import (
	"flag"
	"io"
	"os"
	"testing"
	"testing/cryptotest"
	"testing/synctest"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/chaos"
)

var (
	seed  = flag.Uint64("chaos.seed", 1, "seed of TestChaos")
	steps = flag.Int("chaos.steps", 1000, "steps of TestChaos")
	log   = flag.String("chaos.log", "", "file to which TestChaos writes every step and message")
)

// TestChaos does not run in parallel with others: the SDK's chance is made to
// repeat for the whole process.
//
//nolint:paralleltest // See above.
func TestChaos(t *testing.T) {
	var out io.Writer
	if *log != "" {
		file, err := os.Create(*log)
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		out = file
	}
	report := chaos.NewReport()
	for era := range (*steps + chaos.EraSteps - 1) / chaos.EraSteps {
		sum := live(t, *seed, era, min(chaos.EraSteps, *steps-era*chaos.EraSteps), report, out)
		t.Logf("seed %d, era %d: digest %s", *seed, era, sum)
	}
	t.Logf("%d steps with seed %d\n%s", report.Steps, *seed, report)
	for _, missing := range report.Shortfalls() {
		t.Error(missing)
	}
}

// live lives through one era and returns its digest.
func live(t *testing.T, seed uint64, number, steps int, report *chaos.Report, out io.Writer) (sum string) {
	t.Helper()
	cryptotest.SetGlobalRandom(t, seed+uint64(number))
	synctest.Test(t, func(t *testing.T) {
		era, err := chaos.NewEra(t.Context(), seed, number, report, out)
		if err != nil {
			t.Fatal(err)
		}
		for range steps {
			era.Step(t.Context())
		}
		for _, broken := range era.Broken {
			t.Error(broken)
		}
		sum = era.Sum()
	})
	return sum
}
