// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"time"
)

// Skip as a duration in a Script means none at all; 0 means the usual one.
const Skip = time.Duration(-1)

// Usual durations where neither script nor resource type says otherwise.
const (
	usualCreated  = 5 * time.Second
	usualPending  = 15 * time.Second
	usualDeletion = 20 * time.Second
	usualCopy     = 3 * time.Minute
	usualIndexing = 2 * time.Minute
	// stopping is how long an ABORTING job takes; AWS's sample took 0.8 s.
	stopping = 800 * time.Millisecond
	// expiryDelay is how late a job turns EXPIRED after StartBy; AWS's sample
	// took two and a quarter minutes (reference 2.2).
	expiryDelay = 135 * time.Second
)

// Script says how one job goes. The zero value is a successful job with the
// usual times of its resource type. All durations are divided by the time
// scale.
type Script struct {
	// Created, Pending and Running are the times spent in those states.
	Created, Pending, Running time.Duration
	// End is the state in which the job ends: COMPLETED (default), FAILED,
	// EXPIRED, ABORTED, PARTIAL, or anything else that a test wants to see.
	End string
	// EndsIn cuts the job short in CREATED or PENDING instead of RUNNING.
	EndsIn string
	// Message and Category are the final StatusMessage and MessageCategory.
	// Category defaults to SUCCESS for COMPLETED, else to MISCELLANEOUS.
	Message, Category string
	// WaitMessage is the StatusMessage while the job is CREATED or PENDING.
	WaitMessage string
	// Bytes is the backup's size; 0 is the type's usual one.
	Bytes int64
	// ARNAt says when the recovery point's ARN is known; default by type.
	ARNAt ARNAt
	// VaultAtEnd reports the requested vault until the job has ended, although
	// its point is in the air-gapped one.
	VaultAtEnd bool
	// VisibilityLag is how long the point cannot be found after its ARN is
	// known.
	VisibilityLag time.Duration
	// DeleteTakes is how long the point's deletion takes, DeleteEnds how it
	// ends: "" gone, or EXPIRED.
	DeleteTakes time.Duration
	DeleteEnds  string
	// RecordLag is how long the job itself can be neither described nor listed.
	RecordLag time.Duration
	// GoesBack sends the job from the middle of RUNNING to PENDING once.
	GoesBack bool
	// NeverEnds keeps the job RUNNING until it is stopped or expires.
	NeverEnds bool
	// ResourceName and BackupType of the job. BackupType WindowsVSS is usual
	// for EC2 with WindowsVSS enabled; "-" suppresses it.
	ResourceName, BackupType string
	// ResourceType settles what the ARN leaves open: Aurora (default), RDS,
	// DocumentDB or Neptune for rds:...:cluster: ARNs.
	ResourceType string
	// Key is how the source is encrypted: see Key.
	Key Key
	// CopyTakes and CopyEnds (COMPLETED, FAILED) are for the automatic copy to
	// a logically air-gapped vault, CopyMessage is its StatusMessage.
	CopyTakes             time.Duration
	CopyEnds, CopyMessage string
	// IndexTakes and IndexEnds (ACTIVE, FAILED) are for a backup index.
	IndexTakes time.Duration
	IndexEnds  string
	// Children of a composite job (CloudFormation, EKS); nil is the usual ones.
	Children []Child
	// Sparse leaves CompletionDate, PercentDone and BackupSizeInBytes out of
	// the finished job, as AWS sometimes does (reference 9.3).
	Sparse bool
}

// Child is one member of a composite job.
type Child struct {
	// Identifier is the logical ID, CompositeMemberIdentifier of the point.
	Identifier string
	// ResourceARN is the member's own.
	ResourceARN string
	Script      Script
}

// Key says how a source that AWS Backup does not fully manage is encrypted.
type Key string

// Encryption of a source.
const (
	KeyNone       Key = ""           // not encrypted
	KeyCustomer   Key = "customer"   // customer managed key
	KeyAWSManaged Key = "awsManaged" // aws/ebs, aws/rds: bars copies to air-gapped vaults
)

// ending is how a script has its job end: well, unless it says otherwise.
func ending(end, category string) (state, messageCategory string) {
	state, messageCategory = cmp.Or(end, stateCompleted), categoryOther
	if state == stateCompleted {
		messageCategory = categorySuccess
	}
	return state, cmp.Or(category, messageCategory)
}

// usual resolves a scripted duration against the usual one.
func usual(scripted, otherwise time.Duration) time.Duration {
	switch {
	case scripted == 0:
		return otherwise
	case scripted < 0:
		return 0
	}
	return scripted
}
