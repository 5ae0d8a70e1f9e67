// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// world is one example in a copy of examples/, with an AWS Backup of its own.
type world struct {
	*sandbox.Workspace
	t        *testing.T
	aws      *emulator.Region
	emulator *emulator.Server
	url      string
	made     map[string]made // by address
}

// usesModules finds what terraform init has to install.
var usesModules = regexp.MustCompile(`(?m)^ *module( "\w+")? \{`)

// newWorld copies the examples, because some refer to others, and puts in place
// what the example presupposes. Only the named files of its directory are kept.
func newWorld(t *testing.T, e example, keep []string) *world {
	t.Helper()
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform >= 1.16; run the tests with make test, which finds or builds one")
	}
	server := emulator.New(emulator.WithTimeScale(acctest.TimeScale), emulator.WithStrict(),
		emulator.WithOrganization(emulator.Organization{Management: acctest.Account, Members: []string{offsiteAccount}, CrossAccountBackup: true}))
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	home := t.TempDir()
	all := filepath.Join(home, "examples")
	if err := os.CopyFS(all, os.DirFS(filepath.Join(root, "examples"))); err != nil {
		t.Fatal(err)
	}
	fromClone(t, all, e.dir)
	settings := sandbox.Settings{Terraform: os.Getenv("TF_ACC_TERRAFORM_PATH"), Endpoint: web.URL, Env: []string{"HOME=" + home}}
	// Providers with aliases need a process for each.
	aliases := strings.Contains(e.text(), "alias ")
	if aliases {
		overrides := map[string]string{}
		for source := range programs {
			overrides[source] = plugins
		}
		settings.Installation = sandbox.Override(overrides)
	}
	workspace, err := sandbox.New(filepath.Join(all, filepath.FromSlash(e.dir)), settings)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{Workspace: workspace, t: t, emulator: server, aws: server.Region(acctest.Region), url: web.URL, made: map[string]made{}}
	w.keepOnly(keep)
	if !strings.Contains(e.text(), "required_providers") {
		w.write("required_providers.tf", requiredProviders)
	}
	w.presuppose(e.text())
	if prepare := special()[e.dir].prepare; prepare != nil {
		prepare(w)
	}
	if !aliases {
		w.Env = append(w.Env, serve(t, w.Env))
	}
	if usesModules.MatchString(e.text()) {
		w.terraform("init")
	}
	return w
}

// fromClone takes the modules that an example fetches from the repository out of the copy.
func fromClone(t *testing.T, all, dir string) {
	t.Helper()
	up := strings.Repeat("../", strings.Count(dir, "/")+1)
	files, err := filepath.Glob(filepath.Join(all, filepath.FromSlash(dir), "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(file, fetched.ReplaceAll(content, []byte(`source = "`+up+`$1"`)), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// fetched is the source of a module of this repository.
var fetched = regexp.MustCompile(`source = "github\.com/awsbackup/terraform-provider-awsbackup//examples/([\w/-]+)\?ref=main"`)

// requiredProviders is for the snippets of the reference pages, which leave it
// out as all such pages do.
const requiredProviders = `terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
    aws = {
      source = "hashicorp/aws"
    }
  }
}
`

// keepOnly removes the other Terraform files that are directly in the
// directory.
func (w *world) keepOnly(keep []string) {
	w.t.Helper()
	files, err := filepath.Glob(filepath.Join(w.Dir, "*.tf"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, file := range files {
		if slices.Contains(keep, filepath.Base(file)) {
			continue
		}
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) write(name, content string) {
	w.t.Helper()
	if err := w.Write(name, content); err != nil {
		w.t.Fatal(err)
	}
}

// terraform runs a command that has to succeed and returns what it printed.
func (w *world) terraform(args ...string) string {
	w.t.Helper()
	output, code := w.try(args...)
	if code != 0 {
		w.t.Fatalf("terraform %s ended with code %d:\n%s", strings.Join(args, " "), code, output)
	}
	return output
}

// try runs a command and returns what it printed and its exit code.
func (w *world) try(args ...string) (output string, code int) {
	w.t.Helper()
	output, err := w.Run(acctest.Context(w.t), append(slices.Clone(args), "-no-color")...)
	code, ok := sandbox.ExitCode(err)
	if !ok {
		w.t.Fatal(err)
	}
	return output, code
}

func (w *world) state() sandbox.State {
	w.t.Helper()
	state, err := w.State()
	if err != nil {
		w.t.Fatal(err)
	}
	return state
}

// attribute is a string of a resource in state.
func (w *world) attribute(address, name string) string {
	w.t.Helper()
	object, ok := w.state().Object(address)
	if value := object.Text(name); ok && value != "" {
		return value
	}
	w.t.Fatalf("%s has no %s in state: %+v", address, name, object)
	return ""
}

// settled fails the test if there is anything left to do.
func (w *world) settled(when string) {
	w.t.Helper()
	plan, code := w.try("plan", "-detailed-exitcode")
	if code == 2 && strings.Contains(plan, "verify a check block") && strings.Contains(plan, "0 to add, 0 to change, 0 to destroy") {
		return // a check runs again at every apply
	}
	if code != 0 {
		w.t.Errorf("%s, a plan is not empty (exit code %d):\n%s", when, code, plan)
	}
}

// calm fails the test if Terraform warned: an example that one copies has to
// be right.
func (w *world) calm(output string) {
	w.t.Helper()
	// The tests' own warning, of an example with aliases.
	output = strings.ReplaceAll(output, "Warning: Provider development overrides are in effect", "")
	// A destroy names what a restore leaves; an example can do nothing about it.
	output = strings.ReplaceAll(output, "Warning: Restored Resource Is Kept: ", "")
	// A copy in another account is reported as one that cannot be followed.
	output = strings.ReplaceAll(output, "Warning: Copy in Another Account", "")
	if strings.Contains(output, "Warning: ") {
		w.t.Errorf("the example leads to a warning:\n%s", output)
	}
}
