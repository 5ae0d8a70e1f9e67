// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Diagnostic is an error or a warning as Terraform shows it.
type Diagnostic struct {
	Severity, Summary, Detail string // the severity in lower case
	// Address is the resource instance; diagnostics of deletes have none.
	Address string
	// Line is the line of configuration that Terraform quotes.
	Line string
}

// Failed says whether there is an error.
func Failed(diagnostics []Diagnostic) bool {
	return slices.ContainsFunc(diagnostics, func(d Diagnostic) bool { return d.Severity == "error" })
}

// Terraform is one working directory: a configuration and its state in each
// workspace. Its commands must not run at the same time, Interrupt excepted.
type Terraform struct {
	schemas  *Schemas
	serve    func() tfprotov6.ProviderServer
	violated func(breach string)

	config    *configuration
	problems  hcl.Diagnostics // of parsing the configuration
	workspace string
	states    map[string]*State
	serial    int // of terraform_data

	mu          sync.Mutex
	running     *Process
	interrupted bool
}

// New makes a Terraform whose providers come from serve, which it calls once
// for each walk. violated is called with each breach of Terraform's rules by
// the provider, and must fail the test.
func New(ctx context.Context, serve func() tfprotov6.ProviderServer, violated func(breach string)) (*Terraform, error) {
	schemas, err := ReadSchemas(ctx, serve())
	t := &Terraform{schemas: schemas, serve: serve, violated: violated, workspace: "default", states: map[string]*State{}}
	t.Write("")
	return t, err
}

// Write replaces the configuration.
func (t *Terraform) Write(hcl string) { t.config, t.problems = parse(hcl) }

// Workspace selects a workspace, which need not exist.
func (t *Terraform) Workspace(name string) { t.workspace = name }

// State is the state of the workspace.
func (t *Terraform) State() *State {
	if t.states[t.workspace] == nil {
		t.states[t.workspace] = newState()
	}
	return t.states[t.workspace]
}

// Interrupt is a Ctrl-C: the provider is told to stop, nothing else begins, and
// the running command fails.
func (t *Terraform) Interrupt(ctx context.Context) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.interrupted = true
	if t.running != nil {
		t.running.Stop(ctx)
	}
}

func (t *Terraform) stopping() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.interrupted
}

// State is what Terraform stores.
type State struct {
	Objects map[string]*Stored // by instance address
	Data    map[string]cty.Value
	Outputs map[string]cty.Value
}

// Stored is a resource instance in state.
type Stored struct {
	TypeName string
	Object
	// Deposed are left of replacements with create_before_destroy.
	Deposed   []Object
	block     string   // its address without the instance key
	dependsOn []string // blocks
}

func newState() *State {
	return &State{Objects: map[string]*Stored{}, Data: map[string]cty.Value{}, Outputs: map[string]cty.Value{}}
}

// copied is a copy whose objects can be replaced.
func (s *State) copied() *State {
	out := newState()
	for address, stored := range s.Objects {
		one := *stored
		one.Deposed = slices.Clone(stored.Deposed)
		out.Objects[address] = &one
	}
	maps.Copy(out.Data, s.Data)
	maps.Copy(out.Outputs, s.Outputs)
	return out
}

// put replaces an object, and forgets the instance when nothing is left of it.
func (s *State) put(address string, like Stored, o Object, deposed ...Object) {
	like.Object, like.Deposed = o, nil
	for _, old := range deposed {
		if old.Exists() {
			like.Deposed = append(like.Deposed, old)
		}
	}
	delete(s.Objects, address)
	if o.Exists() || len(like.Deposed) > 0 {
		s.Objects[address] = &like
	}
}

// Options are the arguments of a command.
type Options struct {
	// Replace is the address of -replace.
	Replace string
	// NoRefresh is -refresh=false, RefreshOnly -refresh-only.
	NoRefresh, RefreshOnly bool
	// Destroy plans to destroy everything.
	Destroy bool
	// Variables are those of -var.
	Variables map[string]string
	// Parallelism is how many instances are worked on at the same time, 10 where
	// it is 0.
	Parallelism int
}

// Apply plans and applies. A failing plan changes nothing.
func (t *Terraform) Apply(ctx context.Context, o Options) []Diagnostic {
	plan, diagnostics := t.Plan(ctx, o)
	if Failed(diagnostics) {
		return diagnostics
	}
	return append(diagnostics, t.ApplyPlan(ctx, plan)...)
}

// Validate is terraform validate: variables and other objects are unknown.
func (t *Terraform) Validate(ctx context.Context) []Diagnostic {
	w, diagnostics := t.walk(Options{}, true)
	if Failed(diagnostics) {
		return diagnostics
	}
	w.process = t.schemas.Start(t.serve(), t.violated)
	for _, address := range sortedKeys(t.config.blocks) {
		b := t.config.blocks[address]
		more := map[string]cty.Value{}
		if b.count != nil {
			more["count"] = cty.ObjectVal(map[string]cty.Value{"index": cty.UnknownVal(cty.Number)})
		}
		if b.forEach != nil {
			more["each"] = cty.ObjectVal(map[string]cty.Value{"key": cty.UnknownVal(cty.String), "value": cty.DynamicVal})
		}
		config, problems := w.decode(b.body, w.schema(b), more)
		w.report(ofHCL(problems)...)
		if problems.HasErrors() || b.typeName == terraformData {
			continue
		}
		if b.data {
			_, found := w.process.validateData(ctx, b.typeName, config)
			w.report(t.config.at(address, b, found)...)
		} else {
			w.report(t.config.at(address, b, w.process.Validate(ctx, b.typeName, config))...)
		}
	}
	return w.diagnostics
}

// values are the variables of the configuration, unknown for validate.
func (t *Terraform) values(given map[string]string, unknown bool) (map[string]cty.Value, []Diagnostic) {
	out := map[string]cty.Value{}
	for name, v := range t.config.variables {
		value := v.Default
		if text, ok := given[name]; ok {
			value = cty.StringVal(text)
		}
		if unknown {
			value = cty.UnknownVal(v.Type)
		}
		if value == cty.NilVal {
			return nil, []Diagnostic{{Severity: "error", Summary: "No value for required variable", Detail: name}}
		}
		value, err := convert.Convert(value, v.Type)
		if err != nil {
			return nil, []Diagnostic{{Severity: "error", Summary: "Invalid value for input variable", Detail: name + ": " + err.Error()}}
		}
		out[name] = value
	}
	return out, nil
}

// matches says whether an address of -replace names an instance or its block.
func matches(wanted, address string) bool {
	return wanted != "" && (address == wanted || strings.HasPrefix(address, wanted+"["))
}
