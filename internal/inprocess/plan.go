// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Plan is a plan that can be applied once.
type Plan struct {
	// Changes are those of all instances, by address. Deposed objects are in
	// Deposed.
	Changes map[string]*Change
	Deposed map[string][]*Change
	// Refreshed is the state as the plan has found it.
	Refreshed *State
	// Outputs are planned values.
	Outputs map[string]cty.Value
	options Options
}

// Empty says that there is nothing to apply, in resources and outputs.
func (p *Plan) Empty(before *State) bool {
	for _, c := range p.Changes {
		if c.Action != NoOp {
			return false
		}
	}
	for name, value := range p.Outputs {
		if old, ok := before.Outputs[name]; !value.IsWhollyKnown() || !ok || !old.RawEquals(value) {
			return false
		}
	}
	return len(p.Deposed) == 0
}

// planning is a walk that plans.
type planning struct {
	*walk

	plan *Plan
}

// Plan plans, and stores nothing. Of warnings with the same summary, Terraform
// shows the first.
func (t *Terraform) Plan(ctx context.Context, o Options) (*Plan, []Diagnostic) {
	w, diagnostics := t.walk(o, false)
	if Failed(diagnostics) {
		return nil, diagnostics
	}
	p := planning{w, &Plan{Changes: map[string]*Change{}, Deposed: map[string][]*Change{}, Refreshed: t.State().copied(), Outputs: map[string]cty.Value{}, options: o}}
	if o.Destroy {
		p.destroy(ctx)
	} else {
		p.each(p.edges(), func(address string) bool { return p.block(ctx, p.config.blocks[address]) })
		p.orphans(ctx)
		p.outputs()
	}
	seen := map[string]bool{}
	shown := slices.DeleteFunc(p.diagnostics, func(d Diagnostic) bool {
		repeated := d.Severity == "warning" && seen[d.Summary]
		seen[d.Summary] = seen[d.Summary] || d.Severity == "warning"
		return repeated
	})
	return p.plan, shown
}

// block plans all instances of a block.
func (p *planning) block(ctx context.Context, b *block) bool {
	instances, problems := p.instances(b)
	p.report(ofHCL(problems)...)
	if problems.HasErrors() {
		return false
	}
	planned := make(map[string]cty.Value, len(instances))
	good := p.every(instances, func(i instance) bool {
		value, good := p.instance(ctx, b, i)
		p.mu.Lock()
		defer p.mu.Unlock()
		planned[i.suffix] = value
		return good
	})
	if good {
		p.set(b.address, together(b, instances, func(suffix string) cty.Value { return planned[suffix] }))
	}
	return good
}

func (p *planning) instance(ctx context.Context, b *block, i instance) (cty.Value, bool) {
	address := b.address + i.suffix
	config, problems := p.decode(b.body, p.schema(b), i.more)
	p.report(ofHCL(problems)...)
	if problems.HasErrors() {
		return cty.DynamicVal, false
	}
	if b.data {
		return p.data(ctx, b, address, config)
	}
	prior, good := p.prior(ctx, b, address)
	if !good || p.options.RefreshOnly {
		return prior.Value, good
	}
	change, good := p.change(ctx, b, address, prior, config)
	if !good {
		return cty.DynamicVal, false
	}
	p.mu.Lock()
	p.plan.Changes[address] = &change
	p.mu.Unlock()
	return change.Planned.Value, true
}

func (p *planning) change(ctx context.Context, b *block, address string, prior Object, config cty.Value) (Change, bool) {
	forced := matches(p.options.Replace, address) || p.triggered(b)
	if b.typeName == terraformData {
		return planTerraformData(prior, config, forced), true
	}
	process, good := p.provider(ctx)
	if !good {
		return Change{}, false
	}
	diagnostics := process.Validate(ctx, b.typeName, config)
	var change Change
	if !diagnostics.Failed() {
		var more Diagnostics
		change, more = process.Plan(ctx, b.typeName, prior, config, forced)
		diagnostics = append(diagnostics, more...)
	}
	change.CreateFirst = b.lifecycle.createFirst
	p.report(p.config.at(address, b, diagnostics)...)
	return change, !diagnostics.Failed()
}

// triggered says whether a change of another object replaces this one.
func (p *planning) triggered(b *block) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, other := range p.config.addresses(b.lifecycle.triggeredBy) {
		for address, change := range p.plan.Changes {
			if (address == other || strings.HasPrefix(address, other+"[")) && (change.Action == Update || change.Action == Replace) {
				return true
			}
		}
	}
	return false
}

// prior is the refreshed or imported object.
func (p *planning) prior(ctx context.Context, b *block, address string) (Object, bool) {
	p.mu.Lock()
	stored := p.plan.Refreshed.Objects[address]
	p.mu.Unlock()
	if stored == nil {
		for _, block := range p.config.imports {
			if block.to == address {
				return p.imported(ctx, b, block)
			}
		}
		return Object{}, true
	}
	return p.refreshed(ctx, b, address, stored)
}

