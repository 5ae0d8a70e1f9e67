// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"time"
)

// copyJob is one copy of a recovery point to another vault. It belongs to the
// source's account and Region.
type copyJob struct {
	region      *regionState
	id          string
	seq         int
	backup      *job // that started it by itself, nil if a call did
	source      *point
	sourceVault *vault
	// destination is the vault's ARN as the call named it.
	destination string
	role, token string
	lifecycle   Lifecycle
	script      CopyScript
	denied      string // message of a role that cannot be assumed, "" if it can
	parent      *copyJob
	children    []*copyJob
	leftOut     int // members of a composite point that cannot be copied
	point       *point
	visible     time.Time // found by describe and list from then on

	stage
	message, category  string
	created, completed time.Time
}

// startCopy is the automatic copy of a temporary point. The backup job keeps
// hold of the resource for it: one backup or copy job at a time (reference 7).
func (j *job) startCopy(at time.Time) {
	cj := j.region.newCopy(j.point, j.airGapped.arn(), j.req.lifecycle.kept(j.kind), j.req.role, at)
	cj.backup = j
	cj.enter(stateRunning)
	cj.after(at, usual(j.script.CopyTakes, usualCopy), func(at time.Time) {
		defer j.release(at)
		if j.script.CopyEnds == stateFailed {
			message := j.script.CopyMessage
			if message == "" {
				message = messageCopyFailed
			}
			cj.finish(at, stateFailed, message, categoryOther)
			return
		}
		cj.finish(at, stateCompleted, j.script.CopyMessage, categorySuccess)
		// The way station has served (reference 4.6).
		if p := j.point; p != nil && !p.gone {
			p.remove(at)
		}
	})
}

func (r *regionState) newCopy(source *point, destination string, l Lifecycle, role string, at time.Time) *copyJob {
	r.server.seq++
	r.server.jobs++
	cj := &copyJob{
		region: r, id: strings.ToUpper(r.server.uuid()), seq: r.server.seq, source: source, sourceVault: source.vault,
		destination: destination, role: role, lifecycle: l, stage: stage{server: r.server, state: stateCreated}, created: at, visible: at,
	}
	r.copies = append(r.copies, cj)
	r.copiesByID[cj.id] = cj
	return cj
}

// admit puts a copy that a call or a parent started in line for its resource.
func (cj *copyJob) admit(at time.Time) {
	cj.visible = at.Add(cj.region.server.scaled(cj.script.RecordLag))
	var parent queuer
	if cj.parent != nil {
		parent = cj.parent
	}
	cj.region.enqueue(cj.source.resource, cj, parent, at)
}

func (cj *copyJob) queued() bool { return cj.state == stateCreated }

func (cj *copyJob) begin(at time.Time) {
	cj.after(at, usual(cj.script.Created, usualCreated), cj.run)
}

func (cj *copyJob) run(at time.Time) {
	if o := cj.obstacle(at); o != nil {
		cj.finish(at, stateFailed, o.message, o.category)
		return
	}
	cj.enter(stateRunning)
	switch {
	case cj.source.composite:
		cj.startChildren(at)
	case !cj.script.NeverEnds:
		cj.after(at, usual(cj.script.Running, usualCopy), cj.end)
	}
}

// end brings the job to its scripted end, unless what it needs has gone.
func (cj *copyJob) end(at time.Time) {
	if o := cj.lost(at); o != nil {
		cj.finish(at, stateFailed, o.message, o.category)
		return
	}
	state, category := ending(cj.script.End, cj.script.Category)
	cj.finish(at, state, cj.script.Message, category)
}

// finish is the only way into a final state.
func (cj *copyJob) finish(at time.Time, state, message, category string) {
	cj.enter(state)
	cj.message, cj.category, cj.completed = message, category, at
	if state == stateCompleted || state == statePartial {
		cj.makePoint(at)
	}
	cj.region.release(cj.source.resource, cj, at)
	if cj.parent != nil {
		cj.parent.childEnded(at)
	}
}

