// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

const saysTokenUsed = "Idempotency Token Already Used"

// TestAccTwice_explicitToken: a token of the user's own stands for one job.
func TestAccTwice_explicitToken(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	config := env.Config(job(acctest.VolumeARN, "idempotency_token = \"release-7\"\n  wait_for = \"created\""))
	apply(t, env.Terraform(config))
	first := startedJobs(env)[0]
	if got := env.AWS().Jobs()[0].Token; got != "release-7" {
		t.Errorf("token %q was sent, want release-7", got)
	}
	env.Emulator.Advance(10 * time.Minute)
	again := env.Terraform(config)
	wantSaid(t, apply(t, again), saysResumed, first)
	wantHeld(t, again, first)
	wantNoChanges(t, again)

	env.Emulator.Advance(2 * time.Hour)
	third := env.Terraform(config)
	wantSaid(t, apply(t, third), saysAdopted, first)
	wantHeld(t, third, first)
	wantNoChanges(t, third)
	wantStates(t, env, "COMPLETED")

	third.Write(env.Config(job(acctest.VolumeARN, "idempotency_token = \"release-8\"\n  wait_for = \"created\"")))
	apply(t, third)
	wantJobs(t, env, 2)
	wantHeld(t, third, startedJobs(env)[1])
}

// TestAccTwice_explicitTokenForEach: one token for many. AWS answers with the
// first job for every resource; it must be held by one of them only.
func TestAccTwice_explicitTokenForEach(t *testing.T) {
	t.Parallel()
	for name, arn := range map[string]string{
		"different resources": fmt.Sprintf("arn:aws:ec2:%s:%s:volume/vol-${count.index}", acctest.Region, acctest.Account),
		"equal resources":     acctest.VolumeARN,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.CLI(env.Config(job(arn, "count = 3\n  idempotency_token = \"release-7\"")))
			said := applyFails(t, c, saysTokenUsed, saysTokenUsed)
			first := startedJobs(env)[0]
			wantSaid(t, said, saysTokenUsed, first, first)
			wantSaid(t, said, saysTokenUsed, "#idempotency-token-already-used", "add each.key or count.index")
			wantJobs(t, env, 1)
			wantHeld(t, c, first)
			for _, d := range said {
				if d.Summary == saysTokenUsed && !strings.Contains(d.Snippet.Code, "idempotency_token") {
					t.Errorf("the error points at %q, want idempotency_token", d.Snippet.Code)
				}
			}

			// The fix that the message names.
			c.Write(env.Config(job(arn, "count = 3\n  idempotency_token = \"release-7-${count.index}\"")))
			apply(t, c)
			wantJobs(t, env, 4)
			wantHeld(t, c, startedJobs(env)[1:]...)
			wantNoChanges(t, c)
		})
	}
}

// TestAccTwice_deletedWithToken: replacing destroys the backup first, and the
// token leads back to its job. That must not become a backup without a point.
func TestAccTwice_deletedWithToken(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := env.Config(job(acctest.VolumeARN, "idempotency_token = \"release-7\"\n  on_destroy = \"delete\""))
	c := env.Terraform(config)
	apply(t, c)
	env.Emulator.Advance(time.Minute)
	said := c.Run("apply", "-auto-approve", "-replace", address)
	wantSaid(t, said, saysTokenUsed, startedJobs(env)[0])
	wantJobs(t, env, 1)
	wantPoints(t, env, 0)
	wantHeld(t, c)
}

// scoped is a provider block with an idempotency_scope.
func scoped(env *acctest.Env, scope string) string {
	return env.ProviderBlock(fmt.Sprintf("idempotency_scope = %s", scope))
}

// TestAccTwice_scope: two configurations that take the same backup of their own
// tell themselves apart by idempotency_scope; without one they share what is in
// flight.
func TestAccTwice_scope(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	config := scoped(env, "terraform.workspace") + job(acctest.VolumeARN, `wait_for = "created"`)
	c := env.CLI(config)
	for i, workspace := range []string{"blue", "green"} {
		if out, err := c.Terraform("workspace", "new", workspace); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		said := apply(t, c)
		wantSaid(t, said, saysResumed)
		wantJobs(t, env, i+1)
		wantHeld(t, c, startedJobs(env)[i])
		env.Emulator.Advance(time.Minute)
	}
	// The state of one workspace is lost: it finds its own job.
	lost := env.CLI(config)
	if out, err := lost.Terraform("workspace", "new", "blue"); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	wantSaid(t, apply(t, lost), saysResumed, startedJobs(env)[0])
	wantHeld(t, lost, startedJobs(env)[0])
	wantJobs(t, env, 2)
}

// TestAccTwice_hcpWorkspace: in HCP Terraform the workspace is the scope by
// itself. It comes from the environment, so this test has it for itself.
//
//nolint:paralleltest // sets the environment
func TestAccTwice_hcpWorkspace(t *testing.T) {
	env := inFlight(t)
	config := env.Config(job(acctest.VolumeARN, `wait_for = "created"`))
	for i, slug := range []string{"org/blue", "org/green", "org/blue"} {
		t.Setenv("TFC_WORKSPACE_SLUG", slug)
		said := apply(t, env.Terraform(config))
		if i == 2 {
			wantSaid(t, said, saysResumed, startedJobs(env)[0])
		} else {
			wantSaid(t, said, saysResumed)
		}
		env.Emulator.Advance(time.Minute)
	}
	wantJobs(t, env, 2)
}

// TestAccTwice_regions: the region of a resource is part of what it is.
func TestAccTwice_regions(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	c := env.Terraform(env.Config(job(acctest.BucketARN, `wait_for = "created"`) +
		strings.ReplaceAll(job(acctest.BucketARN, "wait_for = \"created\"\n  region = \"eu-west-1\""), `"test"`, `"second"`)))
	apply(t, c)
	wantJobs(t, env, 1)
	if n := len(env.Emulator.Region("eu-west-1").Jobs()); n != 1 {
		t.Errorf("%d jobs in the other region, want 1", n)
	}
	wantNoChanges(t, c)
}
