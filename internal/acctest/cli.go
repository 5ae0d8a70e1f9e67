// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"cmp"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// providerAddress is the provider's full name. OpenTofu's registry is another;
// the variable is the one that terraform-plugin-testing reads.
var providerAddress = cmp.Or(os.Getenv("TF_ACC_PROVIDER_HOST"), "registry.terraform.io") + "/awsbackup/awsbackup"

// CLI is the real Terraform in a directory of its own, with the provider in this process. It is for what
// terraform-plugin-testing does not show: warnings, and how often a user reads each. Whatever fails unexpectedly ends
// the test.
type CLI struct {
	t         *testing.T
	workspace *sandbox.Workspace
}

// CLI starts a provider for the configuration, which should begin with a provider block of this world. It ends with the
// test. There is no init: a provider that runs already needs none.
func (e *Env) CLI(hcl string) *CLI {
	e.T.Helper()
	server, err := e.Factories()["awsbackup"]()
	if err != nil {
		e.T.Fatal(err)
	}
	providers, err := sandbox.Serve(map[string]tfprotov6.ProviderServer{providerAddress: server},
		tf6server.WithoutLogStderrOverride(), tf6server.WithLoggingSink(e.T))
	if err != nil {
		e.T.Fatal(err)
	}
	e.T.Cleanup(providers.Close)
	w, err := sandbox.New(e.T.TempDir(), sandbox.Settings{
		Terraform: os.Getenv("TF_ACC_TERRAFORM_PATH"), Endpoint: e.URL, Env: []string{providers.Env},
	})
	if err != nil {
		e.T.Fatal(err)
	}
	c := &CLI{t: e.T, workspace: w}
	c.Write(hcl)
	return c
}

// source is what a configuration needs to find the provider.
const source = `terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}
`

// Write replaces the configuration. The provider's source is added where the configuration does not name it.
func (c *CLI) Write(hcl string) {
	c.t.Helper()
	if !strings.Contains(hcl, "required_providers") {
		hcl = source + hcl
	}
	c.WriteFile("main.tf", hcl)
}

// WriteFile puts a file beside the configuration, such as a query or variables.
func (c *CLI) WriteFile(name, content string) {
	c.t.Helper()
	if err := c.workspace.Write(name, content); err != nil {
		c.t.Fatal(err)
	}
}

// ReadFile is a file that Terraform has written beside the configuration.
func (c *CLI) ReadFile(name string) string {
	c.t.Helper()
	content, err := c.workspace.Read(name)
	if err != nil {
		c.t.Fatal(err)
	}
	return content
}

// Terraform runs a command away from the user's settings and returns its standard output.
func (c *CLI) Terraform(args ...string) ([]byte, error) {
	return c.workspace.Stdout(Context(c.t), args...)
}

// Diagnostic is an error or warning as Terraform shows it.
type Diagnostic = sandbox.Diagnostic

// Run runs a command of Terraform that takes -json (validate excepted) and returns its diagnostics in order. A failing
// command without an error diagnostic ends the test.
func (c *CLI) Run(args ...string) []Diagnostic {
	c.t.Helper()
	return c.must(c.workspace.Diagnose(Context(c.t), args...))
}

// Validate runs terraform validate and returns its diagnostics.
func (c *CLI) Validate() []Diagnostic {
	c.t.Helper()
	return c.must(c.workspace.Validate(Context(c.t)))
}

func (c *CLI) must(found []Diagnostic, err error) []Diagnostic {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
	return found
}

// Outputs returns the root module's outputs as encoding/json decodes them.
func (c *CLI) Outputs() map[string]any {
	c.t.Helper()
	state := c.state()
	values := make(map[string]any, len(state.Outputs))
	for name := range state.Outputs {
		var value any
		if err := state.Output(name, &value); err != nil {
			c.t.Fatal(err)
		}
		values[name] = value
	}
	return values
}

// Object is one object in state.
type Object = sandbox.Object

// State returns the managed objects of the root module that are in state.
func (c *CLI) State() []Object {
	c.t.Helper()
	return c.state().Objects
}

func (c *CLI) state() sandbox.State {
	c.t.Helper()
	state, err := c.workspace.State()
	if err != nil {
		c.t.Fatal(err)
	}
	return state
}

// Process is a Terraform at work, for tests of what happens when it is stopped.
type Process struct {
	t       *testing.T
	process *sandbox.Process
}

// Start runs a command of Terraform in the background. The test must wait for it.
func (c *CLI) Start(args ...string) *Process {
	c.t.Helper()
	p, err := c.workspace.Start(Context(c.t), args...)
	if err != nil {
		c.t.Fatal(err)
	}
	return &Process{c.t, p}
}

// Interrupt is a Ctrl-C that only Terraform sees.
func (p *Process) Interrupt() {
	p.t.Helper()
	if err := p.process.Interrupt(); err != nil {
		p.t.Errorf("interrupting Terraform: %v", err)
	}
}

// Wait returns what Terraform printed and its exit code, -1 if a signal ended it.
func (p *Process) Wait() (output string, code int) {
	p.t.Helper()
	output, err := p.process.Wait()
	code, ok := sandbox.ExitCode(err)
	if !ok {
		p.t.Fatal(err)
	}
	return output, code
}
