// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// editable refuses changes that the vault or the point's state forbids.
func (p *point) editable() error {
	switch {
	case p.status == pointDeleting:
		return invalidRequest("Recovery point already started the deletion process: %s", p.arn)
	case p.status == pointCreating:
		return failure(errInvalidState, "Recovery point %s is being created. Another action is in progress.", p.arn)
	case p.vault.locked:
		return invalidRequest("Backup vault %s is locked: its recovery points cannot be changed or deleted.", p.vault.name)
	}
	return nil
}

func deleteRecoveryPoint(c *call, in *pointInput) (*emptyReply, error) {
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	if err := p.editable(); err != nil {
		return nil, err
	}
	switch {
	case p.held:
		return nil, invalidRequest("Recovery point %s is under a legal hold and cannot be deleted.", p.arn)
	case p.restoring:
		return nil, invalidRequest("Recovery point %s is being restored and cannot be deleted.", p.arn)
	case p.children > len(p.clusterState()):
		return nil, invalidRequest("Recovery point %s has nested recovery points, which must be deleted first.", p.arn)
	case p.kind == kindEKSState && p.parent != nil:
		return nil, invalidRequest("The cluster state of a composite recovery point cannot be deleted by itself: %s", p.arn)
	}
	p.remove(c.now)
	return &emptyReply{}, nil
}

// updateRecoveryPointLifecycle restates reference 2.1: a member left out is
// nulled; the cold setting is frozen once cold and must lie in the future.
func updateRecoveryPointLifecycle(c *call, in *updateLifecycleInput) (*updateLifecycleOutput, error) {
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	if err := p.editable(); err != nil {
		return nil, err
	}
	if p.continuous {
		return nil, invalidRequest("The lifecycle of continuous backups cannot be changed: %s", p.arn)
	}
	next, err := c.checkLifecycle(in.Lifecycle)
	if err != nil {
		return nil, err
	}
	if err := p.checkCold(next, c.now); err != nil {
		return nil, err
	}
	if next.OptInToArchiveForSupportedResources == nil {
		next.OptInToArchiveForSupportedResources = p.lifecycle.OptInToArchiveForSupportedResources
	}
	next.DeleteAfterEvent = p.lifecycle.DeleteAfterEvent
	p.lifecycle = next.kept(p.kind)
	p.plan(c.now)
	return &updateLifecycleOutput{
		BackupVaultArn: new(p.vault.arn()), RecoveryPointArn: &p.arn,
		Lifecycle: p.lifecycle.shape(), CalculatedLifecycle: p.calculated(),
	}, nil
}

func (p *point) checkCold(next Lifecycle, now time.Time) error {
	before, after := p.lifecycle.MoveToColdStorageAfterDays, next.MoveToColdStorageAfterDays
	same := before == nil && after == nil || before != nil && after != nil && *before == *after
	if p.storage == storageCold && !same {
		return invalidRequest("MoveToColdStorageAfterDays cannot be changed: recovery point %s is in cold storage.", p.arn)
	}
	if age := int64(now.Sub(p.created) / day); !same && after != nil && *after > 0 && p.kind.cold && *after < age+1 {
		return invalidParameter("Invalid lifecycle. MoveToColdStorageAfterDays must be at least %d", age+1)
	}
	return nil
}

func updateRecoveryPointIndexSettings(c *call, in *updateIndexInput) (*updateIndexOutput, error) {
	p, err := c.pointIn(in.BackupVaultName, in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	switch {
	case p.status == pointDeleting || p.status == pointCreating:
		return nil, p.editable()
	case !p.kind.index || p.vault.kind == airGappedVault:
		return nil, invalidRequest("Recovery point %s does not support backup indexes.", p.arn)
	}
	switch *in.Index {
	case "ENABLED":
		if p.index.status == "" || p.index.status == indexFailed {
			p.startIndex(c.now)
		}
	case "DISABLED":
		if p.index.status != "" {
			p.dropIndex(c.now)
		}
	default:
		return nil, invalidParameter("Invalid Index: %s", *in.Index)
	}
	return &updateIndexOutput{
		BackupVaultName: &p.vault.name, RecoveryPointArn: &p.arn, IndexStatus: optional(p.index.status), Index: in.Index,
	}, nil
}

// States of a backup index.
const (
	indexPending  = "PENDING"
	indexActive   = "ACTIVE"
	indexFailed   = "FAILED"
	indexDeleting = "DELETING"
)

func (p *point) startIndex(at time.Time) {
	ix := &p.index
	ix.status, ix.message = indexPending, ""
	ix.turn++
	turn := ix.turn
	s := p.region.server
	s.schedule(at.Add(s.scaled(ix.takes)), func(time.Time) {
		if ix.turn != turn {
			return
		}
		ix.status = indexActive
		if ix.ends == indexFailed {
			ix.status, ix.message = indexFailed, "The index could not be created."
		}
	})
}

func (p *point) dropIndex(at time.Time) {
	ix := &p.index
	ix.status, ix.message = indexDeleting, ""
	ix.turn++
	turn := ix.turn
	s := p.region.server
	s.schedule(at.Add(s.scaled(ix.takes)), func(time.Time) {
		if ix.turn == turn {
			ix.status = ""
		}
	})
}
