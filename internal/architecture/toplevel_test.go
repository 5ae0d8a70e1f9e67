// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// topLevel is everything that may stand at the top of the repository.
var topLevel = []string{
	".ci", ".github", ".gitignore", ".golangci.yml", ".goreleaser.yml",
	"CHANGELOG.md", "GNUmakefile", "LICENSE", "README.md",
	"docs", "examples", "go.mod", "go.sum", "internal", "main.go", "templates",
	"terraform-registry-manifest.json",
}

// A newcomer finds the room by its name; nothing else lies about.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "git", "-C", "../..", "ls-tree", "--name-only", "HEAD").Output()
	if err != nil {
		t.Fatalf("git ls-tree: %v", err)
	}
	got := strings.Fields(string(out))
	slices.Sort(got)
	if !slices.Equal(got, topLevel) {
		t.Errorf("the top level is %q, want %q", got, topLevel)
	}
}
