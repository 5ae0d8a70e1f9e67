// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"bytes"
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// read refreshes an object from its stored form, as the first thing of every
// plan. An object whose refresh failed stays as it was.
func (w *walk) read(ctx context.Context, o Object) (refreshed Object, good bool) {
	t := w.t
	file, err := stored(o.Value)
	if err != nil {
		return o, t.mistake("storing the state: %v", err)
	}
	upgraded, err := w.server.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{
		TypeName: t.typeName, Version: t.schema.Version, RawState: &tfprotov6.RawState{JSON: file},
	})
	if err != nil {
		return o, t.mistake("UpgradeResourceState: %v", err)
	}
	if !t.show(upgraded.Diagnostics) {
		return o, false
	}
	if again, err := stored(t.decode(upgraded.UpgradedState)); err != nil || !bytes.Equal(again, file) {
		return o, t.mistake("the state did not survive being stored: %s became %s (%v)", file, again, err)
	}
	answer, err := w.server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: w.t.typeName, CurrentState: upgraded.UpgradedState, Private: o.Private, CurrentIdentity: o.Identity,
	})
	if err != nil {
		return o, t.mistake("ReadResource: %v", err)
	}
	if !t.show(answer.Diagnostics) {
		return o, false
	}
	next := Object{Value: t.decode(answer.NewState), Private: answer.Private, Identity: answer.NewIdentity}
	next.Tainted = o.Tainted && next.Exists()
	if !next.Value.IsFullyKnown() {
		return o, t.mistake("unknown values after a refresh: %s", next.Value)
	}
	if next.Exists() && next.Identity == nil && t.typeName == resourceType { // A completion has none.
		t.mistake("no identity after a refresh")
	}
	return next, true
}

// change is one planned change.
type change struct {
	prior, planned Object
	config         tftypes.Value
	replace        bool
}

// noop says that nothing is to be done.
func (c change) noop() bool { return !c.replace && c.prior.Value.Equal(c.planned.Value) }

// plan plans the way from prior to config; a null config is a destroy. For a
// replacement, the provider is also asked for the create that it leads to.
func (w *walk) plan(ctx context.Context, prior Object, config tftypes.Value) (c change, good bool) {
	c, good = w.planOnce(ctx, prior, config)
	if good && c.replace {
		_, good = w.planOnce(ctx, w.t.None(), config)
	}
	return c, good
}

func (w *walk) planOnce(ctx context.Context, prior Object, config tftypes.Value) (c change, good bool) {
	t := w.t
	c = change{prior: prior, config: config}
	wanted := config
	if !config.IsNull() {
		wanted = proposed(t.schema, prior.Value, config)
	}
	answer, err := w.server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: w.t.typeName, PriorState: t.encode(prior.Value), ProposedNewState: t.encode(wanted), Config: t.encode(config),
		PriorPrivate: prior.Private, PriorIdentity: prior.Identity,
	})
	if err != nil {
		return c, t.mistake("PlanResourceChange: %v", err)
	}
	if !t.show(answer.Diagnostics) {
		return c, false
	}
	c.planned = Object{Value: t.decode(answer.PlannedState), Private: answer.PlannedPrivate, Identity: answer.PlannedIdentity}
	if !config.IsNull() {
		if wrong := planMistake(t.schema, config, c.planned.Value); wrong != "" {
			return c, t.mistake("invalid plan: %s", wrong)
		}
	}
	c.replace = prior.Exists() && len(answer.RequiresReplace) > 0
	return c, true
}

// apply carries one step of a plan out: a create, an update or a delete.
func (w *walk) apply(ctx context.Context, c change) (result Object, good bool) {
	t := w.t
	stop := t.trouble.begin(ctx, w)
	defer stop()
	answer, err := w.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: w.t.typeName, PriorState: t.encode(c.prior.Value), PlannedState: t.encode(c.planned.Value), Config: t.encode(c.config),
		PlannedPrivate: c.planned.Private, PlannedIdentity: c.planned.Identity,
	})
	if err != nil {
		return c.prior, t.mistake("ApplyResourceChange: %v", err)
	}
	if w.wire.dead.Load() {
		return c.prior, false // Nobody was there to hear the answer.
	}
	good = t.show(answer.Diagnostics)
	result = Object{Value: t.decode(answer.NewState), Private: answer.Private, Identity: answer.NewIdentity}
	switch {
	case c.planned.Value.IsNull() && good && result.Exists():
		t.mistake("a delete without an error left a state")
	case c.planned.Value.IsNull():
	case !result.Value.IsFullyKnown():
		t.mistake("unknown values after apply: %s", result.Value)
	case good && !result.Exists():
		if !t.trouble.struck() {
			t.mistake("a create or an update without an error left no state")
		}
	case good && !t.trouble.struck():
		if wrong := applyMistake(c.planned.Value, result.Value); wrong != "" {
			t.mistake("inconsistent result after apply: %s", wrong)
		}
	}
	return result, good
}

