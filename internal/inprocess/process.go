// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// Version is the Terraform version that providers are told.
const Version = "1.16.4"

// Diagnostics are what a provider reports, in order.
type Diagnostics []*tfprotov6.Diagnostic

// Failed says whether there is an error.
func (d Diagnostics) Failed() bool {
	for _, one := range d {
		if one.Severity == tfprotov6.DiagnosticSeverityError {
			return true
		}
	}
	return false
}

// Object is what state holds of one resource instance.
type Object struct {
	// Value is null where there is no object.
	Value    cty.Value
	Private  []byte
	Identity *tfprotov6.ResourceIdentityData
	// Tainted objects are replaced by the next apply: their create has failed.
	Tainted bool
	// DisplayName is what a list calls the object.
	DisplayName string
}

// Exists says whether there is an object. The zero Object does not exist.
func (o Object) Exists() bool { return o.Value != cty.NilVal && !o.Value.IsNull() }

// ID is the attribute id, "" where there is none.
func (o Object) ID() string {
	if !o.Exists() {
		return ""
	}
	return Text(o.Value, "id")
}

// Process is one provider process. Terraform starts one for each provider
// configuration and walk.
type Process struct {
	Server tfprotov6.ProviderServer
	// Violated is called with each breach of Terraform's rules by the provider.
	// The operation fails as well, with an error diagnostic.
	Violated func(breach string)
	// AroundApply, if not nil, is called before each ApplyResourceChange and
	// InvokeAction; what it returns is called after it.
	AroundApply func(context.Context) (end func())

	schemas *Schemas
	stopped atomic.Bool
}

// Start makes a process of a server that is not configured yet.
func (s *Schemas) Start(server tfprotov6.ProviderServer, violated func(breach string)) *Process {
	return &Process{Server: server, Violated: violated, schemas: s}
}

// violation reports a breach and returns the error that Terraform shows.
func (p *Process) violation(format string, args ...any) Diagnostics {
	breach := fmt.Sprintf(format, args...)
	p.Violated(breach)
	return Diagnostics{{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Bug in the provider", Detail: breach}}
}

// Stop is what an interrupt does: the provider is told, and no further step of
// an apply begins.
func (p *Process) Stop(ctx context.Context) {
	p.stopped.Store(true)
	_, _ = p.Server.StopProvider(ctx, &tfprotov6.StopProviderRequest{})
}

// Stopped says whether Stop was called.
func (p *Process) Stopped() bool { return p.stopped.Load() }

func (p *Process) aroundApply(ctx context.Context) func() {
	if p.AroundApply == nil {
		return func() {}
	}
	return p.AroundApply(ctx)
}

// null is the value of an object that does not exist.
func (p *Process) null(typeName string) cty.Value { return cty.NullVal(p.schemas.Resource(typeName)) }

func (p *Process) attributes(typeName string) []*tfprotov6.SchemaAttribute {
	return p.schemas.ResourceSchemas[typeName].Block.Attributes
}

func (p *Process) encode(v cty.Value) *tfprotov6.DynamicValue {
	encoded, err := encode(v)
	if err != nil {
		p.Violated(fmt.Sprintf("a value cannot be encoded: %v", err))
	}
	return encoded
}

// Configure configures the provider, as the first call of a walk.
func (p *Process) Configure(ctx context.Context, config cty.Value) Diagnostics {
	validated, err := p.Server.ValidateProviderConfig(ctx, &tfprotov6.ValidateProviderConfigRequest{Config: p.encode(config)})
	if err != nil {
		return p.violation("ValidateProviderConfig: %v", err)
	}
	if Diagnostics(validated.Diagnostics).Failed() {
		return validated.Diagnostics
	}
	answer, err := p.Server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{TerraformVersion: Version, Config: p.encode(config)})
	if err != nil {
		return p.violation("ConfigureProvider: %v", err)
	}
	return append(validated.Diagnostics, answer.Diagnostics...)
}

// Validate validates a resource's configuration.
func (p *Process) Validate(ctx context.Context, typeName string, config cty.Value) Diagnostics {
	answer, err := p.Server.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: typeName, Config: p.encode(config)})
	if err != nil {
		return p.violation("ValidateResourceConfig: %v", err)
	}
	return answer.Diagnostics
}

// Read refreshes an object from its stored form, as the first step of a plan.
// An object whose refresh failed is returned as it was.
func (p *Process) Read(ctx context.Context, typeName string, o Object) (Object, Diagnostics) {
	file, err := StateJSON(o.Value)
	if err != nil {
		return o, p.violation("storing the state: %v", err)
	}
	upgraded, err := p.Server.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{
		TypeName: typeName, Version: p.schemas.ResourceSchemas[typeName].Version, RawState: &tfprotov6.RawState{JSON: file},
	})
	if err != nil {
		return o, p.violation("UpgradeResourceState: %v", err)
	}
	if Diagnostics(upgraded.Diagnostics).Failed() {
		return o, upgraded.Diagnostics
	}
	if value, err := decode(upgraded.UpgradedState, o.Value.Type()); err != nil {
		return o, p.violation("decoding the upgraded state: %v", err)
	} else if again, err := StateJSON(value); err != nil || !bytes.Equal(again, file) {
		return o, p.violation("the state did not survive being stored: %s became %s (%v)", file, again, err)
	}
	answer, err := p.Server.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: upgraded.UpgradedState, Private: o.Private, CurrentIdentity: o.Identity,
	})
	if err != nil {
		return o, p.violation("ReadResource: %v", err)
	}
	diagnostics := append(Diagnostics(upgraded.Diagnostics), answer.Diagnostics...)
	if diagnostics.Failed() {
		return o, diagnostics
	}
	next := Object{Private: answer.Private, Identity: answer.NewIdentity, Tainted: o.Tainted}
	if next.Value, err = decode(answer.NewState, o.Value.Type()); err != nil {
		return o, append(diagnostics, p.violation("decoding the refreshed state: %v", err)...)
	}
	if wrong := p.objectViolation(typeName, next); wrong != "" {
		return o, append(diagnostics, p.violation("after a refresh, %s", wrong)...)
	}
	next.Tainted = o.Tainted && next.Exists()
	return next, diagnostics
}

