// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// A restore that completed after its apply was killed is not in state, and whose
// it is cannot be known: the next apply stops before a second one, and names the
// ways out.
func TestRestore_killedAndCompleted(t *testing.T) {
	t.Parallel()
	const other = `triggers = { run = "2" }`
	for name, test := range map[string]struct {
		hours    int // of the job
		later    time.Duration
		extra    string // of the next apply
		want     []string
		restores int
	}{
		"AWS knows the token":                 {hours: 0, later: 30 * time.Minute, want: []string{justMade}, restores: 1},
		"AWS has forgotten the token":         {hours: 2, later: 20 * time.Hour, want: []string{justMade}, restores: 1},
		"other triggers, the token known":     {hours: 0, later: 30 * time.Minute, extra: other, restores: 2},
		"other triggers, the token forgotten": {hours: 2, later: 20 * time.Hour, extra: other, want: []string{"warning: Equal Restore Beside Job "}, restores: 2},
		"days ago":                            {hours: 2, later: 48 * time.Hour, restores: 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := point(t, env, acctest.VolumeARN)
			env.AWS().ScriptRestores("*", emulator.RestoreScript{
				Pending: emulator.Skip, Running: acctest.TimeScale * (time.Duration(test.hours)*time.Hour + 10*time.Minute),
			}, emulator.RestoreScript{})
			c := env.Terraform(env.Config(volume(arn, `wait_for = "created"`)))
			apply(t, c)
			first := wantRestores(t, env, 1)[0]
			if _, err := c.Terraform("state", "rm", "awsbackup_restore_job.test"); err != nil {
				t.Fatal(err)
			}
			env.Emulator.Advance(test.later)
			c.Write(env.Config(volume(arn, test.extra)))
			found := c.Run("apply", "-auto-approve")
			wantSummaries(t, "the next apply", found, test.want...)
			jobs := wantRestores(t, env, test.restores)
			if len(test.want) > 0 && !strings.Contains(found[0].Summary+found[0].Detail, first.ID) {
				t.Errorf("job %s is not named: %s", first.ID, found[0].Detail)
			}
			if test.restores == 2 {
				if held := object(t, c).Text("id"); held != jobs[1].ID {
					t.Errorf("state has job %s, want %s", held, jobs[1].ID)
				}
				return
			}
			c.Write(env.Config(volume(arn) + importBlock(fmt.Sprintf("id = \"%s@%s\"", first.ID, acctest.Region))))
			apply(t, c)
			wantRestores(t, env, 1)
			wantNoChanges(t, c)
		})
	}
}

// Where the search for an earlier restore fails, whether there is one is not
// known, and nothing is started.
func TestRestore_searchFails(t *testing.T) {
	t.Parallel()
	for _, operation := range []string{"ListRestoreJobs", "GetRestoreJobMetadata"} {
		for kind, want := range map[emulator.FaultKind]string{
			emulator.ServerError: "error: AWS Backup Unavailable", emulator.AccessDenied: "error: Access Denied",
		} {
			t.Run(operation+" "+want, func(t *testing.T) {
				t.Parallel()
				env, c, arn := cutOff(t, 20)
				if _, err := c.Terraform("state", "rm", "awsbackup_restore_job.test"); err != nil {
					t.Fatal(err)
				}
				env.Emulator.Advance(2 * time.Hour) // AWS has forgotten the token.
				env.Emulator.Inject(emulator.Fault{Kind: kind, Operation: operation, Times: emulator.Always})
				c.Write(env.ProviderBlock("max_retries = 1") + volume(arn))
				found := c.Run("apply", "-auto-approve")
				wantSummaries(t, "the apply", found, want)
				if !strings.Contains(found[0].Detail, operation) {
					t.Errorf("%s is not named: %s", operation, found[0].Detail)
				}
				wantRestores(t, env, 1)
			})
		}
	}
}

