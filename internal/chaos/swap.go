// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Swap is Apply with create_before_destroy. What it could not destroy is
// deposed: Terraform keeps it in state beside the current object, and destroys
// it with the next apply.
func (t *Terraform) Swap(ctx context.Context, o Object, config tftypes.Value, force bool) (current, deposed Object) {
	c, prior, todo := t.prepare(ctx, o, config, force)
	if !todo {
		return prior, t.None()
	}
	applying, ok := t.walk(ctx)
	if !ok {
		return prior, t.None()
	}
	if !c.replace {
		return applying.change(ctx, prior, config), t.None()
	}
	create, ok := applying.plan(ctx, t.None(), config)
	if !ok {
		return prior, t.None()
	}
	result, good := applying.apply(ctx, create)
	result.Tainted = !good && result.Exists()
	switch {
	case t.trouble.killed() || !result.Exists():
		return prior, t.None()
	case !good || t.trouble.struck():
		return result, prior
	}
	gone, ok := applying.planOnce(ctx, prior, t.None().Value)
	if !ok {
		return result, prior
	}
	left, _ := applying.apply(ctx, gone)
	if t.trouble.killed() {
		return prior, t.None() // The state file was last written before the apply.
	}
	left.Tainted = left.Exists() && prior.Tainted
	return result, left
}

// swap replaces a resource, the new backup first.
func (e *Era) swap(ctx context.Context, s *scene, force bool) {
	s.resource.object, s.resource.deposed = e.terraform.Swap(ctx, s.resource.object, s.config.config(e.kind), force)
}

// checkOrder: with create_before_destroy the old backup is not touched before
// the new one was asked for, nor at all if both are one job.
func (e *Era) checkOrder(s *scene, own []string) {
	operation, _ := cutTrouble(s.operation)
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