func (p *planning) imported(ctx context.Context, b *block, from importBlock) (Object, bool) {
	process, good := p.provider(ctx)
	if !good {
		return Object{}, false
	}
	id, identity := "", cty.NilVal
	if from.id != nil {
		value, problems := p.evaluate(from.id)
		p.report(ofHCL(problems)...)
		if problems.HasErrors() || !value.IsKnown() || value.IsNull() || value.AsString() == "" {
			return Object{}, false
		}
		id = value.AsString()
	} else {
		given, problems := p.evaluate(from.identity)
		p.report(ofHCL(problems)...)
		if problems.HasErrors() {
			return Object{}, false
		}
		members := map[string]cty.Value{}
		for name, t := range p.t.schemas.identities[b.typeName].AttributeTypes() {
			members[name] = cty.NullVal(t)
		}
		maps.Copy(members, given.AsValueMap())
		identity = cty.ObjectVal(members)
	}
	o, diagnostics := process.Import(ctx, b.typeName, id, identity)
	p.report(p.config.at(from.to, b, diagnostics)...)
	if diagnostics.Failed() {
		return o, false
	}
	p.store(from.to, Stored{TypeName: b.typeName, block: b.address}, o)
	return o, true
}

func (p *planning) store(address string, like Stored, o Object, deposed ...Object) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.plan.Refreshed.put(address, like, o, deposed...)
}

// refreshed reads an object and plans to delete what is deposed beside it.
func (p *planning) refreshed(ctx context.Context, b *block, address string, stored *Stored) (Object, bool) {
	if stored.TypeName == terraformData {
		return stored.Object, true
	}
	process, good := p.provider(ctx)
	if !good {
		return stored.Object, false
	}
	objects := append([]Object{stored.Object}, stored.Deposed...)
	for n, o := range objects {
		if !o.Exists() || p.options.NoRefresh {
			continue
		}
		read, diagnostics := process.Read(ctx, stored.TypeName, o)
		p.report(p.config.at(address, b, diagnostics)...)
		if diagnostics.Failed() {
			return o, false
		}
		objects[n] = read
	}
	p.store(address, *stored, objects[0], objects[1:]...)
	for _, o := range objects[1:] {
		if !o.Exists() || p.options.RefreshOnly {
			continue
		}
		change, diagnostics := process.Plan(ctx, stored.TypeName, o, process.null(stored.TypeName), false)
		p.report(p.config.at("", nil, diagnostics)...)
		if diagnostics.Failed() {
			return o, false
		}
		p.mu.Lock()
		p.plan.Deposed[address] = append(p.plan.Deposed[address], &change)
		p.mu.Unlock()
	}
	return objects[0], true
}

// data reads a data source, or plans to where its configuration is not known.
func (p *planning) data(ctx context.Context, b *block, address string, config cty.Value) (cty.Value, bool) {
	process, good := p.provider(ctx)
	if !good {
		return cty.DynamicVal, false
	}
	value, diagnostics := process.ReadData(ctx, b.typeName, config)
	p.report(p.config.at(address, b, diagnostics)...)
	p.mu.Lock()
	p.plan.Refreshed.Data[address] = value
	p.mu.Unlock()
	return value, !diagnostics.Failed()
}

// orphans plans to delete what is in state and not in the configuration.
func (p *planning) orphans(ctx context.Context) {
	for _, address := range sortedKeys(p.plan.Refreshed.Objects) {
		p.mu.Lock()
		stored, planned := p.plan.Refreshed.Objects[address], p.plan.Changes[address] != nil
		p.mu.Unlock()
		b := p.config.blocks[stored.block]
		if planned || p.configured(b, address) {
			continue
		}
		p.delete(ctx, address, stored)
	}
}

func (p *planning) configured(b *block, address string) bool {
	if b == nil {
		return false
	}
	instances, _ := p.instances(b)
	return slices.ContainsFunc(instances, func(i instance) bool { return b.address+i.suffix == address })
}

func (p *planning) destroy(ctx context.Context) {
	// The provider's configuration refers to what is there.
	for _, stored := range p.plan.Refreshed.Objects {
		p.values[stored.block] = stored.Value
	}
	for _, address := range sortedKeys(p.plan.Refreshed.Objects) {
		p.delete(ctx, address, p.plan.Refreshed.Objects[address])
	}
}

// delete plans to delete an object.
func (p *planning) delete(ctx context.Context, address string, stored *Stored) {
	o, good := p.refreshed(ctx, p.config.blocks[stored.block], address, stored)
	if !good || !o.Exists() || p.options.RefreshOnly {
		return
	}
	var change Change
	if stored.TypeName == terraformData {
		change = planTerraformData(o, cty.NullVal(o.Value.Type()), false)
	} else {
		process, _ := p.provider(ctx)
		var diagnostics Diagnostics
		change, diagnostics = process.Plan(ctx, stored.TypeName, o, process.null(stored.TypeName), false)
		p.report(p.config.at(address, nil, diagnostics)...)
		if diagnostics.Failed() {
			return
		}
	}
	p.plan.Changes[address] = &change
}

func (p *planning) outputs() {
	for name, expression := range p.config.outputs {
		value, problems := p.evaluate(expression)
		p.report(ofHCL(problems)...)
		p.plan.Outputs[name] = value
	}
}