// makePoint puts the copy into the destination vault: as old as its source, with
// its tags, under the destination's key.
func (cj *copyJob) makePoint(at time.Time) {
	target := cj.target()
	if target == nil {
		return
	}
	src, r := cj.source, target.region
	resource, _ := parseARN(src.resource)
	p := r.addPoint(&point{
		arn:   target.newPointARN(copyForm(src.kind), resource, "copyjob-"+strings.ToLower(cj.id), at),
		vault: target, kind: src.kind, resource: src.resource, name: src.name, role: cj.role, source: src.vault,
		composite: src.composite, member: src.member, created: src.created, initiated: cj.created,
		visible: at.Add(r.server.scaled(cj.script.VisibilityLag)), size: src.size, lifecycle: cj.lifecycle, tags: src.tags,
		deleteTakes: src.deleteTakes, deleteEnds: src.deleteEnds,
	})
	if src.encrypted || !staysPlain(src.kind) {
		p.keyARN, p.keyType, p.encrypted = target.keyARN, target.keyType, true
	}
	p.index.takes = src.index.takes
	cj.point = p
	for _, child := range cj.children {
		if nested := child.point; nested != nil && !nested.gone {
			nested.parent = p
			p.children++
		}
	}
	p.complete(at, cj.state)
}

// copyForm names copies (copy reference 2.6): AWS Backup's own points get a new
// UUID, also where the source's has more to it; clusters keep their form.
func copyForm(k *kind) pointForm {
	if k.managed && k != kindEKS && k != kindEKSState {
		return managedForm
	}
	return k.form
}

// startChildren copies the members of a composite point, those left out that
// cannot be copied; the parent ends with the last.
func (cj *copyJob) startChildren(at time.Time) {
	for _, member := range cj.source.vault.points {
		if member.parent != cj.source {
			continue
		}
		if member.kind.uncopyable {
			cj.leftOut++
			continue
		}
		child := cj.region.newCopy(member, cj.destination, cj.lifecycle.kept(member.kind), cj.role, at)
		child.parent = cj
		child.script = nextScript(cj.region.copyScripts, CopyScript{}, member.resource)
		cj.children = append(cj.children, child)
	}
	if len(cj.children) == 0 && !cj.script.NeverEnds {
		cj.after(at, usual(cj.script.Running, usualCopy), cj.end)
	}
	for _, child := range cj.children {
		child.admit(at)
	}
}

// childEnded ends the parent when no child is left: COMPLETED if every member
// was copied, PARTIAL if some were, FAILED if none was; a script's End wins.
func (cj *copyJob) childEnded(at time.Time) {
	good := 0
	for _, child := range cj.children {
		if !finished(child.state) {
			return
		}
		if child.state == stateCompleted {
			good++
		}
	}
	members := len(cj.children) + cj.leftOut
	switch {
	case cj.script.NeverEnds || cj.state != stateRunning:
		return
	case cj.script.End != "" || good == members:
	case good == 0:
		cj.finish(at, stateFailed, "Copy job failed because all nested copy jobs failed.", categoryOther)
		return
	default:
		cj.script.End = statePartial
		if cj.script.Message == "" {
			cj.script.Message = fmt.Sprintf("%d of %d nested recovery points were not copied.", members-good, members)
		}
	}
	cj.end(at)
}

func (cj *copyJob) parentID() string {
	if cj.parent == nil {
		return ""
	}
	return cj.parent.id
}

func (cj *copyJob) place() cursor { return cursor{at: cj.created, seq: cj.seq} }

// shown says whether AWS knows the job: not yet, or no longer, else.
func (cj *copyJob) shown(now time.Time) bool { return !now.Before(cj.visible) && !cj.expired(now) }

// expired says whether AWS has forgotten the job: 30 days after its end.
func (cj *copyJob) expired(now time.Time) bool {
	return finished(cj.state) && !now.Before(cj.completed.Add(recordLife))
}
