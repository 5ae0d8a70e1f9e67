// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestPolicies holds the guide's IAM policies against what Terraform really
// asks of AWS Backup when it plans and when it applies: all of that has to be
// allowed, and nothing else.
func TestPolicies(t *testing.T) {
	t.Parallel()
	policies := policiesOfTheGuide(t)
	life, err := os.ReadFile("testdata/life.tf")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t, example{dir: "life", files: map[string]string{"main.tf": string(life)}}, nil)
	w.write("main.tf", string(life))
	const volume, long = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0000000000000000", 2000 * time.Hour
	w.aws.Script(volume+"1", emulator.Script{NeverEnds: true}, emulator.Script{NeverEnds: true})
	w.aws.Script(volume+"2", emulator.Script{Created: long})
	w.aws.Script(volume+"3", emulator.Script{CopyTakes: long})
	w.aws.ScriptCopies(acctest.TableARN, emulator.CopyScript{NeverEnds: true})
	w.admitCopies(offsiteAccount, "eu-west-1", "offsite", policies["copy_vault"].text)

	asked := map[string][]emulator.Request{}
	as := func(phase string, args ...string) {
		w.emulator.ResetRequests()
		w.terraform(args...)
		asked[phase] = append(asked[phase], w.emulator.Requests()...)
	}
	as("plan", "plan")
	as("apply", "apply", "-auto-approve")
	const restore = "awsbackup_restore_job.restored"
	id := w.attribute(restore, "id")
	w.terraform("state", "rm", restore)
	as("apply", "import", restore, id)
	as("plan", "plan", "-var=later=true")
	as("apply", "apply", "-auto-approve", "-var=later=true")
	if restores := w.aws.RestoreJobs(); len(restores) != 1 {
		t.Errorf("%d restores were started, want 1", len(restores))
	}
	w.emulator.Advance(40 * 24 * time.Hour)
	w.aws.RemoveVault("short-lived")
	as("plan", "plan", "-var=later=true")
	// The endless job has expired meanwhile, so there is another one to stop.
	as("apply", "apply", "-auto-approve", "-var=later=true", "-replace=awsbackup_backup_job.endless")
	as("apply", "destroy", "-auto-approve", "-var=later=true")

	for phase, requests := range asked {
		var all []need
		for _, request := range requests {
			all = append(all, needs(t, request)...)
		}
		policies[phase].judge(t, phase, all)
	}
	var copied []need
	for _, j := range w.aws.CopyJobs() {
		if j.BackupJobID == "" { // To an air-gapped vault AWS Backup copies by the role of the backup.
			copied = append(copied, need{"backup:CopyFromBackupVault", j.SourceRecoveryPointARN}, need{"backup:CopyIntoBackupVault", j.DestinationVaultARN})
		}
		if j.State == "FAILED" {
			t.Errorf("a copy to %s failed: %s", j.DestinationVaultARN, j.StatusMessage)
		}
	}
	policies["copy_role"].judge(t, "copy_role", copied)
	if without := policies["apply_without_destroy"]; without.allows("backup:DeleteRecoveryPoint", "*") || without.allows("backup:StopBackupJob", "*") {
		t.Error("apply_without_destroy allows to stop or to delete")
	}
}

// policiesOfTheGuide are the outputs of examples/guides/iam-policies.
func policiesOfTheGuide(t *testing.T) map[string]policy {
	t.Helper()
	e := named(t, "guides/iam-policies")
	w := newWorld(t, e, e.configuration())
	w.Env = append(w.Env, `TF_VAR_backup_vault_names=["backups","air-gapped","short-lived","offsite"]`,
		`TF_VAR_copy_destination_arns=["arn:aws:backup:eu-west-1:`+acctest.Account+`:backup-vault:offsite","arn:aws:backup:eu-west-1:`+offsiteAccount+`:backup-vault:offsite"]`)
	w.calm(w.terraform("apply", "-auto-approve"))
	state, policies := w.state(), map[string]policy{}
	for name := range state.Outputs {
		var text string
		var p policy
		if err := errors.Join(state.Output(name, &text), json.Unmarshal([]byte(text), &p)); err != nil {
			t.Fatalf("output %s is no policy: %v", name, err)
		}
		p.text = text
		policies[name] = p
	}
	return policies
}

