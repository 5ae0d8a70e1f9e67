// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// Action is what a change does.
type Action string

// The actions of changes. A replacement deletes first unless
// Change.CreateFirst is set.
const (
	NoOp    Action = "no-op"
	Create  Action = "create"
	Update  Action = "update"
	Delete  Action = "delete"
	Replace Action = "replace"
)

// Change is the planned change of one object.
type Change struct {
	TypeName       string
	Action         Action
	Prior, Planned Object
	Config         cty.Value
	// CreateFirst is create_before_destroy.
	CreateFirst bool
}

// Plan plans the change from prior to config; a null config destroys. forced is
// -replace. For a replacement the provider plans twice: first from the prior
// state, then the create.
func (p *Process) Plan(ctx context.Context, typeName string, prior Object, config cty.Value, forced bool) (Change, Diagnostics) {
	before := prior
	if !prior.Exists() || prior.Tainted && !config.IsNull() {
		before = Object{Value: p.null(typeName)}
	}
	c := Change{TypeName: typeName, Prior: prior, Config: config}
	planned, replaces, diagnostics := p.planOnce(ctx, typeName, before, config)
	c.Planned = planned
	switch {
	case diagnostics.Failed():
		return c, diagnostics
	case config.IsNull():
		c.Action = Delete
	case prior.Tainted && prior.Exists():
		c.Action = Replace
		c.Planned.Private = nil // Terraform loses it here, and keeps it in a destroy.
	case !before.Exists():
		c.Action = Create
	case before.Value.RawEquals(planned.Value) && !forced:
		c.Action = NoOp
	case replaces || forced:
		c.Action = Replace
		again, _, more := p.planOnce(ctx, typeName, Object{Value: p.null(typeName), Private: planned.Private}, config)
		for _, d := range more {
			if d.Severity == tfprotov6.DiagnosticSeverityError { // Terraform drops its warnings.
				diagnostics = append(diagnostics, d)
			}
		}
		c.Planned = again
	default:
		c.Action = Update
	}
	return c, diagnostics
}

func (p *Process) planOnce(ctx context.Context, typeName string, prior Object, config cty.Value) (planned Object, replaces bool, diagnostics Diagnostics) {
	planned = Object{Value: p.null(typeName)}
	answer, err := p.Server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: p.encode(prior.Value), Config: p.encode(config),
		ProposedNewState: p.encode(proposed(p.attributes(typeName), prior.Value, config)),
		PriorPrivate:     prior.Private, PriorIdentity: prior.Identity,
	})
	if err != nil {
		return planned, false, p.violation("PlanResourceChange: %v", err)
	}
	if Diagnostics(answer.Diagnostics).Failed() {
		return planned, false, answer.Diagnostics
	}
	planned = Object{Private: answer.PlannedPrivate, Identity: answer.PlannedIdentity}
	if planned.Value, err = decode(answer.PlannedState, config.Type()); err != nil {
		return planned, false, p.violation("decoding a plan: %v", err)
	}
	if config.IsNull() {
		if !planned.Value.IsNull() {
			return planned, false, p.violation("invalid plan: a destroy is planned as %#v", planned.Value)
		}
	} else if wrong := planViolation(p.attributes(typeName), prior.Value, config, planned.Value); wrong != "" {
		return planned, false, p.violation("invalid plan: %s", wrong)
	}
	return planned, len(answer.RequiresReplace) > 0, answer.Diagnostics
}

// Apply carries out a change. config is the configuration as it is known now;
// with it the provider plans once more, as in every apply, and that plan must
// keep what the first one has promised. deposed is the old object that a
// replacement with create_before_destroy could not delete. undeletable are the
// diagnostics of a delete, which Terraform shows without an address.
func (p *Process) Apply(ctx context.Context, c Change, config cty.Value) (current, deposed Object, diagnostics, ofDelete Diagnostics) {
	none := Object{Value: p.null(c.TypeName)}
	switch {
	case c.Action == NoOp:
		return c.Prior, none, nil, nil
	case c.Action == Delete:
		left, ofDelete := p.applyOnce(ctx, c)
		left.Tainted = left.Exists() && c.Prior.Tainted
		return left, none, nil, ofDelete
	case c.Action == Replace && c.CreateFirst:
		return p.createFirst(ctx, c, config)
	case c.Action != Replace:
		current, diagnostics = p.change(ctx, c, config)
		return current, none, diagnostics, nil
	}
	old := c.planned(Object{Value: none.Value, Private: c.Planned.Private, Identity: c.Planned.Identity})
	left, ofDelete := p.applyOnce(ctx, old)
	if ofDelete.Failed() || p.Stopped() {
		left.Tainted = left.Exists() && c.Prior.Tainted
		return left, none, nil, ofDelete
	}
	create := Change{TypeName: c.TypeName, Action: Create, Prior: none, Planned: c.Planned}
	current, diagnostics = p.change(ctx, create, config)
	return current, none, diagnostics, ofDelete
}

