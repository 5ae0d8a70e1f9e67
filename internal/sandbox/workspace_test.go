// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func TestImpersonal(t *testing.T) {
	t.Parallel()
	env := []string{"PATH=/bin", "AWS_PROFILE=production", "TF_LOG=TRACE", "TFC_RUN_ID=r", "TF_ACC=1", "TFLINT=x", "odd"}
	got := Impersonal(env, func(name string) bool { return name == "TF_ACC" })
	if want := []string{"PATH=/bin", "TF_ACC=1", "TFLINT=x", "odd"}; !slices.Equal(got, want) {
		t.Errorf("kept %q, want %q", got, want)
	}
	if env[1] != "AWS_PROFILE=production" {
		t.Error("the caller's variables were changed")
	}
}

// newTestWorkspace is a workspace whose Terraform is a shell script.
func newTestWorkspace(t *testing.T, script string) *Workspace {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Fatal("this test needs a shell")
	}
	configuration := t.TempDir()
	for name, content := range map[string]string{"main.tf": "# main", "terraform.tfstate": "{}", "notes.md": "no"} {
		if err := os.WriteFile(filepath.Join(configuration, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	terraform := filepath.Join(t.TempDir(), "terraform")
	if err := os.WriteFile(terraform, []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	s := &Sandbox{URL: "http://127.0.0.1:1", dir: t.TempDir()}
	w, err := s.Workspace(terraform, configuration)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestWorkspace_copiesConfigurationOnly(t *testing.T) {
	t.Parallel()
	w := newTestWorkspace(t, "ls")
	output, err := w.Run(t.Context())
	if err != nil || output != "main.tf\n" {
		t.Errorf("the workspace holds %q, %v; want only the configuration", output, err)
	}
}

func TestWorkspace_environment(t *testing.T) {
	t.Setenv("AWS_PROFILE", "production")
	t.Setenv("TF_CLI_ARGS", "-destroy")
	w := newTestWorkspace(t, "env; cat $TF_CLI_CONFIG_FILE")
	output, err := w.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{"AWS_ENDPOINT_URL=http://127.0.0.1:1\n", "AWS_ACCESS_KEY_ID=made-up\n", "dev_overrides"} {
		if !strings.Contains(output, wanted) {
			t.Errorf("Terraform does not see %q", wanted)
		}
	}
	for _, unwanted := range []string{"AWS_PROFILE", "TF_CLI_ARGS"} {
		if strings.Contains(output, unwanted+"=") {
			t.Errorf("Terraform sees the person's %s", unwanted)
		}
	}
}

func TestWorkspace_failure(t *testing.T) {
	t.Parallel()
	w := newTestWorkspace(t, "echo planning; printf '\\nError: no\\n\\nbecause\\n' >&2; exit 3")
	_, err := w.Run(t.Context(), "plan")
	exit, ok := errors.AsType[*ExitError](err)
	if !ok {
		t.Fatalf("error %v, want an ExitError", err)
	}
	if want := "Error: no\n\nbecause\n"; exit.Code != 3 || exit.Command != "plan" || exit.Complaint() != want {
		t.Errorf("code %d of %q, complaint %q; want 3 of plan, %q", exit.Code, exit.Command, exit.Complaint(), want)
	}
}

func TestWorkspace_version(t *testing.T) {
	t.Parallel()
	w := newTestWorkspace(t, `echo '{"terraform_version": "1.8.5"}'; echo a warning >&2`)
	if got, err := w.Version(t.Context()); err != nil || got != "1.8.5" {
		t.Errorf("version %q, %v", got, err)
	}
}

func TestWorkspace_noConfiguration(t *testing.T) {
	t.Parallel()
	s := &Sandbox{dir: t.TempDir()}
	if _, err := s.Workspace("terraform", t.TempDir()); err == nil {
		t.Error("a directory without configuration was taken")
	}
}
