// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"maps"
	"time"
)

// Job is a backup job as it really is, also when AWS would no longer show it.
type Job struct {
	ID, Account, Region                        string
	ResourceARN, ResourceType, ResourceName    string
	VaultName, VaultARN                        string // where the point is
	RequestedVault, AirGappedVaultARN, RoleARN string
	Token                                      string
	State, StatusMessage, MessageCategory      string
	Created, StartBy, Running, Completed       time.Time
	StartWindow, CompleteWindow                time.Duration
	Lifecycle                                  Lifecycle
	Tags, Options                              map[string]string
	Index                                      string
	// RecoveryPointARN is "" before the ARN is known and after a failure.
	RecoveryPointARN string
	ParentID         string
	IsParent         bool
	Children         int
	// Temporary: the point goes once it is copied to the air-gapped vault.
	Temporary bool
	// RecordExpired: AWS has forgotten the job.
	RecordExpired bool
}

// RecoveryPoint is a recovery point as it really is.
type RecoveryPoint struct {
	ARN, VaultName                   string
	ResourceARN, ResourceType        string
	Status, StorageClass             string
	JobID, ParentARN                 string
	Created, Completed               time.Time
	MoveToColdStorageAt, DeleteAt    time.Time
	Lifecycle                        Lifecycle
	Tags                             map[string]string
	IndexStatus                      string
	IsParent, Copied, Held, IsHidden bool
	// Continuous: a point-in-time backup that a plan keeps up.
	Continuous bool
	// RoleARN is the role that made the point.
	RoleARN string
	// PlanID is the backup plan that made the point, "" for a job on demand.
	PlanID string
	// SourceVaultARN is the vault that a copy was made from.
	SourceVaultARN string
}

// AddRecoveryPoints puts points in place that no job of this server made:
// those of backup plans, of other tools, or of years ago. VaultName and
// ResourceARN are needed; ARN is made up if empty, Created is now if zero,
// Lifecycle, Tags and Continuous are kept, everything else is derived. It
// returns their ARNs; a point whose vault or type is not known gets none.
func (r *Region) AddRecoveryPoints(points ...RecoveryPoint) []string {
	arns := make([]string, 0, len(points))
	r.with(func(state *regionState, now time.Time) {
		for _, wanted := range points {
			arns = append(arns, state.plant(wanted, now))
		}
	})
	return arns
}

func (r *regionState) plant(wanted RecoveryPoint, now time.Time) string {
	source, _ := parseARN(wanted.ResourceARN)
	k, v := r.kindOf(source, wanted.ResourceType), r.vaults[wanted.VaultName]
	if k == nil || v == nil {
		return ""
	}
	name, created := wanted.ARN, wanted.Created
	if created.IsZero() {
		created = now
	}
	if name == "" {
		name = k.form(r, source, "job-"+r.server.uuid(), created)
	}
	p := r.addPoint(&point{
		arn: name, vault: v, kind: k, resource: wanted.ResourceARN, role: cmp.Or(wanted.RoleARN, "arn:"+r.partition+":iam::"+r.account+":role/backup"),
		created: created.UTC().Truncate(time.Millisecond), size: k.bytes, lifecycle: wanted.Lifecycle.kept(k),
		tags: maps.Clone(wanted.Tags), continuous: wanted.Continuous, planID: wanted.PlanID, deleteTakes: usualDeletion,
	})
	p.initiated = p.created
	p.index.takes = usualIndexing
	if k.managed {
		p.keyARN, p.keyType, p.encrypted = v.keyARN, v.keyType, true
	}
	p.complete(p.created, pointCompleted)
	if p.continuous {
		p.status = pointAvailable
	}
	return name
}

// Jobs returns every job that was really started, in order, children and
// jobs whose record has expired included.
func (r *Region) Jobs() []Job {
	var all []Job
	r.with(func(state *regionState, now time.Time) {
		for _, j := range state.jobs {
			all = append(all, j.export(now))
		}
	})
	return all
}

func (j *job) export(now time.Time) Job {
	return Job{
		ID: j.id, Account: j.region.account, Region: j.region.name,
		ResourceARN: j.req.resource, ResourceType: j.kind.name, ResourceName: j.resourceName(),
		VaultName: j.vaultNameShown(), VaultARN: j.vaultARN,
		RequestedVault: j.req.vault, AirGappedVaultARN: j.req.airGapped, RoleARN: j.req.role, Token: j.req.token,
		State: j.state, StatusMessage: j.message, MessageCategory: j.category,
		Created: j.created, StartBy: j.startBy, Running: j.initiated, Completed: j.completed,
		StartWindow: j.req.startWindow, CompleteWindow: j.req.completeWindow,
		Lifecycle: j.req.lifecycle, Tags: maps.Clone(j.req.tags), Options: maps.Clone(j.req.options), Index: j.req.index,
		RecoveryPointARN: j.pointARN, IsParent: j.kind.composite, Children: len(j.children),
		ParentID: j.parentID(), Temporary: j.temporary, RecordExpired: j.expired(now),
	}
}

// RecoveryPoints returns the points that are still held, by vault and age, also
// those that cannot be seen yet.
func (r *Region) RecoveryPoints() []RecoveryPoint {
	var all []RecoveryPoint
	r.with(func(state *regionState, now time.Time) {
		for _, name := range sortedKeys(state.vaults) {
			for _, p := range state.vaults[name].points {
				all = append(all, p.export(now))
			}
		}
	})
	return all
}

func (p *point) export(now time.Time) RecoveryPoint {
	out := RecoveryPoint{
		ARN: p.arn, VaultName: p.vault.name, ResourceARN: p.resource, ResourceType: p.kind.name,
		Status: p.status, StorageClass: p.storage, Created: p.created, Completed: p.completed,
		MoveToColdStorageAt: p.coldAt, DeleteAt: p.deleteAt, Lifecycle: p.lifecycle, Tags: maps.Clone(p.tags),
		Continuous: p.continuous, RoleARN: p.role, PlanID: p.planID, IndexStatus: p.index.status, IsParent: p.composite,
		ParentARN: text(p.parentARN()), Copied: p.source != nil, Held: p.held, IsHidden: p.hidden(now),
	}
	if p.job != nil {
		out.JobID = p.job.id
	}
	if p.source != nil {
		out.SourceVaultARN = p.source.arn()
	}
	return out
}
