// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What the guide backup-before-change says about the order of a backup and a
// change is Terraform's doing and not ours, so it is looked at here. (Terraform
// says that it is modifying or destroying before it invokes the actions that
// come before; what counts is when that is complete.)

const (
	orders   = "aws_db_instance.orders"
	database = "arn:aws:rds:eu-central-1:123456789012:db:orders"
)

// applied is an example of the guide after its first apply.
func applied(t *testing.T, dir string) *world {
	t.Helper()
	all := find(t)
	at := slices.IndexFunc(all, func(e example) bool { return e.dir == "guides/backup-before-change/"+dir })
	if at < 0 {
		t.Fatalf("the guide has no %s any more", dir)
	}
	w := newWorld(t, all[at], all[at].configuration())
	w.terraform("init", "-no-color")
	w.terraform("apply", "-no-color", "-auto-approve")
	return w
}

// noBackup lets the next backups of the database fail.
func (w *world) noBackup() {
	failed := emulator.Script{End: "FAILED", Message: "An internal error occurred."}
	w.aws.Script(database, failed, failed)
}

// first fails the test unless one text comes before the other.
func first(t *testing.T, output, before, after string) {
	t.Helper()
	b, a := strings.Index(output, before), strings.Index(output, after)
	if b < 0 || a < 0 || b > a {
		t.Errorf("%q does not come before %q:\n%s", before, after, output)
	}
}

func (w *world) inState(address string) bool {
	w.t.Helper()
	return slices.Contains(strings.Fields(w.terraform("state", "list")), address)
}

// databaseUnchanged fails the test unless the last apply failed and left the
// database alone.
func (w *world) databaseUnchanged(output string, code int) {
	w.t.Helper()
	if code == 0 {
		w.t.Errorf("the apply went through without a backup:\n%s", output)
	}
	if !w.inState(orders) || w.attribute(orders, "engine_version") != "16.4" {
		w.t.Errorf("the database was changed without a backup:\n%s", output)
	}
}

func TestResourceComesBeforeUpdate(t *testing.T) {
	t.Parallel()
	w := applied(t, "upgrade")
	output := w.terraform("apply", "-no-color", "-auto-approve", "-var=engine_version=17.2")
	first(t, output, "awsbackup_backup_job.before: Creation complete", orders+": Modifying")
	if jobs := len(w.aws.Jobs()); jobs != 2 {
		t.Errorf("there are %d backup jobs, want one for each version", jobs)
	}
}

func TestFailedResourceStopsUpdate(t *testing.T) {
	t.Parallel()
	w := applied(t, "upgrade")
	w.noBackup()
	w.databaseUnchanged(w.try("apply", "-no-color", "-auto-approve", "-var=engine_version=17.2"))
}

// TestResourceComesAfterReplacement is the trap: Terraform destroys the database
// before it takes the backup that the new one depends on.
func TestResourceComesAfterReplacement(t *testing.T) {
	t.Parallel()
	w := applied(t, "upgrade")
	output := w.terraform("apply", "-no-color", "-auto-approve", "-var=engine_version=17.2", "-replace="+orders)
	first(t, output, orders+": Destruction complete", "awsbackup_backup_job.before: Creating")
}

func TestFailedActionStopsUpdate(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{"action", "destroy"} {
		w := applied(t, dir)
		w.noBackup()
		w.databaseUnchanged(w.try("apply", "-no-color", "-auto-approve", "-var=engine_version=17.2"))
	}
}

func TestActionComesBeforeUpdate(t *testing.T) {
	t.Parallel()
	w := applied(t, "action")
	output := w.terraform("apply", "-no-color", "-auto-approve", "-var=engine_version=17.2")
	first(t, output, "backup completed", orders+": Modifications complete")
	w.terraform("apply", "-no-color", "-auto-approve", "-var=engine_version=17.3")
	if jobs := len(w.aws.Jobs()); jobs != 1 {
		t.Errorf("two changes within the hour took %d backups, want 1", jobs)
	}
}

func TestActionComesBeforeReplacement(t *testing.T) {
	t.Parallel()
	w := applied(t, "destroy")
	output := w.terraform("apply", "-no-color", "-auto-approve", "-replace="+orders)
	first(t, output, "backup completed", orders+": Destruction complete")
}

func TestFailedActionStopsReplacement(t *testing.T) {
	t.Parallel()
	w := applied(t, "destroy")
	w.noBackup()
	w.databaseUnchanged(w.try("apply", "-no-color", "-auto-approve", "-replace="+orders))
}

// TestFailedActionDoesNotStopDestroy is the other trap: a full destroy goes on
// without the backup.
func TestFailedActionDoesNotStopDestroy(t *testing.T) {
	t.Parallel()
	w := applied(t, "destroy")
	w.noBackup()
	output, _ := w.try("destroy", "-no-color", "-auto-approve")
	if w.inState(orders) {
		t.Errorf("a destroy is stopped by a failing action now; tell so in the guide:\n%s", output)
	}
}

// TestInvokeFirst is the safe way.
func TestInvokeFirst(t *testing.T) {
	t.Parallel()
	const invoke = "-invoke=action.awsbackup_start_backup_job.orders"
	w := applied(t, "destroy")
	w.noBackup()
	if output, code := w.try("apply", "-no-color", "-auto-approve", invoke); code == 0 {
		t.Errorf("a failed backup ends with exit code 0, so && destroys:\n%s", output)
	}
	isOrders := func(j emulator.Job) bool { return j.ResourceARN == database }
	if jobs := w.aws.Jobs(); !slices.ContainsFunc(jobs, isOrders) {
		t.Errorf("no backup of the database was tried: %+v", jobs)
	}
	if !w.inState(orders) {
		t.Error("the invocation destroyed something")
	}
}
