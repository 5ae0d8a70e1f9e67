// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// TestMain takes away what the machine says about AWS, so that the tests see only what they set.
func TestMain(m *testing.M) {
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		for _, prefix := range []string{"AWS_", "TF_", "TFC_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"} {
			if strings.HasPrefix(strings.ToUpper(name), prefix) {
				must(os.Unsetenv(name))
			}
		}
	}
	// Not HOME: the go command is there.
	must(os.Setenv("AWS_CONFIG_FILE", "/no/shared/config"))
	must(os.Setenv("AWS_SHARED_CREDENTIALS_FILE", "/no/shared/credentials"))
	must(os.Setenv("AWS_EC2_METADATA_DISABLED", "true"))
	os.Exit(m.Run())
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// cloud is AWS Backup and STS for one test.
type cloud struct {
	*emulator.Server
	url string
}

func newCloud(t *testing.T, options ...emulator.Option) *cloud {
	t.Helper()
	c := &cloud{Server: emulator.New(append([]emulator.Option{emulator.WithSTS()}, options...)...)}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

// endpoints is the block that points the provider at the cloud.
func (c *cloud) endpoints() []any {
	return []any{block{"backup": c.url, "sts": c.url}}
}

// block is a provider block, or a block in it. Blocks in blocks are []any.
type block = map[string]any

// static is the plainest block that works: keys, a region and the cloud's endpoints.
func (c *cloud) static(more block) block {
	b := block{"access_key": "AKIATERRAFORMTESTKEY", "secret_key": "secret", "region": "eu-central-1", "endpoints": c.endpoints()}
	maps.Copy(b, more)
	return b
}

// unknown stands for a value that is not known yet.
var unknown = struct{}{}

// value turns what a test writes into a value of Terraform's.
func value(t *testing.T, ty tftypes.Type, v any) tftypes.Value {
	t.Helper()
	switch v := v.(type) {
	case nil:
		return tftypes.NewValue(ty, nil)
	case struct{}:
		return tftypes.NewValue(ty, tftypes.UnknownValue)
	case int:
		return tftypes.NewValue(ty, int64(v))
	case block:
		switch ty := ty.(type) {
		case tftypes.Map:
			members := make(map[string]tftypes.Value, len(v))
			for name, member := range v {
				members[name] = value(t, ty.ElementType, member)
			}
			return tftypes.NewValue(ty, members)
		case tftypes.Object:
			members := make(map[string]tftypes.Value, len(ty.AttributeTypes))
			for name, memberType := range ty.AttributeTypes {
				members[name] = value(t, memberType, v[name])
			}
			for name := range v {
				if _, ok := ty.AttributeTypes[name]; !ok {
					t.Fatalf("the schema has no %s", name)
				}
			}
			return tftypes.NewValue(ty, members)
		}
	case []any:
		var element tftypes.Type
		switch ty := ty.(type) {
		case tftypes.List:
			element = ty.ElementType
		case tftypes.Set:
			element = ty.ElementType
		default:
			t.Fatalf("a list for a %s", ty)
		}
		elements := make([]tftypes.Value, 0, len(v))
		for _, member := range v {
			elements = append(elements, value(t, element, member))
		}
		return tftypes.NewValue(ty, elements)
	}
	return tftypes.NewValue(ty, v)
}

// config makes the request's configuration. Blocks that are not set are empty, as Terraform sends them.
func config(t *testing.T, p tfprovider.Provider, b block) tfsdk.Config {
	t.Helper()
	var schema tfprovider.SchemaResponse
	p.Schema(t.Context(), tfprovider.SchemaRequest{}, &schema)
	full := block{}
	for name := range schema.Schema.Blocks {
		full[name] = []any{}
	}
	maps.Copy(full, b)
	return tfsdk.Config{Schema: schema.Schema, Raw: value(t, schema.Schema.Type().TerraformType(t.Context()), full)}
}

// configure runs Configure. The data is nil if there were errors.
func configure(t *testing.T, b block, options ...provider.Option) (*providerdata.Data, diag.Diagnostics) {
	t.Helper()
	p := provider.New("1.2.3", options...)
	var resp tfprovider.ConfigureResponse
	p.Configure(t.Context(), tfprovider.ConfigureRequest{Config: config(t, p, b), TerraformVersion: "1.99.0"}, &resp)
	if resp.Diagnostics.HasError() {
		if resp.ResourceData != nil {
			t.Error("there are data beside errors")
		}
		return nil, resp.Diagnostics
	}
	data, ok := resp.ResourceData.(*providerdata.Data)
	if !ok {
		t.Fatalf("the data are a %T", resp.ResourceData)
	}
	for _, other := range []any{resp.DataSourceData, resp.ActionData, resp.ListResourceData} {
		if other != any(data) {
			t.Error("not everything gets the same data")
		}
	}
	return data, resp.Diagnostics
}

// mustConfigure is configure without a diagnostic, but for the warning about hosts that tests make up.
func mustConfigure(t *testing.T, b block, options ...provider.Option) *providerdata.Data {
	t.Helper()
	data, diags := configure(t, b, options...)
	for _, d := range diags {
		if !isUnencrypted(d) {
			t.Fatalf("%s: %s: %s", d.Severity(), d.Summary(), d.Detail())
		}
	}
	return data
}

// isUnencrypted is the warning about hosts that tests make up.
func isUnencrypted(d diag.Diagnostic) bool { return d.Summary() == "Endpoint Without Encryption" }

// wantError checks that there is exactly one error, on the attribute (as its path reads, "" for none), with all the texts in it.
func wantError(t *testing.T, diags diag.Diagnostics, attribute, summary string, texts ...string) {
	t.Helper()
	diags = slices.DeleteFunc(slices.Clone(diags), isUnencrypted)
	if len(diags) != 1 || diags[0].Severity() != diag.SeverityError {
		t.Fatalf("want one error %q, got %d diagnostics: %v", summary, len(diags), diags)
	}
	d, at := diags[0], ""
	if withPath, ok := d.(diag.DiagnosticWithPath); ok {
		at = withPath.Path().String()
	}
	if at != attribute || d.Summary() != summary {
		t.Errorf("the error is %q on %q, want %q on %q", d.Summary(), at, summary, attribute)
	}
	for _, text := range texts {
		if !strings.Contains(d.Detail(), text) {
			t.Errorf("the detail lacks %q:\n%s", text, d.Detail())
		}
	}
}

// call makes one call to AWS Backup, in the provider's region.
func call(t *testing.T, data *providerdata.Data) error {
	t.Helper()
	region, err := data.Region("")
	if err != nil {
		t.Fatal(err)
	}
	_, err = region.API.ListBackupVaults(t.Context(), &backup.ListBackupVaultsInput{})
	return err
}

func mustCall(t *testing.T, data *providerdata.Data) {
	t.Helper()
	if err := call(t, data); err != nil {
		t.Fatal(err)
	}
}

// last returns the last request that reached AWS Backup.
func (c *cloud) last(t *testing.T) emulator.Request {
	t.Helper()
	requests := c.Requests()
	if len(requests) == 0 {
		t.Fatal("no request reached the cloud")
	}
	return requests[len(requests)-1]
}

// file writes a file for the test and returns its name.
func file(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
