// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// output runs a command in the root of the repository and returns what it
// prints, by lines, sorted.
func output(t *testing.T, name string, args ...string) []string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(lines)
	return slices.Compact(lines)
}

// topLevel is everything that may be at the top of the repository.
var topLevel = []string{
	".ci", ".github", ".gitignore", ".golangci.yml", ".goreleaser.yml",
	"CHANGELOG.md", "GNUmakefile", "LICENSE", "README.md",
	"docs", "examples", "go.mod", "go.sum", "internal", "main.go", "templates",
	"terraform-registry-manifest.json",
}

func TestFiles(t *testing.T) {
	t.Parallel()
	if got := output(t, "git", "ls-tree", "--name-only", "HEAD"); !slices.Equal(got, topLevel) {
		t.Errorf("the top level is %q, want %q", got, topLevel)
	}
	for _, file := range output(t, "git", "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "*.go") {
		content, err := os.ReadFile(filepath.Join(root, file))
		if os.IsNotExist(err) {
			continue // deleted and not committed
		}
		if lines := bytes.Count(content, []byte("\n")); err != nil || lines > maxLines {
			t.Errorf("%s has %d lines (%v); split it by concept, %d is the limit", file, lines, err, maxLines)
		}
	}
}

// licences are those that a program under MPL-2.0 may ship, and words that
// identify them.
var licences = map[string][]string{
	"Apache-2.0":   {"apache license", "version 2.0, january 2004"},
	"MPL-2.0":      {"mozilla public license", "2.0", "covered software"},
	"MIT":          {"permission is hereby granted, free of charge", "the above copyright notice and this permission notice"},
	"BSD-2-Clause": {"redistribution and use in source and binary forms", "redistributions in binary form must reproduce"}, // BSD-3-Clause, too
}

// shippable reports whether the text is that of one of the licences.
func shippable(text string) bool {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	for _, words := range licences {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
			return true
		}
	}
	return false
}

func TestLicences(t *testing.T) {
	t.Parallel()
	dirs := output(t, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Dir}}{{end}}{{end}}", ".")
	if len(dirs) < 20 {
		t.Fatalf("the provider has only %d modules", len(dirs))
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no licence (%v)", dir, err)
			continue
		}
		if text, err := os.ReadFile(files[0]); err != nil || !shippable(string(text)) {
			t.Errorf("%s: no licence that may be shipped (%v): %.120q", files[0], err, text)
		}
	}
	for text, want := range map[string]bool{
		"GNU AFFERO GENERAL PUBLIC LICENSE Version 3": false,
		"Business Source License 1.1":                 false,
		"":                                            false,
		"Apache License\n  Version 2.0, January 2004":                 true,
		"Mozilla Public License, version 2.0 \n \"Covered Software\"": true,
	} {
		if got := shippable(text); got != want {
			t.Errorf("shippable(%q) = %t", text, got)
		}
	}
}

// pinned is an action by its commit, with the version in a comment, or a
// workflow of this repository.
var pinned = regexp.MustCompile(`uses: ([\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|\./\.github/workflows/\w+\.yml)\n$`)

// guards are what a workflow that may write must have: it needs the tests, and
// the commit on main.
var guards = []string{
	"    needs: [on-main, test]\n",
	"  test:\n    uses: ./.github/workflows/test.yml\n",
	"  on-main:\n",
	"      - run: git merge-base --is-ancestor \"$GITHUB_SHA\" origin/main\n",
}

// Actions run in the version that was reviewed, and with no more rights than
// each job asks for. What writes does so after the tests, and only on main.
func TestWorkflows(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflow found: %v", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(content), "\npermissions: {}\n") {
			t.Errorf("%s does not take away all rights before it grants some (%v)", file, err)
		}
		for _, guard := range guards {
			if strings.Contains(string(content), ": write") && !strings.Contains(string(content), guard) {
				t.Errorf("%s may write, and has no %q", file, guard)
			}
		}
		for line := range strings.Lines(string(content)) {
			if strings.Contains(line, "uses:") && !pinned.MatchString(line) {
				t.Errorf("%s: not pinned by commit and version: %s", file, line)
			}
		}
	}
}
