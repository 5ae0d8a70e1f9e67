// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/gohcl"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// configuration is a parsed root module.
type configuration struct {
	source    []byte
	provider  hcl.Body // nil without a provider block
	variables map[string]variable
	locals    map[string]hcl.Expression
	outputs   map[string]hcl.Expression
	blocks    map[string]*block // by address without instance key
	imports   []importBlock
}

type variable struct {
	Type    cty.Type
	Default cty.Value // cty.NilVal without a default
}

// block is a resource or a data source.
type block struct {
	address, typeName string
	data              bool
	body              hcl.Body // without what is Terraform's own
	count, forEach    hcl.Expression
	dependsOn         []hcl.Traversal
	lifecycle         lifecycle
	declared          hcl.Range
}

type lifecycle struct {
	createFirst bool
	triggeredBy []hcl.Traversal // replace_triggered_by
}

type importBlock struct {
	to           string
	id, identity hcl.Expression
}

var (
	rootSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
		{Type: "terraform"},
		{Type: "locals"},
		{Type: "import"},
		{Type: "provider", LabelNames: []string{"name"}},
		{Type: "variable", LabelNames: []string{"name"}},
		{Type: "output", LabelNames: []string{"name"}},
		{Type: "resource", LabelNames: []string{"type", "name"}},
		{Type: "data", LabelNames: []string{"type", "name"}},
	}}
	metaSchema = &hcl.BodySchema{
		Attributes: []hcl.AttributeSchema{{Name: "count"}, {Name: "for_each"}, {Name: "depends_on"}, {Name: "provider"}},
		Blocks:     []hcl.BlockHeaderSchema{{Type: "lifecycle"}},
	}
)

// parse reads a configuration. What it cannot stand in for, such as modules and
// checks, is an error: such a test needs the real Terraform.
func parse(source string) (*configuration, hcl.Diagnostics) {
	file, diags := hclparse.NewParser().ParseHCL([]byte(source), "main.tf")
	c := &configuration{
		source: []byte(source), variables: map[string]variable{}, locals: map[string]hcl.Expression{},
		outputs: map[string]hcl.Expression{}, blocks: map[string]*block{},
	}
	if diags.HasErrors() {
		return c, diags
	}
	content, more := file.Body.Content(rootSchema)
	diags = append(diags, more...)
	for _, b := range content.Blocks {
		diags = append(diags, c.add(b)...)
	}
	return c, diags
}

func (c *configuration) add(b *hcl.Block) (diags hcl.Diagnostics) {
	switch b.Type {
	case "provider":
		c.provider = b.Body
	case "variable":
		attributes, more := b.Body.JustAttributes()
		v := variable{Type: cty.DynamicPseudoType}
		diags = append(diags, more...)
		if a, ok := attributes["type"]; ok {
			v.Type, more = typeexpr.TypeConstraint(a.Expr)
			diags = append(diags, more...)
		}
		if a, ok := attributes["default"]; ok {
			v.Default, more = a.Expr.Value(nil)
			diags = append(diags, more...)
		}
		c.variables[b.Labels[0]] = v
	case "locals":
		attributes, more := b.Body.JustAttributes()
		diags = append(diags, more...)
		for name, a := range attributes {
			c.locals[name] = a.Expr
		}
	case "output":
		attributes, more := b.Body.JustAttributes()
		diags = append(diags, more...)
		if a, ok := attributes["value"]; ok {
			c.outputs[b.Labels[0]] = a.Expr
		}
	case "import":
		attributes, more := b.Body.JustAttributes()
		diags = append(diags, more...)
		i := importBlock{}
		for name, a := range attributes {
			switch name {
			case "to":
				i.to = string(a.Expr.Range().SliceBytes(c.source))
			case "id":
				i.id = a.Expr
			case "identity":
				i.identity = a.Expr
			}
		}
		c.imports = append(c.imports, i)
	case "resource", "data":
		diags = append(diags, c.addBlock(b)...)
	}
	return diags
}

