// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"flag"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the copies of the layer table")

// The table's two copies are parts of files, between these two words.
const (
	begin = "layers: begin"
	end   = "layers: end"
)

func TestCopiesOfTheTable(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		file string
		want string
	}{
		{".golangci.yml", linterRules(t)},
		{"internal/README.md", pageTable()},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(root, filepath.FromSlash(test.file))
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			wanted, err := replacePart(string(content), test.want)
			if err != nil {
				t.Fatalf("%s: %v", test.file, err)
			}
			if wanted == string(content) {
				return
			}
			if !*update {
				t.Fatalf("%s does not say what layers_test.go says; run: go test ./internal/architecture -update", test.file)
			}
			if err := os.WriteFile(file, []byte(wanted), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// replacePart puts part between the lines that hold the two markers.
func replacePart(content, part string) (string, error) {
	before, rest, found := strings.Cut(content, begin)
	if !found {
		return "", fmt.Errorf("no line says %q", begin)
	}
	opening, rest, _ := strings.Cut(rest, "\n")
	old, after, found := strings.Cut(rest, end)
	if !found {
		return "", fmt.Errorf("no line says %q", end)
	}
	closing := old[strings.LastIndex(old, "\n")+1:]
	return before + begin + opening + "\n" + part + closing + end + after, nil
}

// linterRules is the table as rules of depguard, which editors show while one
// types.
func linterRules(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	for _, l := range layers {
		name := strings.NewReplacer("internal/", "", "/...", "", "/", "-", "*", "", ".", "main").Replace(l.packages[0])
		fmt.Fprintf(&out, "        %s:\n", name)
		fmt.Fprintf(&out, "          list-mode: %s\n", map[bool]string{true: "strict", false: "lax"}[l.outside == onlyStandard])
		fmt.Fprintf(&out, "          files:\n")
		fmt.Fprintf(&out, "            - \"!$test\"\n")
		for _, pkg := range l.packages {
			fmt.Fprintf(&out, "            - %q\n", linterFiles(pkg))
		}
		out.WriteString(allowed(t, l))
		fmt.Fprintf(&out, "          deny:\n")
		fmt.Fprintf(&out, "            - pkg: %s\n", modulePath)
		fmt.Fprintf(&out, "              desc: %q\n", "not in the layer table of internal/README.md")
		if l.outside == noFramework {
			fmt.Fprintf(&out, "            - pkg: github.com/hashicorp\n")
			fmt.Fprintf(&out, "              desc: %q\n", "this layer may not know Terraform's libraries")
		}
	}
	return out.String()
}

// allowed lists what a layer may import. depguard knows only beginnings of
// paths and, with a "$", whole ones: a "*" becomes the packages that there are.
func allowed(t *testing.T, l layer) string {
	t.Helper()
	var out strings.Builder
	if l.outside == onlyStandard {
		out.WriteString("            - $gostd\n")
	}
	for _, imported := range l.imports {
		if above, all := strings.CutSuffix(imported, "..."); all {
			fmt.Fprintf(&out, "            - %s/%s\n", modulePath, above)
			continue
		}
		for _, pkg := range expand(t, imported) {
			fmt.Fprintf(&out, "            - %s/%s$\n", modulePath, pkg)
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return "          allow:\n" + out.String()
}

func expand(t *testing.T, pattern string) []string {
	t.Helper()
	if !strings.Contains(pattern, "*") {
		return []string{pattern}
	}
	found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
	if err != nil {
		t.Fatal(err)
	}
	for i, dir := range found {
		found[i] = path.Join(path.Dir(pattern), filepath.Base(dir))
	}
	return found
}

func linterFiles(pkg string) string {
	switch above, all := strings.CutSuffix(pkg, "/..."); {
	case pkg == ".":
		return "${base-path}/*.go"
	case all:
		return "${base-path}/" + above + "/**/*.go"
	default:
		return "${base-path}/" + pkg + "/*.go"
	}
}

// pageTable is the table for the page on the architecture.
func pageTable() string {
	var out strings.Builder
	out.WriteString("| packages | what they hold | may import of ours | from elsewhere |\n| --- | --- | --- | --- |\n")
	for _, l := range layers {
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", names(l.packages), l.holds, names(l.imports), l.outside)
	}
	return out.String()
}

func names(packages []string) string {
	if len(packages) == 0 {
		return "nothing"
	}
	quoted := make([]string, len(packages))
	for i, pkg := range packages {
		name := strings.TrimPrefix(pkg, "internal/")
		if pkg == "." {
			name = "main.go"
		}
		quoted[i] = "`" + name + "`"
	}
	return strings.Join(quoted, ", ")
}
