// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
	for dir := range special {
		if !seen[dir] {
			t.Errorf("there is no examples/%s any more; remove it from the table of special examples", dir)
		}
	}
}

// part is how an example is run, or nil if it has nothing to run.
func (e example) part() func(*testing.T, example) {
	switch s := special[e.dir]; {
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
	if prepare := special[e.dir].prepare; prepare != nil {
		prepare(w)
	}
	w.terraform("init", "-no-color")
	w.calm(w.terraform("apply", "-no-color", "-auto-approve"))
	for _, action := range actions(e.text()) {
		w.calm(w.terraform("apply", "-no-color", "-auto-approve", "-invoke="+action))
	}
	if plan, code := w.try("plan", "-no-color", "-detailed-exitcode"); code != 0 {
		t.Errorf("a second plan is not empty (exit code %d):\n%s", code, plan)
	}
	if check := special[e.dir].check; check != nil {
		check(w)
	}
	importEverything(w, e)
	w.calm(w.terraform("destroy", "-no-color", "-auto-approve"))
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
	if prepare := special[e.dir].prepare; prepare != nil {
		prepare(w)
	}
	w.terraform("init", "-no-color")
	w.calm(w.terraform("validate", "-no-color"))
	output := w.terraform("test", "-no-color")
	if !strings.Contains(output, "Success!") {
		t.Errorf("terraform test does not say Success!:\n%s", output)
	}
	if check := special[e.dir].check; check != nil {
		check(w)
	}
}

// query runs a query and imports all that it finds with the configuration that
// Terraform generates.
func query(t *testing.T, e example) {
	t.Helper()
	w := newWorld(t, e, e.configuration())
	if prepare := special[e.dir].prepare; prepare != nil {
		prepare(w)
	}
	w.terraform("init", "-no-color")
	if len(e.configuration()) > 0 {
		w.calm(w.terraform("apply", "-no-color", "-auto-approve"))
		// What was made is somebody else's now.
		w.terraform("state", "rm", "awsbackup_backup_job.nightly")
	}
	w.terraform("query", "-no-color", "-generate-config-out=generated.tf")
	plan := w.terraform("plan", "-no-color")
	if !strings.Contains(plan, "0 to add, 0 to change, 0 to destroy") {
		t.Errorf("the generated configuration does more than import:\n%s", plan)
	}
}

var (
	uuid     = regexp.MustCompile(`[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`)
	pointARN = regexp.MustCompile(`arn:aws:(ec2:[a-z0-9-]+::(snapshot|image)/[a-z0-9-]+|backup:[a-z0-9-]+:[0-9]{12}:recovery-point:[A-Za-z0-9-]+)`)
)

// importEverything forgets the example's resource and imports it in each of the
// ways that the example shows, with the IDs that the resource really has.
func importEverything(w *world, e example) {
	w.t.Helper()
	var ways []string
	for _, name := range e.named(".tf") {
		if isImport(name) {
			ways = append(ways, name)
		}
	}
	script := e.files["import.sh"]
	if len(ways) == 0 && script == "" {
		return
	}
	const address = "awsbackup_backup_job.example"
	job, point := w.attribute(address, "id"), w.attribute(address, "recovery_point_arn")
	replace := func(text string) string {
		return uuid.ReplaceAllString(pointARN.ReplaceAllString(text, point), job)
	}
	for _, name := range ways {
		w.terraform("state", "rm", address)
		w.write(name, replace(e.files[name]))
		output := w.terraform("apply", "-no-color", "-auto-approve")
		if !strings.Contains(output, "1 imported, 0 added") || !strings.Contains(output, "0 destroyed") {
			w.t.Errorf("%s did more than import:\n%s", name, output)
		}
		if plan, code := w.try("plan", "-no-color", "-detailed-exitcode"); code != 0 {
			w.t.Errorf("after %s, a plan is not empty (exit code %d):\n%s", name, code, plan)
		}
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil {
			w.t.Fatal(err)
		}
	}
	w.pathHas("terraform")
	for line := range strings.Lines(script) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		w.terraform("state", "rm", address)
		if output, code := w.exec("sh", "-c", replace(line)); code != 0 {
			w.t.Errorf("%s ended with code %d:\n%s", line, code, output)
		}
		if now := w.attribute(address, "recovery_point_arn"); now != point {
			w.t.Errorf("%s imported the recovery point %q, not %q", line, now, point)
		}
		if plan := w.terraform("plan", "-no-color"); strings.Contains(plan, "must be replaced") {
			w.t.Errorf("after %s, a plan replaces the backup:\n%s", line, plan)
		}
	}
}

var attributeLine = regexp.MustCompile(`(?m)^    (\w+)\s+= "(.*)"`)

// attribute is a string of a resource in state.
func (w *world) attribute(address, name string) string {
	w.t.Helper()
	shown := w.terraform("state", "show", "-no-color", address)
	for _, line := range attributeLine.FindAllStringSubmatch(shown, -1) {
		if line[1] == name {
			return line[2]
		}
	}
	w.t.Fatalf("%s has no %s in state:\n%s", address, name, shown)
	return ""
}

// pathHas makes the tests' Terraform the one that scripts find.
func (w *world) pathHas(program string) {
	w.t.Helper()
	dir := w.t.TempDir()
	if err := os.Symlink(os.Getenv("TF_ACC_TERRAFORM_PATH"), filepath.Join(dir, program)); err != nil {
		w.t.Fatal(err)
	}
	w.env = append(slices.DeleteFunc(w.env, func(v string) bool { return strings.HasPrefix(v, "PATH=") }),
		"PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}