// planned is the deletion that is part of a replacement.
func (c Change) planned(gone Object) Change {
	c.Planned, c.Config = gone, gone.Value
	return c
}

func (p *Process) createFirst(ctx context.Context, c Change, config cty.Value) (current, deposed Object, diagnostics, ofDelete Diagnostics) {
	none := Object{Value: p.null(c.TypeName)}
	current, diagnostics = p.change(ctx, Change{TypeName: c.TypeName, Action: Create, Prior: none, Planned: c.Planned}, config)
	switch {
	case !current.Exists():
		return c.Prior, none, diagnostics, nil
	case diagnostics.Failed() || p.Stopped():
		return current, c.Prior, diagnostics, nil
	}
	planned, _, ofDelete := p.planOnce(ctx, c.TypeName, c.Prior, none.Value)
	if ofDelete.Failed() {
		return current, c.Prior, diagnostics, ofDelete
	}
	left, more := p.applyOnce(ctx, c.planned(planned))
	left.Tainted = left.Exists() && c.Prior.Tainted
	return current, left, diagnostics, append(ofDelete, more...)
}

// change plans a create or an update once more and carries it out.
func (p *Process) change(ctx context.Context, c Change, config cty.Value) (Object, Diagnostics) {
	again, diagnostics := p.Plan(ctx, c.TypeName, c.Prior, config, false)
	if diagnostics.Failed() {
		return c.Prior, diagnostics
	}
	wrong := resultViolation(c.TypeName, c.Planned.Value, again.Planned.Value)
	if again.Action != c.Action && !(c.Action == Update && again.Action == NoOp) {
		wrong = "an " + string(c.Action) + " became a " + string(again.Action)
	}
	if wrong != "" {
		return c.Prior, append(diagnostics, p.violation("inconsistent final plan: %s", wrong)...)
	}
	result, more := p.applyOnce(ctx, again)
	result.Tainted = more.Failed() && !c.Prior.Exists() && result.Exists()
	return result, append(diagnostics, more...)
}

// applyOnce makes one call of ApplyResourceChange.
func (p *Process) applyOnce(ctx context.Context, c Change) (Object, Diagnostics) {
	defer p.aroundApply(ctx)()
	answer, err := p.Server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: c.TypeName, PriorState: p.encode(c.Prior.Value), PlannedState: p.encode(c.Planned.Value), Config: p.encode(c.Config),
		PlannedPrivate: c.Planned.Private, PlannedIdentity: c.Planned.Identity,
	})
	if err != nil {
		return c.Prior, p.violation("ApplyResourceChange: %v", err)
	}
	diagnostics := Diagnostics(answer.Diagnostics)
	result := Object{Private: answer.Private, Identity: answer.NewIdentity}
	if result.Value, err = decode(answer.NewState, c.Planned.Value.Type()); err != nil {
		return c.Prior, append(diagnostics, p.violation("decoding a result: %v", err)...)
	}
	deletes, wrong := c.Planned.Value.IsNull(), ""
	switch {
	case diagnostics.Failed() && deletes, deletes && !result.Exists():
	case deletes:
		wrong = "a delete without an error left a state"
	case !result.Value.IsWhollyKnown():
		wrong = p.objectViolation(c.TypeName, result)
	case diagnostics.Failed() || p.Stopped():
	case !result.Exists():
		wrong = "a create or an update without an error left no state"
	default:
		if wrong = p.objectViolation(c.TypeName, result); wrong == "" {
			wrong = resultViolation(c.TypeName, c.Planned.Value, result.Value)
		}
	}
	if wrong != "" {
		diagnostics = append(diagnostics, p.violation("inconsistent result after apply: %s", wrong)...)
	}
	return result, diagnostics
}
