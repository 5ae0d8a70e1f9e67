// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"slices"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// kind is a kind of job, and what differs between the cases of each.
type kind struct {
	// name is also part of the resource's type.
	name string
	// start is the operation that starts a job, looks those that show how far it
	// is while Terraform waits.
	start string
	looks []string
	// of and state are the attributes of what the job works on and of its state.
	of, state string
	// arguments are those of the resource; what it works on is local.of[count.index].
	arguments string
	// takes is how long a job takes, ends what is certainly longer. late is the
	// time to the next apply of a late case.
	takes, ends, late time.Duration
	// prepare puts in place what the jobs work on, and returns it.
	prepare func(*emulator.Server) []string
	jobs    func(*emulator.Region) []job
}

// isLook reports a request that shows Terraform how far a job is. The lists by
// status are those of a create that looks for an earlier restore.
func (k *kind) isLook(r emulator.Request) bool {
	return slices.Contains(k.looks, r.Operation) && !strings.Contains(r.Query, "status=")
}

// job is a job of any kind as the emulator has it.
type job struct{ id, of, state string }

const second = "eu-west-1"

// backups of a late case have ended by the next apply.
var backups = kind{
	name: "backup", start: "StartBackupJob", looks: []string{"DescribeBackupJob", "ListBackupJobs"},
	of: "resource_arn", state: "state",
	arguments: `backup_vault_name = "Default"
  resource_arn      = local.of[count.index]
  triggers          = { run = %d }`,
	takes: time.Hour, ends: 2 * time.Hour, late: 2 * time.Hour,
	prepare: func(*emulator.Server) []string { return volumes() },
	jobs: func(r *emulator.Region) (all []job) {
		for _, j := range r.Jobs() {
			all = append(all, job{j.ID, j.ResourceARN, j.State})
		}
		return all
	},
}

// copies of a late case have ended by the next apply, and AWS still knows their
// tokens.
var copies = kind{
	name: "copy", start: "StartCopyJob", looks: []string{"DescribeCopyJob", "ListCopyJobs"},
	of: "recovery_point_arn", state: "state",
	arguments: `recovery_point_arn           = local.of[count.index]
  source_backup_vault_name     = "Default"
  destination_backup_vault_arn = "arn:aws:backup:` + second + `:123456789012:backup-vault:copies"
  triggers                     = { run = %d }`,
	takes: 30 * time.Minute, ends: 40 * time.Minute, late: 40 * time.Minute,
	prepare: func(aws *emulator.Server) []string {
		aws.Region(second).AddVault(emulator.Vault{Name: "copies", EncryptionKeyARN: "arn:aws:kms:" + second + ":123456789012:key/copies"})
		return points(aws)
	},
	jobs: func(r *emulator.Region) (all []job) {
		for _, j := range r.CopyJobs() {
			all = append(all, job{j.ID, j.SourceRecoveryPointARN, j.State})
		}
		return all
	},
}

// restores of a late case are still in flight at the next apply, and AWS has
// forgotten their tokens. They have no triggers: a restore that has completed
// then stops the next apply.
var restores = kind{
	name: "restore", start: "StartRestoreJob", looks: []string{"DescribeRestoreJob", "ListRestoreJobs"},
	of: "recovery_point_arn", state: "status",
	arguments: `recovery_point_arn = local.of[count.index]
  metadata           = { availabilityZone = "eu-central-1a" } # run %d`,
	takes: 2 * time.Hour, ends: 3 * time.Hour, late: 90 * time.Minute,
	prepare: points,
	jobs: func(r *emulator.Region) (all []job) {
		for _, j := range r.RestoreJobs() {
			all = append(all, job{j.ID, j.RecoveryPointARN, j.Status})
		}
		return all
	},
}

var kinds = []*kind{&backups, &copies, &restores}

func volumes() []string {
	const volume = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-"
	return []string{volume + "0", volume + "1", volume + "2"}
}

// points are recovery points of the volumes.
func points(aws *emulator.Server) []string {
	var planted []emulator.RecoveryPoint
	for _, arn := range volumes() {
		planted = append(planted, emulator.RecoveryPoint{VaultName: "Default", ResourceARN: arn})
	}
	return aws.Region(sandbox.Region).AddRecoveryPoints(planted...)
}
