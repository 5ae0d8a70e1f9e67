// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"regexp"
	"strings"
	"testing"
)

// TestExamples runs every example as far as its kind goes.
func TestExamples(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range find(t) {
		seen[e.dir] = true
		play := e.part()
		if play == nil {
			continue // TestEveryFileHasAPart looks after those without Terraform files
		}
		t.Run(e.dir, func(t *testing.T) {
			t.Parallel()
			play(t, e)
		})
	}
	for dir := range special() {
		if !seen[dir] {
			t.Errorf("there is no examples/%s any more; remove it from the table of special examples", dir)
		}
	}
}

// part is how an example is run, or nil if it has nothing to run.
func (e example) part() func(*testing.T, example) {
	switch s := special()[e.dir]; {
	case s.part != nil:
		return s.part
	case e.has(".tftest.hcl"):
		return test
	case e.has(".tfquery.hcl"):
		return query
	case len(e.configuration()) > 0:
		return apply
	}
	return nil
}

// apply takes a configuration through its life.
func apply(t *testing.T, e example) {
	t.Helper()
	w := newWorld(t, e, e.configuration())
	w.calm(w.terraform("apply", "-auto-approve"))
	for _, action := range actions(e.text()) {
		w.calm(w.terraform("apply", "-auto-approve", "-invoke="+action))
	}
	w.settled("after the apply")
	if check := special()[e.dir].check; check != nil {
		check(w)
	}
	importEverything(w, e)
	w.calm(w.terraform("destroy", "-auto-approve"))
	if cloud, is := e.files["cloud.tf"]; is {
		// HCP Terraform itself is not here: the block can only be validated.
		w.write("cloud.tf", cloud)
		w.terraform("init", "-backend=false")
		w.calm(w.terraform("validate"))
	}
}

var actionBlock = regexp.MustCompile(`(?m)^action "(\w+)" "(\w+)"`)

func actions(text string) []string {
	var addresses []string
	for _, block := range actionBlock.FindAllStringSubmatch(text, -1) {
		addresses = append(addresses, "action."+block[1]+"."+block[2])
	}
	return addresses
}

// test runs a module's own tests.
func test(t *testing.T, e example) {
	t.Helper()
	w := newWorld(t, e, e.configuration())
	w.calm(w.terraform("validate"))
	output := w.terraform("test")
	if !strings.Contains(output, "Success!") {
		t.Errorf("terraform test does not say Success!:\n%s", output)
	}
	if check := special()[e.dir].check; check != nil {
		check(w)
	}
}

// query runs a query, and imports all that it finds with the configuration that
// Terraform generates.
func query(t *testing.T, e example) {
	t.Helper()
	w := newWorld(t, e, e.configuration())
	output := w.terraform("query", "-generate-config-out=generated.tf")
	w.calm(output)
	if generated, err := w.Read("generated.tf"); err != nil || !strings.Contains(generated, "import {") {
		t.Fatalf("the query finds nothing (%v):\n%s", err, output)
	}
	w.calm(w.terraform("validate"))
	plan := w.terraform("plan")
	if !strings.Contains(plan, "0 to add, 0 to change, 0 to destroy") {
		t.Errorf("the generated configuration does more than import:\n%s", plan)
	}
}
