// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/zclconf/go-cty/cty"
)

// terraformData is Terraform's own resource, which tests use for values that
// are known only after apply.
const terraformData = "terraform_data"

var terraformDataSchema = &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: []*tfprotov6.SchemaAttribute{
	{Name: "id", Type: tftypes.String, Computed: true},
	{Name: "input", Type: tftypes.DynamicPseudoType, Optional: true},
	{Name: "output", Type: tftypes.DynamicPseudoType, Computed: true},
	{Name: "triggers_replace", Type: tftypes.DynamicPseudoType, Optional: true},
}}}

// planTerraformData plans a change of a terraform_data.
func planTerraformData(prior Object, config cty.Value, forced bool) Change {
	c := Change{TypeName: terraformData, Prior: prior, Config: config, Action: Update}
	if config.IsNull() {
		c.Action, c.Planned.Value = Delete, config
		return c
	}
	planned := config.AsValueMap()
	if prior.Exists() {
		planned["id"], planned["output"] = prior.Value.GetAttr("id"), prior.Value.GetAttr("output")
	}
	changed := func(name string) bool { return !planned[name].RawEquals(prior.Value.GetAttr(name)) }
	switch {
	case !prior.Exists():
		c.Action = Create
	case prior.Tainted || forced || changed("triggers_replace"):
		c.Action = Replace
	case !changed("input"):
		c.Action = NoOp
	}
	if c.Action == Create || c.Action == Replace {
		planned["id"] = cty.UnknownVal(cty.String)
	}
	if c.Action != NoOp {
		planned["output"] = planned["input"]
		if !planned["input"].IsNull() {
			planned["output"] = cty.UnknownVal(planned["input"].Type())
		}
	}
	c.Planned.Value = cty.ObjectVal(planned)
	return c
}

// applyTerraformData carries out a change of a terraform_data; serial makes its
// ID.
func applyTerraformData(c Change, config cty.Value, serial int) Object {
	if c.Action == Delete {
		return Object{Value: cty.NullVal(cty.EmptyObject)}
	}
	result := config.AsValueMap()
	result["output"] = result["input"]
	result["id"] = cty.StringVal(fmt.Sprintf("terraform-data-%d", serial))
	if c.Action == Update || c.Action == NoOp {
		result["id"] = c.Prior.Value.GetAttr("id")
	}
	return Object{Value: cty.ObjectVal(result)}
}
