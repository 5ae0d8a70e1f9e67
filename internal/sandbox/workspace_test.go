// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
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

// newWorkspace is a workspace with an emulator whose Terraform is a shell script.
func newWorkspace(t *testing.T, script string) *Workspace {
	t.Helper()
	return newWorkspaceWith(t, script, Settings{Endpoint: "http://127.0.0.1:1"})
}

func newWorkspaceWith(t *testing.T, script string, s Settings) *Workspace {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Fatal("this test needs a shell")
	}
	s.Terraform = filepath.Join(t.TempDir(), "terraform")
	if err := WriteScript(s.Terraform, script); err != nil {
		t.Fatal(err)
	}
	w, err := New(filepath.Join(t.TempDir(), "workspace"), s)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

//nolint:paralleltest // It sets variables of the process.
func TestNew_environment(t *testing.T) {
	t.Setenv("AWS_PROFILE", "production")
	t.Setenv("TF_CLI_ARGS", "-destroy")
	for _, test := range []struct {
		name         string
		settings     Settings
		sees, misses []string
	}{
		{
			name:     "emulator",
			settings: Settings{Endpoint: "http://127.0.0.1:1", Env: []string{"AWS_REGION=eu-west-1"}},
			sees:     []string{"AWS_ENDPOINT_URL_BACKUP=http://127.0.0.1:1", "AWS_ENDPOINT_URL_STS=http://127.0.0.1:1", "AWS_ACCESS_KEY_ID=made-up", "AWS_REGION=eu-west-1", "TF_INPUT=0", "/workspace/terraformrc"},
			misses:   []string{"AWS_PROFILE=", "TF_CLI_ARGS=", "AWS_REGION=eu-central-1"},
		},
		{
			name:     "real account",
			settings: Settings{},
			sees:     []string{"AWS_PROFILE=production", "TF_CLI_ARGS=-destroy", "TF_INPUT=0"},
			misses:   []string{"AWS_ENDPOINT_URL_BACKUP=", "AWS_ACCESS_KEY_ID="},
		},
		{
			name:     "real account with the built provider",
			settings: Settings{Installation: Override(map[string]string{"a/b": "/plugins"})},
			sees:     []string{"AWS_PROFILE=production", `"a/b" = "/plugins"`},
		},
		{
			name:     "mirror",
			settings: Settings{Endpoint: "http://127.0.0.1:1", Installation: Mirror("/mirror")},
			sees:     []string{`filesystem_mirror { path = "/mirror" }`},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorkspaceWith(t, "env; cat terraformrc 2>/dev/null; true", test.settings)
			output, err := w.Run(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			for _, want := range test.sees {
				if !strings.Contains(output, want) {
					t.Errorf("Terraform does not see %s", want)
				}
			}
			for _, not := range test.misses {
				if strings.Contains("\n"+output, "\n"+not) {
					t.Errorf("Terraform sees %s", not)
				}
			}
		})
	}
}

func TestWorkspace_Unset(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, "env")
	w.Unset("AWS_", "AWS_REGION")
	output, err := w.Run(t.Context())
	if err != nil || strings.Count(output, "AWS_") != 1 || !strings.Contains(output, "AWS_REGION="+Region) {
		t.Errorf("Terraform sees %s, %v; want AWS_REGION and nothing else of AWS", output, err)
	}
}

func TestWorkspace_Copy(t *testing.T) {
	t.Parallel()
	configuration := t.TempDir()
	for name, content := range map[string]string{"main.tf": "# main", "terraform.tfstate": "{}", "notes.md": "no"} {
		if err := os.WriteFile(filepath.Join(configuration, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	w := newWorkspace(t, "ls")
	if err := w.Copy(configuration); err != nil {
		t.Fatal(err)
	}
	output, err := w.Run(t.Context())
	if err != nil || output != "main.tf\nterraformrc\n" {
		t.Errorf("the workspace has %q, %v; want the configuration and no state", output, err)
	}
	if err := w.Copy(t.TempDir()); err == nil {
		t.Error("a directory without a configuration was copied")
	}
}

func TestWorkspace_State(t *testing.T) {
	t.Parallel()
	w := newWorkspace(t, "")
	if s, err := w.State(); err != nil || len(s.Objects) > 0 {
		t.Errorf("without a file the state is %+v, %v", s, err)
	}
	// The format is Terraform's; docs: internals/state in hashicorp/terraform.
	const text = `{
  "version": 4,
  "outputs": {"arn": {"value": "arn:1", "type": "string"}},
  "resources": [
    {"mode": "data", "type": "t", "name": "read", "instances": [{"attributes": {"id": "0"}}]},
    {"module": "module.m", "mode": "managed", "type": "t", "name": "below", "instances": [{"attributes": {"id": "0"}}]},
    {"mode": "managed", "type": "t", "name": "one", "instances": [
      {"status": "tainted", "attributes": {"id": "1", "none": null}},
      {"deposed": "abcd", "attributes": {"id": "2"}}
    ]},
    {"mode": "managed", "type": "t", "name": "each", "instances": [{"index_key": "a", "attributes": {"id": "3"}}]},
    {"mode": "managed", "type": "t", "name": "count", "instances": [{"index_key": 0, "attributes": {"id": "4"}}]},
    {"mode": "managed", "type": "terraform_data", "name": "any", "instances": [
      {"attributes": {"id": "5", "input": {"type": "string", "value": "in"}, "output": null}}
    ]}
  ]
}`
	write := func(name, content string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(w.Dir, name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := w.Write(name, content); err != nil {
			t.Fatal(err)
		}
	}
	write("terraform.tfstate", text)
	s, err := w.State()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range s.Objects {
		status := o.DeposedKey
		if o.Tainted {
			status += "tainted"
		}
		got = append(got, strings.TrimSpace(o.Address+" "+o.Text("id")+o.Text("none")+" "+status))
	}
	if want := []string{"t.one 1 tainted", "t.one 2 abcd", `t.each["a"] 3`, "t.count[0] 4", "terraform_data.any 5"}; !slices.Equal(got, want) {
		t.Errorf("objects %q, want %q", got, want)
	}
	if o, ok := s.Object("t.one"); !ok || o.Text("id") != "1" {
		t.Errorf("t.one is %+v, want the current object", o)
	}
	if o, _ := s.Object("terraform_data.any"); o.Text("input") != "in" || o.Text("output") != "" {
		t.Errorf("terraform_data has %+v, want values without their types", o.Values)
	}
	var arn string
	if err := s.Output("arn", &arn); err != nil || arn != "arn:1" {
		t.Errorf("the output is %q, %v", arn, err)
	}
	if err := s.Output("none", &arn); err == nil {
		t.Error("an output that does not exist has a value")
	}

	write(".terraform/environment", "blue")
	write("terraform.tfstate.d/blue/terraform.tfstate", `{"version": 4}`)
	if s, err := w.State(); err != nil || len(s.Objects) > 0 {
		t.Errorf("the state of the selected workspace is %+v, %v", s, err)
	}
	write("terraform.tfstate.d/blue/terraform.tfstate", `{"version": 5}`)
	if _, err := w.State(); err == nil {
		t.Error("a state of an unknown version was read")
	}
}
