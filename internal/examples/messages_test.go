// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestTroubleshootingHasEveryMessage compares the guide with the titles of the
// messages: those in the golden files of awsdiag and lifecycle, and those that
// backupjob has in its source.
func TestTroubleshootingHasEveryMessage(t *testing.T) {
	t.Parallel()
	guide, err := os.ReadFile(filepath.Join(root, "templates", "guides", "troubleshooting.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	titles := slices.Concat(
		golden(t, "awsdiag/testdata/diagnostics.golden", `(?m)^(?:Error|Warning): (.*?)(?:  \[.*)?$`),
		golden(t, "lifecycle/testdata/messages.txt", `(?m)^(?:error|warning) at .*?: (.*)$`),
		inSource(t, "backupjob"),
	)
	if len(titles) < 100 {
		t.Fatalf("only %d messages found: this test looks in the wrong place", len(titles))
	}
	for _, title := range titles {
		if strings.HasPrefix(title, "Private State") {
			continue // a bug of ours, of which no guide knows
		}
		before, after, _ := strings.Cut(title, ": ")
		has := func(text string) bool { return text != "" && strings.Contains(string(guide), "`"+text+"`") }
		if !has(title) && !has(after) && !(has(before) && !isJob(before)) {
			t.Errorf("the troubleshooting guide does not have %q", title)
		}
	}
}

// isJob reports a title that is about jobs of all kinds: what follows counts.
func isJob(before string) bool {
	return strings.HasPrefix(before, "Backup Job ") || before == "Backup Completed With Issues"
}

func golden(t *testing.T, file, pattern string) []string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, match := range regexp.MustCompile(pattern).FindAllStringSubmatch(string(content), -1) {
		titles = append(titles, match[1])
	}
	if len(titles) == 0 {
		t.Fatalf("%s has no messages", file)
	}
	return titles
}

// inSource are the first literal strings of all calls that make a diagnostic.
func inSource(t *testing.T, pkg string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	makes := regexp.MustCompile(`^(Add|New)(Attribute)?(Error|Warning)(Diagnostic)?$`)
	var titles []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !makes.MatchString(name.Sel.Name) {
				return true
			}
			for _, argument := range call.Args {
				literal, ok := argument.(*ast.BasicLit)
				if !ok {
					continue
				}
				if title, err := strconv.Unquote(literal.Value); err == nil {
					titles = append(titles, title)
				}
				break
			}
			return true
		})
	}
	return titles
}
