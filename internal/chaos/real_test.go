// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/chaos"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// passing are faults that the provider gets over by itself within seconds.
var passing = []emulator.FaultKind{
	emulator.Throttle, emulator.ServerError, emulator.HTML, emulator.ResetBefore, emulator.ResetAfter, emulator.Truncate,
	emulator.PlainTimes, emulator.UnknownMembers,
}

// TestAccRealTerraform is the share of the chaos that goes through the real
// Terraform: one apply, update and destroy of a group for every
// chaos.WorldSteps steps of TestChaos.
func TestAccRealTerraform(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(*seed, 0)) //nolint:gosec // Must repeat.
	for round := range max(1, *steps/chaos.WorldSteps) {
		env := acctest.New(t, emulator.WithSeed(*seed+uint64(round)))
		config := func(days int) string {
			return env.Config(fmt.Sprintf(`
resource "awsbackup_backup_job" "test" {
  count             = 5
  backup_vault_name = "Default"
  resource_arn      = "arn:aws:ec2:%s:%s:volume/vol-%08x${count.index}"
  iam_role_arn      = "arn:aws:iam::%s:role/backup"
  recovery_point_lifecycle = { delete_after_days = %d }
}
`, acctest.Region, acctest.Account, round, acctest.Account, days))
		}
		cli := env.CLI(config(30))
		run := func(args ...string) {
			fault := emulator.Fault{Kind: passing[random.IntN(len(passing))], After: random.IntN(12), Times: 1 + random.IntN(2)}
			env.Emulator.Inject(fault)
			if out, err := cli.Terraform(append(args, "-auto-approve", "-no-color")...); err != nil {
				t.Errorf("seed %d, round %d, %s under %s: %v\n%s", *seed, round, args, fault.Kind, err, out)
			}
			env.Emulator.ClearFaults()
		}
		run("apply")
		cli.Write(config(40))
		run("apply")
		state, err := cli.Terraform("show", "-json")
		if err != nil {
			t.Fatal(err)
		}
		jobs := env.AWS().Jobs()
		if len(jobs) != 5 {
			t.Errorf("seed %d, round %d: %d jobs for 5 resources", *seed, round, len(jobs))
		}
		for _, job := range jobs {
			if !strings.Contains(string(state), job.ID) {
				t.Errorf("seed %d, round %d: job %s is not in state", *seed, round, job.ID)
			}
		}
		points := len(env.AWS().RecoveryPoints())
		run("destroy")
		if left := len(env.AWS().RecoveryPoints()); left != points || env.Emulator.Count("DeleteRecoveryPoint")+env.Emulator.Count("StopBackupJob") > 0 {
			t.Errorf("seed %d, round %d: of %d recovery points %d are left after a destroy that retains", *seed, round, points, left)
		}
	}
}
