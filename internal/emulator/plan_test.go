// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestReadPlan(t *testing.T) {
	t.Parallel()
	plan, err := emulator.ReadPlan(strings.NewReader(`{
		"Faults": [
			{"Kind": "Throttle", "Operation": "StartBackupJob", "Times": 3, "From": "1m30s"},
			{"Kind": "Slow", "Delay": "250ms", "Resource": "vol-1"},
			{"Kind": "LockVault", "Vault": "v", "Lock": {"Min": 7}}
		],
		"Scripts": [
			{"Region": "eu-central-1", "Resource": "*", "Scripts": [{"Running": "2h", "End": "FAILED", "Children": [{"Identifier": "a", "Script": {"Pending": "1s"}}]}]}
		]
	}`))
	if err != nil {
		t.Fatal(err)
	}
	if f := plan.Faults[0]; f.Kind != emulator.Throttle || f.Times != 3 || f.From != 90*time.Second {
		t.Errorf("%+v", f)
	}
	if f := plan.Faults[1]; f.Delay != 250*time.Millisecond || f.Resource != "vol-1" {
		t.Errorf("%+v", f)
	}
	if f := plan.Faults[2]; f.Lock.Min != 7 {
		t.Errorf("%+v", f)
	}
	script := plan.Scripts[0].Scripts[0]
	if script.Running != 2*time.Hour || script.Children[0].Script.Pending != time.Second {
		t.Errorf("%+v", script)
	}
	l := newLab(t)
	l.Apply(plan)
	l.Advance(2 * time.Minute)
	_, err = l.start(t, files)
	wantError(t, err, "ThrottlingException", "")
	l.ClearFaults()
	out := l.backup(t, files)
	l.Advance(3 * time.Hour)
	if got := l.describe(t, out.BackupJobId).State; got != "FAILED" {
		t.Errorf("the job is %s", got)
	}
}
