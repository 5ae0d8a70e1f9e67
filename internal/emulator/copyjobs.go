// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"strings"
	"time"
)

// copyJob is one copy of a recovery point to another vault.
type copyJob struct {
	region                   *regionState
	id                       string
	seq                      int
	backup                   *job // that started it by itself, nil if a call did
	source                   *point
	sourceARN                string
	sourceVault              *vault
	target                   *vault
	role                     string
	lifecycle                Lifecycle
	state, message, category string
	created, completed       time.Time
	point                    *point
}

// startCopy is the automatic copy of a temporary point. The job keeps hold of the
// resource for it: one backup or copy job at a time (reference 7).
func (j *job) startCopy(at time.Time) {
	l := j.req.lifecycle.kept(j.kind)
	cj := j.region.newCopy(j.point, j.airGapped, l, j.req.role, at)
	cj.backup = j
	s := j.region.server
	s.schedule(at, cj.run)
	s.schedule(at.Add(s.scaled(usual(j.script.CopyTakes, usualCopy))), func(at time.Time) {
		defer j.release(at)
		if j.script.CopyEnds == stateFailed {
			message := j.script.CopyMessage
			if message == "" {
				message = messageCopyFailed
			}
			cj.finish(at, stateFailed, message)
			return
		}
		cj.finish(at, stateCompleted, j.script.CopyMessage)
		// The way station has served (reference 4.6).
		if p := j.point; p != nil && !p.gone {
			p.remove(at)
		}
	})
}

// messageCopyRetention is AWS's for a copy outside the target's lock.
const messageCopyRetention = "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault."

