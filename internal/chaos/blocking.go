// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// Blocking is a place where the provider may be held up for long.
type Blocking struct {
	Where string
	// args and script set the scene, then before is done without a hindrance.
	args   func(*arguments)
	script emulator.Script
	before string
	// step is what blocks, for the fault or for what hinder does.
	step   string
	fault  emulator.Fault
	hinder func(*World, *resource)
	// after is when the interrupt comes.
	after time.Duration
}

func stall(operation string) emulator.Fault {
	return emulator.Fault{Kind: emulator.Stall, Operation: operation, Times: emulator.Always, Delay: time.Hour}
}

// BlockingPoints are all such places of the resource.
var BlockingPoints = []Blocking{
	{Where: "StartBackupJob is not answered", step: "create", fault: stall("StartBackupJob")},
	{Where: "StartBackupJob was accepted and is not answered", step: "create", fault: emulator.Fault{
		Kind: emulator.Slow, Operation: "StartBackupJob", Times: emulator.Always, Delay: time.Hour,
	}},
	{Where: "StartBackupJob is throttled", step: "create", fault: emulator.Fault{Kind: emulator.Throttle, Operation: "StartBackupJob", Times: emulator.Always}},
	{Where: "AWS Backup cannot assume the role yet", step: "create", hinder: func(e *World, r *resource) {
		e.aws.DenyRole(r.args.role, emulator.RoleDenial{})
	}},
	{Where: "the job never ends", step: "create", script: emulator.Script{NeverEnds: true}, after: 3 * time.Hour},
	{Where: "DescribeBackupJob is not answered", step: "create", fault: stall("DescribeBackupJob")},
	{Where: "the job cannot be seen yet", step: "create", script: emulator.Script{RecordLag: time.Hour}},
	{
		Where: "the recovery point cannot be seen yet", step: "create", after: 3 * time.Minute,
		script: emulator.Script{Running: time.Minute, VisibilityLag: time.Hour},
	},
	{Where: "the wait continues in an update", args: unwaited, script: emulator.Script{NeverEnds: true}, before: "create", step: "update wait_for"},
	{Where: "UpdateRecoveryPointLifecycle is not answered", before: "create", step: "update retention", fault: stall("UpdateRecoveryPointLifecycle")},
	{
		Where: "the recovery point takes long to go", args: deleting, script: emulator.Script{DeleteTakes: 10 * time.Hour},
		before: "create", step: "destroy", after: 20 * time.Minute,
	},
	{Where: "DeleteRecoveryPoint is not answered", args: deleting, before: "create", step: "destroy", fault: stall("DeleteRecoveryPoint")},
	{
		Where: "StopBackupJob is not answered", args: func(a *arguments) { a.waitFor, a.onDestroy = "created", "stop" },
		before: "create", step: "destroy", fault: stall("StopBackupJob"),
	},
	{Where: "the rate limit is used up", step: "create", hinder: func(e *World, _ *resource) {
		rates := map[string]float64{"DescribeBackupJob": 0.0001, "ListBackupJobs": 0.0001}
		e.terraform.options = append(e.terraform.options, provider.WithLimits(awsbackup.Quotas{Operations: rates}))
	}},
}

func unwaited(a *arguments) { a.waitFor = "created" }

// Interrupt blocks the provider, interrupts it, and tells how long it took to
// answer and what was violated. struck is false if it did not block.
func (b Blocking) Interrupt(ctx context.Context, serial int) (took time.Duration, struck bool, broken []string, err error) {
	e, r, step, err := lone(ctx, serial, fileSystem, b.args)
	if err != nil {
		return 0, false, nil, err
	}
	e.aws.Script(r.args.source, b.script)
	if b.before != "" {
		step(b.before)
	}
	if b.step == "update wait_for" {
		r.args.waitFor = "completed"
	} else if edit, is := strings.CutPrefix(b.step, "update "); is {
		r.args = r.args.edited(e.random, edit)
	}
	if b.hinder != nil {
		b.hinder(e, r)
	}
	hit := &interruption{after: cmp.Or(b.after, 5*time.Second)}
	e.terraform.interruption = hit
	if b.fault.Kind != "" {
		step(b.step, b.fault)
	} else {
		step(b.step)
	}
	return hit.stopped, hit.struck(), e.Broken, nil
}
