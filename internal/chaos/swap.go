// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"slices"
)

// swap replaces a resource, the new backup first.
func (e *World) swap(ctx context.Context, s *scene, force bool) {
	s.resource.object, s.resource.deposed = e.terraform.apply(ctx, s.resource.object, s.wanted(e), force, true)
}

// checkOrder: with create_before_destroy the old backup is not touched before
// the new one was asked for, nor at all if both are one job.
func (e *World) checkOrder(s *scene, own []string) {
	operation, _ := cutInterruption(s.operation)
	if operation != "create first" && operation != "create first by force" {
		return
	}
	asked := false
	for _, r := range s.requests {
		asked = asked || r.Operation == "StartBackupJob"
		if r.Operation != "StopBackupJob" && r.Operation != "DeleteRecoveryPoint" {
			continue
		}
		if now := s.resource.object; !asked || now.Tainted || !s.killed && slices.Contains(own, now.ID()) {
			e.violated("%s: %s %s, and the new object is %s", s, r.Operation, r.Path, now.ID())
		}
	}
}
