// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// avoided are phrases that read like a translation, and what to write instead.
// `make lint` reads them in the prose and in the strings and comments of the code.
var avoided = []struct{ phrase, instead string }{
	{`(goes|going|went) on(?: (?:its|by|with|to)\b|[.,;:|]|$)`, "continues, resumes"},
	{`waits? on(?:[.,;:|]|$)`, "keeps waiting, resumes the wait"},
	{`(is|are) to be`, "must, or the imperative"},
	{`lives on`, "stays, remains"},
	{`for ever`, "indefinitely, never expires"},
	{`as a text`, "as a literal string"},
	{`a least and a most`, "a minimum and a maximum"},
	{`mend(s|ed)?`, "fix"},
	{`some(body|one)`, "a user, another process, the caller"},
	{`whoever`, "any user, or name the possible ones"},
	{`(is|are|was|were|be|never) taken for`, "treated as"},
	{`taken over`, "adopted, copied"},
	{`under way`, "in progress"},
	{`is made of`, "name the parts"},
	{`look(s|ed)? at it again`, "check again"},
	{`passed off as`, "returned as"},
	{`what no document says`, "undocumented behaviour"},
}

// prose matches the files whose every line is checked: what users and
// maintainers read.
var prose = []string{
	"*.md", ".github/*", ".github/*/*", "GNUmakefile", "templates/*.tmpl", "templates/*/*.tmpl",
	"internal/*.md", "internal/*/*.md", "internal/*.go", "internal/*/testdata/*", "internal/pictures/*.svg", "examples/*.md", "examples/*.tf", "examples/*.hcl",
}

// TestProse looks for the phrases to avoid.
func TestProse(t *testing.T) {
	t.Parallel()
	phrase := func(of string) *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|[^\w-])(?:` + of + `)(?:$|[^\w-])`)
	}
	var all []string
	for _, a := range avoided {
		all = append(all, a.phrase)
	}
	anyOf := phrase(strings.Join(all, "|"))
	read := 0
	for _, file := range output(t, "git", append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "--"}, prose...)...) {
		if file == "internal/architecture/prose_test.go" {
			continue
		}
		content, err := os.ReadFile(filepath.Join(root, file))
		if os.IsNotExist(err) {
			continue // deleted and not committed
		}
		if err != nil {
			t.Fatal(err)
		}
		read++
		lines := strings.Split(string(content), "\n")
		for n, line := range lines {
			joined := line // with the next one: a phrase may be wrapped
			if n+1 < len(lines) {
				joined += " " + strings.TrimLeft(lines[n+1], " \t/#*>")
			}
			at := anyOf.FindStringIndex(joined)
			if at == nil || at[0] >= len(line) {
				continue
			}
			found := joined[at[0]:at[1]]
			for _, a := range avoided {
				if phrase(a.phrase).MatchString(found) {
					t.Errorf("%s:%d: avoid %q; write: %s\n\t%s", file, n+1, found, a.instead, strings.TrimSpace(joined))
				}
			}
		}
	}
	if read < 100 {
		t.Errorf("only %d files were read: this test looks in the wrong place", read)
	}
}