// Refresh is terraform apply -refresh-only.
func (t *Terraform) Refresh(ctx context.Context, o Object) Object {
	w, ok := t.walk(ctx)
	if !ok {
		return o
	}
	if refreshed, good := w.read(ctx, o); good {
		return refreshed
	}
	return o
}

// Plan is terraform plan: nothing is stored. empty says that it has no change.
func (t *Terraform) Plan(ctx context.Context, o Object, config tftypes.Value) (c change, empty, good bool) {
	w, ok := t.walk(ctx)
	if !ok || !w.validate(ctx, config) {
		return c, false, false
	}
	if o.Exists() {
		if o, good = w.read(ctx, o); !good {
			return c, false, false
		}
	}
	if o.Tainted {
		o = t.None()
	}
	c, good = w.plan(ctx, o, config)
	return c, good && c.noop(), good
}

func (w *walk) validate(ctx context.Context, config tftypes.Value) bool {
	answer, err := w.server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: w.t.typeName, Config: w.t.encode(config)})
	if err != nil {
		return w.t.mistake("ValidateResourceConfig: %v", err)
	}
	return w.t.show(answer.Diagnostics)
}

// prepare is the part of an apply until it is confirmed. Where there is nothing
// to do, todo is false and left is what the state then holds.
func (t *Terraform) prepare(ctx context.Context, o Object, config tftypes.Value, force bool) (c change, left Object, todo bool) {
	planning, ok := t.walk(ctx)
	if !ok || !planning.validate(ctx, config) {
		return c, o, false
	}
	prior := o
	if o.Exists() {
		if prior, ok = planning.read(ctx, o); !ok {
			return c, o, false
		}
	}
	if prior.Tainted || force && prior.Exists() {
		c, ok = planning.plan(ctx, t.None(), config)
		c.prior, c.replace = prior, true
	} else {
		c, ok = planning.plan(ctx, prior, config)
	}
	switch {
	case !ok:
		return c, o, false
	case c.noop():
		return c, prior, false
	}
	return c, prior, true
}

// Apply is terraform apply for one resource: a walk that plans and a walk, in
// another process, that carries the plan out. force is -replace.
func (t *Terraform) Apply(ctx context.Context, o Object, config tftypes.Value, force bool) Object {
	c, prior, todo := t.prepare(ctx, o, config, force)
	if !todo {
		return prior
	}
	applying, ok := t.walk(ctx)
	if !ok {
		return prior
	}
	if !c.replace {
		return applying.change(ctx, prior, config)
	}
	gone := change{prior: prior, planned: Object{Value: t.None().Value, Private: c.planned.Private, Identity: c.planned.Identity}, config: t.None().Value}
	if prior.Tainted {
		gone.planned.Private = nil // Terraform loses it with a taint.
	}
	left, good := applying.apply(ctx, gone)
	if !good || t.trouble.struck() {
		return t.unlessKilled(left, prior)
	}
	create, ok := applying.plan(ctx, t.None(), config)
	if !ok {
		return t.None()
	}
	result, good := applying.apply(ctx, create)
	result.Tainted = !good && result.Exists()
	return t.unlessKilled(result, t.None())
}

// change is the part of an apply that creates or updates.
func (w *walk) change(ctx context.Context, prior Object, config tftypes.Value) Object {
	c, ok := w.plan(ctx, prior, config)
	if !ok {
		return prior
	}
	result, good := w.apply(ctx, c)
	result.Tainted = !good && !prior.Exists() && result.Exists()
	return w.t.unlessKilled(result, prior)
}

// unlessKilled is the result, or what the state still held when Terraform died.
func (t *Terraform) unlessKilled(result, before Object) Object {
	if t.trouble.killed() {
		return before
	}
	return result
}

// Destroy is terraform destroy for one resource.
func (t *Terraform) Destroy(ctx context.Context, o Object) Object {
	planning, ok := t.walk(ctx)
	if !ok {
		return o
	}
	prior, ok := planning.read(ctx, o)
	if !ok || !prior.Exists() {
		if ok {
			return prior
		}
		return o
	}
	c, ok := planning.plan(ctx, prior, t.None().Value)
	if !ok {
		return o
	}
	if prior.Tainted {
		c.planned.Private = nil
	}
	applying, ok := t.walk(ctx)
	if !ok {
		return prior
	}
	left, _ := applying.apply(ctx, c)
	left.Tainted = left.Exists() && prior.Tainted
	return t.unlessKilled(left, prior)
}

// Import is terraform import.
func (t *Terraform) Import(ctx context.Context, id string) Object {
	w, ok := t.walk(ctx)
	if !ok {
		return t.None()
	}
	answer, err := w.server.ImportResourceState(ctx, &tfprotov6.ImportResourceStateRequest{TypeName: w.t.typeName, ID: id})
	if err != nil {
		t.mistake("ImportResourceState: %v", err)
		return t.None()
	}
	if !t.show(answer.Diagnostics) || len(answer.ImportedResources) != 1 {
		return t.None()
	}
	found := answer.ImportedResources[0]
	o, good := w.read(ctx, Object{Value: t.decode(found.State), Private: found.Private, Identity: found.Identity})
	if !good {
		return t.None()
	}
	return o
}
