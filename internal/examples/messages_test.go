// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"cmp"
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

	"github.com/awsbackup/terraform-provider-awsbackup/internal/troubleshooting"
)

// TestTroubleshootingHasEveryMessage compares the guide with the titles of the
// messages: those in the golden files of awsdiag and lifecycle, and those that
// other packages have in their source.
func TestTroubleshootingHasEveryMessage(t *testing.T) {
	t.Parallel()
	guide, page, titles := guide(t, "templates", ".tmpl"), guide(t, "docs", ""), everyTitle(t)
	if len(titles) < 150 {
		t.Fatalf("only %d messages found: this test looks in the wrong place", len(titles))
	}
	for _, title := range titles {
		before, after, _ := strings.Cut(title, ": ")
		has := func(text string) bool { return text != "" && strings.Contains(guide, "`"+text+"`") }
		if !has(title) && !has(after) && !(has(before) && !isJob(before)) {
			t.Errorf("the troubleshooting guide does not have %q", title)
		}
		if !strings.Contains(page, `<a id="`+troubleshooting.Anchor(title)+`"></a>`) {
			t.Errorf("%s leads to no row", troubleshooting.Link(title))
		}
	}
}

// TestTroubleshootingHasNoOtherMessage looks for rows about messages that nobody
// sends any more.
func TestTroubleshootingHasNoOtherMessage(t *testing.T) {
	t.Parallel()
	titles := strings.Join(everyTitle(t), "\n") + "\n"
	rows := regexp.MustCompile("(?m)^\\| (`.*?`) \\| ").FindAllStringSubmatch(guide(t, "templates", ".tmpl"), -1)
	if len(rows) < 50 {
		t.Fatalf("only %d rows found: this test reads the guide wrongly", len(rows))
	}
	for _, row := range rows {
		for title := range strings.SplitSeq(strings.Trim(row[1], "`"), "`, `") {
			if !strings.Contains(titles, title+"\n") && !strings.Contains(titles, title+": ") {
				t.Errorf("the guide has %q, and no message is called so", title)
			}
		}
	}
}

func guide(t *testing.T, dir, extension string) string {
	t.Helper()
	guide, err := os.ReadFile(filepath.Join(root, dir, "guides", "troubleshooting.md"+extension))
	if err != nil {
		t.Fatal(err)
	}
	return string(guide)
}

func everyTitle(t *testing.T) []string {
	t.Helper()
	titles := slices.Concat(
		golden(t, "awsdiag/testdata/diagnostics.golden", `(?m)^(?:Error|Warning): (.*?)(?:  \[.*)?$`),
		golden(t, "lifecycle/testdata/messages.txt", `(?m)^(?:error|warning) at .*?: (.*)$`),
		// Of a library: the only message that the provider passes on as it is.
		[]string{"Cannot assume IAM Role"},
	)
	for _, pkg := range []string{
		"backupjob", "backupjob/actions", "copyjob", "job", "jobcompletion", "recoverypoint", "restorejob", "provider", "providerdata", "durationvalidator", "lifecyclevalidator",
	} {
		titles = append(titles, inSource(t, pkg)...)
	}
	return titles
}

// isJob reports a title that is about jobs of all kinds: what follows counts.
func isJob(before string) bool {
	return regexp.MustCompile(`^(Backup|Copy|Restore) (Job |Completed With Issues$)`).MatchString(before)
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

var makes = regexp.MustCompile(`^(Add|New)(Attribute)?(Error|Warning)(Diagnostic)?$`)

// inSource are the titles in all calls that make a diagnostic. Those of bugs are
// left out, of which no guide knows.
func inSource(t *testing.T, pkg string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s has no files (%v)", pkg, err)
	}
	constants := make(map[string]ast.Expr)
	var parsed []*ast.File
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
		for name, object := range f.Scope.Objects {
			if of, ok := object.Decl.(*ast.ValueSpec); ok && object.Kind == ast.Con && len(of.Values) == 1 {
				constants[name] = of.Values[0]
			}
		}
	}
	var titles []string
	found := func(e ast.Expr) {
		// Where the title is another message's, that one is found where it is made.
		if title := text(e, constants); title != "" && title != "..." {
			titles = append(titles, title)
		}
	}
	for _, f := range parsed {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr: // of an error that explains itself
				if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Summary" {
					found(n.Value)
				}
			case *ast.CallExpr:
				name, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || !makes.MatchString(name.Sel.Name) || isBug(n) {
					return true
				}
				at := 0
				if strings.Contains(name.Sel.Name, "Attribute") {
					at = 1 // after the path
				}
				found(n.Args[at])
			}
			return true
		})
	}
	return titles
}

// kindWords are what the fields and variables that name a kind of job stand for in titles. The guide has the titles of
// backup jobs; those of copies and restores differ by these words alone.
var kindWords = map[string]string{"Title": "Backup Job", "title": "Backup Job", "Noun": "Backup", "product": "Backup"}

// text is what an argument says: a literal or constant, a name for one in the same function, words of a kind of job, or
// "..." for what is known only later.
func text(argument ast.Expr, constants map[string]ast.Expr) string {
	switch e := argument.(type) {
	case *ast.BasicLit:
		if title, err := strconv.Unquote(e.Value); err == nil {
			return title
		}
	case *ast.BinaryExpr:
		if begin := text(e.X, constants); begin != "" {
			return begin + cmp.Or(text(e.Y, constants), "...")
		}
	case *ast.SelectorExpr:
		return kindWords[e.Sel.Name]
	case *ast.CallExpr:
		if f, ok := e.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Sprintf" {
			title := text(e.Args[0], constants)
			for _, of := range e.Args[1:] {
				title = strings.Replace(title, "%s", cmp.Or(text(of, constants), "..."), 1)
			}
			return title
		}
		if f, ok := e.Fun.(*ast.Ident); ok && (f.Name == "capital" || f.Name == "issuesSummary") {
			if f.Name == "issuesSummary" {
				return "Backups Completed With Issues"
			}
			return text(e.Args[0], constants)
		}
	case *ast.Ident:
		if word := kindWords[e.Name]; word != "" {
			return word
		}
		if e.Obj == nil {
			if of := constants[e.Name]; of != nil {
				return text(of, constants)
			}
			return ""
		}
		switch made := e.Obj.Decl.(type) {
		case *ast.ValueSpec:
			if len(made.Values) == 1 {
				return text(made.Values[0], constants)
			}
		case *ast.AssignStmt:
			if len(made.Rhs) == 1 {
				return text(made.Rhs[0], constants)
			}
		}
	}
	return ""
}

func isBug(call *ast.CallExpr) (found bool) {
	ast.Inspect(call, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && (strings.Contains(literal.Value, "bug in the provider") || strings.Contains(literal.Value, "as a bug")) {
			found = true
		}
		return !found
	})
	return found
}
