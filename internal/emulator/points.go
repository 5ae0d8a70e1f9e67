// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"hash/fnv"
	"maps"
	"strings"
	"time"
)

// Recovery point states (reference 4.1).
const (
	pointCreating  = "CREATING"
	pointCompleted = "COMPLETED"
	pointPartial   = "PARTIAL"
	pointDeleting  = "DELETING"
	pointExpired   = "EXPIRED"
	pointAvailable = "AVAILABLE"

	storageWarm = "WARM"
	storageCold = "COLD"
)

// point is one recovery point.
type point struct {
	region    *regionState
	seq       int
	arn       string
	vault     *vault
	kind      *kind
	resource  string
	name      string
	role      string
	job       *job   // nil for copies
	source    *vault // of a copy
	parent    *point
	children  int
	member    string // CompositeMemberIdentifier
	composite bool

	status, message               string
	created, initiated, completed time.Time
	visible                       time.Time
	size                          int64
	lifecycle                     Lifecycle
	coldAt, deleteAt              time.Time
	storage                       string
	keyARN, keyType               string
	encrypted                     bool
	tags                          map[string]string // replaced, never changed
	restored                      time.Time
	continuous                    bool
	planID                        string
	held, restoring               bool
	gone                          bool

	index struct {
		status, message string
		takes           time.Duration
		ends            string
		turn            int
	}
	deleteTakes time.Duration
	deleteEnds  string
	turn        int // counts changes of the schedule; older events are void
}

// makePoint creates the job's recovery point in state CREATING.
func (j *job) makePoint(at time.Time) {
	r := j.region
	p := r.addPoint(&point{
		arn: j.vault.newPointARN(j.kind.form, j.source, "job-"+strings.ToLower(j.id), at), vault: j.vault, kind: j.kind, resource: j.req.resource, name: j.resourceName(), role: j.req.role,
		job: j, composite: j.kind.composite, member: j.identifier, created: j.created, initiated: at,
		visible: at.Add(r.server.scaled(j.script.VisibilityLag)), size: j.bytes,
		lifecycle:   j.pointLifecycle(),
		tags:        mergeTags(r.sourceTags[j.req.resource], j.req.tags),
		deleteTakes: usual(j.script.DeleteTakes, usualDeletion), deleteEnds: j.script.DeleteEnds,
	})
	p.keyARN, p.keyType, p.encrypted = j.encryption()
	p.index.takes, p.index.ends = usual(j.script.IndexTakes, usualIndexing), j.script.IndexEnds
	j.point, j.pointARN = p, p.arn
	if j.parent != nil && j.parent.point != nil {
		p.parent = j.parent.point
		p.parent.children++
	}
}

// newPointARN names a point to come into the vault: by its type, or by AWS
// Backup's own form where the vault is air-gapped.
func (v *vault) newPointARN(form pointForm, source arn, label string, at time.Time) string {
	if v.kind == airGappedVault {
		form = managedForm
	}
	name := form(v.region, source, label, at)
	for v.region.points[name] != nil {
		name += "-" + v.region.server.hex(4)
	}
	return name
}

// addPoint takes a point into the vault.
func (r *regionState) addPoint(p *point) *point {
	r.server.seq++
	p.region, p.seq, p.status, p.storage = r, r.server.seq, pointCreating, storageWarm
	r.points[p.arn] = p
	p.vault.points = withPoint(p.vault.points, p)
	r.pointsByOwner[p.resource] = withPoint(r.pointsByOwner[p.resource], p)
	return p
}

// vanish takes the point out of the world.
func (p *point) vanish() {
	if p == nil || p.gone {
		return
	}
	p.gone = true
	p.turn++
	for _, state := range p.clusterState() {
		state.parent = nil
		state.vanish()
	}
	p.index.turn++
	delete(p.region.points, p.arn)
	p.vault.points = withoutPoint(p.vault.points, p)
	p.region.pointsByOwner[p.resource] = withoutPoint(p.region.pointsByOwner[p.resource], p)
	p.leaveParent()
}

