// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// mutant is one file of the rules with one change.
type mutant struct {
	file    string // below the repository's root
	line    int
	what    string
	content []byte
}

// String describes the change and its place.
func (m mutant) String() string {
	return fmt.Sprintf("%s:%d: %s", m.file, m.line, m.what)
}

// mutantsOf makes all mutants of a package.
func mutantsOf(dir string) ([]mutant, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var all []mutant
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		found, err := mutantsOfFile(file)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("nothing to change in %s: start this program in the repository's root", dir)
	}
	return all, nil
}

// editor makes mutants of one file: it changes the syntax tree, prints it, and changes it back.
type editor struct {
	name    string
	files   *token.FileSet
	tree    *ast.File
	mutants []mutant
	err     error
}

func mutantsOfFile(name string) ([]mutant, error) {
	source, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	e := &editor{name: name, files: token.NewFileSet()}
	if e.tree, err = parser.ParseFile(e.files, name, source, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		return nil, err
	}
	e.rules(source)
	ast.Inspect(e.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			e.number(n)
		case *ast.BinaryExpr:
			e.comparison(n)
		case *ast.KeyValueExpr:
			e.fact(n)
		case *ast.ImportSpec:
			return false
		default:
		}
		return true
	})
	return e.mutants, e.err
}

// rules switches off each rule that the file declares, in the one function that makes violations.
func (e *editor) rules(source []byte) {
	const function = "func report(rule Rule,"
	if !bytes.Contains(source, []byte(function)) {
		return
	}
	names, err := ruleNames(filepath.Join(filepath.Dir(e.name), "rule.go"))
	if err != nil {
		e.err = err
		return
	}
	for _, name := range names {
		at := bytes.Index(source, []byte(function))
		open := at + bytes.Index(source[at:], []byte("{\n")) + 1
		changed := fmt.Sprintf("%s\n\tif rule == %s {\n\t\treturn nil\n\t}%s", source[:open], name, source[open:])
		e.mutants = append(e.mutants, mutant{
			file: e.name, line: 1 + bytes.Count(source[:at], []byte("\n")), what: "rule " + name + " off", content: []byte(changed),
		})
	}
}

// ruleNames lists the constants of type Rule.
func ruleNames(file string) ([]string, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var names []string
	ast.Inspect(tree, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			for _, name := range spec.Names {
				names = append(names, name.Name)
			}
		}
		return true
	})
	return names, nil
}

// add makes a mutant of the tree as it is now.
func (e *editor) add(at token.Pos, what string) {
	var out bytes.Buffer
	if err := format.Node(&out, e.files, e.tree); err != nil {
		e.err = err
		return
	}
	e.mutants = append(e.mutants, mutant{file: e.name, line: e.files.Position(at).Line, what: what, content: out.Bytes()})
}

// number moves each whole number by one, both ways.
func (e *editor) number(n *ast.BasicLit) {
	if n.Kind != token.INT {
		return
	}
	was := n.Value
	value, err := strconv.ParseInt(strings.ReplaceAll(was, "_", ""), 10, 64)
	if err != nil {
		return
	}
	for _, other := range []int64{value - 1, value + 1} {
		if other < 0 {
			continue // A sign is an operator, and an index must not be negative.
		}
		n.Value = strconv.FormatInt(other, 10)
		e.add(n.Pos(), was+" becomes "+n.Value)
	}
	n.Value = was
}

// turned are the operators that a careless hand could have written instead.
var turned = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
}

func (e *editor) comparison(n *ast.BinaryExpr) {
	other, known := turned[n.Op]
	if !known {
		return
	}
	was := n.Op
	n.Op = other
	e.add(n.OpPos, was.String()+" becomes "+other.String())
	n.Op = was
}

// wrong are facts that the catalogue could claim instead.
var wrong = map[string]string{
	"Yes": "No", "No": "Yes", "Unknown": "No",
	"ColdUnknown": "ColdIgnored", "ColdIgnored": "ColdYes", "ColdYes": "ColdArchive", "ColdArchive": "ColdYes",
	"ColdAdvanced": "ColdYes", "ColdChildren": "ColdIgnored", "true": "false",
}

// fact changes each fact of a table.
func (e *editor) fact(n *ast.KeyValueExpr) {
	value, ok := n.Value.(*ast.Ident)
	if !ok {
		return
	}
	other, known := wrong[value.Name]
	if !known {
		return
	}
	was := value.Name
	value.Name = other
	e.add(n.Pos(), fmt.Sprintf("%v: %s becomes %s", n.Key, was, other))
	value.Name = was
}
