// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// CopyJob is a copy job as it really is, also when AWS would no longer show it.
// It belongs to the source's account and Region.
type CopyJob struct {
	ID, Account, Region                       string
	SourceRecoveryPointARN, SourceVaultARN    string
	DestinationVaultARN                       string
	ResourceARN, ResourceType, RoleARN, Token string
	State, StatusMessage, MessageCategory     string
	Created, Completed                        time.Time
	// Lifecycle is the one of the copy, the source's expiry included.
	Lifecycle Lifecycle
	// DestinationRecoveryPointARN is "" until the copy is made.
	DestinationRecoveryPointARN string
	ParentID                    string
	IsParent                    bool
	Children                    int
	// BackupJobID is the backup job that started the copy, "" if a call did.
	BackupJobID string
	// RecordExpired: AWS has forgotten the job.
	RecordExpired bool
}

// CopyJobs returns every copy job that was really started from recovery points
// of the account and Region, in order, children and jobs whose record has
// expired included.
func (r *Region) CopyJobs() []CopyJob {
	var all []CopyJob
	r.with(func(state *regionState, now time.Time) {
		for _, cj := range state.copies {
			all = append(all, cj.export(now))
		}
	})
	return all
}

func (cj *copyJob) export(now time.Time) CopyJob {
	out := CopyJob{
		ID: cj.id, Account: cj.region.account, Region: cj.region.name,
		SourceRecoveryPointARN: cj.source.arn, SourceVaultARN: cj.sourceVault.arn(), DestinationVaultARN: cj.destination,
		ResourceARN: cj.source.resource, ResourceType: cj.source.kind.name, RoleARN: cj.role, Token: cj.token,
		State: cj.state, StatusMessage: cj.message, MessageCategory: cj.category, Created: cj.created, Completed: cj.completed,
		Lifecycle: cj.lifecycle, IsParent: cj.source.composite, Children: len(cj.children), ParentID: cj.parentID(),
		RecordExpired: cj.expired(now),
	}
	if cj.point != nil {
		out.DestinationRecoveryPointARN = cj.point.arn
	}
	if cj.backup != nil {
		out.BackupJobID = cj.backup.id
	}
	return out
}
