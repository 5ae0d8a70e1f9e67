// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// WorldSteps is how many steps are made in one world before the next one begins,
// and WorldResources how many resources it has.
const (
	WorldSteps     = 500
	WorldResources = 60
)

// tokenLife is for how long the emulator remembers an idempotency token.
const tokenLife = 24 * time.Hour

// resource is one resource of a configuration, and what it stands for.
type resource struct {
	number int
	args   arguments
	object Object
	// deposed is what a replacement with create_before_destroy has left.
	deposed Object
	// renewal: the configuration asks for a new backup that is not yet taken, or
	// has what an import could not take over.
	renewal bool
	// due is when AWS deletes the point of the object, as it was after the
	// last step that nothing disturbed.
	due map[string]time.Time
}

// started is what is known of a job that some step has started.
type started struct {
	resource *resource
	args     arguments
	at       time.Time
	// lost: the apply was killed, or AWS's answer never came through, so that
	// nobody knows of the job until the next start of the same intent.
	lost bool
}

// World is one world: an emulator, a user with Terraform, and some resources.
type World struct {
	seed        uint64
	number      int
	random      *rand.Rand
	server      *emulator.Server
	aws         *emulator.Region
	terraform   *Terraform
	resources   []*resource
	last        *resource // of the step before
	jobs        map[string]*started
	missing     []string // vaults that a fault took away
	waiting     Object   // the completion resource, for the jobs below
	waited      []string
	downstreams []*downstream
	started     map[string]string    // copy and restore jobs, each with its intent
	deleteAt    map[string]time.Time // of recovery points, as AWS has last calculated it
	byHand      map[string]bool      // recovery points that were deleted by hand
	report      *Report
	digest      hash.Hash
	log         io.Writer
	step        int
	Broken      []string // what was violated, in words
}

// NewWorld makes a world. It must be made in the bubble that it is used in.
func NewWorld(ctx context.Context, seed uint64, number int, report *Report, log io.Writer) (*World, error) {
	e := &World{
		seed: seed, number: number, random: rand.New(rand.NewPCG(seed, uint64(number))), //nolint:gosec // Must repeat.
		jobs: map[string]*started{}, started: map[string]string{}, deleteAt: map[string]time.Time{}, byHand: map[string]bool{}, report: report, digest: sha256.New(), log: log,
	}
	options := []emulator.Option{
		emulator.WithStrict(), emulator.WithSeed(seed ^ uint64(number)<<32), emulator.WithTokenLifetime(tokenLife), //nolint:gosec // Not negative.
		emulator.WithMissingVault(emulator.MissingVault(number % 3)), emulator.WithLockViolation(emulator.LockViolation(number % 2)),
	}
	if number%2 == 1 {
		options = append(options, emulator.WithPageSize(3))
	}
	e.server = emulator.New(options...)
	e.aws = e.server.Region(Region)
	e.missing = vaults
	e.repairVaults()
	e.aws.AddVault(emulator.Vault{Name: airGapped, AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 4000}})
	for n := range 3 * len(vaults) {
		e.aws.AddRecoveryPoints(emulator.RecoveryPoint{
			VaultName: vaults[n%len(vaults)], ResourceARN: fmt.Sprintf(sourceARNs[0], 0xfff000+n), Created: time.Now().Add(-time.Duration(n) * time.Hour),
		})
	}
	var err error
	e.terraform, err = NewTerraform(ctx, e.server, provider.WithWatch(jobwatch.Config{Steady: true}))
	if err != nil {
		return nil, err
	}
	for n := range WorldResources {
		e.resources = append(e.resources, &resource{number: n, args: randomArguments(e.random, n), object: e.terraform.None(), deposed: e.terraform.None()})
	}
	for n := range 2 * downstreamCount {
		kind := []downstreamKind{copies, restores}[n%2]
		d := &downstream{kind: kind, number: n, object: e.terraform.another(kind.typeName).None()}
		e.renew(d)
		e.downstreams = append(e.downstreams, d)
	}
	e.waiting = e.terraform.another(completionType).None()
	return e, nil
}

// repairVaults puts the vaults back that a fault took away, and unlocks those
// that one has locked.
func (e *World) repairVaults() {
	for _, name := range e.missing {
		e.aws.AddVault(emulator.Vault{Name: name})
	}
	e.missing = nil
	for _, name := range vaults {
		e.aws.UnlockVault(name)
	}
}

// Sum is the digest of all steps so far: the same for the same seed.
func (e *World) Sum() string { return fmt.Sprintf("%x", e.digest.Sum(nil)[:8]) }

// note writes a line to the log and to the digest.
func (e *World) note(format string, args ...any) {
	line := fmt.Sprintf("%d.%d %s ", e.number, e.step, time.Now().UTC().Format("2006-01-02T15:04:05")) + fmt.Sprintf(format, args...) + "\n"
	_, _ = io.WriteString(e.digest, line)
	if e.log != nil {
		_, _ = io.WriteString(e.log, line)
	}
}

// violated notes a broken invariant.
func (e *World) violated(format string, args ...any) {
	e.Broken = append(e.Broken, fmt.Sprintf("seed %d, world %d, step %d: ", e.seed, e.number, e.step)+fmt.Sprintf(format, args...))
	e.note("VIOLATED "+format, args...)
}

// scene is one step while it continues.
type scene struct {
	operation string
	resource  *resource
	// real is the resource whose deposed object plays the resource.
	real *resource
	// returned: a new address was not created, so that the old one, which could
	// not be deleted, has its object again.
	returned bool
	// twin is the resource that a user else applies at the same time, a little
	// later.
	twin  *resource
	apart time.Duration
	// target is the job that an action is about, newer what a start is skipped for.
	target string
	newer  time.Duration
	// downstream is the copy or restore of a step that is about one, with its
	// object before the step.
	downstream       *downstream
	downstreamBefore Object
	before           Object
	config           arguments
	faults           []emulator.Fault
	began            time.Time
	points           map[string]emulator.RecoveryPoint // before the step
	killed           bool
	struck           bool
	said             string
	requests         []emulator.Request
	hits             map[emulator.FaultKind]int
}

// wanted is the configuration of the scene's resource.
func (s *scene) wanted(e *World) cty.Value {
	return cty.ObjectVal(s.config.config(e.terraform.block()))
}

func (s *scene) String() string {
	faults := make([]string, 0, len(s.faults))
	for _, f := range s.faults {
		faults = append(faults, fmt.Sprintf("%s@%s+%dx%d", f.Kind, f.Operation, f.After, f.Times))
	}
	number := s.resource.number
	if s.downstream != nil {
		number = s.downstream.number
	}
	return fmt.Sprintf("%s #%d [%s]", s.operation, number, strings.Join(faults, " "))
}
