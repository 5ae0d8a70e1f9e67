// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// What the chaos is about.
const (
	resourceType   = "awsbackup_backup_job"
	completionType = "awsbackup_backup_job_completion"
	startAction    = "awsbackup_start_backup_job"
	stopAction     = "awsbackup_stop_backup_job"
)

// Object is what Terraform's state holds of one resource.
type Object = inprocess.Object

// Terraform makes the commands of Terraform for one resource at a time and
// keeps everything that it has shown to the user.
type Terraform struct {
	server   *emulator.Server
	options  []provider.Option
	schemas  *inprocess.Schemas
	typeName string // of the resources that it manages

	// Key is the access key in the provider block, Secret belongs to it.
	Key, Secret string
	// Shown are the diagnostics of the step, in order; Progress is what actions
	// reported meanwhile.
	Shown    inprocess.Diagnostics
	Progress []string
	// Mistakes are the provider's breaches of Terraform's rules.
	Mistakes []string
	// starts are the bodies that answered a start and came through.
	starts []string
	// interruption happens to an apply, once it has begun.
	interruption *interruption
}

// NewTerraform reads the provider's schemas.
func NewTerraform(ctx context.Context, server *emulator.Server, options ...provider.Option) (*Terraform, error) {
	t := &Terraform{server: server, options: options, Key: "AKIACHAOS00000000000", Secret: "chaos-secret-that-nobody-may-see"}
	schemas, err := inprocess.ReadSchemas(ctx, t.start().Server)
	t.schemas = schemas
	return t.another(resourceType), err
}

// another is a Terraform that runs beside this one or is about resources of
// another type. What it has shown is not this one's until it is absorbed.
func (t *Terraform) another(typeName string) *Terraform {
	return &Terraform{
		server: t.server, options: t.options, schemas: t.schemas, Key: t.Key, Secret: t.Secret, typeName: typeName, interruption: t.interruption,
	}
}

// absorb adds what another one has shown and done.
func (t *Terraform) absorb(other *Terraform) {
	t.Shown = append(t.Shown, other.Shown...)
	t.Progress = append(t.Progress, other.Progress...)
	t.Mistakes = append(t.Mistakes, other.Mistakes...)
	t.starts = append(t.starts, other.starts...)
}

// None is the object that does not exist.
func (t *Terraform) None() Object {
	return Object{Value: cty.NullVal(t.schemas.Resource(t.typeName))}
}

// block is the schema of the resources.
func (t *Terraform) block() *tfprotov6.SchemaBlock {
	return t.schemas.ResourceSchemas[t.typeName].Block
}

// process is one provider process, as Terraform starts one for each of its
// walks.
type process struct {
	*inprocess.Process

	wire *wire
}

// start starts a process that is not configured yet.
func (t *Terraform) start() *process {
	p := &process{wire: &wire{server: t.server, heard: func(req *http.Request, body []byte) {
		if req.Method == http.MethodPut && strings.HasSuffix(req.URL.Path, "-jobs") {
			t.starts = append(t.starts, string(body))
		}
	}}}
	options := append([]provider.Option{provider.WithHTTPClient(&http.Client{Transport: p.wire})}, t.options...)
	p.Process = t.schemas.Start(provider.Server(provider.New("chaos", options...))(), func(breach string) {
		if !p.wire.dead.Load() { // Nobody was there to hear the answer.
			t.Mistakes = append(t.Mistakes, breach)
		}
	})
	p.AroundApply = func(ctx context.Context) func() { return t.interruption.begin(ctx, p) }
	return p
}

// startConfigured starts a configured process; false means that the user saw an error.
func (t *Terraform) startConfigured(ctx context.Context) (*process, bool) {
	p := t.start()
	block := inprocess.Empty(t.schemas.Provider.Block)
	block["region"] = cty.StringVal(Region)
	block["access_key"] = cty.StringVal(t.Key)
	block["secret_key"] = cty.StringVal(t.Secret)
	kind := block["endpoints"].Type()
	endpoints := nulls(kind.ElementType())
	for _, name := range []string{"backup", "sts"} {
		endpoints[name] = cty.StringVal("http://backup.chaos.invalid") // Nobody resolves it.
	}
	block["endpoints"] = cty.SetVal([]cty.Value{cty.ObjectVal(endpoints)})
	return p, t.show(p.Configure(ctx, cty.ObjectVal(block)))
}