// Triggers are not part of a job, so a restore in flight that only looks the same
// is neither adopted nor repeated, once AWS has forgotten the token.
func TestRestore_equalInFlight(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		extra string
		want  []string
		ids   int // of the two resources
	}{
		"other triggers":             {`triggers = { run = "2" }`, []string{equal}, 1},
		"other triggers and a token": {"idempotency_token = \"mine\"\n  triggers = { run = \"2\" }", nil, 2},
		"without triggers":           {``, []string{resumed}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := point(t, env, acctest.VolumeARN)
			env.AWS().ScriptRestores("*", hours(20))
			first := volume(arn, `wait_for = "created"`, `triggers = { run = "1" }`)
			c := env.Terraform(env.Config(first))
			apply(t, c)
			env.Emulator.Advance(2 * time.Hour)
			other := strings.Replace(volume(arn, `wait_for = "created"`, test.extra), `"test"`, `"other"`, 1)
			c.Write(env.Config(first + other))
			found := c.Run("apply", "-auto-approve", "-refresh=false")
			wantSummaries(t, "the apply", found, test.want...)
			id := wantRestores(t, env, test.ids)[0].ID
			if len(found) > 0 && !strings.Contains(found[0].Detail, id) {
				t.Errorf("job %s is not named: %s", id, found[0].Detail)
			}
		})
	}
}

// AWS compares tokens alone, so a token of the user's that led to another
// restore is an error.
func TestRestore_explicitToken(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	arn := point(t, env, acctest.TableARN)
	first := restore(arn, `{ targetTableName = "secret-one" }`, `idempotency_token = "mine"`)
	c := env.Terraform(env.Config(first))
	apply(t, c)
	again := point(t, env, acctest.TableARN)
	for _, other := range []string{restore(arn, `{ targetTableName = "secret-two" }`, `idempotency_token = "mine"`), strings.Replace(first, arn, again, 1)} {
		c.Write(env.Config(first + strings.Replace(other, `"test"`, `"other"`, 1)))
		found := c.Run("apply", "-auto-approve")
		wantSummaries(t, "the second use of the token", found, "error: Idempotency Token Already Used")
		if strings.Contains(found[0].Detail, "secret-") || !strings.Contains(found[0].Detail, arn) {
			t.Errorf("metadata is in the message, or recovery point %s is not: %s", arn, found[0].Detail)
		}
		wantRestores(t, env, 1)
	}

	// Metadata that cannot be read is a doubt, and no reason for another restore.
	c.Write(env.Config(first))
	if _, err := c.Terraform("state", "rm", "awsbackup_restore_job.test"); err != nil {
		t.Fatal(err)
	}
	env.Emulator.Advance(30 * time.Minute)
	env.Refuse(denied, "GetRestoreJobMetadata")
	wantSummaries(t, "the same use of the token", c.Run("apply", "-auto-approve"), "warning: No New Restore: the Token Stands for an Earlier One")
	wantRestores(t, env, 1)
}

// A replacement that a user asks for restores again, at once.
func TestRestore_replaced(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	c := env.Terraform(env.Config(volume(point(t, env, acctest.VolumeARN))))
	apply(t, c)
	wantSummaries(t, "the replacement", apply(t, c, "-replace=awsbackup_restore_job.test"), kept, "warning: Started a New Restore Beside Job ")
	wantRestores(t, env, 2)
}

