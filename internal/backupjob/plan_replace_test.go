// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// summaries are what was said, without details.
func summaries(said []acctest.Diagnostic) []string {
	var all []string
	for _, d := range said {
		all = append(all, d.Severity+": "+d.Summary)
	}
	return all
}

func wantSummary(t *testing.T, said []acctest.Diagnostic, severity, summary string) {
	t.Helper()
	for _, d := range said {
		if d.Severity == severity && d.Summary == summary {
			return
		}
	}
	t.Errorf("said %q, want the %s %q", summaries(said), severity, summary)
}

// A replacement that Terraform decides on by itself deletes no backup that the
// configuration says to keep, and once on_destroy is applied it can be made.
func TestAccBackupJob_forcedReplacementKeeps(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		config func(env *acctest.Env, onDestroy, version string) string
		args   []string
	}{
		"-replace": {func(env *acctest.Env, onDestroy, _ string) string {
			return env.Config(job(acctest.FilesARN, fmt.Sprintf("on_destroy = %q", onDestroy)))
		}, []string{"-replace=" + address}},
		"replace_triggered_by": {func(env *acctest.Env, onDestroy, version string) string {
			return env.Config(fmt.Sprintf("resource \"terraform_data\" \"version\" {\n  input = %q\n}\n", version) +
				job(acctest.FilesARN, fmt.Sprintf("on_destroy = %q\n  lifecycle {\n    replace_triggered_by = [terraform_data.version]\n  }", onDestroy)))
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			c := env.CLI(test.config(env, "delete", "1"))
			apply(t, c)
			env.Emulator.Advance(time.Minute)

			c.Write(test.config(env, "retain", "2"))
			said := c.Run(append([]string{"apply", "-auto-approve"}, test.args...)...)
			wantSummary(t, said, "error", "Replacement Would Delete a Backup to Be Kept")
			wantPoints(t, env, 1)

			c.Write(test.config(env, "retain", "1"))
			apply(t, c)
			c.Write(test.config(env, "retain", "2"))
			apply(t, c, test.args...)
			wantPoints(t, env, 2)
		})
	}
}

// The plan says what there is to say about the new backup of a replacement.
func TestAccBackupJob_replacementIsChecked(t *testing.T) {
	t.Parallel()
	config := func(env *acctest.Env, preflight, vault string) string {
		return env.ProviderBlock(preflight) + inVault(vault, "recovery_point_lifecycle = { delete_after_days = 7 }")
	}
	for name, test := range map[string]struct {
		preflight string
		lock      emulator.Lock
		severity  string
		times     int
	}{
		"a lock that can still change":           {"", emulator.Lock{Min: 30}, "warning", 1},
		"a final lock, with preflight = warn":    {`preflight = "warn"`, emulator.Lock{Min: 30, Date: time.Now().Add(-time.Hour)}, "warning", 1},
		"a final lock":                           {"", emulator.Lock{Min: 30, Date: time.Now().Add(-time.Hour)}, "error", 1},
		"a final lock, without preflight at all": {`preflight = "off"`, emulator.Lock{Min: 30, Date: time.Now().Add(-time.Hour)}, "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().AddVault(emulator.Vault{Name: "locked", Lock: &test.lock})
			c := env.Terraform(config(env, test.preflight, "Default"))
			apply(t, c)
			c.Write(config(env, test.preflight, "locked"))
			said := slices.DeleteFunc(c.Run("plan"), func(d acctest.Diagnostic) bool { return d.Summary == "Old Backup Is Kept" })
			if len(said) != test.times || len(said) > 0 && (said[0].Severity != test.severity || !strings.Contains(said[0].Detail, "30")) {
				t.Errorf("said %q, want %d times a %s with the 30 days", summaries(said), test.times, test.severity)
			}
		})
	}
}

// on_destroy = "delete" deletes nothing in a locked vault, and the plan of a
// replacement does not say so either.
func TestAccBackupJob_replacementInLockedVault(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	env.AWS().LockVault("Default", emulator.Lock{Min: 1})
	config := func(version string) string {
		return env.Config(job(acctest.FilesARN, fmt.Sprintf("on_destroy = \"delete\"\n  recovery_point_lifecycle = { delete_after_days = 7 }\n  triggers = { version = %q }", version)))
	}
	c := env.Terraform(config("1"))
	apply(t, c)
	c.Write(config("2"))
	said := c.Run("plan")
	wantSummary(t, said, "warning", "Backup Will Be Kept by a Locked Vault")
	for _, d := range said {
		if strings.HasPrefix(d.Summary, "Replacement Deletes") {
			t.Errorf("the plan promises a deletion: %s", d.Detail)
		}
	}
}

