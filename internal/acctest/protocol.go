// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// Server is the provider, spoken to without Terraform and configured for a
// world.
type Server struct {
	tfprotov6.ProviderServer

	t      *testing.T
	schema *tfprotov6.GetProviderSchemaResponse
}

// Server makes a provider of this world. arguments are those of the provider
// block beside the region, credentials and endpoints.
func (e *Env) Server(arguments map[string]any) *Server {
	e.T.Helper()
	served, err := e.Factories()[provider.TypeName]()
	if err != nil {
		e.T.Fatal(err)
	}
	s := &Server{ProviderServer: served, t: e.T}
	if s.schema, err = served.GetProviderSchema(e.T.Context(), &tfprotov6.GetProviderSchemaRequest{}); err != nil {
		e.T.Fatal(err)
	}
	config := map[string]any{
		"region": Region, "access_key": "test", "secret_key": "test",
		"endpoints": []any{map[string]any{"backup": e.URL, "sts": e.URL}},
	}
	maps.Copy(config, arguments)
	resp, err := served.ConfigureProvider(e.T.Context(), &tfprotov6.ConfigureProviderRequest{
		TerraformVersion: "1.16.4", Config: Dynamic(e.T, s.schema.Provider.ValueType(), config),
	})
	if err != nil {
		e.T.Fatal(err)
	}
	for _, d := range resp.Diagnostics {
		e.T.Fatalf("configuring the provider: %s: %s", d.Summary, d.Detail)
	}
	return s
}

// ActionType is the type of an action's configuration.
func (s *Server) ActionType(name string) tftypes.Type {
	return s.schema.ActionSchemas[name].Schema.ValueType()
}

// ListType is the type of a list's configuration.
func (s *Server) ListType(name string) tftypes.Type {
	return s.schema.ListResourceSchemas[name].ValueType()
}

// DataSourceType is the type of a data source's configuration and state.
func (s *Server) DataSourceType(name string) tftypes.Type {
	return s.schema.DataSourceSchemas[name].ValueType()
}

// ResourceType is the type of a resource's state.
func (s *Server) ResourceType(name string) tftypes.Type {
	return s.schema.ResourceSchemas[name].ValueType()
}

// Said is what an action has said: its progress, in order, and its diagnostics.
type Said struct {
	Progress    []string
	Diagnostics []*tfprotov6.Diagnostic
}

// Plan plans an action.
func (s *Server) Plan(name string, config map[string]any) []*tfprotov6.Diagnostic {
	s.t.Helper()
	actions, ok := s.ProviderServer.(tfprotov6.ProviderServerWithActions)
	if !ok {
		s.t.Fatal("the provider has no actions")
	}
	resp, err := actions.PlanAction(s.t.Context(), &tfprotov6.PlanActionRequest{ActionType: name, Config: Dynamic(s.t, s.ActionType(name), config)})
	if err != nil {
		s.t.Fatal(err)
	}
	return resp.Diagnostics
}

// Invoke invokes an action as Terraform does, without planning it. heard, if
// not nil, is called with every line of progress as it comes.
func (s *Server) Invoke(ctx context.Context, name string, config map[string]any, heard func(string)) Said {
	s.t.Helper()
	actions, ok := s.ProviderServer.(tfprotov6.ProviderServerWithActions)
	if !ok {
		s.t.Fatal("the provider has no actions")
	}
	stream, err := actions.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: Dynamic(s.t, s.ActionType(name), config)})
	if err != nil {
		s.t.Fatal(err)
	}
	var said Said
	for event := range stream.Events {
		switch e := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			said.Progress = append(said.Progress, e.Message)
			if heard != nil {
				heard(e.Message)
			}
		case tfprotov6.CompletedInvokeActionEventType:
			said.Diagnostics = e.Diagnostics
		}
	}
	return said
}

// Dynamic is a value of a type as the protocol carries it. What the Go value
// leaves out of an object is null.
func Dynamic(t *testing.T, typ tftypes.Type, value any) *tfprotov6.DynamicValue {
	t.Helper()
	dynamic, err := tfprotov6.NewDynamicValue(typ, Value(typ, value))
	if err != nil {
		t.Fatal(err)
	}
	return &dynamic
}

type unknown struct{}

// Unknown as a Go value is a value that is not known yet.
var Unknown = unknown{}

// Value is a Go value as a type of Terraform's: strings, ints, bools, slices and
// maps; nil is null.
func Value(typ tftypes.Type, value any) tftypes.Value {
	switch {
	case value == nil:
		return tftypes.NewValue(typ, nil)
	case value == Unknown:
		return tftypes.NewValue(typ, tftypes.UnknownValue)
	}
	switch t := typ.(type) {
	case tftypes.Object:
		given, _ := value.(map[string]any)
		members := make(map[string]tftypes.Value, len(t.AttributeTypes))
		for name, member := range t.AttributeTypes {
			members[name] = Value(member, given[name])
		}
		for name := range given {
			if _, ok := members[name]; !ok {
				panic(fmt.Sprintf("%s has no attribute %q", typ, name))
			}
		}
		return tftypes.NewValue(typ, members)
	case tftypes.Map:
		given, _ := value.(map[string]any)
		elements := make(map[string]tftypes.Value, len(given))
		for key, element := range given {
			elements[key] = Value(t.ElementType, element)
		}
		return tftypes.NewValue(typ, elements)
	case tftypes.List:
		return tftypes.NewValue(typ, elementsOf(t.ElementType, value))
	case tftypes.Set:
		return tftypes.NewValue(typ, elementsOf(t.ElementType, value))
	}
	if n, ok := value.(int); ok {
		return tftypes.NewValue(typ, new(big.Float).SetInt64(int64(n)))
	}
	return tftypes.NewValue(typ, value)
}

func elementsOf(typ tftypes.Type, value any) []tftypes.Value {
	given, _ := value.([]any)
	elements := make([]tftypes.Value, 0, len(given))
	for _, element := range given {
		elements = append(elements, Value(typ, element))
	}
	return elements
}