// policy is as much of an IAM policy as the guide has.
type policy struct {
	text      string
	Version   string
	Statement []struct {
		Sid, Effect      string
		Action, Resource []string
		Condition        map[string]map[string]string
	}
}

func (p policy) allows(action, resource string) bool {
	for _, s := range p.Statement {
		if s.Effect == "Allow" && slices.Contains(s.Action, action) &&
			slices.ContainsFunc(s.Resource, func(pattern string) bool { return wildcard(pattern).MatchString(resource) }) {
			return true
		}
	}
	return false
}

func wildcard(pattern string) *regexp.Regexp {
	return regexp.MustCompile("^" + strings.ReplaceAll(regexp.QuoteMeta(pattern), `\*`, ".*") + "$")
}

// readerPolicy holds what the account of a copy was asked against the guide's
// policy for reading copies. The stand-in's calls, which make the vault, are not
// the provider's.
func readerPolicy(w *world) {
	w.t.Helper()
	var all []need
	for _, request := range w.emulator.Requests() {
		if request.Account == offsiteAccount && strings.Contains(request.UserAgent, "awsbackup") {
			all = append(all, needs(w.t, request)...)
		}
	}
	policiesOfTheGuide(w.t)["copy_reader"].judge(w.t, "copy_reader", all)
}

// judge compares a policy with what was needed.
func (p policy) judge(t *testing.T, name string, all []need) {
	t.Helper()
	unused := map[string]bool{}
	for _, s := range p.Statement {
		for _, action := range s.Action {
			unused[action] = true
		}
	}
	missing := map[string]bool{}
	for _, need := range all {
		delete(unused, need.action)
		if !p.allows(need.action, need.resource) && !missing[need.action] {
			missing[need.action] = true // one resource is enough to see it
			t.Errorf("the policy %s does not allow %s on %s", name, need.action, need.resource)
		}
	}
	for _, action := range slices.Sorted(maps.Keys(unused)) {
		t.Errorf("the policy %s allows %s, which was not needed", name, action)
	}
}

type need struct{ action, resource string }

// needs are the permissions of a request: on the vault and the recovery point
// that it names, else on everything.
func needs(t *testing.T, r emulator.Request) []need {
	t.Helper()
	action := "backup:" + r.Operation
	vaults := "arn:aws:backup:" + r.Region + ":" + r.Account + ":backup-vault:"
	if r.Operation == "StartBackupJob" {
		var body struct{ BackupVaultName, IamRoleArn string }
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
			t.Fatalf("a StartBackupJob with the body %s: %v", r.Body, err)
		}
		return []need{{action, vaults + body.BackupVaultName}, {"iam:PassRole", body.IamRoleArn}}
	}
	if r.Operation == "StartRestoreJob" || r.Operation == "StartCopyJob" {
		var body struct{ RecoveryPointArn, IamRoleArn string }
		if err := json.Unmarshal([]byte(r.Body), &body); err != nil {
			t.Fatalf("a %s that cannot be read: %v", r.Operation, err)
		}
		return []need{{action, body.RecoveryPointArn}, {"iam:PassRole", body.IamRoleArn}}
	}
	var parts []string
	for part := range strings.SplitSeq(strings.Trim(r.Path, "/"), "/") {
		plain, err := url.PathUnescape(part)
		if err != nil {
			t.Fatalf("a request for %s: %v", r.Path, err)
		}
		parts = append(parts, plain)
	}
	var all []need
	for i, part := range parts[:len(parts)-1] {
		switch part {
		case "backup-vaults":
			all = append(all, need{action, vaults + parts[i+1]})
		case "recovery-points", "tags", "untag":
			all = append(all, need{action, parts[i+1]})
		}
	}
	if len(all) == 0 {
		all = append(all, need{action, "*"})
	}
	return all
}
