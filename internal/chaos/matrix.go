// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// Call is a row of the fault matrix: how to make the provider call an operation
// of AWS Backup.
type Call struct {
	Operation string
	source    int // of the list of sources
	args      func(*arguments)
	// before are steps without a fault, then the clock moves on by wait, then
	// comes the step with the fault, helped by another one.
	before string
	wait   time.Duration
	step   string
	helped *emulator.Fault
}

func denied(operation string) *emulator.Fault {
	return &emulator.Fault{Kind: emulator.AccessDenied, Operation: operation, Times: emulator.Always}
}

const volume, stack, fileSystem, bucket = 0, 8, 5, 7

// Calls are all operations that the resource needs.
var Calls = []Call{
	{Operation: "StartBackupJob", step: "create"},
	{Operation: "DescribeBackupJob", step: "create"},
	{Operation: "ListBackupJobs", step: "create", helped: denied("DescribeBackupJob")},
	{Operation: "DescribeBackupVault", step: "create"},
	{Operation: "DescribeRegionSettings", step: "create"},
	{Operation: "ListCopyJobs", source: volume, args: func(a *arguments) { a.airGapped, a.keepDays = true, 200 }, step: "create"},
	{Operation: "DescribeRecoveryPoint", before: "create", step: "refresh"},
	{Operation: "ListBackupVaults", before: "create", step: "refresh", helped: denied("DescribeRecoveryPoint")},
	{
		Operation: "ListRecoveryPointsByResource", args: func(a *arguments) { a.waitFor = "created" },
		before: "create", wait: 40 * 24 * time.Hour, step: "refresh",
	},
	{Operation: "ListTags", source: fileSystem, args: tagged, before: "create", step: "refresh"},
	{Operation: "UpdateRecoveryPointLifecycle", before: "create", step: "update retention"},
	{Operation: "UpdateRecoveryPointIndexSettings", source: bucket, before: "create", step: "update index"},
	{Operation: "TagResource", source: fileSystem, args: tagged, before: "create", step: "update tags"},
	{Operation: "UntagResource", source: fileSystem, args: tagged, before: "create", step: "update tags"},
	{Operation: "DeleteRecoveryPoint", args: deleting, before: "create", step: "destroy"},
	{Operation: "ListRecoveryPointsByBackupVault", source: stack, args: deleting, before: "create", step: "destroy"},
	{Operation: "StopBackupJob", source: fileSystem, args: func(a *arguments) { a.waitFor, a.onDestroy = "created", "stop" }, before: "create", step: "destroy"},
}

func tagged(a *arguments)   { a.tags = map[string]string{"by": "matrix"} }
func deleting(a *arguments) { a.onDestroy = "delete" }

// Cell is what one fault in one call has come to.
type Cell struct {
	Hit bool
	// Saw is the gravest message's summary.
	Saw string
	// After is what the same step said once the fault was over.
	After string
	Lost  []string
}

// Strike makes the call under a fault that lasts for two hours, and then once
// more without it.
func (c Call) Strike(ctx context.Context, kind emulator.FaultKind, serial int) (Cell, error) {
	e, r, step, err := lone(ctx, serial, c.source, c.args)
	if err != nil {
		return Cell{}, err
	}
	if c.before != "" {
		step(c.before)
	}
	time.Sleep(c.wait)
	if edit, is := strings.CutPrefix(c.step, "update "); is {
		r.args = r.args.edited(e.random, edit)
	}
	faults := []emulator.Fault{c.fault(kind)}
	if c.helped != nil {
		faults = append(faults, *c.helped)
	}
	s := step(c.step, faults...)
	cell := Cell{Hit: s.hits[kind] > 0 && e.server.FaultHits()[kind] > 0, Saw: gravest(e.terraform.Shown)}
	e.repairVaults()
	time.Sleep(3 * time.Hour)
	switch {
	case c.step == "destroy" && r.object.Exists():
		step("destroy")
	case c.step == "destroy":
		cell.After = "destroyed"
	default:
		step("apply again")
	}
	if cell.After == "" {
		cell.After = gravest(e.terraform.Shown)
	}
	cell.Lost = e.Broken
	if c.step != "destroy" && !r.object.Exists() {
		cell.Lost = append(cell.Lost, "there is no resource once the fault is over: "+cell.After)
	}
	return cell, nil
}

// lone makes a world for one resource, and the function that makes a step in its
// life.
func lone(ctx context.Context, serial, source int, change func(*arguments)) (*World, *resource, func(operation string, faults ...emulator.Fault) *scene, error) {
	e, err := NewWorld(ctx, uint64(serial), 2*serial, NewReport(), nil) //nolint:gosec // Not negative.
	if err != nil {
		return nil, nil, nil, err
	}
	r := &resource{number: serial, object: e.terraform.None(), args: arguments{
		source: fmt.Sprintf(sourceARNs[source], serial+1), vault: vaults[0], role: "arn:aws:iam::" + Account + ":role/backup", createFor: "6h",
	}}
	if change != nil {
		change(&r.args)
	}
	return e, r, func(operation string, faults ...emulator.Fault) *scene {
		s := &scene{operation: operation, resource: r, before: r.object, config: r.args, faults: faults}
		e.step++
		e.perform(ctx, s)
		return s
	}, nil
}

// fault is the fault of a kind in the call.
func (c Call) fault(kind emulator.FaultKind) emulator.Fault {
	f := emulator.Fault{
		Kind: kind, Operation: c.Operation, Times: emulator.Always, Until: 2 * time.Hour, Vault: vaults[0],
		Code: "InvalidRequestException", Message: "The matrix says no.", Delay: 30 * time.Second, Skew: 90 * time.Second,
		Lock: emulator.Lock{Min: 1, Max: 4000, Date: time.Time{}},
	}
	if kind == emulator.RemoveVault || kind == emulator.LockVault || kind == emulator.ExpireCredentials {
		f.Times = 1
	}
	return f
}

// gravest is the summary that a user reads first.
func gravest(shown []*tfprotov6.Diagnostic) string {
	summary := "nothing"
	for _, d := range shown {
		switch {
		case d.Severity == tfprotov6.DiagnosticSeverityError:
			return "error: " + d.Summary
		case summary == "nothing":
			summary = "warning: " + d.Summary
		}
	}
	return summary
}
