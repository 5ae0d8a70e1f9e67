// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testName  = regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+)`")
	testFunc  = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	listEntry = regexp.MustCompile(`(?m)^\* `)
)

// Every promise of SECURITY.md names a test, and every test that it names exists.
func TestSecurityPolicy(t *testing.T) {
	t.Parallel()
	exists := map[string]bool{}
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		content, err := os.ReadFile(path)
		for _, found := range testFunc.FindAllStringSubmatch(string(content), -1) {
			exists[found[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	policy := read(t, ".github/SECURITY.md")
	promises := listEntry.Split(policy, -1)[1:]
	if len(promises) < 10 {
		t.Errorf("%d promises were found", len(promises))
	}
	for _, promise := range promises {
		names := testName.FindAllStringSubmatch(promise, -1)
		if len(names) == 0 {
			t.Errorf("no test is named for: %s", promise)
		}
		for _, name := range names {
			if !exists[name[1]] {
				t.Errorf("there is no test %s", name[1])
			}
		}
	}
}

// What is promised of tests and releases is in the files that run them.
func TestSupply(t *testing.T) {
	t.Parallel()
	for file, wanted := range map[string][]string{
		".ci/run":                        {"go mod verify"},
		".github/workflows/test.yml":     {"govulncheck", ".ci/run"},
		".goreleaser.yml":                {"- -trimpath\n", "mod_timestamp: \"{{ .CommitTimestamp }}\"", "\nsigns:\n", "artifacts: checksum"},
		"internal/tools/runtests/run.sh": {"unshare --net", "can use this machine's network"},
	} {
		content := read(t, file)
		for _, text := range wanted {
			if !strings.Contains(content, text) {
				t.Errorf("%s has no %q", file, text)
			}
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
