// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// root is the repository's root, seen from this package.
const root = "../.."

// maxLines is the longest that a Go file may get.
const maxLines = 350

// source is one Go file of the repository.
type source struct {
	path    string // below the root, with slashes
	content []byte
}

func (s source) pkg() string  { return path.Dir(s.path) }
func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// sources reads every Go file, those of the tools' own modules included.
func sources(t *testing.T) []source {
	t.Helper()
	var found []source
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && file != root && strings.HasPrefix(entry.Name(), "."):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(file) != ".go":
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		below, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		found = append(found, source{path: filepath.ToSlash(below), content: content})
		return nil
	})
	if err != nil {
		t.Fatalf("reading the repository: %v", err)
	}
	if len(found) == 0 {
		t.Fatal("no Go file found: this test looks in the wrong place")
	}
	return found
}

func TestFilesAreShort(t *testing.T) {
	t.Parallel()
	for _, file := range sources(t) {
		if lines := bytes.Count(file.content, []byte("\n")); lines > maxLines {
			t.Errorf("%s has %d lines; split it by concept, %d is the limit", file.path, lines, maxLines)
		}
	}
}

func TestLayers(t *testing.T) {
	t.Parallel()
	for _, file := range sources(t) {
		if file.isTest() || strings.HasPrefix(file.path, "internal/tools/") {
			continue
		}
		row, known := find(file.pkg())
		if !known {
			t.Errorf("%s: package %s is in no layer; add it to layers_test.go where it belongs", file.path, file.pkg())
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file.path, file.content, parser.ImportsOnly)
		if err != nil {
			t.Errorf("reading the imports: %v", err)
			continue
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Errorf("%s: import %s: %v", file.path, spec.Path.Value, err)
				continue
			}
			if complaint := row.judge(imported); complaint != "" {
				t.Errorf("%s imports %s: %s", file.path, imported, complaint)
			}
		}
	}
}

// judge says what is wrong with the import, or nothing.
func (l layer) judge(imported string) string {
	if ours, is := strings.CutPrefix(imported, modulePath+"/"); is {
		if matchesAny(l.imports, ours) {
			return ""
		}
		return "its layer may import of ours only: " + strings.Join(l.imports, ", ")
	}
	domain, _, _ := strings.Cut(imported, "/")
	standard := !strings.Contains(domain, ".")
	switch {
	case l.outside == onlyStandard && !standard:
		return "its layer may import only the standard library"
	case l.outside == noFramework && strings.HasPrefix(imported, "github.com/hashicorp/"):
		return "its layer may not know Terraform's libraries"
	}
	return ""
}

func TestJudge(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		pkg, imported string
		allowed       bool
	}{
		{"internal/backupjob", modulePath + "/internal/jobwatch", true},
		{"internal/jobwatch", modulePath + "/internal/backupjob", false},
		{"internal/jobwatch", "github.com/hashicorp/terraform-plugin-framework/types", false},
		{"internal/jobwatch", "github.com/aws/aws-sdk-go-v2/aws", true},
		{"internal/lifecycle", "strings", true},
		{"internal/lifecycle", "github.com/aws/aws-sdk-go-v2/aws", false},
		{"internal/emulator", modulePath + "/internal/lifecycle", false},
		{"internal/windowvalidator", modulePath + "/internal/lifecycle", true},
		{"internal/windowvalidator", modulePath + "/internal/awsbackup", false},
		{"internal/backupjob", modulePath + "/internal/acctest", false},
	} {
		row, known := find(test.pkg)
		if !known {
			t.Errorf("%s is in no layer", test.pkg)
			continue
		}
		if complaint := row.judge(test.imported); (complaint == "") != test.allowed {
			t.Errorf("%s importing %s: allowed = %t, want %t (%s)", test.pkg, test.imported, complaint == "", test.allowed, complaint)
		}
	}
}
