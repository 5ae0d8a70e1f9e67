// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package provider is the provider block, what Configure makes of it, and the registry of everything that the provider offers.
package provider

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/provider"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// TypeName is the provider's name, and the prefix of everything that it offers.
const TypeName = "awsbackup"

// Provider implements the framework's provider.
type Provider struct {
	version string
	options options
}

type options struct {
	watch     jobwatch.Config
	quotas    *awsbackup.Quotas
	intervals providerdata.RetryIntervals
	client    *http.Client
	limits    Limits
}

// Option changes what is not for users to set: tests make the pace of a real AWS account theirs.
type Option func(*options)

// WithWatch sets the pace of waiting for backup jobs.
func WithWatch(config jobwatch.Config) Option {
	return func(o *options) { o.watch = config }
}

// WithLimits sets the client-side request rates.
func WithLimits(quotas awsbackup.Quotas) Option {
	return func(o *options) { o.quotas = &quotas }
}

// WithRetryIntervals sets the intervals of every other retry and poll.
func WithRetryIntervals(intervals providerdata.RetryIntervals) Option {
	return func(o *options) { o.intervals = intervals }
}

// Limits bound work that has no timeout of the configuration's. Zero values mean the defaults.
type Limits struct {
	// Credentials is how long it may take to find credentials, all sources and retries together; 5 minutes.
	Credentials time.Duration
	// Read is how long one refresh, plan, import, list or data source may take; 30 minutes.
	Read time.Duration
}

// WithTimeLimits sets how long work may take that has no timeout of the configuration's.
func WithTimeLimits(limits Limits) Option {
	return func(o *options) { o.limits = limits }
}

// WithHTTPClient sets what carries the calls of AWS Backup, so that a test can run without a network and without real time.
func WithHTTPClient(client *http.Client) Option {
	return func(o *options) { o.client = client }
}

// New returns the provider. The version goes into the User-Agent of every request.
func New(version string, opts ...Option) provider.Provider {
	p := &Provider{version: version}
	for _, opt := range opts {
		opt(&p.options)
	}
	p.options.limits.Credentials = cmp.Or(p.options.limits.Credentials, maxCredentials)
	p.options.limits.Read = cmp.Or(p.options.limits.Read, maxRead)
	return p
}

// Metadata implements provider.Provider.
func (p *Provider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = TypeName
	resp.Version = p.version
}
