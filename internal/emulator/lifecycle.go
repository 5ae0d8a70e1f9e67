// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

const day = 24 * time.Hour

// Lifecycle is a recovery point's schedule. nil members were never given.
type Lifecycle struct {
	MoveToColdStorageAfterDays, DeleteAfterDays *int64
	OptInToArchiveForSupportedResources         *bool
	// DeleteAfterEvent is AWS's own: DELETE_AFTER_COPY on temporary points.
	DeleteAfterEvent string
}

// Limits of a lifecycle in days (reference 2.1).
const (
	maxRetention = 36_500
	coldMinimum  = 90
	forever      = -1
)

func (l Lifecycle) shape() *lifecycleShape {
	return &lifecycleShape{
		MoveToColdStorageAfterDays:          l.MoveToColdStorageAfterDays,
		DeleteAfterDays:                     l.DeleteAfterDays,
		OptInToArchiveForSupportedResources: l.OptInToArchiveForSupportedResources,
		DeleteAfterEvent:                    optional(l.DeleteAfterEvent),
	}
}

// checkLifecycle restates reference 2.1. 0 is not "unset": it is a value, and
// a wrong one.
func (c *call) checkLifecycle(in *lifecycleShape) (Lifecycle, error) {
	if in == nil {
		return Lifecycle{}, nil
	}
	if in.DeleteAfterEvent != nil && c.strict {
		return Lifecycle{}, invalidParameter("Invalid lifecycle. DeleteAfterEvent is not a valid input")
	}
	out := Lifecycle{
		MoveToColdStorageAfterDays:          in.MoveToColdStorageAfterDays,
		DeleteAfterDays:                     in.DeleteAfterDays,
		OptInToArchiveForSupportedResources: in.OptInToArchiveForSupportedResources,
	}
	remove, cold := out.DeleteAfterDays, out.MoveToColdStorageAfterDays
	if remove != nil && *remove != forever && (*remove < 1 || *remove > maxRetention) {
		return out, invalidParameter("Invalid lifecycle. DeleteAfterDays cannot be less than 1 or more than %d days", maxRetention)
	}
	// The first HashiCorp release sent cold 0 for "unset"; AWS took it as a
	// number and answered with the 90-day rule.
	if cold != nil && *cold == 0 && remove != nil && *remove > 0 && *remove < coldMinimum {
		return out, ninetyDays()
	}
	if cold != nil && *cold != forever && (*cold < 1 || *cold > maxRetention) {
		return out, invalidParameter("Invalid lifecycle. MoveToColdStorageAfterDays cannot be less than 1 or more than %d days", maxRetention)
	}
	if out.tooClose() {
		return out, ninetyDays()
	}
	return out, nil
}

// tooClose says whether the lifecycle breaks the 90-day rule.
func (l Lifecycle) tooClose() bool {
	remove, cold := l.DeleteAfterDays, l.MoveToColdStorageAfterDays
	return cold != nil && remove != nil && *cold > 0 && *remove > 0 && *remove-*cold < coldMinimum
}

func ninetyDays() error {
	return invalidParameter("Invalid lifecycle. DeleteAfterDays cannot be less than %d days apart from MoveToColdStorageAfterDays", coldMinimum)
}

// retention is the time to keep a point; ok is false for a point without expiry.
func (l Lifecycle) retention() (days int64, ok bool) {
	if l.DeleteAfterDays == nil || *l.DeleteAfterDays == forever {
		return 0, false
	}
	return *l.DeleteAfterDays, true
}

// schedule is where a lifecycle leads for a point of kind k created at t: zero
// times never come. Types without cold storage ignore the setting; EBS needs
// the archive opt-in.
func (l Lifecycle) schedule(k *kind, t time.Time) (coldAt, deleteAt time.Time) {
	if days := l.MoveToColdStorageAfterDays; days != nil && *days > 0 && k.cold {
		if !k.archive || l.OptInToArchiveForSupportedResources != nil && *l.OptInToArchiveForSupportedResources {
			coldAt = t.Add(time.Duration(*days) * day)
		}
	}
	if days, ok := l.retention(); ok {
		deleteAt = t.Add(time.Duration(days) * day)
	}
	return coldAt, deleteAt
}

// kept is the lifecycle as a point of kind k keeps it: "never" is kept as
// nothing, and so is what the type ignores.
func (l Lifecycle) kept(k *kind) Lifecycle {
	never := func(days *int64) bool { return days != nil && *days == forever }
	if !k.cold || never(l.MoveToColdStorageAfterDays) {
		l.MoveToColdStorageAfterDays = nil
	}
	if !k.cold {
		l.OptInToArchiveForSupportedResources = nil
	}
	if never(l.DeleteAfterDays) {
		l.DeleteAfterDays = nil
	}
	return l
}