// objectViolation says what an object lacks to be stored in state.
func (p *Process) objectViolation(typeName string, o Object) string {
	_, identified := p.schemas.identities[typeName]
	switch {
	case !o.Value.IsWhollyKnown():
		return fmt.Sprintf("values are unknown: %#v", o.Value)
	case identified && o.Exists() && o.Identity == nil:
		return "there is no identity"
	}
	return ""
}

// Import imports an object by its ID, or by its identity where id is "", and
// reads it.
func (p *Process) Import(ctx context.Context, typeName, id string, identity cty.Value) (Object, Diagnostics) {
	request := &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id}
	none := Object{Value: p.null(typeName)}
	if id == "" {
		request.Identity = &tfprotov6.ResourceIdentityData{IdentityData: p.encode(identity)}
	}
	answer, err := p.Server.ImportResourceState(ctx, request)
	switch {
	case err != nil:
		return none, p.violation("ImportResourceState: %v", err)
	case Diagnostics(answer.Diagnostics).Failed():
		return none, answer.Diagnostics
	case len(answer.ImportedResources) != 1:
		return none, p.violation("an import of one object has %d results", len(answer.ImportedResources))
	}
	found := answer.ImportedResources[0]
	value, err := decode(found.State, none.Value.Type())
	if err != nil {
		return none, p.violation("decoding the imported state: %v", err)
	}
	o, diagnostics := p.Read(ctx, typeName, Object{Value: value, Private: found.Private, Identity: found.Identity})
	diagnostics = append(Diagnostics(answer.Diagnostics), diagnostics...)
	switch {
	case diagnostics.Failed():
		return none, diagnostics
	case !o.Exists():
		return none, append(diagnostics, &tfprotov6.Diagnostic{
			Severity: tfprotov6.DiagnosticSeverityError, Summary: "Cannot import non-existent remote object", Detail: id,
		})
	}
	return o, diagnostics
}

// validateData validates the configuration of a data source. read says that it
// can be read now.
func (p *Process) validateData(ctx context.Context, typeName string, config cty.Value) (read bool, diagnostics Diagnostics) {
	answer, err := p.Server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: typeName, Config: p.encode(config)})
	if err != nil {
		return false, p.violation("ValidateDataResourceConfig: %v", err)
	}
	diagnostics = answer.Diagnostics
	return config.IsWhollyKnown() && !diagnostics.Failed(), diagnostics
}

// ReadData validates the configuration of a data source and reads it. What
// depends on unknown values is unknown.
func (p *Process) ReadData(ctx context.Context, typeName string, config cty.Value) (cty.Value, Diagnostics) {
	unknown := cty.UnknownVal(config.Type())
	read, diagnostics := p.validateData(ctx, typeName, config)
	if !read {
		return unknown, diagnostics
	}
	answer, err := p.Server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: typeName, Config: p.encode(config)})
	if err != nil {
		return unknown, p.violation("ReadDataSource: %v", err)
	}
	diagnostics = append(diagnostics, answer.Diagnostics...)
	value, err := decode(answer.State, config.Type())
	switch {
	case diagnostics.Failed():
		return unknown, diagnostics
	case err != nil || !value.IsWhollyKnown() || value.IsNull():
		return unknown, append(diagnostics, p.violation("a data source returned %#v (%v)", value, err)...)
	}
	for name, given := range config.AsValueMap() {
		if !given.IsNull() && !given.RawEquals(value.GetAttr(name)) {
			return unknown, append(diagnostics, p.violation("a data source changed its argument %s from %#v to %#v", name, given, value.GetAttr(name))...)
		}
	}
	return value, diagnostics
}

// List lists at most limit objects of a type, with their resources.
func (p *Process) List(ctx context.Context, typeName string, config cty.Value, limit int64) ([]Object, Diagnostics) {
	lists, ok := p.Server.(tfprotov6.ProviderServerWithListResource)
	if !ok {
		return nil, p.violation("the provider has no lists")
	}
	stream, err := lists.ListResource(ctx, &tfprotov6.ListResourceRequest{
		TypeName: typeName, Config: p.encode(config), IncludeResource: true, Limit: limit,
	})
	if err != nil {
		return nil, p.violation("ListResource: %v", err)
	}
	var found []Object
	var diagnostics Diagnostics
	for result := range stream.Results {
		diagnostics = append(diagnostics, result.Diagnostics...)
		o := Object{Identity: result.Identity, DisplayName: result.DisplayName}
		if o.Value, err = decode(result.Resource, p.schemas.Resource(typeName)); err != nil {
			return found, append(diagnostics, p.violation("decoding a result: %v", err)...)
		}
		if !o.Exists() && !Diagnostics(result.Diagnostics).Failed() { // Terraform panics when it generates its configuration.
			return found, append(diagnostics, p.violation("the result %q has no resource", result.DisplayName)...)
		}
		found = append(found, o)
	}
	return found, diagnostics
}
