// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// TestCopyJobFilters: the list and the data source find the same jobs by every
// filter, the newest first.
func TestCopyJobFilters(t *testing.T) {
	t.Parallel()
	env := world(t)
	admit(t, env)
	files := backedUp(t, env, acctest.FilesARN, nil)
	table := backedUp(t, env, acctest.TableARN, nil)
	near := copied(t, env, files.ARN, offsite)
	env.Emulator.Advance(2 * time.Hour)
	far := copied(t, env, files.ARN, foreign)
	env.Emulator.Advance(2 * time.Hour)
	env.AWS().ScriptCopies(acctest.TableARN, emulator.CopyScript{End: "FAILED", Category: "KMS_KEY_ERROR"})
	failed := copied(t, env, table.ARN, offsite)
	env.Emulator.Advance(2 * time.Hour)
	created := func(n int, after time.Duration) string {
		return env.AWS().CopyJobs()[n].Created.Add(after).UTC().Format(time.RFC3339)
	}
	server := env.Server(nil)
	for name, test := range map[string]struct {
		config map[string]any
		want   []string
	}{
		"all":              {nil, []string{failed, far, near}},
		"recovery point":   {map[string]any{"recovery_point_arn": files.ARN}, []string{far, near}},
		"destination":      {map[string]any{"destination_backup_vault_arn": offsite}, []string{failed, near}},
		"resource":         {map[string]any{"resource_arn": acctest.TableARN}, []string{failed}},
		"type":             {map[string]any{"resource_type": "EFS"}, []string{far, near}},
		"state":            {map[string]any{"state": "FAILED"}, []string{failed}},
		"category":         {map[string]any{"message_category": "KMS_KEY_ERROR"}, []string{failed}},
		"created after":    {map[string]any{"created_after": created(0, time.Hour)}, []string{failed, far}},
		"created before":   {map[string]any{"created_before": created(0, time.Hour)}, []string{near}},
		"ended after":      {map[string]any{"complete_after": created(1, time.Hour)}, []string{failed}},
		"ended before":     {map[string]any{"complete_before": created(1, time.Hour)}, []string{far, near}},
		"account":          {map[string]any{"account_id": abroad}, nil},
		"parent":           {map[string]any{"parent_job_id": near}, nil},
		"two filters":      {map[string]any{"state": "COMPLETED", "destination_backup_vault_arn": offsite}, []string{near}},
		"destination side": {map[string]any{"region": away}, nil},
	} {
		objects, diagnostics := server.List("awsbackup_copy_job", test.config, 100)
		var listed []string
		for _, o := range objects {
			listed = append(listed, o.Value.GetAttr("id").AsString())
		}
		if !slices.Equal(listed, test.want) || len(diagnostics) > 0 {
			t.Errorf("%s: the list shows %q and %v, want %q", name, listed, diagnostics, test.want)
		}
		data, diagnostics := server.Data("awsbackup_copy_jobs", test.config)
		var read []string
		for _, j := range data.GetAttr("jobs").AsValueSlice() {
			read = append(read, j.GetAttr("copy_job_id").AsString())
		}
		if !slices.Equal(read, test.want) || len(diagnostics) > 0 {
			t.Errorf("%s: the data source shows %q and %v, want %q", name, read, diagnostics, test.want)
		}
	}
}

// TestCopyJobList: a listed job has the state that an import gives it, and no
// more pages are read than are wanted.
func TestCopyJobList(t *testing.T) {
	t.Parallel()
	env := world(t)
	point := backedUp(t, env, acctest.FilesARN, nil)
	for range 3 {
		copied(t, env, point.ARN, offsite)
	}
	env.Emulator.Advance(day)
	env.Emulator.ResetRequests()
	objects, _ := env.Server(nil).List("awsbackup_copy_job", nil, 1)
	if got := env.Emulator.Count("ListCopyJobs"); got != 1 || len(objects) != 1 {
		t.Fatalf("%d objects after %d lists, want one of one", len(objects), got)
	}
	jobs := env.AWS().CopyJobs()
	newest := jobs[len(jobs)-1]
	if got, want := objects[0].DisplayName, "EFS "+point.ARN+" to "+offsite+", "+newest.Created.UTC().Format("2006-01-02 15:04")+" UTC, COMPLETED"; got != want {
		t.Errorf("the list calls the copy %q, want %q", got, want)
	}
	c := env.Terraform(env.Config(job(point.ARN, offsite, "")) + "\nimport {\n to = awsbackup_copy_job.test\n id = \"" + newest.ID + "\"\n}\n")
	apply(t, c)
	imported := c.State()[0]
	for _, name := range []string{
		"id", "recovery_point_arn", "source_backup_vault_name", "destination_backup_vault_arn", "iam_role_arn", "state", "region",
		"destination_recovery_point_arn", "destination_recovery_point_status", "wait_for", "on_issues", "on_destroy", "creation_date", "completion_date",
	} {
		if got, want := objects[0].Value.GetAttr(name).AsString(), imported.Text(name); got != want {
			t.Errorf("%s is %q in the list and %q after an import", name, got, want)
		}
	}
}

// TestCopyJobData_faults: what AWS refuses, and what it would misread, is an
// error that says so.
func TestCopyJobData_faults(t *testing.T) {
	t.Parallel()
	env := world(t)
	env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListCopyJobs", Times: emulator.Always})
	server := env.Server(nil)
	if _, found := server.Data("awsbackup_copy_jobs", nil); len(found) != 1 || !strings.Contains(found[0].Detail, "backup:ListCopyJobs") {
		t.Errorf("a denied list reports %v", found)
	}
	if _, found := server.List("awsbackup_copy_job", nil, 10); !inprocess.Diagnostics(found).Failed() {
		t.Errorf("a denied list reports %v", found)
	}
	if _, found := server.Data("awsbackup_copy_job", map[string]any{"copy_job_id": "1CDF6B45-0000-4000-8000-000000000000"}); len(found) != 1 || !strings.Contains(found[0].Summary, "Not Found") {
		t.Errorf("a job that does not exist reports %v", found)
	}
}
