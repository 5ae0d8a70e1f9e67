// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"
	"time"
)

// Job states (reference 3).
const (
	stateCreated   = "CREATED"
	statePending   = "PENDING"
	stateRunning   = "RUNNING"
	stateAborting  = "ABORTING"
	stateAborted   = "ABORTED"
	stateCompleted = "COMPLETED"
	stateFailed    = "FAILED"
	stateExpired   = "EXPIRED"
	statePartial   = "PARTIAL"
)

// Messages that AWS documents (reference 6.3).
const (
	messageBusy        = "Backup job failed because there was a running job for the same resource."
	messageOverdue     = "Backup job expired before completion."
	messageNotStarted  = "Backup job failed to start before the start window closed."
	messageStopped     = "Backup job was stopped by user."
	messageLifecycle   = "Backup job failed because the lifecycle is outside the valid range for backup vault."
	messageTooManyTags = "The resultant tag set must not have more than 50 user tags."
	categorySuccess    = "SUCCESS"
	categoryOther      = "MISCELLANEOUS"
)

// recordLife is how long job records are kept (reference 3.4). It counts from
// creation; a job that still runs keeps its record.
const recordLife = 30 * 24 * time.Hour

// job is one backup job.
type job struct {
	region *regionState
	id     string
	seq    int
	kind   *kind
	source arn
	req    jobRequest
	script Script

	stage
	message, category    string
	created, startBy     time.Time
	initiated, completed time.Time // RUNNING since, final since
	runs                 time.Duration

	// vault is where the point is kept; nil if the named one is missing.
	vault    *vault
	vaultARN string
	// temporary: the point is a way station to an air-gapped vault.
	temporary bool
	airGapped *vault
	wentBack  bool
	visible   time.Time // found by describe and list from then on

	// doom is the failure that the job is sure to meet, "" if none.
	doom, doomCategory string

	pointARN   string
	point      *point
	bytes      int64
	backupType string

	parent     *job
	children   []*job
	identifier string
}

// jobRequest is what StartBackupJob was asked for. It never changes.
type jobRequest struct {
	vault, airGapped, resource, role, token string
	startWindow, completeWindow             time.Duration
	lifecycle                               Lifecycle
	tags, options                           map[string]string
	index                                   string
}

func finished(state string) bool {
	switch state {
	case stateCreated, statePending, stateRunning, stateAborting:
		return false
	}
	return true
}

// admit puts a new job in line for its resource and plans its end.
func (r *regionState) admit(j *job, at time.Time) {
	r.server.seq++
	r.server.jobs++
	j.seq = r.server.seq
	j.state, j.created = stateCreated, at
	j.startBy = at.Add(j.req.startWindow)
	j.visible = at.Add(r.server.scaled(j.script.RecordLag))
	r.jobs = append(r.jobs, j)
	r.jobsByID[j.id] = j
	j.message = j.script.WaitMessage
	if j.script.arnAt(j.kind) == ARNAtStart && j.doom == "" {
		j.makePoint(at)
	}
	r.server.schedule(j.startBy.Add(r.server.scaled(expiryDelay)), j.expireUnstarted)
	r.server.schedule(at.Add(j.req.completeWindow), j.expireUnfinished)
	var parent queuer
	if j.parent != nil {
		parent = j.parent
	}
	r.enqueue(j.req.resource, j, parent, at)
}

// stage is the state of a backup or copy job.
type stage struct {
	server *Server
	state  string
	turn   int // counts state changes; an event of an earlier turn is void
}

// after plans the next step of the current state.
func (s *stage) after(at time.Time, d time.Duration, step func(at time.Time)) {
	turn := s.turn
	s.server.schedule(at.Add(s.server.scaled(d)), func(at time.Time) {
		if s.turn == turn {
			step(at)
		}
	})
}

func (s *stage) enter(state string) {
	s.state = state
	s.turn++
}

func (j *job) pend(at time.Time) {
	if j.script.EndsIn == stateCreated {
		j.end(at)
		return
	}
	j.enter(statePending)
	j.after(at, usual(j.script.Pending, usualPending), j.run)
}

