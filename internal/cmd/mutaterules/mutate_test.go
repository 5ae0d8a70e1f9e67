// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"go/format"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMutantsOf(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := mutantsOf(dir); err == nil {
		t.Error("nothing to change must be an error")
	}
	for name, content := range map[string]string{
		"rule.go": "package p\n\ntype Rule string\n\nconst (\n\tRuleA Rule = \"a\"\n\tRuleB Rule = \"b\"\n)\n",
		"p.go": "package p\n\nimport \"fmt\" // 1\n\nfunc report(rule Rule, n int) []string {\n" +
			"\tif n > 1 && rule == RuleA {\n\t\treturn nil\n\t}\n\treturn []string{fmt.Sprint(n)}\n}\n\n" +
			"var facts = struct{ Index string }{Index: Yes}\n",
		"p_test.go": "package p\n\nvar unchanged = 5 < 6\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mutants, err := mutantsOf(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	contents := map[string]bool{}
	for _, m := range mutants {
		got = append(got, strings.TrimPrefix(m.String(), dir+string(filepath.Separator)))
		if _, err := format.Source(m.content()); err != nil {
			t.Errorf("%s is no Go: %v", m, err)
		}
		contents[string(m.content())] = true
	}
	want := []string{
		"p.go:6: && becomes ||", "p.go:6: > becomes >=", "p.go:6: 1 becomes 0", "p.go:6: 1 becomes 2", "p.go:6: == becomes !=",
		"p.go:12: Index: Yes becomes No", "p.go:5: rule RuleA off", "p.go:5: rule RuleB off",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mutants (-want +got):\n%s", diff)
	}
	if len(contents) != len(mutants) {
		t.Errorf("%d of %d mutants are alike", len(mutants)-len(contents), len(mutants))
	}
}
