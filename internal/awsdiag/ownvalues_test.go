// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"go/ast"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// explained are the errors without a type, by their text, that do not reach the user as an unknown error, and why.
var explained = map[string]string{
	"no error was given (this is a fault of the provider; please report it)":      "says so itself",
	"the provider configuration depends on values that are not known until apply": "is left out or shown by providerdata.Data.Reach",
	"the arguments give no credentials any more":                                  "was refused when the provider was configured",
	"the list is too long":                                                   "makes the watcher describe the jobs",
	"the import ID %q is that of a recovery point":                           "is shown as an invalid import ID",
	"the import ID %q has an empty part or white space":                      "is shown as an invalid import ID",
	"the import ID %q is not a job ID; a recovery point needs its vault too": "is shown as an invalid import ID",
	"the import ID %q has no vault name":                                     "is shown as an invalid import ID",
	"the recovery point is %s, which is no backup to restore from":           "is a line of the completion's error",
	"the answer has a value that AWS's SDK cannot decode: %v":                "is in a DeserializationError",
	"decoding recovery_point_lifecycle: %s":                                  "is a fault of the schema, which every test would meet",
	"decoding tags: %s":                                                      "is a fault of the schema, which every test would meet",
}

// Every error value of the provider has a message, too: those that errors.New makes, and fmt.Errorf around no other error.
func TestEveryOwnErrorValueHasAMessage(t *testing.T) {
	t.Parallel()
	known := sources(t, ".")
	seen := map[string]bool{}
	for _, folder := range providerFolders(t) {
		for name, text := range errorValues(t, folder) {
			seen[text] = true
			inTable := strings.Contains(known, "errors.Is(err, "+filepath.Base(folder)+"."+name+")")
			if explained[text] == "" && !inTable {
				t.Errorf("%s: %q reaches the user as an error that this provider knows nothing of", folder, text)
			}
		}
	}
	for text := range explained {
		if !seen[text] {
			t.Errorf("no package has the error %q", text)
		}
	}
}

// providerFolders are the packages of the provider: what runs it, and what stands in for AWS, is left out.
func providerFolders(t *testing.T) []string {
	t.Helper()
	folders, err := filepath.Glob("../*")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, folder := range folders {
		switch filepath.Base(folder) {
		case "acctest", "architecture", "chaos", "cmd", "emulator", "examples", "inprocess", "pictures", "realaws", "sandbox", "tools":
		default:
			found = append(found, folder)
		}
	}
	return found
}

// errorValues are the texts of the errors that a package makes without a type, by the variable that holds each, or by their place.
func errorValues(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	places, files := parsed(t, folder)
	for _, file := range files {
		names := map[ast.Expr]string{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				for i, v := range n.Values {
					names[v] = n.Names[i].Name
				}
			case *ast.CallExpr:
				if text := errorText(n); text != "" {
					name := names[n]
					if name == "" {
						name = places.Position(n.Pos()).String()
					}
					found[name] = text
				}
			}
			return true
		})
	}
	return found
}

// errorText is the text of the error that a call makes from nothing, "" for any other call.
func errorText(call *ast.CallExpr) string {
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return ""
	}
	pkg, _ := f.X.(*ast.Ident)
	if pkg == nil || pkg.Name+"."+f.Sel.Name != "errors.New" && pkg.Name+"."+f.Sel.Name != "fmt.Errorf" {
		return ""
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok {
		return "a text that is not a literal"
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil || strings.Contains(text, "%w") {
		return ""
	}
	return text
}
