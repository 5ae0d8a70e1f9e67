// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// licenceList names every module in the program that users get, with its
// licence. The test writes it anew with -update.
const licenceList = "licences.txt"

// kinds of licence that may be shipped in a program under MPL-2.0, and the
// words that tell them. The order counts: BSD-3-Clause has all of BSD-2-Clause.
var licences = []struct {
	name  string
	words []string
}{
	{"Apache-2.0", []string{"Apache License", "Version 2.0, January 2004"}},
	{"MPL-2.0", []string{"Mozilla Public License", "2.0", "Covered Software"}},
	{"MIT", []string{"Permission is hereby granted, free of charge", "The above copyright notice and this permission notice"}},
	{"BSD-3-Clause", []string{"Redistribution and use in source and binary forms", "Neither the name of"}},
	{"BSD-2-Clause", []string{"Redistribution and use in source and binary forms", "Redistributions in binary form must reproduce"}},
}

// licenceOf tells a licence by its text.
func licenceOf(text string) (string, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, licence := range licences {
		if !slices.ContainsFunc(licence.words, func(words string) bool {
			return !strings.Contains(strings.ToLower(text), strings.ToLower(words))
		}) {
			return licence.name, nil
		}
	}
	return "", fmt.Errorf("no licence that may be shipped: %.120q", text)
}

// TestLicences fails for a dependency whose licence is not known to be good, and
// for a list that is not current.
func TestLicences(t *testing.T) {
	t.Parallel()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f",
		"{{with .Module}}{{if not .Main}}{{.Path}} {{.Dir}}{{end}}{{end}}", ".")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0", "GOFLAGS=-mod=readonly")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	modules := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(modules)
	modules = slices.Compact(modules)
	if len(modules) < 20 {
		t.Fatalf("only %d modules: this test looks in the wrong place", len(modules))
	}
	var list strings.Builder
	for _, module := range modules {
		path, dir, _ := strings.Cut(module, " ")
		files, err := filepath.Glob(filepath.Join(dir, "[Ll][Ii][Cc][Ee][Nn][CcSs][Ee]*"))
		if err != nil || len(files) == 0 {
			t.Errorf("%s: no licence in %s (%v)", path, dir, err)
			continue
		}
		text, err := os.ReadFile(files[0])
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		licence, err := licenceOf(string(text))
		if err != nil {
			t.Errorf("%s: %v", path, err)
		}
		fmt.Fprintf(&list, "%s %s\n", path, licence)
	}
	if *update {
		if err := os.WriteFile(licenceList, []byte(list.String()), 0o644); err != nil { //nolint:gosec // For everybody.
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(licenceList)
	if err != nil || string(written) != list.String() {
		t.Errorf("%s is not current (%v); run go test ./internal/architecture -update and look at what is new:\n%s", licenceList, err, list.String())
	}
}

func TestLicenceOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"GNU AFFERO GENERAL PUBLIC LICENSE Version 3": "",
		"Business Source License 1.1":                 "",
		"":                                            "",
		"Apache License\n  Version 2.0, January 2004":                                                      "Apache-2.0",
		"Mozilla Public License, version 2.0 \n \"Covered Software\"":                                      "MPL-2.0",
		"Redistribution and use in source and binary\nforms ... Neither the name of the":                   "BSD-3-Clause",
		"Redistribution and use in source and binary forms: Redistributions in binary form must reproduce": "BSD-2-Clause",
	} {
		if got, err := licenceOf(text); got != want || (err == nil) != (want != "") {
			t.Errorf("licenceOf(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
}
