// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// realTerraform makes Env.Terraform and Env.Run use the real Terraform. A test
// must pass with both; when Terraform's version moves, run all with it once.
const realTerraform = "ACCTEST_REAL_TERRAFORM"

// Terraform is a Terraform on one configuration and its state: the in-process
// one (Env.Terraform) or the real one (Env.CLI). Commands take Terraform's own
// arguments. Whatever fails unexpectedly ends the test.
type Terraform interface {
	// Write replaces the configuration.
	Write(hcl string)
	// Run plans, applies or destroys and returns the diagnostics in order.
	Run(args ...string) []Diagnostic
	Validate() []Diagnostic
	// Terraform runs another command, such as taint, or plan with
	// -detailed-exitcode.
	Terraform(args ...string) ([]byte, error)
	// State returns the managed objects in state, Outputs the outputs.
	State() []Object
	Outputs() map[string]any
	// Begin runs a command that the test interrupts. It must be waited for.
	Begin(args ...string) Command
}

// Command is a command of Terraform at work.
type Command interface {
	Interrupt()
	// Wait returns what Terraform printed and its exit code.
	Wait() (output string, code int)
}

// Begin is Start for [Terraform].
func (c *CLI) Begin(args ...string) Command { return c.Start(args...) }

// Terraform starts a Terraform for the configuration. It runs in this process,
// with a new provider for each walk, and fails the test where the provider
// breaks a rule of Terraform's. Use Env.CLI for what only the real Terraform
// shows.
func (e *Env) Terraform(hcl string) Terraform {
	e.T.Helper()
	if os.Getenv(realTerraform) != "" {
		return e.CLI(hcl)
	}
	return e.inProcess(hcl)
}

// Either is CLI or Terraform.
func (e *Env) Either(cli bool, hcl string) Terraform {
	e.T.Helper()
	if cli {
		return e.CLI(hcl)
	}
	return e.Terraform(hcl)
}

func (e *Env) inProcess(hcl string) *inProcess {
	e.T.Helper()
	serve := func() tfprotov6.ProviderServer {
		return provider.Server(provider.New("test", append(Options(), e.options...)...))()
	}
	core, err := inprocess.New(e.T.Context(), serve, e.breach)
	if err != nil {
		e.T.Fatal(err)
	}
	core.Write(hcl)
	return &inProcess{t: e.T, core: core, plans: map[string]*inprocess.Plan{}}
}

type inProcess struct {
	t     *testing.T
	core  *inprocess.Terraform
	plans map[string]*inprocess.Plan // by the name of -out
}

func (c *inProcess) Write(hcl string) { c.core.Write(hcl) }

// arguments are a command's arguments.
type arguments struct {
	inprocess.Options

	command, out, plan string
	detailed           bool
}

// parse reads the arguments that the in-process Terraform knows.
func (c *inProcess) parse(args []string) arguments {
	c.t.Helper()
	a := arguments{command: args[0], Options: inprocess.Options{Variables: map[string]string{}, Destroy: args[0] == "destroy"}}
	for i := 1; i < len(args); i++ {
		name, value, _ := strings.Cut(args[i], "=")
		if value == "" && (name == "-replace" || name == "-var") {
			i++
			value = args[i]
		}
		switch name {
		case "-auto-approve", "-no-color":
		case "-detailed-exitcode":
			a.detailed = true
		case "-destroy":
			a.Destroy = true
		case "-out":
			a.out = value
		case "-replace":
			a.Replace = value
		case "-refresh-only":
			a.RefreshOnly = true
		case "-refresh":
			a.NoRefresh = value == "false"
		case "-parallelism":
			a.Parallelism, _ = strconv.Atoi(value)
		case "-var":
			variable, given, _ := strings.Cut(value, "=")
			a.Variables[variable] = given
		default:
			if strings.HasPrefix(name, "-") || c.plans[name] == nil {
				c.t.Fatalf("terraform %s needs the real Terraform: use Env.CLI", strings.Join(args, " "))
			}
			a.plan = name
		}
	}
	return a
}

func (c *inProcess) Run(args ...string) []Diagnostic {
	c.t.Helper()
	_, diagnostics := c.run(args)
	return diagnostics
}

