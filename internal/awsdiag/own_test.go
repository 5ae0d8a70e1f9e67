// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// elsewhere are errors that become a diagnostic where they are made.
var elsewhere = map[string]string{
	"providerdata.RegionError":   "has the argument region, which its caller knows",
	"awsbackup.ProxyError":       "is recognized as a transport fault",
	"awsbackup.slowAttemptError": "is recognized as a transport fault",

	"recoverypoint.OtherAccountError": "has a diagnostic of its own in Delete",
}

// Every error type of the provider has a message of its own: this package knows it, or it explains itself, or it wraps another error.
func TestEveryOwnErrorHasAMessage(t *testing.T) {
	t.Parallel()
	known := sources(t, ".")
	seen := 0
	for _, folder := range providerFolders(t) {
		pkg := filepath.Base(folder)
		for name, methods := range methodsOf(t, folder) {
			if !methods["Error"] {
				continue
			}
			seen++
			_, exempt := elsewhere[pkg+"."+name]
			if !exempt && !methods["Explain"] && !methods["Unwrap"] && !strings.Contains(known, "*"+pkg+"."+name+"]") {
				t.Errorf("%s.%s reaches the user as an error that this provider knows nothing of", pkg, name)
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d error types were found", seen)
	}
}

// ownFiles are the files of a package without those of its tests.
func ownFiles(t *testing.T, folder string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(files, func(file string) bool { return strings.HasSuffix(file, "_test.go") })
}

// parsed are the own files of a package, and where what is in them stands.
func parsed(t *testing.T, folder string) (*token.FileSet, []*ast.File) {
	t.Helper()
	places := token.NewFileSet()
	var all []*ast.File
	for _, file := range ownFiles(t, folder) {
		one, err := parser.ParseFile(places, file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return places, all
}

// sources are the package's own files as one text.
func sources(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	for _, file := range ownFiles(t, folder) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}

// methodsOf are the methods of each type of a package.
func methodsOf(t *testing.T, folder string) map[string]map[string]bool {
	t.Helper()
	found := map[string]map[string]bool{}
	_, files := parsed(t, folder)
	for _, file := range files {
		for _, declared := range file.Decls {
			method, ok := declared.(*ast.FuncDecl)
			if !ok || method.Recv == nil {
				continue
			}
			receiver := method.Recv.List[0].Type
			if pointer, ok := receiver.(*ast.StarExpr); ok {
				receiver = pointer.X
			}
			if name, ok := receiver.(*ast.Ident); ok {
				if found[name.Name] == nil {
					found[name.Name] = map[string]bool{}
				}
				found[name.Name][method.Name.Name] = true
			}
		}
	}
	return found
}

// What each of them says.
func TestFromError_own(t *testing.T) {
	t.Parallel()
	_, notARN := catalog.ParseRecoveryPointARN("nonsense")
	for _, c := range []struct {
		err     error
		summary string
		phrase  string
	}{
		{&awsbackup.NoVaultError{ARN: "arn:aws:ec2:eu-west-1::snapshot/snap-1"}, "Recovery Point Not Found", "set region if the recovery point is in another Region"},
		{&awsbackup.BodyTooLargeError{Limit: 16 << 20}, "Answer Too Large", "longer than 16 MiB"},
		{&awsbackup.TooManyPagesError{Operation: "ListBackupJobs", Limit: 5000}, "List Does Not End", "ListBackupJobs has not ended after 5000 pages"},
		{awsbackup.ErrRepeatedToken, "List Does Not End", "repeated a page token"},
		{fmt.Errorf("reading job x: %w", awsbackup.ErrNoAnswer), "Empty Answer", "Check endpoints and AWS_ENDPOINT_URL"},
		{notARN, "Invalid ARN", "nonsense"},
	} {
		check(t, awsdiag.FromError(awsdiag.Attempt{Doing: "reading", Region: "eu-west-1"}, c.err), c.summary, "", c.phrase)
	}
}
