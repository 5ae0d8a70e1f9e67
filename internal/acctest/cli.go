// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
)

// providerAddress is the provider's full name. OpenTofu's registry is another;
// the variable is the one that terraform-plugin-testing reads.
var providerAddress = cmp.Or(os.Getenv("TF_ACC_PROVIDER_HOST"), "registry.terraform.io") + "/awsbackup/awsbackup"

// CLI is the real Terraform in a directory of its own, with the provider in this process. It is for what
// terraform-plugin-testing does not show: warnings, and how often a user reads each.
type CLI struct {
	t        *testing.T
	dir      string
	reattach string
}

// CLI starts a provider for the configuration, which should begin with a provider block of this world. It ends with the
// test.
func (e *Env) CLI(hcl string) *CLI {
	e.T.Helper()
	c := &CLI{t: e.T, dir: e.T.TempDir(), reattach: e.serve()}
	c.Write(hcl)
	if out, err := c.Terraform("init"); err != nil {
		e.T.Fatalf("terraform init: %v\n%s", err, out)
	}
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
	if err := os.WriteFile(filepath.Join(c.dir, "main.tf"), []byte(hcl), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// serve runs the provider and returns what Terraform needs to find it.
func (e *Env) serve() string {
	e.T.Helper()
	server, err := e.Factories()["awsbackup"]()
	if err != nil {
		e.T.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	address, closed := make(chan *plugin.ReattachConfig, 1), make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		failed <- tf6server.Serve(providerAddress, func() tfprotov6.ProviderServer { return server },
			tf6server.WithDebug(ctx, address, closed), tf6server.WithoutLogStderrOverride(), tf6server.WithLoggingSink(e.T),
			tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	e.T.Cleanup(func() {
		cancel()
		<-closed
	})
	select {
	case err := <-failed:
		e.T.Fatalf("serving the provider: %v", err)
	case <-time.After(time.Minute):
		e.T.Fatal("the provider does not answer")
	case found := <-address:
		return reattachment(e.T, found)
	}
	return ""
}

func reattachment(t *testing.T, config *plugin.ReattachConfig) string {
	t.Helper()
	type addr struct{ Network, String string }
	out, err := json.Marshal(map[string]any{providerAddress: map[string]any{
		"Protocol": string(config.Protocol), "ProtocolVersion": config.ProtocolVersion, "Pid": config.Pid, "Test": true,
		"Addr": addr{config.Addr.Network(), config.Addr.String()},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// Terraform runs a command away from the person's settings.
func (c *CLI) Terraform(args ...string) ([]byte, error) {
	cmd := c.command(Context(c.t), args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil {
		err = fmt.Errorf("%w: %s", err, stderr.String())
	}
	return stdout.Bytes(), err
}

func (c *CLI) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Getenv("TF_ACC_TERRAFORM_PATH"), args...)
	cmd.Dir = c.dir
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") {
			cmd.Env = append(cmd.Env, variable)
		}
	}
	cmd.Env = append(cmd.Env, "TF_REATTACH_PROVIDERS="+c.reattach, "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1",
		"TF_CLI_CONFIG_FILE="+os.DevNull)
	return cmd
}

// Diagnostic is an error or warning as Terraform shows it.
type Diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
	Address  string `json:"address"`
	Snippet  struct {
		Code string `json:"code"`
	} `json:"snippet"`
}

// String is what tests compare: the address, the severity, the summary and the line of configuration.
func (d Diagnostic) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s: %s", d.Address, d.Severity, d.Summary))
}

// Run runs a command of Terraform that takes -json (validate excepted) and returns its diagnostics in order. A failing
// command without an error diagnostic ends the test.
//
// Of a plan's warnings with the same summary, Terraform shows the first.
func (c *CLI) Run(args ...string) []Diagnostic {
	c.t.Helper()
	out, err := c.Terraform(append([]string{args[0], "-json"}, args[1:]...)...)
	var found []Diagnostic
	failed := false
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var line struct {
			Type       string     `json:"type"`
			Diagnostic Diagnostic `json:"diagnostic"`
		}
		if json.Unmarshal(lines.Bytes(), &line) == nil && line.Type == "diagnostic" {
			found = append(found, line.Diagnostic)
			failed = failed || line.Diagnostic.Severity == "error"
		}
	}
	if (err != nil) != failed {
		c.t.Fatalf("terraform %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return found
}

// Validate runs terraform validate and returns its diagnostics.
func (c *CLI) Validate() []Diagnostic {
	c.t.Helper()
	out, err := c.Terraform("validate", "-json")
	var answer struct {
		Valid       bool         `json:"valid"`
		Diagnostics []Diagnostic `json:"diagnostics"`
	}
	if json.Unmarshal(out, &answer) != nil || answer.Valid == (err != nil) {
		c.t.Fatalf("terraform validate: %v\n%s", err, out)
	}
	return answer.Diagnostics
}

// Outputs returns the root module's outputs as encoding/json decodes them.
func (c *CLI) Outputs() map[string]any {
	c.t.Helper()
	out, err := c.Terraform("output", "-json")
	var answer map[string]struct {
		Value any `json:"value"`
	}
	if err != nil || json.Unmarshal(out, &answer) != nil {
		c.t.Fatalf("terraform output: %v\n%s", err, out)
	}
	values := make(map[string]any, len(answer))
	for name, output := range answer {
		values[name] = output.Value
	}
	return values
}
