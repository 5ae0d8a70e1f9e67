// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// blob and raw are where the repository's files are on the web.
const (
	blob = "https://github.com/awsbackup/terraform-provider-awsbackup/"
	raw  = "https://raw.githubusercontent.com/awsbackup/terraform-provider-awsbackup/main/"
)

// pages are the Markdown files that users read, by path below the root.
func pages(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	add := func(file string) {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		below, err := filepath.Rel(root, file)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.ToSlash(below)] = string(content)
	}
	add(filepath.Join(root, "README.md"))
	for _, dir := range []string{"docs", "examples"} {
		err := filepath.WalkDir(filepath.Join(root, dir), func(file string, entry fs.DirEntry, err error) error {
			if err == nil && !entry.IsDir() && filepath.Ext(file) == ".md" {
				add(file)
			}
			return err
		})
		if err != nil {
			t.Fatalf("reading the pages (make docs writes those of docs/): %v", err)
		}
	}
	return found
}

var fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```")

// TestCodeComesFromExamples sees to it that all Terraform code that users read
// is in a file that TestExamples runs.
func TestCodeComesFromExamples(t *testing.T) {
	t.Parallel()
	var code strings.Builder
	for _, e := range find(t) {
		for _, content := range e.files {
			code.WriteString(strings.TrimSpace(content) + "\n\x00")
		}
	}
	shown := 0
	for page, content := range pages(t) {
		for _, block := range fence.FindAllStringSubmatch(content, -1) {
			if block[1] != "terraform" && block[1] != "hcl" {
				continue
			}
			shown++
			if !strings.Contains(code.String(), strings.TrimSpace(block[2])) {
				t.Errorf("%s shows code that is in no file of examples/:\n%s", page, block[2])
			}
		}
	}
	if shown == 0 {
		t.Error("no page shows any code: this test looks for the wrong thing")
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#{1,6} (.*)$`)
	anchor  = regexp.MustCompile(`<a id="([^"]+)">`)
	notSlug = regexp.MustCompile(`[^\p{L}\p{N}\- _]`)
)

// TestLinks follows every link to a file of the repository, its headings
// included.
func TestLinks(t *testing.T) {
	t.Parallel()
	all := pages(t)
	for page, content := range all {
		for _, l := range link.FindAllStringSubmatch(fence.ReplaceAllString(content, ""), -1) {
			if complaint := follow(page, l[1]); complaint != "" {
				t.Errorf("%s links to %s: %s", page, l[1], complaint)
			}
		}
	}
}

// follow says what is wrong with a link, or nothing.
func follow(page, target string) string {
	target = strings.TrimPrefix(target, raw)
	for _, kind := range []string{"blob/main/", "tree/main/"} {
		target = strings.TrimPrefix(target, blob+kind)
	}
	if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
		return "" // not ours
	}
	local := !strings.HasPrefix(target, "internal/pictures/") && !strings.HasPrefix(target, "examples/")
	file, fragment, hasFragment := strings.Cut(target, "#")
	path := filepath.Join(root, filepath.FromSlash(page))
	switch {
	case file != "" && local:
		path = filepath.Join(filepath.Dir(path), filepath.FromSlash(file))
	case file != "":
		path = filepath.Join(root, filepath.FromSlash(file))
	}
	content, err := os.ReadFile(path)
	if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
		return ""
	}
	if err != nil {
		return "there is no such file"
	}
	if hasFragment && !headings(string(content))[fragment] {
		return "the file has no such heading"
	}
	return ""
}

// headings are the anchors that a page has, as GitHub makes them.
func headings(content string) map[string]bool {
	found := map[string]bool{}
	for _, h := range heading.FindAllStringSubmatch(content, -1) {
		slug := notSlug.ReplaceAllString(strings.ToLower(h[1]), "")
		found[strings.ReplaceAll(strings.TrimSpace(slug), " ", "-")] = true
	}
	for _, a := range anchor.FindAllStringSubmatch(content, -1) {
		found[a[1]] = true
	}
	return found
}

func TestFollow(t *testing.T) {
	t.Parallel()
	for target, ok := range map[string]bool{
		"examples/demo/main.tf":                     true,
		"examples/demo/none.tf":                     false,
		raw + "internal/pictures/job-life.svg":      true,
		raw + "internal/pictures/none.svg":          false,
		blob + "tree/main/examples/modules":         true,
		"internal/README.md#no-such-heading":        false,
		"https://developer.hashicorp.com/terraform": true,
	} {
		if complaint := follow("README.md", target); (complaint == "") != ok {
			t.Errorf("follow(%q) = %q", target, complaint)
		}
	}
}
