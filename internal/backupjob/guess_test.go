// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	saysGuessed     = "Recovery Point Guessed"
	saysGuessKept   = "Recovery Point Kept: It Was Only Guessed"
	saysGuessStands = "Recovery Point Not Changed: It Was Only Guessed"
)

// TestAccBackupJob_guessedPoint: of a job that expired before AWS reported its
// recovery point, the only point that it may have made is a guess. It is shown,
// says that it is one, and is neither deleted nor changed, even where it is
// another backup.
func TestAccBackupJob_guessedPoint(t *testing.T) {
	t.Parallel()
	lateARN := emulator.Script{ARNAt: emulator.ARNAtEnd, Running: hour.Running}
	failed := emulator.Script{ARNAt: emulator.ARNAtEnd, Running: hour.Running, End: "FAILED"}
	plant := func(change func(*emulator.RecoveryPoint)) func(*acctest.Env) {
		return func(env *acctest.Env) {
			env.AWS().AddVault(emulator.Vault{Name: "other"})
			point := emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.VolumeARN, RoleARN: acctest.RoleARN, Created: env.Emulator.Now().Add(-2 * time.Hour)}
			change(&point)
			env.AWS().AddRecoveryPoints(point)
		}
	}
	other := plant(func(*emulator.RecoveryPoint) {})
	for _, test := range []struct {
		name   string
		script emulator.Script
		// meanwhile happens four hours after the job.
		meanwhile func(*acctest.Env)
		guessed   bool
		gone      bool // by hand, after the guess
		denied    bool // once, the read of the point
	}{
		{name: "its own", script: lateARN, guessed: true},
		{name: "its own, after a denial", script: lateARN, guessed: true, denied: true},
		{name: "another backup", script: failed, meanwhile: other, guessed: true},
		{name: "another backup, deleted later", script: failed, meanwhile: other, guessed: true, gone: true},
		{name: "two", script: lateARN, meanwhile: other},
		{name: "its own and one of a plan", script: lateARN, meanwhile: plant(func(p *emulator.RecoveryPoint) { p.PlanID = "p-1" }), guessed: true},
		{name: "one of another role", script: failed, meanwhile: plant(func(p *emulator.RecoveryPoint) { p.RoleARN += "-other" })},
		{name: "one of a plan", script: failed, meanwhile: plant(func(p *emulator.RecoveryPoint) { p.PlanID = "p-1" })},
		{name: "its own and one of another vault", script: lateARN, meanwhile: plant(func(p *emulator.RecoveryPoint) { p.VaultName = "other" }), guessed: true},
		{name: "one of another vault", script: failed, meanwhile: plant(func(p *emulator.RecoveryPoint) { p.VaultName = "other" })},
		{name: "too late", script: failed, meanwhile: plant(func(p *emulator.RecoveryPoint) { p.Created = p.Created.Add(14 * time.Hour) })},
		{name: "none", script: failed},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(acctest.VolumeARN, test.script)
			config := func(extra string) string {
				return env.Config(job(acctest.VolumeARN, "wait_for = \"created\"\n on_destroy = \"delete\"\n "+extra))
			}
			c := env.Terraform(config(""))
			apply(t, c)
			wantAttribute(t, c, "recovery_point_arn", "")
			env.Emulator.Advance(4 * time.Hour)
			if test.meanwhile != nil {
				test.meanwhile(env)
			}
			points := len(env.AWS().RecoveryPoints())
			env.Emulator.Advance(40 * day)
			if test.denied { // It is neither a guess nor the end of one.
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeRecoveryPoint", Times: emulator.Always})
				wantSaid(t, refresh(t, c), saysDenied, "backup:DescribeRecoveryPoint")
				wantAttribute(t, c, "recovery_point_arn", "")
				env.Emulator.ClearFaults()
			}
			said := apply(t, c)
			wantJobs(t, env, 1)
			if !test.guessed {
				wantSummary(t, said, "warning", saysExpired)
				wantAttribute(t, c, "recovery_point_arn", "")
				wantNoChanges(t, c)
				c.Run("destroy", "-auto-approve")
				wantPoints(t, env, points)
				return
			}
			guess := c.State()[0].Text("recovery_point_arn")
			wantSaid(t, said, saysGuessed, guess)
			wantAttribute(t, c, "state", "COMPLETED")
			wantAttribute(t, c, "recovery_point_status", "COMPLETED")

			if test.gone {
				env.AWS().RemoveRecoveryPoint(guess)
				wantSaid(t, apply(t, c), saysGuessed, guess)
				wantAttribute(t, c, "recovery_point_status", "DELETED")
				wantSaid(t, apply(t, c), saysGuessed)
				wantJobs(t, env, 1)
				return
			}

			// What is new for the backup is not sent to a guess.
			env.Emulator.ResetRequests()
			c.Write(config("tags = { a = \"1\" }\n recovery_point_lifecycle = { delete_after_days = 90 }"))
			wantSummary(t, apply(t, c), "warning", saysGuessStands)
			wantWrites(t, env)
			wantNoChanges(t, c)

			said, failed := destroyed(c)
			if failed {
				t.Errorf("the destroy fails: %v", said)
			}
			wantSaid(t, said, saysGuessKept, guess, guess) // by the plan and by the delete
			wantPoints(t, env, points)
		})
	}
}
