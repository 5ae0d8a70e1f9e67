// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// Rename is terraform apply for a resource that has a new address, without a
// moved block: one provider process creates the new object and deletes the old
// one. What begins second does so after apart; left is what could not be deleted.
func (t *Terraform) Rename(ctx context.Context, old Object, config cty.Value, apart time.Duration, deleteFirst bool) (renamed, left Object) {
	deletion, ok := t.Plan(ctx, old, t.None().Value, false)
	if !ok {
		return t.None(), old
	}
	creation, ok := t.Plan(ctx, t.None(), config, false)
	if !ok {
		return t.None(), deletion.Prior
	}
	p, ok := t.startConfigured(ctx)
	if !ok {
		return t.None(), deletion.Prior
	}
	var ofDelete, ofCreate [2]inprocess.Diagnostics
	create := func() { renamed, _, ofCreate[0], ofCreate[1] = p.Apply(ctx, creation, config) }
	remove := func() {
		left = deletion.Prior
		if deletion.Action != inprocess.NoOp {
			left, _, ofDelete[0], ofDelete[1] = p.Apply(ctx, deletion, t.None().Value)
		}
	}
	first, second := create, remove
	if deleteFirst {
		first, second = remove, create
	}
	var both sync.WaitGroup
	both.Go(first)
	time.Sleep(apart)
	both.Go(second)
	both.Wait()
	t.show(slices.Concat(ofCreate[0], ofCreate[1], ofDelete[0], ofDelete[1]))
	return renamed, left
}

// rename gives the resource a new address.
func (e *World) rename(ctx context.Context, s *scene) {
	apart := time.Duration(1 + e.random.Int64N(int64(3*time.Second)))
	if e.random.IntN(4) == 0 {
		apart = time.Duration(1 + e.random.Int64N(int64(10*time.Minute)))
	}
	s.resource.object, s.resource.deposed = e.terraform.Rename(ctx, s.resource.object, s.wanted(e), apart, e.random.IntN(2) == 0)
	if !s.resource.object.Exists() && s.resource.deposed.Exists() { // It has its old address again.
		s.resource.object, s.resource.deposed = s.resource.deposed, e.terraform.None()
		s.returned = true
	}
}

// checkRename: if the new address has the job of the old one, nothing ends the job
// or deletes its backup.
func (e *World) checkRename(s *scene, own []string, points map[string]emulator.RecoveryPoint) {
	has := s.resource.object.ID()
	if operation, _ := cutInterruption(s.operation); operation != "rename" || s.returned || has == "" || has != s.before.ID() {
		return
	}
	for _, r := range s.requests {
		if r.Operation == "StopBackupJob" || r.Operation == "DeleteRecoveryPoint" {
			e.violated("%s: %s %s, and the new address has the same job %s", s, r.Operation, r.Path, has)
		}
	}
	for _, name := range own {
		_, was := s.points[name]
		if _, is := points[name]; was && !is && s.hits[emulator.RemoveVault] == 0 && e.deleteAt[name].IsZero() {
			e.violated("%s: recovery point %s of the renamed resource is gone", s, name)
		}
	}
}
