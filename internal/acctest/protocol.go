// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/gocty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// Server is one process of the provider, configured for a world, for tests that
// make single calls of the protocol.
type Server struct {
	*inprocess.Process

	t       *testing.T
	schemas *inprocess.Schemas
}

// Server starts a provider of this world. arguments are those of the provider
// block beside the region, credentials and endpoints.
func (e *Env) Server(arguments map[string]any) *Server {
	e.T.Helper()
	served, err := e.Factories()[provider.TypeName]()
	if err != nil {
		e.T.Fatal(err)
	}
	schemas, err := inprocess.ReadSchemas(e.T.Context(), served)
	if err != nil {
		e.T.Fatal(err)
	}
	s := &Server{schemas.Start(served, e.breach), e.T, schemas}
	config := map[string]any{
		"region": Region, "access_key": "test", "secret_key": "test",
		"endpoints": []any{map[string]any{"backup": e.URL, "sts": e.URL}},
	}
	maps.Copy(config, arguments)
	for _, d := range s.Configure(e.T.Context(), s.value(schemas.Provider, config)) {
		e.T.Fatalf("configuring the provider: %s: %s", d.Summary, d.Detail)
	}
	return s
}

// T is the test that the process belongs to.
func (s *Server) T() *testing.T { return s.t }

// breach reports a breach of Terraform's rules by the provider.
func (e *Env) breach(breach string) {
	e.T.Errorf("the provider breaks a rule of Terraform: %s", breach)
}

// Said is what an action has said: its progress, in order, and its diagnostics.
type Said struct {
	Progress    []string
	Diagnostics []*tfprotov6.Diagnostic
}

// Plan validates and plans an action.
func (s *Server) Plan(name string, config map[string]any) []*tfprotov6.Diagnostic {
	s.t.Helper()
	return s.PlanAction(s.t.Context(), name, s.value(s.schemas.ActionSchemas[name].Schema, config))
}

// Invoke invokes an action as Terraform does, without planning it. heard, if
// not nil, is called with every line of progress as it comes.
func (s *Server) Invoke(ctx context.Context, name string, config map[string]any, heard func(string)) (said Said) {
	s.t.Helper()
	said.Diagnostics = s.InvokeAction(ctx, name, s.value(s.schemas.ActionSchemas[name].Schema, config), func(line string) {
		said.Progress = append(said.Progress, line)
		if heard != nil {
			heard(line)
		}
	})
	return said
}

// Data reads a data source.
func (s *Server) Data(name string, config map[string]any) (cty.Value, []*tfprotov6.Diagnostic) {
	s.t.Helper()
	return s.ReadData(Context(s.t), name, s.value(s.schemas.DataSourceSchemas[name], config))
}

// List lists at most limit objects of a type, with their resources.
func (s *Server) List(typeName string, config map[string]any, limit int64) ([]inprocess.Object, []*tfprotov6.Diagnostic) {
	s.t.Helper()
	return s.Process.List(Context(s.t), typeName, s.value(s.schemas.ListResourceSchemas[typeName], config), limit)
}

type unknown struct{}

// Unknown as a Go value is a value that is not known yet.
var Unknown = unknown{}

func (s *Server) value(schema *tfprotov6.Schema, config map[string]any) cty.Value {
	s.t.Helper()
	return Value(s.t, schema, config)
}

// Value is a Go value as a configuration: strings, ints, bools, slices and maps.
// What it leaves out, and nil, is null.
func Value(t *testing.T, schema *tfprotov6.Schema, config map[string]any) cty.Value {
	t.Helper()
	v, err := value(inprocess.Type(schema), config)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func value(t cty.Type, given any) (cty.Value, error) {
	switch given := given.(type) {
	case nil:
		return cty.NullVal(t), nil
	case unknown:
		return cty.UnknownVal(t), nil
	case map[string]any:
		return members(t, given)
	case []any:
		elements := make([]cty.Value, len(given))
		for i, element := range given {
			var err error
			if elements[i], err = value(t.ElementType(), element); err != nil {
				return cty.NilVal, err
			}
		}
		if t.IsSetType() {
			return cty.SetVal(elements), nil
		}
		return cty.ListVal(elements), nil
	}
	return gocty.ToCtyValue(given, t)
}

// members is an object, or a map.
func members(t cty.Type, given map[string]any) (cty.Value, error) {
	of := func(string) cty.Type { return t.ElementType() }
	values := make(map[string]cty.Value, len(given))
	if t.IsObjectType() {
		of = t.AttributeType
		for name, member := range t.AttributeTypes() {
			values[name] = cty.NullVal(member)
		}
	}
	for name, member := range given {
		if t.IsObjectType() && !t.HasAttribute(name) {
			return cty.NilVal, fmt.Errorf("there is no argument %q", name)
		}
		var err error
		if values[name], err = value(of(name), member); err != nil {
			return cty.NilVal, err
		}
	}
	if t.IsObjectType() {
		return cty.ObjectVal(values), nil
	}
	return cty.MapVal(values), nil
}
