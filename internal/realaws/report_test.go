// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// answer is what came of a question.
type answer struct {
	seen    string
	good    bool // as expected
	unasked bool // seen says why
}

func yes(seen string, args ...any) answer {
	return answer{seen: fmt.Sprintf(seen, args...), good: true}
}
func no(seen string, args ...any) answer { return answer{seen: fmt.Sprintf(seen, args...)} }

// notAsked is for what the account does not have; it is in the report, and no
// failure.
func notAsked(setting string) answer {
	return answer{seen: "not asked: " + prefix + setting + " is not set", unasked: true}
}

// row is a line of the report.
type row struct {
	question
	answer
}

// report is a table for the page on AWS Backup; the numbers are those of its
// list of open questions.
func (l *lane) report() string {
	var out strings.Builder
	of := "a real account"
	if endpoint := os.Getenv("AWS_ENDPOINT_URL"); endpoint != "" {
		of = "what answers at " + endpoint
	}
	fmt.Fprintf(&out, "## Asked of %s on %s, in %s\n\n", of, time.Now().UTC().Format(time.DateOnly), l.region)
	out.WriteString("| # | question | expected | as expected | seen |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range l.rows {
		verdict := "**no**"
		switch {
		case r.unasked:
			verdict = "-"
		case r.good:
			verdict = "yes"
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s |\n", r.number, cell(r.asks), cell(r.expects), verdict, cell(l.settings.anonymous(r.seen)))
	}
	for _, note := range l.notes {
		fmt.Fprintf(&out, "\n%s\n", note)
	}
	return out.String()
}

func cell(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "\\|")
}

// The list for maintainers speaks of questions and variables that there are, and
// leaves no variable out.
func TestChecklist(t *testing.T) {
	t.Parallel()
	read := func(file string) string {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	list := read(filepath.Join("..", "..", ".github", "CONTRIBUTING.md"))
	items := regexp.MustCompile(`(?m)^- \[ \] ([0-9][0-9a-z, ]*):`).FindAllStringSubmatch(list, -1)
	if len(items) == 0 {
		t.Fatal("the list is not where it was")
	}
	for _, item := range items {
		for number := range strings.SplitSeq(item[1], ", ") {
			if !slices.ContainsFunc(questions, func(q question) bool { return q.number == number }) {
				t.Errorf("there is no question %s", number)
			}
		}
	}
	for _, variable := range regexp.MustCompile(`\bget\("([A-Z_]+)"\)`).FindAllStringSubmatch(read("settings_test.go"), -1) {
		if variable[1] != "REPORT" && !strings.Contains(list, variable[1]) {
			t.Errorf("the variable %s%s is not in the list", prefix, variable[1])
		}
	}
}

func (l *lane) writeReport() {
	text := l.report()
	fmt.Fprintln(l.t.Output(), text)
	if err := os.WriteFile(l.settings.report, []byte(text), 0o600); err != nil {
		l.t.Errorf("the report above could not be written: %v", err)
	}
}
