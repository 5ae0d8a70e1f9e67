// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// State is the local state of a workspace. It is read from the file: terraform
// show would start a process, and a provider for its schemas.
type State struct {
	// Outputs are the values of the root module's outputs, by name.
	Outputs map[string]json.RawMessage
	// Objects are the managed resources of the root module.
	Objects []Object
}

// Object is one managed resource in state.
type Object struct {
	Address string
	Tainted bool
	// DeposedKey is set for an object that create_before_destroy has left.
	DeposedKey string
	Values     map[string]any
}

// Text is a string attribute, "" if it is null.
func (o Object) Text(attribute string) string {
	s, _ := o.Values[attribute].(string)
	return s
}

// stateVersion is the format of Terraform since 0.12, and of OpenTofu.
const stateVersion = 4

// State returns the state of the selected workspace of Terraform, empty if there
// is none.
func (w *Workspace) State() (State, error) {
	file := "terraform.tfstate"
	selected, err := w.Read(".terraform/environment")
	if err == nil && selected != "default" {
		file = path.Join("terraform.tfstate.d", selected, file)
	}
	content, err := w.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return State{}, nil
	}
	var raw struct {
		Version int
		Outputs map[string]struct{ Value json.RawMessage }
		// Field names are matched without regard to case.
		Resources []struct {
			Module, Mode, Type, Name string
			Instances                []struct {
				IndexKey   json.RawMessage `json:"index_key"`
				Status     string
				Deposed    string
				Attributes map[string]any
			}
		}
	}
	if err == nil {
		err = json.Unmarshal([]byte(content), &raw)
	}
	if err == nil && raw.Version != stateVersion {
		err = fmt.Errorf("it has version %d, want %d", raw.Version, stateVersion)
	}
	if err != nil {
		return State{}, fmt.Errorf("reading the state %s: %w", file, err)
	}
	state := State{Outputs: map[string]json.RawMessage{}}
	for name, output := range raw.Outputs {
		state.Outputs[name] = output.Value
	}
	for _, r := range raw.Resources {
		if r.Module != "" || r.Mode != "managed" {
			continue
		}
		for _, i := range r.Instances {
			if r.Type == "terraform_data" {
				withoutTypes(i.Attributes)
			}
			o := Object{Address: r.Type + "." + r.Name, Tainted: i.Status == "tainted", DeposedKey: i.Deposed, Values: i.Attributes}
			if len(i.IndexKey) > 0 {
				o.Address += "[" + string(i.IndexKey) + "]"
			}
			state.Objects = append(state.Objects, o)
		}
	}
	return state, nil
}

// withoutTypes replaces attributes of any type, which the file has with their
// type, by their values.
func withoutTypes(attributes map[string]any) {
	for name, attribute := range attributes {
		if typed, ok := attribute.(map[string]any); ok {
			attributes[name] = typed["value"]
		}
	}
}

// Object is the object with the address that is not deposed.
func (s State) Object(address string) (Object, bool) {
	for _, o := range s.Objects {
		if o.Address == address && o.DeposedKey == "" {
			return o, true
		}
	}
	return Object{}, false
}

// Output decodes an output of the root module.
func (s State) Output(name string, value any) error {
	raw, ok := s.Outputs[name]
	if !ok {
		return fmt.Errorf("there is no output %s in state", name)
	}
	return json.Unmarshal(raw, value)
}