// An equal resource that is added while another still waits gets a backup of
// its own, or it is said that it was too quick for that.
func TestAccTwice_equalBesideUpdate(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	c := env.Terraform(env.Config(job(acctest.FilesARN, "")))
	interruptApply(t, env, c)
	c.Write(env.Config(job(acctest.FilesARN, "") + strings.Replace(job(acctest.FilesARN, ""), `"test"`, `"second"`, 1)))
	onceAllSeen(env, 1, func() { env.Emulator.Advance(2 * time.Hour) })
	said := apply(t, c)
	jobs := startedJobs(env)
	if len(jobs) == 2 {
		wantHeld(t, c, jobs...)
		wantSaid(t, said, "Backup Job Held Twice")
	} else {
		wantHeld(t, c, jobs[0], jobs[0])
		wantSaid(t, said, "Backup Job Held Twice", jobs[0])
	}
}

// What changes about a point that is gone changes in state only, and that is said.
func TestAccBackupJob_changeOfDeleted(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	lifecycle := "recovery_point_lifecycle = { delete_after_days = 7 }\n"
	c := env.Terraform(env.Config(job(acctest.VolumeARN, lifecycle)))
	apply(t, c)
	files := env.Terraform(env.Config(job(acctest.FilesARN, lifecycle)))
	apply(t, files)
	env.Emulator.Advance(40 * day)

	env.Emulator.ResetRequests()
	c.Write(env.Config(job(acctest.VolumeARN, lifecycle+`index = "ENABLED"`)))
	wantSummary(t, apply(t, c), "warning", "Index of a deleted backup")
	files.Write(env.Config(job(acctest.FilesARN, lifecycle+`tags = { team = "db" }`)))
	wantSummary(t, apply(t, files), "warning", "Tags of a deleted backup")
	if got := writes(env); len(got) > 0 {
		t.Errorf("wrote %v to points that are gone", got)
	}
	wantNoChanges(t, c)
	wantNoChanges(t, files)
}

// TestAccBackupJob_replacementUnknown: an on_destroy that is known only in the
// apply may turn out to keep the old backup, which is gone by then.
func TestAccBackupJob_replacementUnknown(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		script               emulator.Script
		before, then, refuse string
	}{
		"delete, then unknown":           {before: `"delete"`, then: "terraform_data.keep.output", refuse: "delete recovery point"},
		"delete, then stop":              {before: `"delete"`, then: `"stop"`, refuse: "delete recovery point"},
		"delete in flight, then unknown": {script: hour, before: `"delete"`, then: "terraform_data.keep.output", refuse: "delete recovery point"},
		"delete in flight, then retain":  {script: hour, before: `"delete"`, then: `"retain"`, refuse: "delete recovery point"},
		"delete before AWS reports the point, then retain": {
			script: emulator.Script{Running: hour.Running, ARNAt: emulator.ARNAtEnd}, before: `"delete"`, then: `"retain"`, refuse: "and delete its backup",
		},
		"stop in flight, then unknown":    {script: hour, before: `"stop"`, then: "terraform_data.keep.output", refuse: "stop job"},
		"stop in flight, then retain":     {script: hour, before: `"stop"`, then: `"retain"`, refuse: "stop job"},
		"stop and finished, then unknown": {before: `"stop"`, then: "terraform_data.keep.output"},
		"retain, then unknown":            {before: `"retain"`, then: "terraform_data.keep.output"},
		"delete, then delete":             {before: `"delete"`, then: `"delete"`},
		"stop in flight, then stop":       {script: hour, before: `"stop"`, then: `"stop"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			arn := acctest.FilesARN
			env.AWS().Script("*", test.script)
			config := func(onDestroy, version string) string {
				return env.Config(job(arn, fmt.Sprintf("wait_for = \"created\"\n  on_destroy = %s\n  triggers = { version = %q }", onDestroy, version)))
			}
			c := env.Terraform(config(test.before, "1"))
			apply(t, c)
			if test.script.Running == 0 {
				env.Emulator.Advance(2 * time.Hour)
				apply(t, c)
			}
			c.Write(config(test.then, "2") + "resource \"terraform_data\" \"keep\" {\n input = \"retain\"\n}\n")
			said := c.Run("plan")
			var refused []string
			for _, d := range said {
				if d.Severity == "error" {
					refused = append(refused, d.Summary+": "+d.Detail)
				}
			}
			if (len(refused) == 1) != (test.refuse != "") || test.refuse != "" && (!strings.HasPrefix(refused[0], "Replacement Would Delete a Backup to Be Kept") || !strings.Contains(refused[0], test.refuse)) {
				t.Errorf("refused %q, want an error with %q", refused, test.refuse)
			}
			wantJobs(t, env, 1)
		})
	}
}