func (c *configuration) addBlock(b *hcl.Block) hcl.Diagnostics {
	out := &block{typeName: b.Labels[0], data: b.Type == "data", address: b.Labels[0] + "." + b.Labels[1], declared: b.DefRange}
	if out.data {
		out.address = "data." + out.address
	}
	content, body, diags := b.Body.PartialContent(metaSchema)
	out.body = body
	if a, ok := content.Attributes["count"]; ok {
		out.count = a.Expr
	}
	if a, ok := content.Attributes["for_each"]; ok {
		out.forEach = a.Expr
	}
	if a, ok := content.Attributes["depends_on"]; ok {
		diags = append(diags, traversals(a.Expr, &out.dependsOn)...)
	}
	for _, nested := range content.Blocks {
		attributes, more := nested.Body.JustAttributes()
		diags = append(diags, more...)
		for name, a := range attributes {
			switch name {
			case "create_before_destroy":
				diags = append(diags, gohcl.DecodeExpression(a.Expr, nil, &out.lifecycle.createFirst)...)
			case "replace_triggered_by":
				diags = append(diags, traversals(a.Expr, &out.lifecycle.triggeredBy)...)
			default:
				diags = append(diags, &hcl.Diagnostic{Severity: hcl.DiagError, Summary: "Not supported in process: " + name, Subject: &a.NameRange})
			}
		}
	}
	c.blocks[out.address] = out
	return diags
}

func traversals(list hcl.Expression, into *[]hcl.Traversal) hcl.Diagnostics {
	items, diags := hcl.ExprList(list)
	for _, item := range items {
		traversal, more := hcl.AbsTraversalForExpr(item)
		diags = append(diags, more...)
		*into = append(*into, traversal)
	}
	return diags
}

// addresses are the blocks that traversals refer to, directly or by way of
// locals.
func (c *configuration) addresses(from []hcl.Traversal) []string {
	found := map[string]bool{}
	seen := map[string]bool{}
	var follow func([]hcl.Traversal)
	follow = func(from []hcl.Traversal) {
		for _, traversal := range from {
			names := []string{traversal.RootName()}
			for _, step := range traversal[1:] {
				if attribute, ok := step.(hcl.TraverseAttr); ok {
					names = append(names, attribute.Name)
				}
			}
			address := strings.Join(names[:min(2, len(names))], ".")
			if names[0] == "data" {
				address = strings.Join(names[:min(3, len(names))], ".")
			}
			switch {
			case names[0] == "local" && len(names) > 1 && !seen[names[1]]:
				seen[names[1]] = true
				if local, ok := c.locals[names[1]]; ok {
					follow(local.Variables())
				}
			case c.blocks[address] != nil:
				found[address] = true
			}
		}
	}
	follow(from)
	return sortedKeys(found)
}

// at completes diagnostics with the object they are about and the line of its
// configuration.
func (c *configuration) at(address string, b *block, diagnostics Diagnostics) []Diagnostic {
	out := make([]Diagnostic, 0, len(diagnostics))
	for _, d := range diagnostics {
		one := Diagnostic{Severity: strings.ToLower(d.Severity.String()), Summary: d.Summary, Detail: d.Detail, Address: address}
		if b != nil {
			one.Line = c.line(b, d)
		}
		out = append(out, one)
	}
	return out
}

// line is the line that Terraform quotes: that of the attribute, or the one
// that declares the block.
func (c *configuration) line(b *block, d *tfprotov6.Diagnostic) string {
	place := b.declared
	if d.Attribute != nil && len(d.Attribute.Steps()) > 0 {
		name := fmt.Sprint(d.Attribute.Steps()[0])
		content, _, _ := b.body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
		if a, ok := content.Attributes[name]; ok {
			place = a.NameRange
		}
	}
	lines := strings.Split(string(c.source), "\n")
	return lines[place.Start.Line-1]
}

// ofHCL are errors of the configuration language.
func ofHCL(diags hcl.Diagnostics) []Diagnostic {
	out := make([]Diagnostic, 0, len(diags))
	for _, d := range diags {
		severity := "error"
		if d.Severity == hcl.DiagWarning {
			severity = "warning"
		}
		out = append(out, Diagnostic{Severity: severity, Summary: d.Summary, Detail: d.Detail})
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