// nulls are the attributes of an object type, each null.
func nulls(kind cty.Type) map[string]cty.Value {
	values := map[string]cty.Value{}
	for name, of := range kind.AttributeTypes() {
		values[name] = cty.NullVal(of)
	}
	return values
}

// show keeps what the user sees; false means that there was an error.
func (t *Terraform) show(diagnostics inprocess.Diagnostics) (good bool) {
	t.Shown = append(t.Shown, diagnostics...)
	return !diagnostics.Failed()
}

// said is everything that the user was shown, as one text.
func (t *Terraform) said() string {
	var all strings.Builder
	for _, d := range t.Shown {
		fmt.Fprintf(&all, "[%s] %s\n%s\n", d.Severity, d.Summary, d.Detail)
	}
	return all.String()
}

// read refreshes an object, which stays as it was if that fails.
func (t *Terraform) read(ctx context.Context, p *process, o Object) (Object, bool) {
	if !o.Exists() {
		return o, true
	}
	refreshed, diagnostics := p.Read(ctx, t.typeName, o)
	return refreshed, t.show(diagnostics)
}

// Refresh is terraform apply -refresh-only.
func (t *Terraform) Refresh(ctx context.Context, o Object) Object {
	if p, ok := t.startConfigured(ctx); ok {
		o, _ = t.read(ctx, p, o)
	}
	return o
}

// Plan is terraform plan: nothing is stored. forced is -replace; a null
// configuration destroys.
func (t *Terraform) Plan(ctx context.Context, o Object, config cty.Value, forced bool) (c inprocess.Change, good bool) {
	p, ok := t.startConfigured(ctx)
	if !ok || !config.IsNull() && !t.show(p.Validate(ctx, t.typeName, config)) {
		return c, false
	}
	prior, ok := t.read(ctx, p, o)
	if !ok {
		return c, false
	}
	if config.IsNull() && !prior.Exists() {
		return inprocess.Change{Prior: prior, Planned: prior, Action: inprocess.NoOp}, true
	}
	c, diagnostics := p.Plan(ctx, t.typeName, prior, config, forced)
	return c, t.show(diagnostics)
}

// Apply is terraform apply for one resource: a walk that plans and a walk, in
// another process, that carries the plan out. forced is -replace.
func (t *Terraform) Apply(ctx context.Context, o Object, config cty.Value, forced bool) Object {
	current, _ := t.apply(ctx, o, config, forced, false)
	return current
}

// Destroy is terraform destroy for one resource.
func (t *Terraform) Destroy(ctx context.Context, o Object) Object {
	return t.Apply(ctx, o, t.None().Value, false)
}

// apply is Apply. With createFirst, a replacement creates before it destroys,
// and what it could not destroy is deposed: Terraform keeps it in state beside
// the current object, and destroys it with the next apply.
func (t *Terraform) apply(ctx context.Context, o Object, config cty.Value, forced, createFirst bool) (current, deposed Object) {
	c, ok := t.Plan(ctx, o, config, forced)
	if !ok {
		return o, t.None()
	}
	if c.Action == inprocess.NoOp {
		return c.Prior, t.None()
	}
	p, ok := t.startConfigured(ctx)
	if !ok {
		return c.Prior, t.None()
	}
	c.CreateFirst = createFirst
	current, deposed, diagnostics, ofDelete := p.Apply(ctx, c, config)
	if t.interruption.killed() {
		// Terraform writes its state after each step of an apply.
		if c.Action == inprocess.Replace && !createFirst && !ofDelete.Failed() && p.wire.applies.Load() > 1 {
			t.show(ofDelete)
			return t.None(), t.None()
		}
		return c.Prior, t.None()
	}
	t.show(append(ofDelete, diagnostics...))
	return current, deposed
}

// Import is terraform import.
func (t *Terraform) Import(ctx context.Context, id string) Object {
	p, ok := t.startConfigured(ctx)
	if !ok {
		return t.None()
	}
	o, diagnostics := p.Import(ctx, t.typeName, id, cty.NilVal)
	t.show(diagnostics)
	return o
}

// sorted are the keys of a table, in order.
func sorted[V any](table map[string]V) []string { return slices.Sorted(maps.Keys(table)) }
