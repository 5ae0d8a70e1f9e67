// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"fmt"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The summaries of what is said about jobs that nobody waits for any more.
const (
	saysUnknown = "Backup Job Not Found"
	saysExpired = "Backup Job Record Expired"
)

// refresh brings state up to date, which must go well, and returns the warnings.
func refresh(t *testing.T, c acctest.Terraform) []acctest.Diagnostic {
	t.Helper()
	return apply(t, c, "-refresh-only")
}

// notFound makes AWS not know the job for a number of looks.
func notFound(env *acctest.Env, operation string, times int) {
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Error, Operation: operation, Code: "ResourceNotFoundException", Message: "Cannot find it", Times: times})
}

// TestAccLeftover_unknownForAMoment: AWS keeps the record of a job for 30 days,
// so an answer that it knows no younger one is not the end of the job, whatever
// its recovery point looks like.
func TestAccLeftover_unknownForAMoment(t *testing.T) {
	t.Parallel()
	for _, arn := range []string{acctest.VolumeARN, acctest.FilesARN, acctest.DBARN} {
		for _, visible := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s visible %t", arn, visible), func(t *testing.T) {
				t.Parallel()
				env := inFlight(t)
				c := env.Terraform(env.Config(job(arn, "")))
				interruptApply(t, env, c)
				first := startedJobs(env)[0]
				if !visible {
					notFound(env, "DescribeRecoveryPoint", emulator.Always)
				}
				notFound(env, "DescribeBackupJob", emulator.Always) // The interrupted provider may still have sent one.
				wantSaid(t, refresh(t, c), saysUnknown, first)
				wantHeld(t, c, first)
				wantAttribute(t, c, "state", "RUNNING")
				wantStates(t, env, "RUNNING")

				env.Emulator.ClearFaults()
				notFound(env, "DescribeBackupJob", 1)
				finishAfterLooks(env, 4)
				apply(t, c)
				wantStates(t, env, "COMPLETED")
				wantHeld(t, c, first)
				wantAttribute(t, c, "state", "COMPLETED")
			})
		}
	}
}

// TestAccLeftover_undated: where AWS never reported the age of the job, it is asked
// again before it is believed.
func TestAccLeftover_undated(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	c := env.Terraform(env.Config(job(acctest.VolumeARN, "")))
	for _, operation := range []string{"StartBackupJob", "DescribeBackupJob", "ListBackupJobs"} {
		env.Emulator.Inject(emulator.Fault{Kind: emulator.Nulls, Operation: operation, Members: []string{"CreationDate"}, Times: emulator.Always})
	}
	interruptApply(t, env, c)
	wantAttribute(t, c, "creation_date", "")
	notFound(env, "DescribeBackupJob", 1)
	wantSaid(t, refresh(t, c), saysExpired)
	wantAttribute(t, c, "state", "RUNNING")
}

// TestAccLeftover_recordExpired: of a job whose end nobody saw and that AWS has
// forgotten, a finished recovery point is the proof.
func TestAccLeftover_recordExpired(t *testing.T) {
	t.Parallel()
	env := inFlight(t)
	c := env.Terraform(env.Config(job(acctest.VolumeARN, "complete_window_minutes = 1000000")))
	interruptApply(t, env, c)
	first := startedJobs(env)[0]
	env.Emulator.Advance(35 * day)
	notFound(env, "DescribeBackupJob", emulator.Always)
	wantSaid(t, refresh(t, c), saysExpired)
	wantHeld(t, c, first)
	wantAttribute(t, c, "state", "COMPLETED")
	wantNoChanges(t, c)
	wantJobs(t, env, 1)
}