// leaveParent cuts the tie; with its last child a parent goes, too
// (reference 3.3).
func (p *point) leaveParent() {
	parent := p.parent
	if parent == nil {
		return
	}
	p.parent = nil
	parent.children--
	if parent.children == 0 && parent.status != pointCreating {
		parent.vanish()
	}
}

// clusterState are the nested points that go with their parent, since they
// cannot be deleted by themselves.
func (p *point) clusterState() (points []*point) {
	if p.children == 0 {
		return nil
	}
	for _, nested := range p.vault.points {
		if nested.parent == p && nested.kind == kindEKSState {
			points = append(points, nested)
		}
	}
	return points
}

// complete is the job's success.
func (p *point) complete(at time.Time, state string) {
	p.status, p.completed = pointCompleted, at
	if state == statePartial {
		p.status = pointPartial
	}
	p.plan(at)
	if p.job != nil && p.job.req.index == "ENABLED" && p.kind.index && !p.job.temporary {
		p.startIndex(at)
	}
}

// plan schedules what the lifecycle says.
func (p *point) plan(now time.Time) {
	p.turn++
	turn := p.turn
	s := p.region.server
	p.coldAt, p.deleteAt = p.lifecycle.schedule(p.kind, p.created)
	if p.storage == storageCold {
		p.coldAt = time.Time{}
	}
	// What is due already, as in a copy that is as old as its source, happens now.
	if !p.coldAt.IsZero() {
		s.schedule(latest(p.coldAt, now), func(time.Time) {
			if p.turn == turn && !p.gone {
				p.storage = storageCold
			}
		})
	}
	if !p.deleteAt.IsZero() {
		s.schedule(latest(p.deleteAt, now), func(at time.Time) {
			if p.turn == turn && !p.gone && !p.held && p.status != pointDeleting {
				p.remove(at)
			}
		})
	}
}

// remove begins the deletion, which ends with the point gone or EXPIRED.
func (p *point) remove(at time.Time) {
	p.status, p.message = pointDeleting, ""
	p.turn++
	turn := p.turn
	s := p.region.server
	s.schedule(at.Add(s.scaled(p.deleteTakes)), func(at time.Time) {
		if p.turn != turn || p.gone {
			return
		}
		if p.deleteEnds == pointExpired || p.kind == kindEBS && p.region.lost(p.role, at) {
			p.status = pointExpired
			p.message = "The recovery point could not be deleted: the role that created it is missing permissions or no longer exists."
			if p.deleteAt.After(at) {
				p.plan(at) // the retention tries once more
			}
			return
		}
		p.vanish()
	})
}

// pointLifecycle is the job's lifecycle as the point keeps it, with the event
// of a temporary point.
func (j *job) pointLifecycle() Lifecycle {
	l := j.req.lifecycle.kept(j.kind)
	if j.temporary {
		l.DeleteAfterEvent = "DELETE_AFTER_COPY"
	}
	return l
}

// encryption gives the point's key: the vault's for types that AWS Backup
// manages fully and for air-gapped vaults, else the source's.
func (j *job) encryption() (keyARN, keyType string, encrypted bool) {
	if j.kind.managed || j.vault.kind == airGappedVault {
		return j.vault.keyARN, j.vault.keyType, true
	}
	switch j.script.Key {
	case KeyNone:
	case KeyCustomer:
		return j.region.keyARN(j.req.resource), "CUSTOMER_MANAGED_KMS_KEY", true
	case KeyAWSManaged:
		return j.region.keyARN("aws/" + j.source.service), "", true
	}
	return "", "", false
}

// nameUUID is a UUID that a name always gives.
func nameUUID(name string) string {
	sum := fnv.New128a()
	_, _ = sum.Write([]byte(name)) // never fails
	b := sum.Sum(nil)
	return hexUUID([16]byte(b))
}

// mergeTags lays the request's tags over the source's: the request wins.
func mergeTags(source, request map[string]string) map[string]string {
	merged := make(map[string]string, len(source)+len(request))
	maps.Copy(merged, source)
	maps.Copy(merged, request)
	return merged
}