// A job whose record expired before its end was seen is kept with one warning.
// The plans after it are empty, and nothing is restored unless triggers change.
func TestRestore_expiredUnseen(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		extra string // of the first apply
		first []string
		again []string // of the apply after the record has expired
	}{
		"not waited for": {extra: `wait_for = "created"`, again: []string{expired}},
		"timed out":      {extra: `timeouts { create = "1s" }`, first: []string{timedOut}, again: []string{expired, continues, expired}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := point(t, env, acctest.VolumeARN)
			env.AWS().ScriptRestores("*", hours(20), emulator.RestoreScript{})
			c := env.Terraform(env.Config(volume(arn, test.extra)))
			wantSummaries(t, "the first apply", c.Run("apply", "-auto-approve"), test.first...)
			id := wantRestores(t, env, 1)[0].ID
			env.Emulator.Advance(60 * 24 * time.Hour)
			c.Write(env.Config(volume(arn)))
			wantSummaries(t, "the apply after the record has expired", apply(t, c), test.again...)
			for range 2 {
				wantSummaries(t, "a later plan", c.Run("plan"))
				wantNoChanges(t, c)
			}
			c.Write(env.Config(volume(arn, `on_issues = "error"`)))
			wantSummaries(t, "an edit", apply(t, c))
			wantRestores(t, env, 1)
			if o := object(t, c); o.Text("id") != id || o.Tainted {
				t.Errorf("state has job %s, tainted %t, want %s", o.Text("id"), o.Tainted, id)
			}
			c.Write(env.Config(volume(arn, `triggers = { run = "2" }`)))
			wantSummaries(t, "other triggers", apply(t, c), continues, continues)
			wantRestores(t, env, 2)
		})
	}
}

// Metadata that Terraform knows only in the apply restores nothing again if it
// turns out the same. If it does not, the next plan shows the other restore.
func TestAccRestore_metadataUnknownAtPlan(t *testing.T) {
	t.Parallel()
	const part = `{ targetTableName = terraform_data.name.output, encryptionType = "Default" }`
	for name, test := range map[string]struct {
		metadata, later string // HCL
		name            string // that the apply finds out
		plan            []string
		restores        []int // after the apply, and after the next one
		real            bool
	}{
		"the same element":        {metadata: part, name: "drill", restores: []int{1, 1}},
		"another element":         {metadata: part, name: "other", restores: []int{1, 2}},
		"the same map":            {metadata: "terraform_data.map.output", name: "drill", restores: []int{1, 1}},
		"another map":             {metadata: "terraform_data.map.output", name: "other", restores: []int{1, 2}},
		"real Terraform, same":    {metadata: part, name: "drill", restores: []int{1, 1}, real: true},
		"real Terraform, another": {metadata: part, name: "other", restores: []int{1, 2}, real: true},
		"a known one differs":     {metadata: part, later: strings.Replace(part, "Default", "KMS", 1), name: "drill", plan: []string{kept}, restores: []int{2, 2}},
		"a known one is added":    {metadata: part, later: strings.Replace(part, "{", `{ kmsMasterKeyArn = "k",`, 1), name: "drill", plan: []string{kept}, restores: []int{2, 2}},
		"a known one is gone":     {metadata: part, later: `{ targetTableName = terraform_data.name.output }`, name: "drill", plan: []string{kept}, restores: []int{2, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := point(t, env, acctest.TableARN)
			config := func(name, run, metadata string) string {
				return env.Config(fmt.Sprintf(`
resource "terraform_data" "name" {
  input            = %[1]q
  triggers_replace = %[2]q
}

resource "terraform_data" "map" {
  input            = { targetTableName = %[1]q }
  triggers_replace = %[2]q
}
`, name, run) + restore(arn, metadata))
			}
			c := env.Either(test.real, config("drill", "1", test.metadata))
			apply(t, c)
			env.AWS().RemoveResources(object(t, c).Text("created_resource_arn")) // The name is free again.
			later := test.metadata
			if test.later != "" {
				later = test.later
			}
			c.Write(config(test.name, "2", later))
			found := c.Run("plan")
			found = slices.DeleteFunc(found, func(d acctest.Diagnostic) bool { return !strings.HasPrefix(d.Summary, "Restored Resource Is Kept") })
			wantSummaries(t, "the plan", found, test.plan...)
			apply(t, c)
			wantRestores(t, env, test.restores[0])
			apply(t, c)
			wantRestores(t, env, test.restores[1])
			wantNoChanges(t, c)
		})
	}
}
