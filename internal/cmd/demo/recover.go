// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// secondRegion is where examples/demo/restore copies the volume's backup, into
// the vault recoveryVault, and restores it.
const (
	secondRegion  = "eu-west-1"
	recoveryVault = "recovery"
)

// recover copies a backup of the first configuration, which is gone by now, and
// restores the copy. A second plan and a destroy start nothing and keep both.
func (d *demo) recover(ctx context.Context) (err error) {
	d.aws.Region(secondRegion).AddVault(emulator.Vault{Name: recoveryVault, EncryptionKeyARN: "arn:aws:kms:" + secondRegion + ":123456789012:key/recovery"})
	first := d.workspace
	defer func() { d.workspace = first }()
	if d.workspace, err = d.open(ctx, filepath.Join(d.configuration(), "restore")); err != nil {
		return err
	}
	if err := d.watch(ctx, d.workspace, d.recoveryJobs, "Apply complete! Resources: 2 added, 0 changed, 0 destroyed."); err != nil {
		return err
	}
	if err := d.showRestored(); err != nil {
		return err
	}
	return steps(
		d.run("No changes.", "plan", "-detailed-exitcode"),
		d.run("Restored Resource Is Kept", "destroy", "-auto-approve"),
		func(context.Context) error { return d.restoredOnce() },
	)(ctx)
}

// recoveryJobs are the copy and the restore, the copy first.
func (d *demo) recoveryJobs(ctx context.Context) ([]progress, error) {
	copies, copyErr := d.client(sandbox.Region).ListCopyJobs(ctx, &backup.ListCopyJobsInput{})
	restores, restoreErr := d.client(secondRegion).ListRestoreJobs(ctx, &backup.ListRestoreJobsInput{})
	if err := errors.Join(copyErr, restoreErr); err != nil {
		return nil, fmt.Errorf("listing the copy and the restore: %w", err)
	}
	var rows []progress
	for _, job := range copies.CopyJobs {
		p := progress{source: "copy to " + secondRegion, state: string(job.State), percent: -1}
		if job.CompletionDate != nil {
			p.percent = 100
		}
		rows = append(rows, p)
	}
	for _, job := range restores.RestoreJobs {
		rows = append(rows, newProgress("restore in "+secondRegion, string(job.Status), job.PercentDone))
	}
	return rows, nil
}

// showRestored shows what the outputs name.
func (d *demo) showRestored() error {
	state, err := d.workspace.State()
	if err != nil {
		return err
	}
	var copied, restored string
	if err := errors.Join(state.Output("copy", &copied), state.Output("restored", &restored)); err != nil {
		return err
	}
	if jobs := d.aws.Region(secondRegion).RestoreJobs(); len(jobs) != 1 || jobs[0].CreatedResourceARN != restored || jobs[0].RecoveryPointARN != copied {
		return fmt.Errorf("the outputs name the copy %s and the restored %s, and AWS Backup has the restores %+v", copied, restored, jobs)
	}
	d.screen.table([][]string{{"copy", copied}, {"restored volume", restored}})
	return nil
}

// restoredOnce checks that there is one copy, in the second Region, and one
// restore.
func (d *demo) restoredOnce() error {
	region := d.aws.Region(secondRegion)
	copies, points, restores := d.aws.Region(sandbox.Region).CopyJobs(), region.RecoveryPoints(), region.RestoreJobs()
	if len(copies) != 1 || len(points) != 1 || len(restores) != 1 || restores[0].Status != "COMPLETED" ||
		!strings.HasPrefix(points[0].ARN, "arn:aws:ec2:"+secondRegion+":") {
		return fmt.Errorf("want one copy in %s and one completed restore, got copies %+v, recovery points %+v, restores %+v", secondRegion, copies, points, restores)
	}
	return nil
}
