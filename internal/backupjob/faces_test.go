// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// backedUp is a job that another process has started and that has ended.
func backedUp(t *testing.T, env *acctest.Env, arn string, change func(*backup.StartBackupJobInput)) emulator.Job {
	t.Helper()
	return await(t, env, started(t, env, arn, change), func(j emulator.Job) bool { return !inFlightState(j.State) })
}

func inFlightState(state string) bool {
	switch state {
	case "CREATED", "PENDING", "RUNNING", "ABORTING":
		return true
	default:
		return false
	}
}

// await looks at the emulator until a job is what the test waits for.
func await(t *testing.T, env *acctest.Env, id string, until func(emulator.Job) bool) emulator.Job {
	t.Helper()
	var found emulator.Job
	eventually(t, "job "+id+" gets there", func() bool {
		for _, j := range env.AWS().Jobs() {
			if j.ID == id && until(j) {
				found = j
				return true
			}
		}
		return false
	})
	return found
}

// requests are the calls of one operation, in order.
func requests(env *acctest.Env, operation string) []emulator.Request {
	var found []emulator.Request
	for _, r := range env.Emulator.Requests() {
		if r.Operation == operation {
			found = append(found, r)
		}
	}
	return found
}