func startCopyJob(c *call, in *startCopyJobInput) (*startCopyJobOutput, error) {
	p, err := c.pointIn(*in.SourceBackupVaultName, *in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	target, ok := parseARN(*in.DestinationBackupVaultArn)
	name, isVault := strings.CutPrefix(target.resource, "backup-vault:")
	if !ok || !isVault {
		return nil, invalidParameter("Invalid backup vault ARN: %s", *in.DestinationBackupVaultArn)
	}
	if p.status != pointCompleted && p.status != pointPartial {
		return nil, invalidRequest("Recovery point %s is in state %s and cannot be copied.", p.arn, p.status)
	}
	destination := c.Server.region(target.account, target.region).vaults[name]
	if destination == nil {
		return nil, c.region.missingVault(name)
	}
	l, err := c.checkLifecycle(in.Lifecycle)
	if err != nil {
		return nil, err
	}
	if l.DeleteAfterDays != nil && *l.DeleteAfterDays == forever {
		// On a copy, -1 keeps the source's expiry (reference 2.1).
		l.DeleteAfterDays = p.lifecycle.DeleteAfterDays
	}
	cj := c.region.newCopy(p, destination, l.kept(p.kind), *in.IamRoleArn, c.now)
	c.schedule(c.now, cj.run)
	c.schedule(c.now.Add(c.scaled(usualCopy)), func(at time.Time) {
		if !destination.allows(cj.lifecycle) {
			cj.finish(at, stateFailed, messageCopyRetention)
			return
		}
		cj.finish(at, stateCompleted, "")
	})
	return &startCopyJobOutput{CopyJobId: &cj.id, CreationDate: instant(cj.created)}, nil
}

func (cj *copyJob) run(time.Time) { cj.state = stateRunning }

func (r *regionState) newCopy(source *point, target *vault, l Lifecycle, role string, at time.Time) *copyJob {
	r.server.seq++
	cj := &copyJob{
		region: r, id: strings.ToUpper(r.server.uuid()), seq: r.server.seq, source: source, sourceARN: source.arn,
		sourceVault: source.vault, target: target, role: role, lifecycle: l, state: stateCreated, created: at,
	}
	r.copies = append(r.copies, cj)
	r.copiesByID[cj.id] = cj
	return cj
}

func (cj *copyJob) finish(at time.Time, state, message string) {
	cj.state, cj.message, cj.completed, cj.category = state, message, at, categoryOther
	if state != stateCompleted {
		return
	}
	cj.category = categorySuccess
	src := cj.source
	r := cj.target.region
	cj.point = r.addPoint(&point{
		arn: r.backupPointARN(r.server.uuid()), vault: cj.target, kind: src.kind, resource: src.resource, name: src.name,
		role: cj.role, source: src.vault, created: cj.created, initiated: cj.created, visible: at, size: src.size,
		lifecycle: cj.lifecycle, tags: src.tags, deleteTakes: src.deleteTakes, deleteEnds: src.deleteEnds,
		keyARN: cj.target.keyARN, keyType: cj.target.keyType, encrypted: true,
	})
	cj.point.index.takes = src.index.takes
	cj.point.complete(at, stateCompleted)
}

func (cj *copyJob) expired(now time.Time) bool {
	return finished(cj.state) && !now.Before(cj.completed.Add(recordLife))
}

func (cj *copyJob) shape() copyJobShape {
	shape := copyJobShape{
		AccountId: &cj.region.account, CopyJobId: &cj.id, SourceBackupVaultArn: new(cj.sourceVault.arn()),
		SourceRecoveryPointArn: &cj.sourceARN, DestinationBackupVaultArn: new(cj.target.arn()),
		DestinationVaultType: &cj.target.kind, DestinationVaultLockState: new(cj.target.lockState()),
		DestinationRecoveryPointLifecycle: cj.lifecycle.shape(), ResourceArn: &cj.source.resource,
		CreationDate: instant(cj.created), CompletionDate: instant(cj.completed), State: new(cj.state),
		StatusMessage: optional(cj.message), IamRoleArn: &cj.role, ResourceType: &cj.source.kind.name,
		ResourceName: optional(cj.source.name), MessageCategory: optional(cj.category),
	}
	if cj.source.size >= 0 {
		shape.BackupSizeInBytes = new(cj.source.size)
	}
	if cj.backup != nil {
		shape.CreatedByBackupJobId = &cj.backup.id
	}
	if cj.point != nil {
		shape.DestinationRecoveryPointArn = &cj.point.arn
		shape.DestinationEncryptionKeyArn = optional(cj.point.keyARN)
	}
	return shape
}

func describeCopyJob(c *call, in *copyJobIDInput) (*describeCopyJobOutput, error) {
	cj := c.region.copiesByID[in.CopyJobId]
	if cj == nil || cj.expired(c.now) {
		return nil, failure(errNotFound, "Copy job %s does not exist.", in.CopyJobId)
	}
	return &describeCopyJobOutput{CopyJob: new(cj.shape())}, nil
}

func listCopyJobs(c *call, in *listCopyJobsInput) (*listCopyJobsOutput, error) {
	from, limit, err := in.parse(c)
	if err != nil {
		return nil, err
	}
	out := &listCopyJobsOutput{CopyJobs: []copyJobShape{}}
	var last *copyJob
	for _, cj := range slices.Backward(c.region.copies) {

		if !from.after(cj.created, cj.seq) || cj.expired(c.now) || !in.admits(cj) {
			continue
		}
		if len(out.CopyJobs) == limit {
			out.NextToken = cursor{at: last.created, seq: last.seq}.token(c)
			break
		}
		out.CopyJobs = append(out.CopyJobs, cj.shape())
		last = cj
	}
	return out, nil
}

func (in *listCopyJobsInput) admits(cj *copyJob) bool {
	if (in.CompleteAfter != nil || in.CompleteBefore != nil) &&
		(cj.completed.IsZero() || !within(cj.completed, in.CompleteAfter, in.CompleteBefore)) {
		return false
	}
	return equals(in.ResourceArn, cj.source.resource) && equals(in.State, cj.state) &&
		within(cj.created, in.CreatedAfter, in.CreatedBefore) && equals(in.ResourceType, cj.source.kind.name) &&
		equals(in.DestinationVaultArn, cj.target.arn()) && equals(in.AccountId, cj.region.account) &&
		equals(in.MessageCategory, cj.category) && equals(in.SourceRecoveryPointArn, cj.sourceARN) && in.ParentJobId == nil
}
