// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos_test

import (
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"testing/cryptotest"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/chaos"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

var (
	seed  = flag.Uint64("chaos.seed", 1, "seed of TestChaos")
	steps = flag.Int("chaos.steps", 500, "steps of TestChaos")
	log   = flag.String("chaos.log", "", "file to which every step and message is written, with the world's number at its end")
	world = flag.Int("chaos.world", 0, "the one world of TestWorld")
	into  = flag.String("chaos.out", "", "file to which TestWorld writes its outcome")
)

// outcome is what became of one world.
type outcome struct {
	Digest string
	Broken []string
	Report *chaos.Report
}

// TestWorld lives through one world. It does not run in parallel: the chance of the
// AWS SDK is made to repeat for the whole process.
//
//nolint:paralleltest // See above.
func TestWorld(t *testing.T) {
	number := min(*steps, chaos.WorldSteps)
	if *into == "" {
		number = 40
	}
	var lines io.Writer
	if *log != "" {
		file, err := os.Create(*log + "." + strconv.Itoa(*world))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close() //nolint:errcheck // Only for people.
		lines = file
	}
	out := outcome{Report: chaos.NewReport()}
	cryptotest.SetGlobalRandom(t, *seed)
	synctest.Test(t, func(t *testing.T) {
		world, err := chaos.NewWorld(t.Context(), *seed, *world, out.Report, lines)
		if err != nil {
			t.Fatal(err)
		}
		for range number {
			world.Step(t.Context())
		}
		out.Digest, out.Broken = world.Sum(), world.Broken
	})
	if *into == "" {
		for _, words := range out.Broken {
			t.Error(words)
		}
		return
	}
	encoded, err := json.Marshal(out)
	if err == nil {
		err = os.WriteFile(*into, encoded, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// live lives through a world in a process of its own: what the provider keeps
// for its process begins anew, a panic names its seed, and the same seed
// repeats.
func live(t *testing.T, seed uint64, world, steps int) (out outcome) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "outcome.json")
	arguments := []string{
		"-test.run=^TestWorld$", "-chaos.out=" + file, "-chaos.seed=" + strconv.FormatUint(seed, 10),
		"-chaos.world=" + strconv.Itoa(world), "-chaos.steps=" + strconv.Itoa(steps), "-test.cpu=" + strconv.Itoa(runtime.GOMAXPROCS(0)),
	}
	if *log != "" {
		arguments = append(arguments, "-chaos.log="+*log)
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], arguments...) //nolint:gosec // This very program.
	// Another person's AWS settings would make another run, and a CA bundle costs a fifth of the time. A world needs little memory.
	cmd.Env = append(sandbox.Impersonal(os.Environ(), func(string) bool { return false }), "GOGC=400")
	said, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("seed %d, world %d: %v\n%s", seed, world, err, said)
		return outcome{Report: chaos.NewReport()}
	}
	encoded, err := os.ReadFile(file)
	if err == nil {
		err = json.Unmarshal(encoded, &out)
	}
	if err != nil {
		t.Fatalf("seed %d, world %d: %v", seed, world, err)
	}
	return out
}

// TestChaos makes random steps and fails for a broken invariant, or where a
// promised share of the operations and faults was not reached.
func TestChaos(t *testing.T) {
	t.Parallel()
	began := time.Now()
	worlds := (*steps + chaos.WorldSteps - 1) / chaos.WorldSteps
	outcomes := make([]outcome, worlds)
	var workers sync.WaitGroup
	turns := make(chan struct{}, max(2, runtime.NumCPU()))
	for world := range worlds {
		workers.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			outcomes[world] = live(t, *seed, world, min(chaos.WorldSteps, *steps-world*chaos.WorldSteps))
		})
	}
	workers.Wait()
	report := chaos.NewReport()
	for world, out := range outcomes {
		for _, words := range out.Broken {
			t.Error(words)
		}
		t.Logf("seed %d, world %d: digest %s", *seed, world, out.Digest)
		report.Add(out.Report)
	}
	t.Logf("%d steps with seed %d in %s\n%s", report.Steps, *seed, time.Since(began).Round(time.Second), report)
	for _, missing := range report.Shortfalls() {
		t.Error(missing)
	}
}

// TestSameSeedRepeats compares everything that was done and said, with its
// virtual times.
func TestSameSeedRepeats(t *testing.T) {
	t.Parallel()
	first := live(t, 7, 1, 60)
	if again := live(t, 7, 1, 60); again.Digest != first.Digest {
		t.Errorf("seed 7 gave %s and then %s", first.Digest, again.Digest)
	}
	if other := live(t, 8, 1, 60); other.Digest == first.Digest {
		t.Errorf("seeds 7 and 8 gave the same run, %s", other.Digest)
	}
}
