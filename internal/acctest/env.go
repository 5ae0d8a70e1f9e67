// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package acctest gives each test its own environment: an emulator behind an HTTP server, the provider in process, and
// Terraform. Env.Terraform and Env.Run use package inprocess; Env.CLI runs the real Terraform. ACCTEST_REAL_TERRAFORM=1
// uses the real one everywhere.
package acctest

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Region and Account are where the tests' backups are.
const (
	Region  = "eu-central-1"
	Account = emulator.DefaultAccount
)

// TimeScale makes the emulator's jobs take milliseconds. The calendar keeps its
// own rate; tests move it with Env.Emulator.Advance.
const TimeScale = 20000

// Env is one test's world.
type Env struct {
	T        *testing.T
	Emulator *emulator.Server
	URL      string
	options  []provider.Option
}

// New starts a world that ends with the test.
func New(t *testing.T, options ...emulator.Option) *Env {
	t.Helper()
	server := emulator.New(append([]emulator.Option{emulator.WithTimeScale(TimeScale), emulator.WithStrict()}, options...)...)
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	return &Env{T: t, Emulator: server, URL: web.URL}
}

// AWS is the emulator's state in the tests' region.
func (e *Env) AWS() *emulator.Region { return e.Emulator.Region(Region) }

// Client is a plain SDK client on the emulator, for what happens behind
// Terraform's back.
func (e *Env) Client() *backup.Client {
	return backup.New(backup.Options{
		Region:       Region,
		BaseEndpoint: aws.String(e.URL),
		Credentials:  credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
}

// Option adds a provider option to every provider of this world.
func (e *Env) Option(option provider.Option) { e.options = append(e.options, option) }

// Options are the provider at a pace that suits the emulator's.
func Options() []provider.Option {
	return []provider.Option{
		provider.WithWatch(jobwatch.Config{MinInterval: 5 * time.Millisecond, MaxInterval: 50 * time.Millisecond, ProgressInterval: 10 * time.Millisecond, Patience: 500 * time.Millisecond}),
		provider.WithRetryIntervals(providerdata.RetryIntervals{
			RoleRetryEvery: 10 * time.Millisecond, RoleRetryFor: time.Second,
			PointRetryEvery: 10 * time.Millisecond, PointRetryFor: time.Second,
			DeleteEvery: 5 * time.Millisecond,
			ClockCheck:  200 * time.Millisecond,
			RenameGrace: 500 * time.Millisecond,
		}),
		provider.WithLimits(awsbackup.Unlimited()),
	}
}

// Factories are the provider for terraform-plugin-testing, with the options of
// this world.
func (e *Env) Factories() map[string]func() (tfprotov6.ProviderServer, error) {
	return map[string]func() (tfprotov6.ProviderServer, error){
		provider.TypeName: func() (tfprotov6.ProviderServer, error) {
			return provider.Server(provider.New("test", append(Options(), e.options...)...))(), nil
		},
	}
}

// ProviderBlock is the provider block of this world; extra lines go into it.
func (e *Env) ProviderBlock(extra ...string) string {
	return fmt.Sprintf(`
provider "awsbackup" {
  region     = %[1]q
  access_key = "test"
  secret_key = "test"
  endpoints {
    backup = %[2]q
    sts    = %[2]q
  }
  %[3]s
}
`, Region, e.URL, strings.Join(extra, "\n  "))
}

// Config is a configuration on this world.
func (e *Env) Config(hcl string) string { return e.ProviderBlock() + hcl }

// UnknownProvider is the provider block with a region that is not known at plan
// whenever the version is another than the last one that was applied.
func (e *Env) UnknownProvider(version string) string {
	return fmt.Sprintf("resource \"terraform_data\" \"region\" {\n  input            = %q\n  triggers_replace = %q\n}\n", Region, version) +
		strings.Replace(e.ProviderBlock(), fmt.Sprintf("region     = %q", Region), "region     = terraform_data.region.output", 1)
}

// RunTerraform applies the steps with the real Terraform, which
// TF_ACC_TERRAFORM_PATH must name.
func (e *Env) RunTerraform(steps ...resource.TestStep) {
	e.T.Helper()
	e.RunCase(resource.TestCase{Steps: steps})
}

// RunCase is RunTerraform for a whole test case; it adds the provider.
func (e *Env) RunCase(c resource.TestCase) {
	e.T.Helper()
	c.ProtoV6ProviderFactories = e.Factories()
	resource.UnitTest(e.T, c)
}

// Context is a context that ends before the test binary's own timeout.
func Context(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}