func (c *inProcess) run(args []string) (changes bool, diagnostics []Diagnostic) {
	c.t.Helper()
	ctx, a := Context(c.t), c.parse(args)
	var found []inprocess.Diagnostic
	switch {
	case a.command == "plan":
		var plan *inprocess.Plan
		plan, found = c.core.Plan(ctx, a.Options)
		c.plans[a.out] = plan
		changes = plan != nil && !plan.Empty(c.core.State())
	case a.command == "apply" && a.plan != "":
		found = c.core.ApplyPlan(ctx, c.plans[a.plan])
	case a.command == "apply" || a.command == "destroy":
		found = c.core.Apply(ctx, a.Options)
	default:
		c.t.Fatalf("terraform %s needs the real Terraform: use Env.CLI", strings.Join(args, " "))
	}
	return changes, shown(found)
}

func shown(found []inprocess.Diagnostic) []Diagnostic {
	var out []Diagnostic
	for _, d := range found {
		one := Diagnostic{Severity: d.Severity, Summary: d.Summary, Detail: d.Detail, Address: d.Address}
		one.Snippet.Code = d.Line
		out = append(out, one)
	}
	return out
}

func (c *inProcess) Validate() []Diagnostic { return shown(c.core.Validate(Context(c.t))) }

// text is what Terraform prints of diagnostics.
func text(diagnostics []Diagnostic) string {
	var out strings.Builder
	for _, d := range diagnostics {
		fmt.Fprintf(&out, "%s%s: %s\n\n%s\n\n", strings.ToUpper(d.Severity[:1]), d.Severity[1:], d.Summary, d.Detail)
	}
	return out.String()
}

func (c *inProcess) Terraform(args ...string) ([]byte, error) {
	c.t.Helper()
	switch {
	case args[0] == "taint" || args[0] == "untaint":
		o := c.core.State().Objects[args[1]]
		if o == nil {
			return nil, fmt.Errorf("there is no %s in state", args[1])
		}
		o.Tainted = args[0] == "taint"
	case args[0] == "state" && args[1] == "rm":
		delete(c.core.State().Objects, args[2])
	case args[0] == "workspace":
		c.core.Workspace(args[2])
	default:
		changes, diagnostics := c.run(args)
		out := []byte(text(diagnostics))
		if failed(diagnostics) || changes && c.parse(args).detailed {
			return out, errors.New("exit status 1 or 2")
		}
		return out, nil
	}
	return nil, nil
}

func failed(diagnostics []Diagnostic) bool {
	for _, d := range diagnostics {
		if d.Severity == "error" {
			return true
		}
	}
	return false
}

func (c *inProcess) State() []Object {
	c.t.Helper()
	var objects []Object
	state := c.core.State()
	for _, address := range slices.Sorted(maps.Keys(state.Objects)) {
		stored := state.Objects[address]
		if stored.Exists() {
			objects = append(objects, Object{Address: address, Tainted: stored.Tainted, Values: c.values(stored.Value)})
		}
		for n, deposed := range stored.Deposed {
			objects = append(objects, Object{Address: address, DeposedKey: fmt.Sprintf("%08d", n), Tainted: deposed.Tainted, Values: c.values(deposed.Value)})
		}
	}
	return objects
}

func (c *inProcess) Outputs() map[string]any {
	c.t.Helper()
	values := map[string]any{}
	for name, value := range c.core.State().Outputs {
		values[name] = c.decoded(value, false)
	}
	return values
}

func (c *inProcess) values(v cty.Value) map[string]any {
	values, _ := c.decoded(v, false).(map[string]any)
	return values
}

// decoded is a value as encoding/json decodes it; exact keeps numbers as they
// are written.
func (c *inProcess) decoded(v cty.Value, exact bool) (decoded any) {
	c.t.Helper()
	encoded, err := inprocess.StateJSON(v)
	decoder := json.NewDecoder(bytes.NewReader(encoded))
	if exact {
		decoder.UseNumber()
	}
	if err == nil {
		err = decoder.Decode(&decoded)
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return decoded
}

func (c *inProcess) Begin(args ...string) Command {
	c.t.Helper()
	begun := &command{c: c, done: make(chan struct{})}
	go func() {
		defer close(begun.done)
		begun.diagnostics = c.Run(args...)
	}()
	return begun
}

type command struct {
	c           *inProcess
	done        chan struct{}
	diagnostics []Diagnostic
}

func (r *command) Interrupt() { r.c.core.Interrupt(Context(r.c.t)) }

func (r *command) Wait() (output string, code int) {
	<-r.done
	if failed(r.diagnostics) {
		code = 1
	}
	return text(r.diagnostics), code
}
