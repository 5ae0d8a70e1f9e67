// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"go/build"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	root       = "../.." // of the repository, relative to this package
	modulePath = "github.com/awsbackup/terraform-provider-awsbackup"
	maxLines   = 350 // of a Go file
)

// row is one row of the table in internal/README.md.
type row struct {
	layer             string
	packages, imports []string // below internal/; "*" stands for part of a name, "/..." for everything below
	outside           string   // what it may import from elsewhere
}

var cellName = regexp.MustCompile("\\*\\*(.+?)\\*\\*|`(.+?)`")

// readTable reads the rows and replaces the layers in them by their packages.
func readTable(t *testing.T) []row {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, "internal", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []row
	layers := map[string][]string{}
	names := func(cell string) []string {
		var found []string
		for _, match := range cellName.FindAllStringSubmatch(cell, -1) {
			found = append(found, match[0])
		}
		return found
	}
	for line := range strings.Lines(string(page)) {
		if cells := strings.Split(line, "|"); strings.HasPrefix(line, "| **") && len(cells) == 7 {
			r := row{strings.TrimSpace(cells[1]), names(cells[2]), names(cells[4]), strings.TrimSpace(cells[5])}
			rows, layers[r.layer] = append(rows, r), append(layers[r.layer], r.packages...)
		}
	}
	if len(rows) < 10 {
		t.Fatalf("internal/README.md has a table of %d rows", len(rows))
	}
	for i, r := range rows {
		var imports []string
		for _, name := range r.imports {
			if strings.HasPrefix(name, "*") && layers[name] == nil {
				t.Errorf("internal/README.md: no layer is called %s", name)
			}
			imports = append(imports, append(layers[name], name)...)
		}
		rows[i].imports = imports
	}
	return rows
}

// matches reports whether one of the names, in backquotes, stands for the package.
func matches(names []string, pkg string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		pattern := strings.Trim(name, "`")
		if above, all := strings.CutSuffix(pattern, "/..."); all {
			return strings.HasPrefix(pkg, above+"/")
		}
		matched, err := path.Match(pattern, pkg)
		return err == nil && matched
	})
}

// judge returns what is wrong with an import, or "".
func judge(rows []row, pkg, imported string) string {
	at := slices.IndexFunc(rows, func(r row) bool { return matches(r.packages, pkg) })
	if at < 0 {
		return "the package is in no row of internal/README.md; add its name where it belongs"
	}
	ours, is := strings.CutPrefix(imported, modulePath+"/internal/")
	host, _, _ := strings.Cut(imported, "/")
	switch outside := rows[at].outside; {
	case is && !matches(rows[at].imports, ours):
		return "its row in internal/README.md does not name " + ours
	case is, !strings.Contains(host, "."), outside == "anything":
		return ""
	case outside == "anything but Terraform's libraries" && !strings.HasPrefix(imported, "github.com/hashicorp/"):
		return ""
	default:
		return "its row in internal/README.md says: " + outside
	}
}

func TestLayers(t *testing.T) {
	t.Parallel()
	rows := readTable(t)
	packages := 0
	var all []string
	err := filepath.WalkDir(root, func(dir string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		below, err := filepath.Rel(filepath.Join(root, "internal"), dir)
		if name := entry.Name(); err != nil || dir != root && strings.HasPrefix(name, ".") || name == "testdata" || below == "tools" {
			return filepath.SkipDir
		}
		var imports []string
		for _, system := range []string{"linux", "windows"} {
			context := build.Default
			context.GOOS = system
			pkg, err := context.ImportDir(dir, 0)
			if _, none := err.(*build.NoGoError); err != nil && !none { //nolint:errorlint // not wrapped
				return err
			}
			imports = append(imports, pkg.Imports...)
			packages += len(pkg.GoFiles)
		}
		pkg := filepath.ToSlash(below)
		if dir == root {
			pkg = "main.go"
		}
		all = append(all, pkg)
		slices.Sort(imports)
		for _, imported := range slices.Compact(imports) {
			if complaint := judge(rows, pkg, imported); complaint != "" {
				t.Errorf("%s imports %s: %s", pkg, imported, complaint)
			}
		}
		return nil
	})
	if err != nil || packages == 0 {
		t.Fatalf("%d files read: %v", packages, err)
	}
	for _, r := range rows {
		for _, name := range r.packages {
			if !slices.ContainsFunc(all, func(pkg string) bool { return matches([]string{name}, pkg) }) {
				t.Errorf("internal/README.md: there is no package %s", name)
			}
		}
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	rows := readTable(t)
	const ours = modulePath + "/internal/"
	for _, test := range []struct {
		pkg, imported string
		allowed       bool
	}{
		{pkg: "backupjob", imported: ours + "jobwatch", allowed: true},
		{pkg: "jobwatch", imported: ours + "backupjob"},
		{pkg: "jobwatch", imported: "github.com/hashicorp/terraform-plugin-framework/types"},
		{pkg: "jobwatch", imported: "github.com/aws/aws-sdk-go-v2/aws", allowed: true},
		{pkg: "lifecycle", imported: "strings", allowed: true},
		{pkg: "lifecycle", imported: "github.com/aws/aws-sdk-go-v2/aws"},
		{pkg: "emulator", imported: ours + "lifecycle"},
		{pkg: "emulator/sts", imported: ours + "emulator/sts/x", allowed: true},
		{pkg: "windowvalidator", imported: ours + "lifecycle", allowed: true},
		{pkg: "windowvalidator", imported: ours + "awsbackup"},
		{pkg: "backupjob", imported: ours + "acctest"},
		{pkg: "nowhere", imported: "strings"},
		{pkg: "main.go", imported: ours + "provider", allowed: true},
		{pkg: "main.go", imported: ours + "backupjob"},
	} {
		if complaint := judge(rows, test.pkg, test.imported); (complaint == "") != test.allowed {
			t.Errorf("%s importing %s: allowed = %t, want %t (%s)", test.pkg, test.imported, complaint == "", test.allowed, complaint)
		}
	}
}
