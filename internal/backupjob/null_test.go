// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// A trigger that is null, such as a variable without a value, is one that is
// not there. As an error of Create it would come after the old backup is gone.
func TestAccBackupJob_nullTrigger(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := func(triggers string) string {
		return env.Config(job(acctest.FilesARN, "on_destroy = \"delete\"\n triggers = "+triggers))
	}
	c := env.Terraform(config(`{ schema = "1" }`))
	apply(t, c)
	// One more variable that nobody sets is no reason for a backup.
	c.Write(config(`{ image = null, schema = "1" }`))
	apply(t, c)
	wantNoChanges(t, c)
	wantJobs(t, env, 1)
	c.Write(config(`{ image = "v2", schema = "1" }`))
	apply(t, c)
	c.Write(config(`{ image = null, schema = "2" }`))
	apply(t, c)
	wantNoChanges(t, c)
	wantJobs(t, env, 3)
	wantPoints(t, env, 1)
}

// What is null only once the apply has made it is no accident either.
func TestAccBackupJob_nullTriggerMade(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	config := func(made string) string {
		return env.Config("resource \"terraform_data\" \"made\" {\n  input = " + made + "\n}\n" +
			job(acctest.FilesARN, "on_destroy = \"delete\"\n triggers = { image = terraform_data.made.output }"))
	}
	c := env.Terraform(config(`"v1"`))
	apply(t, c)
	c.Write(config(`null`))
	apply(t, c)
	wantJobs(t, env, 2)
	wantPoints(t, env, 1)
}

func TestAccCompletion_nullID(t *testing.T) {
	t.Parallel()
	const refused = "awsbackup_backup_job_completion.all error: Null Set Value"
	env := acctest.New(t)
	config := func(id string) string {
		return env.Config("resource \"awsbackup_backup_job_completion\" \"all\" {\n  backup_job_ids = [" + id + "]\n}\n")
	}
	c := env.Terraform(config(`null`))
	if said := c.Validate(); len(said) != 1 || said[0].String() != refused {
		t.Errorf("validate says %v, want %q", said, refused)
	}
	c.Write("variable \"id\" {\n  type    = string\n  default = null\n}\n" + config(`var.id`))
	if said := c.Run("plan"); len(said) != 1 || said[0].String() != refused {
		t.Errorf("plan says %v, want %q", said, refused)
	}
	c.Write("resource \"terraform_data\" \"made\" {}\n" + config(`terraform_data.made.output`))
	if said := c.Run("apply", "-auto-approve"); len(said) != 1 || said[0].String() != refused {
		t.Errorf("apply says %v, want %q", said, refused)
	}
	if calls := env.Emulator.Counts(); len(calls) > 0 {
		t.Errorf("it made the calls %v", calls)
	}
}

// An action's variables are known to its plan first: a null is an error of the
// rules there, at its key, and never reaches AWS as one that was left out.
func TestStartAction_nulls(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	server := env.Server(nil)
	for argument, test := range map[string]struct{ key, want string }{
		"tags":           {"team", "ERROR: Tag without a value"},
		"backup_options": {"BackupACLs", "ERROR: Not a value of this backup option"},
	} {
		config := asked(acctest.BucketARN, map[string]any{argument: map[string]any{test.key: nil}})
		planned := server.Plan(startAction, config)
		wantDiagnostics(t, planned, []string{test.want}, test.key)
		said := server.Invoke(acctest.Context(t), startAction, config, nil)
		wantDiagnostics(t, said.Diagnostics, []string{test.want}, test.key)
	}
	if n := env.Emulator.Count("StartBackupJob"); n != 0 {
		t.Errorf("%d backups were started", n)
	}
}
