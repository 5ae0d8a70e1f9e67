// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bytes"
	"errors"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// world is one example in a copy of examples/, with an AWS Backup of its own.
type world struct {
	t        *testing.T
	aws      *emulator.Region
	emulator *emulator.Server
	url      string
	dir      string // where Terraform runs
	env      []string
	made     map[string]made // by address
}

// newWorld copies the examples, because some refer to others, and puts in place
// what the example presupposes. Only the named files of its directory are kept.
func newWorld(t *testing.T, e example, keep []string) *world {
	t.Helper()
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform >= 1.16; run the tests with make test, which finds or builds one")
	}
	server := emulator.New(emulator.WithTimeScale(acctest.TimeScale), emulator.WithStrict())
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	home := t.TempDir()
	all := filepath.Join(home, "examples")
	if err := os.CopyFS(all, os.DirFS(filepath.Join(root, "examples"))); err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, emulator: server, aws: server.Region(acctest.Region), url: web.URL,
		dir: filepath.Join(all, filepath.FromSlash(e.dir)), made: map[string]made{},
	}
	if err := os.MkdirAll(w.dir, 0o700); err != nil {
		t.Fatal(err)
	}
	w.keepOnly(keep)
	if !strings.Contains(e.text(), "required_providers") {
		w.write("required_providers.tf", requiredProviders)
	}
	rc := filepath.Join(home, "terraformrc")
	if err := os.WriteFile(rc, []byte("provider_installation {\n  filesystem_mirror { path = "+strconv.Quote(mirror)+" }\n}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	w.env = append(sandbox.Impersonal(os.Environ(), func(string) bool { return false }),
		"HOME="+home,
		"TF_CLI_CONFIG_FILE="+rc,
		"TF_IN_AUTOMATION=1",
		"TF_INPUT=0",
		"CHECKPOINT_DISABLE=1",
		"AWS_ENDPOINT_URL_BACKUP="+web.URL,
		"AWS_ENDPOINT_URL_STS="+web.URL,
		"AWS_REGION="+acctest.Region,
		"AWS_ACCESS_KEY_ID=made-up",
		"AWS_SECRET_ACCESS_KEY=made-up",
		"AWS_EC2_METADATA_DISABLED=true",
	)
	w.presuppose(e.text())
	if prepare := special()[e.dir].prepare; prepare != nil {
		prepare(w)
	}
	return w
}

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
	files, err := filepath.Glob(filepath.Join(w.dir, "*.tf"))
	if err != nil {
		w.t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, name := range keep {
		kept[filepath.Join(w.dir, name)] = true
	}
	for _, file := range files {
		if kept[file] {
			continue
		}
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
	}
}

func (w *world) write(name, content string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, filepath.FromSlash(name)), []byte(content), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) read(name string) string {
	w.t.Helper()
	content, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(name)))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(content)
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
	return w.exec(os.Getenv("TF_ACC_TERRAFORM_PATH"), args...)
}

func (w *world) exec(program string, args ...string) (output string, code int) {
	w.t.Helper()
	cmd := exec.CommandContext(acctest.Context(w.t), program, args...)
	cmd.Dir = w.dir
	cmd.Env = w.env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return out.String(), exit.ExitCode()
	}
	if err != nil {
		w.t.Fatalf("running %s: %v\n%s", filepath.Base(program), err, out.String())
	}
	return out.String(), 0
}

// settled fails the test if there is anything left to do.
func (w *world) settled(when string) {
	w.t.Helper()
	plan, code := w.try("plan", "-no-color", "-detailed-exitcode")
	if code == 2 && strings.Contains(plan, "verify a check block") && strings.Contains(plan, "0 to add, 0 to change, 0 to destroy") {
		return // a check looks again at every apply
	}
	if code != 0 {
		w.t.Errorf("%s, a plan is not empty (exit code %d):\n%s", when, code, plan)
	}
}

// calm fails the test if Terraform warned: an example that one copies has to
// be right.
func (w *world) calm(output string) {
	w.t.Helper()
	if strings.Contains(output, "Warning: ") {
		w.t.Errorf("the example leads to a warning:\n%s", output)
	}
}
