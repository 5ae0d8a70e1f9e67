// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"time"
)

// Usual times of a restore.
const (
	usualRestorePending = 30 * time.Second
	usualRestore        = 10 * time.Minute
	// What cold storage adds (copy-restore 3.3): hours, and up to three days for
	// an archived snapshot of EBS.
	coldRestore    = 4 * time.Hour
	archiveRestore = 72 * time.Hour
	// newClusterBuffer is what AWS Backup waits for a cluster that it has made.
	newClusterBuffer = 15 * time.Minute
)

// restoreJob is one restore. There is no call that stops one: only a script ends
// it ABORTED.
type restoreJob struct {
	region   *regionState
	id       string
	seq      int
	source   *point
	vaultARN string // of the point, which may move or go meanwhile
	role     string
	token    string
	metadata map[string]string // as sent
	copyTags bool
	script   RestoreScript

	status, message           string
	created, began, completed time.Time
	takes                     time.Duration // RUNNING
	visible                   time.Time     // found by describe and list from then on

	// doom is the failure that the job is sure to meet, "" if none.
	doom string
	// makes is the ARN of what the restore makes or fills, shown at COMPLETED.
	makes, result string

	parent   *restoreJob
	children []*restoreJob

	validation, validationMessage string
}

// admit takes the job into the region and plans its way.
func (rj *restoreJob) admit(at time.Time) {
	r, s := rj.region, rj.region.server
	s.seq++
	s.jobs++
	rj.seq = s.seq
	rj.status, rj.created = statePending, at
	rj.visible = at.Add(s.scaled(rj.script.RecordLag))
	r.restores = append(r.restores, rj)
	r.restoresByID[rj.id] = rj
	s.schedule(at.Add(s.scaled(usual(rj.script.Pending, usualRestorePending))), rj.run)
}

func (rj *restoreJob) run(at time.Time) {
	s := rj.region.server
	if rj.status != statePending {
		return
	}
	rj.status, rj.began = stateRunning, at
	rj.takes = s.scaled(usual(rj.script.Running, rj.usualTime()))
	switch {
	case rj.script.NeverEnds:
	case len(rj.children) > 0:
		rj.childEnded(at) // the last child ends its parent
	default:
		s.schedule(at.Add(rj.takes), rj.end)
	}
}

// usualTime is longer from cold storage and for a cluster that is made first.
func (rj *restoreJob) usualTime() time.Duration {
	takes := usualRestore
	switch {
	case rj.source.storage == storageCold && rj.source.kind == kindEBS:
		takes += archiveRestore
	case rj.source.storage == storageCold:
		takes += coldRestore
	}
	if fold(rj.metadata).is("newCluster", "true") {
		takes += newClusterBuffer
	}
	return takes
}

// end brings the job to its scripted end, or to the one that its metadata and
// its surroundings have earned by now.
func (rj *restoreJob) end(at time.Time) {
	if finished(rj.status) {
		return
	}
	status, message := rj.script.End, rj.script.Message
	if status == "" {
		status = stateCompleted
	}
	if status == stateCompleted {
		if failed := rj.failure(at); failed != "" {
			status, message = stateFailed, failed
		} else if message == "" && rj.script.Losses {
			message = rj.lossMessage()
		}
	}
	rj.finish(at, status, message)
}

// failure is what only the attempt shows.
func (rj *restoreJob) failure(at time.Time) string {
	switch {
	case rj.doom != "":
		return rj.doom
	case rj.source.gone:
		return fmt.Sprintf("Recovery point %s no longer exists.", rj.source.arn)
	case rj.region.lost(rj.role, at):
		return notAssumed(rj.role)
	}
	m := fold(rj.metadata)
	if recipeFor(rj).fresh(m) && rj.region.exists(rj.makes, rj.source) {
		return fmt.Sprintf("%s already exists.", rj.makes)
	}
	return ""
}

// finish is the only way into a final state.
func (rj *restoreJob) finish(at time.Time, status, message string) {
	rj.status, rj.message, rj.completed = status, message, at
	if status == stateCompleted {
		rj.source.restored = at
		rj.result = rj.makes
		if rj.makes != "" {
			rj.region.existing[rj.makes] = true
		}
	}
	for _, child := range rj.children {
		if !finished(child.status) {
			child.finish(at, stateFailed, "The parent restore job ended.")
		}
	}
	if parent := rj.parent; parent != nil {
		parent.childEnded(at)
	}
}

// childEnded ends the parent with its last child.
func (rj *restoreJob) childEnded(at time.Time) {
	if rj.status != stateRunning || rj.script.NeverEnds {
		return
	}
	for _, child := range rj.children {
		if !finished(child.status) {
			return
		}
		if child.status != stateCompleted && rj.doom == "" {
			rj.doom = fmt.Sprintf("Nested restore job %s failed: %s", child.id, child.message)
		}
	}
	rj.end(at)
}

// expired says whether AWS has forgotten the job: 30 days after its end.
func (rj *restoreJob) expired(now time.Time) bool {
	return finished(rj.status) && !now.Before(rj.completed.Add(recordLife))
}

func (rj *restoreJob) parentID() string {
	if rj.parent == nil {
		return ""
	}
	return rj.parent.id
}

func (rj *restoreJob) place() cursor { return cursor{at: rj.created, seq: rj.seq} }

// shown says whether describe and list find the job.
func (rj *restoreJob) shown(now time.Time) bool {
	return !now.Before(rj.visible) && !rj.expired(now)
}

// percent is PercentDone: it grows while the job runs and stops where it fails.
func (rj *restoreJob) percent(now time.Time) string {
	done := 0.0
	switch {
	case rj.status == stateCompleted:
		done = 100
	case rj.began.IsZero() || rj.takes <= 0:
	default:
		until := now
		if finished(rj.status) {
			until = rj.completed
		}
		// A running job is never quite done.
		done = min(99.99, 100*float64(until.Sub(rj.began))/float64(rj.takes))
	}
	return fmt.Sprintf("%.2f%%", done)
}

// Messages that AWS documents for restores that brought back less than all
// (restoring-s3, restoring-eks).
const (
	messageObjectsLost   = "One or more objects failed to be restored from %s to %s. To get notified of these failures, enable SNS event notifications."
	messageManifestsLost = "One or more Kubernetes objects failed to restore. To get notified of these failures, enable SNS event notifications."
)

// lossMessage is "" for types whose restores bring back all or nothing.
func (rj *restoreJob) lossMessage() string {
	switch rj.source.kind {
	case kindS3:
		return fmt.Sprintf(messageObjectsLost, rj.source.arn, fold(rj.metadata).get("DestinationBucketName"))
	case kindEKS, kindEKSState:
		return messageManifestsLost
	}
	return ""
}