func (j *job) run(at time.Time) {
	j.missVault()
	if j.doom != "" {
		j.fail(at, j.doom, j.doomCategory)
		return
	}
	if j.script.EndsIn == statePending {
		j.end(at)
		return
	}
	j.enter(stateRunning)
	j.initiated, j.message = at, ""
	j.runs = j.region.server.scaled(usual(j.script.Running, j.kind.takes))
	if j.pointARN == "" && j.script.arnAt(j.kind) != ARNAtEnd {
		j.makePoint(at)
	}
	if j.kind.composite {
		j.startChildren(at)
		return
	}
	switch {
	case j.script.GoesBack && !j.wentBack:
		j.after(at, usual(j.script.Running, j.kind.takes)/2, j.goBack)
	case !j.script.NeverEnds:
		j.after(at, usual(j.script.Running, j.kind.takes), j.end)
	}
}

// goBack is no transition of AWS's: a client must bear it all the same.
func (j *job) goBack(at time.Time) {
	j.wentBack = true
	j.enter(statePending)
	j.after(at, usual(j.script.Pending, usualPending), j.run)
}

// missVault dooms a job whose vault was taken away meanwhile.
func (j *job) missVault() {
	if v := j.vault; v != nil && j.region.vaults[v.name] != v && j.doom == "" {
		j.doom, j.doomCategory = noVault(j.vaultARN), "InvalidParameters"
	}
}

func noVault(arn string) string {
	return "Backup job failed because backup vault " + arn + " does not exist."
}

// end brings the job to its scripted end.
func (j *job) end(at time.Time) {
	if j.missVault(); j.doom != "" {
		j.fail(at, j.doom, j.doomCategory)
		return
	}
	state, category := ending(j.script.End, j.script.Category)
	message := j.script.Message
	if state == stateCompleted || state == statePartial {
		if j.pointARN == "" {
			j.makePoint(at)
		}
		j.airGapVerdict(&message, &category)
	}
	j.finish(at, state, message, category)
}

func (j *job) fail(at time.Time, message, category string) {
	j.finish(at, stateFailed, message, category)
}

// finish is the only way into a final state.
func (j *job) finish(at time.Time, state, message, category string) {
	j.enter(state)
	j.message, j.category = message, category
	// AWS's FAILED samples have no completion date (reference 3.1).
	j.completed = at
	switch state {
	case stateCompleted, statePartial:
		j.point.complete(at, state)
	default:
		if j.point != nil {
			j.point.vanish()
			j.point, j.pointARN = nil, ""
		}
	}
	for _, child := range j.children {
		if !finished(child.state) {
			child.finish(at, state, message, category)
		}
	}
	if j.temporary && state == stateCompleted {
		j.startCopy(at) // and releases the resource when that is over
	} else {
		j.release(at)
	}
	if j.parent != nil {
		j.parent.childEnded(at)
	}
}

// stop begins the way to ABORTED.
func (j *job) stop(at time.Time) {
	j.enter(stateAborting)
	for _, child := range j.children {
		if !finished(child.state) && child.state != stateAborting {
			child.stop(at)
		}
	}
	j.after(at, stopping, func(at time.Time) {
		j.finish(at, stateAborted, messageStopped, categoryOther)
	})
}

func (j *job) parentID() string {
	if j.parent == nil {
		return ""
	}
	return j.parent.id
}

func (j *job) place() cursor { return cursor{at: j.created, seq: j.seq} }

// shown says whether AWS knows the job: not yet, or no longer, else.
func (j *job) shown(now time.Time) bool { return !now.Before(j.visible) && !j.expired(now) }

// expired says whether AWS has forgotten the job by now.
func (j *job) expired(now time.Time) bool {
	return finished(j.state) && !now.Before(j.created.Add(recordLife))
}

// arnAt is the scripted or the usual moment.
func (s *Script) arnAt(k *kind) ARNAt {
	if s.ARNAt != "" {
		return s.ARNAt
	}
	return k.arnAt
}

// resourceName is what people call the source.
func (j *job) resourceName() string {
	if j.script.ResourceName != "" {
		return j.script.ResourceName
	}
	if j.kind.composite {
		parts := strings.Split(j.source.resource, "/")
		if len(parts) > 1 {
			return parts[1]
		}
	}
	return ""
}
