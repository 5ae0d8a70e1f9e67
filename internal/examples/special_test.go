// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// treatment is what an example needs beyond what its files tell.
type treatment struct {
	part    func(*testing.T, example) // instead of the usual one
	prepare func(*world)              // before Terraform
	check   func(*world)              // after the apply or the test
}

// special are the examples that need it.
func special() map[string]treatment {
	return map[string]treatment{
		"demo/bad":                             {part: refused("120")},
		"demo/restore":                         {prepare: secondRegion},
		"guides/retention-and-locks/refused":   {part: refused("120")},
		"guides/from-local-exec/before":        {part: validate}, // It calls the AWS CLI.
		"guides/iam-policies":                  {part: validate}, // TestPolicies does more.
		"guides/copies/account":                {check: readerPolicy},
		"guides/hcp-terraform/two-accounts":    {prepare: dynamicCredentials},
		"guides/backup-before-change/destroy":  {check: restored},
		"modules/restore-drill":                {prepare: backedUpTable},
		"guides/restore-drills":                {prepare: backedUpTable, check: drillCleansUp},
		"list-resources/awsbackup_restore_job": {prepare: restoredTable},
		"guides/testing/with-mock":             {prepare: withoutAWS, check: nobodyCalled},
	}
}

// refused is for an example of what does not work: the plan has to fail, and
// to name what would.
func refused(says string) func(*testing.T, example) {
	return func(t *testing.T, e example) {
		t.Helper()
		w := newWorld(t, e, e.configuration())
		output, code := w.try("plan")
		if code == 0 || !strings.Contains(output, says) {
			t.Errorf("the plan ended with code %d and does not say %q:\n%s", code, says, output)
		}
	}
}

// validate is for what cannot be applied here.
func validate(t *testing.T, e example) {
	t.Helper()
	w := newWorld(t, e, e.configuration())
	w.calm(w.terraform("validate"))
}

// backedUpTable is the backup that a drill restores.
func backedUpTable(w *world) {
	w.aws.AddVault(emulator.Vault{Name: "backups"})
	w.backup("backups", acctest.TableARN)
	// The example's commands need the AWS CLI.
	w.Env = append(w.Env, `TF_VAR_probe=test "$RESTORED_ID" = orders-drill`, "TF_VAR_remove=echo removing $RESTORED_ARN")
}

// drillCleansUp: what a drill restored is removed by the next one, also if its probe failed, and by a destroy, which an overdue
// backup stops only if it refreshes.
func drillCleansUp(w *world) {
	w.t.Helper()
	removing := func(table string) string { return "removing " + strings.TrimSuffix(acctest.TableARN, "orders") + table }
	w.write("drill_override.tf", `module "drill" {
  metadata = { targetTableName = "another" }
  probe    = "false"
}
`)
	output, code := w.try("apply", "-auto-approve")
	if code == 0 || !strings.Contains(output, removing("orders-drill")) {
		w.t.Errorf("the drill with a failing probe ended with code %d:\n%s", code, output)
	}
	w.emulator.Advance(48 * time.Hour)
	if output, code = w.try("destroy", "-auto-approve"); code == 0 || !strings.Contains(output, "max_age") {
		w.t.Errorf("a destroy does not mind an old backup any more; change the guide (code %d):\n%s", code, output)
	}
	if output = w.terraform("destroy", "-auto-approve", "-refresh=false"); !strings.Contains(output, removing("another")) {
		w.t.Errorf("the destroy did not remove what was restored:\n%s", output)
	}
}

// secondRegion is the vault that a copy goes to.
func secondRegion(w *world) {
	w.emulator.Region("eu-west-1").AddVault(emulator.Vault{Name: "recovery", EncryptionKeyARN: "arn:aws:kms:eu-west-1:123456789012:key/recovery"})
}

// restoredTable is a restore that a query finds.
func restoredTable(w *world) {
	w.t.Helper()
	point := w.aws.AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.TableARN})[0]
	if _, err := w.client(acctest.Account, acctest.Region).StartRestoreJob(acctest.Context(w.t), &backup.StartRestoreJobInput{
		RecoveryPointArn: &point, IamRoleArn: aws.String(roleARN), Metadata: map[string]string{"targetTableName": "listed"},
	}); err != nil {
		w.t.Fatal(err)
	}
	w.emulator.Advance(time.Hour)
}

// dynamicCredentials does what HCP Terraform does with tagged dynamic
// credentials: a shared config file for each, and their paths in a variable.
func dynamicCredentials(w *world) {
	w.t.Helper()
	w.emulator.Account(offsiteAccount).Region(acctest.Region).AddVault(emulator.Vault{Name: "backups"})
	w.Unset("AWS_ACCESS_KEY_ID")
	w.Unset("AWS_SECRET_ACCESS_KEY")
	dir := w.t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			w.t.Fatal(err)
		}
		return path
	}
	token := file("token", "a workload identity token")
	config := func(account string) string {
		return file("config-"+account, fmt.Sprintf("[default]\nrole_arn = arn:aws:iam::%s:role/run\nweb_identity_token_file = %s\n", account, token))
	}
	w.Env = append(w.Env, fmt.Sprintf(`TF_VAR_tfc_aws_dynamic_credentials={default={shared_config_file=%q},aliases={PROD={shared_config_file=%q}}}`,
		config(acctest.Account), config(offsiteAccount)))
}

// withoutAWS takes all that leads to AWS out of the environment.
func withoutAWS(w *world) {
	w.Unset("AWS_", "AWS_EC2_METADATA_DISABLED")
}

func nobodyCalled(w *world) {
	w.t.Helper()
	if requests := w.emulator.Requests(); len(requests) > 0 {
		w.t.Errorf("AWS Backup was called: %v", requests)
	}
}

// restored replaces the database by a restore of the backup that the invoked
// action has taken.
func restored(w *world) {
	w.t.Helper()
	w.calm(w.terraform("apply", "-auto-approve", "-replace=aws_db_instance.orders", "-var=restore=true"))
	points := w.aws.RecoveryPoints()
	newest := points[slices.IndexFunc(points, func(p emulator.RecoveryPoint) bool { return p.ResourceARN == acctest.DBARN })]
	_, snapshot, _ := strings.Cut(newest.ARN, ":snapshot:")
	if from := w.attribute("aws_db_instance.orders", "snapshot_identifier"); from != snapshot {
		w.t.Errorf("the database was restored from %s, want %s", from, newest.ARN)
	}
	var taken []emulator.Job
	for _, j := range w.aws.Jobs() {
		if j.ResourceARN == acctest.DBARN {
			taken = append(taken, j)
		}
	}
	if len(taken) != 1 || taken[0].State != "COMPLETED" {
		w.t.Errorf("the backup that was invoked is not the only one: %+v", taken)
	}
}
