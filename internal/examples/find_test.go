// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the repository's root, seen from this package.
const root = "../.."

// example is one directory with Terraform files.
type example struct {
	dir   string // below examples/, with slashes
	files map[string]string
}

// has reports whether a file's name ends so.
func (e example) has(suffix string) bool { return len(e.named(suffix)) > 0 }

// named are the files whose names end so, in order.
func (e example) named(suffix string) []string {
	var names []string
	for name := range e.files {
		if strings.HasSuffix(name, suffix) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// configuration is what Terraform reads of the directory: its *.tf files
// without the imports, which presuppose something, and without what needs HCP
// Terraform.
func (e example) configuration() []string {
	return slices.DeleteFunc(e.named(".tf"), func(name string) bool { return isImport(name) || name == "cloud.tf" })
}

func isImport(name string) bool { return strings.HasPrefix(name, "import") }

// text is everything that Terraform reads in the directory.
func (e example) text() string {
	var all strings.Builder
	for _, suffix := range []string{".tf", ".hcl"} {
		for _, name := range e.named(suffix) {
			all.WriteString(e.files[name])
		}
	}
	return all.String()
}

// find returns every example. Directories named tests are part of the module
// above them.
func find(t *testing.T) []example {
	t.Helper()
	found := map[string]example{}
	top := filepath.Join(root, "examples")
	err := filepath.WalkDir(top, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		below, err := filepath.Rel(top, file)
		if err != nil {
			return err
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		dir, name := path.Split(filepath.ToSlash(below))
		dir = strings.TrimSuffix(dir, "/")
		if path.Base(dir) == "tests" {
			dir, name = path.Dir(dir), "tests/"+name
		}
		if found[dir].files == nil {
			found[dir] = example{dir: dir, files: map[string]string{}}
		}
		found[dir].files[name] = string(content)
		return nil
	})
	if err != nil {
		t.Fatalf("reading the examples: %v", err)
	}
	var all []example
	for _, e := range found {
		all = append(all, e)
	}
	if len(all) == 0 {
		t.Fatal("no example found: this test looks in the wrong place")
	}
	slices.SortFunc(all, func(a, b example) int { return strings.Compare(a.dir, b.dir) })
	return all
}

// named is the example in a directory.
func named(t *testing.T, dir string) example {
	t.Helper()
	all := find(t)
	at := slices.IndexFunc(all, func(e example) bool { return e.dir == dir })
	if at < 0 {
		t.Fatalf("there is no examples/%s", dir)
	}
	return all[at]
}

// TestEveryFileHasAPart sees to it that no file is passed over because nobody
// thought of its kind.
func TestEveryFileHasAPart(t *testing.T) {
	t.Parallel()
	parts := []string{".tf", ".tfvars", ".tftest.hcl", ".tfquery.hcl", ".tfmock.hcl", ".md", ".json"}
	for _, e := range find(t) {
		for name := range e.files {
			known := slices.ContainsFunc(parts, func(suffix string) bool { return strings.HasSuffix(name, suffix) })
			if !known && path.Base(name) != "import.sh" {
				t.Errorf("examples/%s/%s: no test runs such a file", e.dir, name)
			}
		}
	}
}

// usesProvider finds a block or a function of the provider.
var usesProvider = regexp.MustCompile(`(?m)^(resource|data|action|list) "awsbackup_|^provider "awsbackup"|provider::awsbackup::`)

// TestEveryDirectoryRequiresTheProvider: a directory that uses the provider can be
// initialized as it is. Without a source, Terraform looks for hashicorp/awsbackup.
func TestEveryDirectoryRequiresTheProvider(t *testing.T) {
	t.Parallel()
	for _, e := range find(t) {
		if text := e.text(); usesProvider.MatchString(text) && !strings.Contains(text, `source = "awsbackup/awsbackup"`) && !strings.Contains(text, `source  = "awsbackup/awsbackup"`) {
			t.Errorf("examples/%s uses the provider and does not require awsbackup/awsbackup", e.dir)
		}
	}
}
