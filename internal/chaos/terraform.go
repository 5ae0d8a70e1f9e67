// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// What the chaos is about.
const (
	resourceType   = "awsbackup_backup_job"
	completionType = "awsbackup_backup_job_completion"
	startAction    = "awsbackup_start_backup_job"
	stopAction     = "awsbackup_stop_backup_job"
)

// Object is what Terraform's state holds of one resource.
type Object struct {
	// Value is null where there is nothing.
	Value    tftypes.Value
	Private  []byte
	Identity *tfprotov6.ResourceIdentityData
	// Tainted: the create failed, so the next apply replaces it.
	Tainted bool
}

// Exists says whether there is a resource.
func (o Object) Exists() bool { return !o.Value.IsNull() }

// ID is the resource's ID, "" where there is none.
func (o Object) ID() string { return text(o.Value, "id") }

// Terraform stands in for Terraform's core: the schema that it has learned and
// everything that it has shown to the user.
type Terraform struct {
	server   *emulator.Server
	options  []provider.Option
	schemas  *tfprotov6.GetProviderSchemaResponse
	typeName string // of the resources that it is told of
	schema   *tfprotov6.Schema
	provider *tfprotov6.Schema

	// Key is the access key in the provider block, Secret belongs to it.
	Key, Secret string
	// Shown are the diagnostics of the step, in order; Progress is what actions
	// told meanwhile.
	Shown    []*tfprotov6.Diagnostic
	Progress []string
	// Mistakes are the provider's breaches of Terraform's rules.
	Mistakes []string
	// Walks counts the provider processes.
	Walks int
	// starts are the bodies that answered StartBackupJob and came through.
	starts []string
	// trouble happens to an apply, once it has begun.
	trouble *trouble
}

// NewTerraform learns the provider's schema.
func NewTerraform(ctx context.Context, server *emulator.Server, options ...provider.Option) (*Terraform, error) {
	t := &Terraform{server: server, options: options, Key: "AKIACHAOS00000000000", Secret: "chaos-secret-that-nobody-may-see"}
	answer, err := t.start().server.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	t.schemas, t.provider = answer, answer.Provider
	return t.another(resourceType), nil
}

// another is a Terraform that runs beside this one or is about resources of
// another type. What it has shown is not this one's until it is absorbed.
func (t *Terraform) another(typeName string) *Terraform {
	return &Terraform{
		server: t.server, options: t.options, schemas: t.schemas, provider: t.provider, Key: t.Key, Secret: t.Secret,
		typeName: typeName, schema: t.schemas.ResourceSchemas[typeName], trouble: t.trouble,
	}
}

// absorb takes over what another one has shown and done.
func (t *Terraform) absorb(other *Terraform) {
	t.Shown = append(t.Shown, other.Shown...)
	t.Progress = append(t.Progress, other.Progress...)
	t.Mistakes = append(t.Mistakes, other.Mistakes...)
	t.starts = append(t.starts, other.starts...)
	t.Walks += other.Walks
}

// None is the object that is not there.
func (t *Terraform) None() Object {
	return Object{Value: tftypes.NewValue(t.schema.ValueType(), nil)}
}

// walk is one provider process, as Terraform starts one for each of its walks.
type walk struct {
	t      *Terraform
	server tfprotov6.ProviderServer
	wire   *wire
}

// start starts a process that is not configured yet.
func (t *Terraform) start() *walk {
	t.Walks++
	w := &walk{t: t, wire: &wire{server: t.server, heard: func(req *http.Request, body []byte) {
		if req.Method == http.MethodPut && req.URL.Path == "/backup-jobs" {
			t.starts = append(t.starts, string(body))
		}
	}}}
	options := append([]provider.Option{provider.WithHTTPClient(&http.Client{Transport: w.wire})}, t.options...)
	w.server = provider.Server(provider.New("chaos", options...))()
	return w
}

// walk starts a configured process; false means that the user saw an error.
func (t *Terraform) walk(ctx context.Context) (*walk, bool) {
	w := t.start()
	kind, ok := t.provider.ValueType().(tftypes.Object)
	if !ok {
		return w, t.mistake("the provider's schema is no object")
	}
	block := emptyObject(kind)
	block["region"] = tftypes.NewValue(tftypes.String, Region)
	block["access_key"] = tftypes.NewValue(tftypes.String, t.Key)
	block["secret_key"] = tftypes.NewValue(tftypes.String, t.Secret)
	block["endpoints"] = endpoints(kind.AttributeTypes["endpoints"])
	config := t.encode(tftypes.NewValue(kind, block))
	answer, err := w.server.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.16.4", Config: config})
	if err != nil {
		return w, t.mistake("ConfigureProvider: %v", err)
	}
	return w, t.show(answer.Diagnostics)
}

// emptyObject has every attribute null and every list of blocks empty.
func emptyObject(kind tftypes.Object) map[string]tftypes.Value {
	values := make(map[string]tftypes.Value, len(kind.AttributeTypes))
	for name, of := range kind.AttributeTypes {
		values[name] = tftypes.NewValue(of, nil)
		if of.Is(tftypes.List{}) && name != "allowed_account_ids" {
			values[name] = tftypes.NewValue(of, []tftypes.Value{})
		}
	}
	return values
}

// endpoints are the block that leads to the emulator; nobody resolves the name.
func endpoints(kind tftypes.Type) tftypes.Value {
	set, _ := kind.(tftypes.Set)
	element, _ := set.ElementType.(tftypes.Object)
	values := emptyObject(element)
	for _, name := range []string{"backup", "sts"} {
		values[name] = tftypes.NewValue(tftypes.String, "http://backup.chaos.invalid")
	}
	return tftypes.NewValue(set, []tftypes.Value{tftypes.NewValue(element, values)})
}

// show keeps what the user sees; false means that there was an error.
func (t *Terraform) show(diagnostics []*tfprotov6.Diagnostic) (good bool) {
	t.Shown = append(t.Shown, diagnostics...)
	return !failed(diagnostics)
}

func failed(diagnostics []*tfprotov6.Diagnostic) bool {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return true
		}
	}
	return false
}

// mistake notes a breach of Terraform's rules and returns false.
func (t *Terraform) mistake(format string, args ...any) bool {
	t.Mistakes = append(t.Mistakes, fmt.Sprintf(format, args...))
	return false
}

// said is everything that the user was shown, as one text.
func (t *Terraform) said() string {
	var all strings.Builder
	for _, d := range t.Shown {
		fmt.Fprintf(&all, "[%s] %s\n%s\n", d.Severity, d.Summary, d.Detail)
	}
	return all.String()
}

func (t *Terraform) encode(v tftypes.Value) *tfprotov6.DynamicValue {
	encoded, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		t.mistake("encoding a value: %v", err)
	}
	return &encoded
}

func (t *Terraform) decode(d *tfprotov6.DynamicValue) tftypes.Value {
	if d == nil {
		return t.None().Value
	}
	v, err := d.Unmarshal(t.schema.ValueType())
	if err != nil {
		t.mistake("decoding a value: %v", err)
		return t.None().Value
	}
	return v
}

// stored is the value as the state file has it.
func stored(v tftypes.Value) ([]byte, error) {
	value, err := plain(v)
	if err != nil {
		return nil, err
	}
	return json.Marshal(value)
}
