// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// mutant is one file of the rules with one change.
type mutant struct {
	file     string
	source   []byte
	at       token.Position
	old, new string // old is at that position
	what     string // empty: what became what
}

func (m mutant) String() string {
	what := m.what
	if what == "" {
		what = m.old + " becomes " + m.new
	}
	return fmt.Sprintf("%s:%d: %s", m.file, m.at.Line, what)
}

func (m mutant) content() []byte {
	return slices.Concat(m.source[:m.at.Offset], []byte(m.new), m.source[m.at.Offset+len(m.old):])
}

// operators are those that could have been written by mistake.
var operators = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
}

// facts are what the catalog could claim instead.
var facts = map[string]string{
	"Yes": "No", "No": "Yes", "Unknown": "No",
	"ColdUnknown": "ColdIgnored", "ColdIgnored": "ColdYes", "ColdYes": "ColdArchive", "ColdArchive": "ColdYes",
	"ColdAdvanced": "ColdYes", "ColdChildren": "ColdIgnored", "true": "false",
}

// mutantsOf makes all mutants of a package.
func mutantsOf(dir string) ([]mutant, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var (
		all    []mutant
		rules  []string // constants of type Rule
		report mutant   // the start of the function that makes every violation
	)
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		positions := token.NewFileSet()
		tree, err := parser.ParseFile(positions, file, source, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		add := func(at token.Pos, old, changed, what string) {
			all = append(all, mutant{file, source, positions.Position(at), old, changed, what})
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				value, err := strconv.Atoi(strings.ReplaceAll(n.Value, "_", ""))
				if n.Kind != token.INT || err != nil {
					break
				}
				if value > 0 { // a sign is an operator, and an index must not be negative
					add(n.Pos(), n.Value, strconv.Itoa(value-1), "")
				}
				add(n.Pos(), n.Value, strconv.Itoa(value+1), "")
			case *ast.BinaryExpr:
				if other, known := operators[n.Op]; known {
					add(n.OpPos, n.Op.String(), other.String(), "")
				}
			case *ast.KeyValueExpr:
				if value, named := n.Value.(*ast.Ident); named && facts[value.Name] != "" {
					other := facts[value.Name]
					add(value.Pos(), value.Name, other, fmt.Sprintf("%v: %s becomes %s", n.Key, value.Name, other))
				}
			case *ast.ValueSpec:
				if kind, named := n.Type.(*ast.Ident); named && kind.Name == "Rule" {
					for _, name := range n.Names {
						rules = append(rules, name.Name)
					}
				}
			case *ast.FuncDecl:
				if n.Name.Name == "report" && n.Recv == nil {
					report = mutant{file: file, source: source, at: positions.Position(n.Body.Lbrace), old: "{"}
				}
			default:
			}
			return true
		})
	}
	for _, rule := range rules {
		off := report
		off.new, off.what = "{\nif rule == "+rule+" { return nil }\n", "rule "+rule+" off"
		all = append(all, off)
	}
	if len(all) == 0 || len(rules) > 0 && report.file == "" {
		return nil, fmt.Errorf("nothing to change in %s: start this program in the repository's root", dir)
	}
	return all, nil
}
