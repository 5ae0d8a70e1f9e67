// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"

	"github.com/zclconf/go-cty/cty"
)

// applying is a walk that applies a plan.
type applying struct {
	*walk

	plan  *Plan
	state *State // changed as the walk continues
}

// ApplyPlan applies a plan that was made of the present configuration. What was
// refreshed is stored, then each result as it comes.
func (t *Terraform) ApplyPlan(ctx context.Context, plan *Plan) []Diagnostic {
	w, diagnostics := t.walk(plan.options, false)
	if Failed(diagnostics) {
		return diagnostics
	}
	a := applying{w, plan, plan.Refreshed}
	t.states[t.workspace] = a.state
	for address, stored := range a.state.Objects {
		if a.config.blocks[stored.block] == nil || plan.options.Destroy {
			a.values[stored.block] = a.state.Objects[address].Value
		}
	}
	if !plan.options.Destroy {
		a.each(a.edges(), func(address string) bool { return a.block(ctx, a.config.blocks[address]) })
	}
	a.each(a.deletions(), func(address string) bool { return a.delete(ctx, address) })
	if !Failed(a.diagnostics) && !t.stopping() {
		a.state.Outputs = map[string]cty.Value{}
		for name, expression := range a.config.outputs {
			if plan.options.Destroy {
				continue
			}
			value, problems := a.evaluate(expression)
			a.report(ofHCL(problems)...)
			a.state.Outputs[name] = value
		}
	}
	if t.stopping() {
		a.report(Diagnostic{Severity: "error", Summary: "execution halted"})
	}
	return a.diagnostics
}

// block applies the changes of all instances of a block.
func (a *applying) block(ctx context.Context, b *block) bool {
	instances, problems := a.instances(b)
	a.report(ofHCL(problems)...)
	if problems.HasErrors() {
		return false
	}
	results := make(map[string]cty.Value, len(instances))
	good := a.every(instances, func(i instance) bool {
		value, good := a.instance(ctx, b, i)
		a.mu.Lock()
		defer a.mu.Unlock()
		results[i.suffix] = value
		return good
	})
	a.set(b.address, together(b, instances, func(suffix string) cty.Value { return results[suffix] }))
	return good
}

func (a *applying) instance(ctx context.Context, b *block, i instance) (cty.Value, bool) {
	address := b.address + i.suffix
	if b.data {
		return a.data(ctx, b, i)
	}
	a.mu.Lock()
	change, stored := a.plan.Changes[address], a.state.Objects[address]
	a.mu.Unlock()
	left := a.deposed(ctx, address)
	if change == nil || change.Action == NoOp {
		if stored == nil {
			return cty.DynamicVal, true
		}
		if len(a.plan.Deposed[address]) > 0 {
			a.store(address, *stored, stored.Object, left...)
		}
		return stored.Value, true
	}
	config, problems := a.decode(b.body, a.schema(b), i.more)
	a.report(ofHCL(problems)...)
	if problems.HasErrors() {
		return cty.DynamicVal, false
	}
	like := Stored{TypeName: b.typeName, block: b.address, dependsOn: a.config.references(b, a.schema(b))}
	if b.typeName == terraformData {
		a.mu.Lock()
		a.t.serial++
		serial := a.t.serial
		a.mu.Unlock()
		o := applyTerraformData(*change, config, serial)
		a.store(address, like, o)
		return o.Value, true
	}
	process, good := a.provider(ctx)
	if !good {
		return cty.DynamicVal, false
	}
	diagnostics := process.Validate(ctx, b.typeName, config)
	if diagnostics.Failed() {
		a.report(a.config.at(address, b, diagnostics)...)
		return cty.DynamicVal, false
	}
	current, old, more, ofDelete := process.Apply(ctx, *change, config)
	a.report(a.config.at("", nil, ofDelete)...)
	a.report(a.config.at(address, b, append(diagnostics, more...))...)
	a.store(address, like, current, append(left, old)...)
	return current.Value, !more.Failed() && !ofDelete.Failed()
}

// deposed deletes what earlier replacements have left, and returns what could
// not be deleted.
func (a *applying) deposed(ctx context.Context, address string) (left []Object) {
	for _, old := range a.plan.Deposed[address] {
		process, _ := a.provider(ctx)
		gone, _, _, diagnostics := process.Apply(ctx, *old, old.Config)
		a.report(a.config.at("", nil, diagnostics)...)
		left = append(left, gone)
	}
	return left
}

func (a *applying) store(address string, like Stored, o Object, deposed ...Object) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.state.put(address, like, o, deposed...)
}

// data reads a data source that the plan could not read.
func (a *applying) data(ctx context.Context, b *block, i instance) (cty.Value, bool) {
	address := b.address + i.suffix
	a.mu.Lock()
	value := a.state.Data[address]
	a.mu.Unlock()
	if value.IsKnown() {
		return value, true
	}
	config, problems := a.decode(b.body, a.schema(b), i.more)
	a.report(ofHCL(problems)...)
	process, good := a.provider(ctx)
	if problems.HasErrors() || !good {
		return cty.DynamicVal, false
	}
	value, diagnostics := process.ReadData(ctx, b.typeName, config)
	a.report(a.config.at(address, b, diagnostics)...)
	a.mu.Lock()
	a.state.Data[address] = value
	a.mu.Unlock()
	return value, !diagnostics.Failed()
}

// deletions are the instances to delete, each after those that depend on it.
func (a *applying) deletions() map[string][]string {
	edges := map[string][]string{}
	for address := range a.state.Objects {
		change := a.plan.Changes[address]
		if change != nil && change.Action == Delete || change == nil && len(a.plan.Deposed[address]) > 0 {
			edges[address] = nil
		}
	}
	for address := range edges {
		for _, needed := range a.state.Objects[address].dependsOn {
			for other := range edges {
				if a.state.Objects[other].block == needed {
					edges[other] = append(edges[other], address)
				}
			}
		}
	}
	return edges
}

func (a *applying) delete(ctx context.Context, address string) bool {
	return a.every([]instance{{}}, func(instance) bool {
		a.mu.Lock()
		change, stored := a.plan.Changes[address], a.state.Objects[address]
		a.mu.Unlock()
		if stored.TypeName == terraformData {
			a.store(address, *stored, Object{})
			return true
		}
		process, good := a.provider(ctx)
		if !good {
			return false
		}
		deposed := a.deposed(ctx, address)
		if change == nil {
			a.store(address, *stored, stored.Object, deposed...)
			return true
		}
		left, _, _, diagnostics := process.Apply(ctx, *change, change.Config)
		a.report(a.config.at("", nil, diagnostics)...)
		a.store(address, *stored, left, deposed...)
		return !diagnostics.Failed()
	})
}
