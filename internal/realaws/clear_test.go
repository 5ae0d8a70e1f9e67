// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// cleaning is a context for what has to be done although the run is over.
func (l *lane) cleaning() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(l.ctx), l.pace.most)
}

// clear stops what is in progress and removes every recovery point. It continues
// after a failure, and tells what it could not remove.
func (l *lane) clear() {
	ctx, cancel := l.cleaning()
	defer cancel()
	fmt.Fprintln(l.t.Output(), "removing what was made")
	for _, id := range l.jobs {
		l.complain("stopping job "+id, l.end(ctx, id))
	}
	_, err := l.sdk.DeleteBackupVaultLockConfiguration(ctx, &backup.DeleteBackupVaultLockConfigurationInput{BackupVaultName: &l.locked})
	l.complain("unlocking the vault "+l.locked, err)
	for _, vault := range []string{l.vault, l.locked} {
		l.complain("emptying the vault "+vault, l.empty(ctx, vault))
	}
}

func (l *lane) complain(doing string, err error) {
	if err != nil {
		l.t.Errorf("%s, do it by hand: %v", doing, err)
	}
}

// end stops a job if it still runs. Some cannot be stopped; all end.
func (l *lane) end(ctx context.Context, id string) error {
	job, err := l.sdk.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: &id})
	if err != nil || awsbackup.Finished(job.State) {
		return err
	}
	_, stopped := l.sdk.StopBackupJob(ctx, &backup.StopBackupJobInput{BackupJobId: &id})
	if _, err := l.wait(ctx, id, nil); err != nil {
		return fmt.Errorf("%w (and the stop: %w)", err, stopped)
	}
	return nil
}

// empty deletes the recovery points of a vault until there is none: nested
// ones first, whose parent goes with the last of them.
func (l *lane) empty(ctx context.Context, vault string) error {
	return l.until(ctx, func() (bool, error) {
		points, err := l.sdk.ListRecoveryPointsByBackupVault(ctx, &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &vault})
		if err != nil {
			return false, err
		}
		var last error
		for _, p := range points.RecoveryPoints {
			if p.IsParent && len(points.RecoveryPoints) > 1 {
				continue
			}
			// While it is deleted already, or not ready for it: next time.
			_, err := l.sdk.DeleteRecoveryPoint(ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: p.RecoveryPointArn})
			if err != nil {
				last = fmt.Errorf("%s: %w", aws.ToString(p.RecoveryPointArn), err)
			}
		}
		return len(points.RecoveryPoints) == 0, last
	})
}

// removeVault tries until AWS has noticed that the vault is empty.
func (l *lane) removeVault(name string) {
	ctx, cancel := l.cleaning()
	defer cancel()
	l.complain("removing the vault "+name, l.until(ctx, func() (bool, error) {
		_, err := l.sdk.DeleteBackupVault(ctx, &backup.DeleteBackupVaultInput{BackupVaultName: &name})
		return err == nil || awsbackup.IsNotFound(err), err
	}))
}
