// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// What the guide backup-before-change says about the order of a backup and a
// change is Terraform's doing and not ours, so it is checked here. (Terraform
// says that it is modifying or destroying before it invokes the actions that
// come before; what counts is when that is complete.)

const (
	orders   = "aws_db_instance.orders"
	database = "arn:aws:rds:eu-central-1:123456789012:db:orders"
)

// applied is an example of the guide after its first apply.
func applied(t *testing.T, dir string) *world {
	t.Helper()
	e := named(t, "guides/backup-before-change/"+dir)
	w := newWorld(t, e, e.configuration())
	w.terraform("apply", "-auto-approve")
	return w
}

// noBackup lets the next backup of the database fail.
func (w *world) noBackup() {
	w.aws.Script(database, emulator.Script{End: "FAILED", Message: "An internal error occurred."})
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
	_, found := w.state().Object(address)
	return found
}

// apply is an apply that succeeds.
func (w *world) apply(args ...string) (output string) {
	w.t.Helper()
	return w.terraform(append([]string{"apply", "-auto-approve"}, args...)...)
}

// fails applies without a backup, which must fail and leave the database alone.
func (w *world) fails(args ...string) {
	w.t.Helper()
	w.noBackup()
	before := w.attribute(orders, "engine_version")
	output, code := w.try(append([]string{"apply", "-auto-approve"}, args...)...)
	if code == 0 {
		w.t.Errorf("the apply succeeded without a backup:\n%s", output)
	}
	if !w.inState(orders) || w.attribute(orders, "engine_version") != before {
		w.t.Errorf("the database was changed without a backup:\n%s", output)
	}
}

// backups is how many backups of the database are complete.
func (w *world) backups() (n int) {
	for _, j := range w.aws.Jobs() {
		if j.ResourceARN == database && j.State == "COMPLETED" {
			n++
		}
	}
	return n
}

// TestResourceAndUpdate: the backup comes before an update, which does not happen
// without it. A replacement is the trap: Terraform destroys the database before
// it takes the backup that the new one depends on.
func TestResourceAndUpdate(t *testing.T) {
	t.Parallel()
	w := applied(t, "upgrade")
	w.fails("-var=engine_version=17.2")
	output := w.apply("-var=engine_version=17.2")
	first(t, output, "awsbackup_backup_job.before: Creation complete", orders+": Modifying")
	if n := w.backups(); n != 1 {
		t.Errorf("there are %d backups, want one: there was nothing to back up before the first version", n)
	}
	output = w.apply("-var=engine_version=17.3", "-replace="+orders)
	first(t, output, orders+": Destruction complete", "awsbackup_backup_job.before: Creating")
}

// TestActionAndUpdate: the same with an action, and one backup an hour is enough.
func TestActionAndUpdate(t *testing.T) {
	t.Parallel()
	w := applied(t, "action")
	w.fails("-var=engine_version=17.2")
	output := w.apply("-var=engine_version=17.2")
	first(t, output, "backup completed", orders+": Modifications complete")
	w.apply("-var=engine_version=17.3")
	if n := w.backups(); n != 1 {
		t.Errorf("two changes within the hour took %d backups, want 1", n)
	}
}

// TestActionAndDestroy: an action stops an update, a replacement and, invoked
// first, whatever && comes next. A full destroy is the other trap: it continues
// without the backup.
func TestActionAndDestroy(t *testing.T) {
	t.Parallel()
	w := applied(t, "destroy")
	w.fails("-var=engine_version=17.2")
	w.fails("-replace=" + orders)
	tried := len(w.aws.Jobs())
	w.fails("-invoke=action.awsbackup_start_backup_job.orders")
	if len(w.aws.Jobs()) == tried {
		t.Error("the invocation did not try a backup")
	}
	output := w.apply("-replace=" + orders)
	first(t, output, "backup completed", orders+": Destruction complete")
	w.noBackup()
	output, _ = w.try("destroy", "-auto-approve")
	if w.inState(orders) {
		t.Errorf("a failing action stops a destroy now; change the guide:\n%s", output)
	}
}
