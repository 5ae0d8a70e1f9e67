// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"cmp"
	"context"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hcldec"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// walk is one walk of the graph, with one provider process.
type walk struct {
	scope

	t       *Terraform
	options Options
	slots   chan struct{} // one for each instance that is worked on
	ready   sync.Once
	usable  bool // the provider is configured
	process *Process

	mu          sync.Mutex
	values      map[string]cty.Value // of blocks
	diagnostics []Diagnostic
}

// walk begins a walk. unknown makes everything unknown that configuration can
// refer to.
func (t *Terraform) walk(o Options, unknown bool) (*walk, []Diagnostic) {
	if t.problems.HasErrors() {
		return nil, ofHCL(t.problems)
	}
	variables, diagnostics := t.values(o.Variables, unknown)
	w := &walk{t: t, options: o, slots: make(chan struct{}, cmp.Or(o.Parallelism, 10)), values: map[string]cty.Value{}}
	w.scope = scope{config: t.config, variables: variables, workspace: t.workspace, value: func(address string) cty.Value {
		w.mu.Lock()
		defer w.mu.Unlock()
		if value, ok := w.values[address]; ok {
			return value
		}
		return cty.DynamicVal
	}}
	t.mu.Lock()
	t.interrupted, t.running = false, nil
	t.mu.Unlock()
	return w, diagnostics
}

func (w *walk) report(diagnostics ...Diagnostic) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.diagnostics = append(w.diagnostics, diagnostics...)
}

func (w *walk) set(address string, value cty.Value) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.values[address] = value
}

func (w *walk) schema(b *block) *tfprotov6.Schema {
	switch {
	case b.typeName == terraformData:
		return terraformDataSchema
	case b.data:
		return w.t.schemas.DataSourceSchemas[b.typeName]
	default:
		return w.t.schemas.ResourceSchemas[b.typeName]
	}
}

// provider is the walk's provider process; false if it cannot be configured.
// It is configured when it is first needed.
func (w *walk) provider(ctx context.Context) (*Process, bool) {
	w.ready.Do(func() {
		process := w.t.schemas.Start(w.t.serve(), w.t.violated)
		w.t.mu.Lock()
		w.process, w.t.running = process, process
		w.t.mu.Unlock()
		body := w.config.provider
		if body == nil {
			body = hcl.EmptyBody()
		}
		config, problems := w.decode(body, w.t.schemas.Provider, nil)
		w.report(ofHCL(problems)...)
		if problems.HasErrors() {
			return
		}
		diagnostics := process.Configure(ctx, config)
		w.report(w.config.at("", nil, diagnostics)...)
		w.usable = !diagnostics.Failed()
	})
	return w.process, w.usable
}

// edges are what each block depends on.
func (w *walk) edges() map[string][]string {
	edges := map[string][]string{}
	var ofProvider []string
	if w.config.provider != nil {
		ofProvider = w.config.addresses(hcldec.Variables(w.config.provider, spec(w.t.schemas.Provider.Block)))
	}
	for address, b := range w.config.blocks {
		edges[address] = w.config.references(b, w.schema(b))
		if b.typeName != terraformData {
			edges[address] = append(edges[address], ofProvider...)
		}
	}
	return edges
}

// each does something for every node, after it was done for all that the node
// depends on. Where that has failed, and after an interrupt, it is not done.
func (w *walk) each(edges map[string][]string, do func(node string) (good bool)) {
	type outcome struct {
		done chan struct{}
		good bool
	}
	outcomes := map[string]*outcome{}
	for node := range edges {
		outcomes[node] = &outcome{done: make(chan struct{})}
	}
	var all sync.WaitGroup
	for _, node := range sortedKeys(edges) {
		all.Go(func() {
			own := outcomes[node]
			defer close(own.done)
			for _, other := range edges[node] {
				if before := outcomes[other]; before != nil {
					<-before.done
					if !before.good {
						return
					}
				}
			}
			own.good = !w.t.stopping() && do(node)
		})
	}
	all.Wait()
}

// every does something for every instance of a block, up to the limit of
// parallel work.
func (w *walk) every(instances []instance, do func(instance) (good bool)) (good bool) {
	results := make([]bool, len(instances))
	var all sync.WaitGroup
	for i, one := range instances {
		all.Go(func() {
			w.slots <- struct{}{}
			defer func() { <-w.slots }()
			results[i] = !w.t.stopping() && do(one)
		})
	}
	all.Wait()
	for _, result := range results {
		if !result {
			return false
		}
	}
	return true
}
