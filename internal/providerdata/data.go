// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package providerdata is what the provider's Configure hands to everything the provider offers: API clients by region, the job
// watcher that they share, the preflight cache, and the settings of the provider block that reach beyond a client.
package providerdata

import (
	"errors"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// PreflightMode says what the read-only API checks at plan do (provider argument preflight).
type PreflightMode string

// The modes of preflight.
const (
	PreflightEnforce PreflightMode = "enforce" // what cannot work is an error (the default)
	PreflightWarn    PreflightMode = "warn"    // what cannot work is a warning
	PreflightOff     PreflightMode = "off"     // no API call is made at plan
)

// PreflightModes returns every mode, the default first.
func PreflightModes() []PreflightMode {
	return []PreflightMode{PreflightEnforce, PreflightWarn, PreflightOff}
}

// ErrUnknown is returned by Data.Region while the provider block has values that are not known yet, which happens at plan when it is
// fed from a resource that has not been applied. There is no client then and no network call can be made.
var ErrUnknown = errors.New("the provider configuration depends on values that are not known until apply")

// Settings are the inputs of New: the provider block, resolved.
type Settings struct {
	// AWS is the SDK configuration with refreshable credentials. Its Region is not used: Data.Region sets it for each client.
	AWS aws.Config
	// Region is the provider's region and Partition the one that it belongs to, such as "aws" or "aws-us-gov".
	Region, Partition string
	// AccountID is the account of the credentials, "" when it is not known without a call.
	AccountID string
	// Endpoint is the custom AWS Backup endpoint of the provider block, "" for none. Endpoints from the environment and from shared
	// configuration files are in AWS.
	Endpoint string
	// SkipRegionValidation accepts region names that this version does not know.
	SkipRegionValidation bool
	// Preflight is the provider argument of this name; the zero value means PreflightEnforce.
	Preflight PreflightMode
	// IdempotencyScope is mixed into generated idempotency tokens.
	IdempotencyScope string
	// Tags are default_tags and ignore_tags.
	Tags TagsConfig
	// Unknown says that an argument of the provider block other than tags is not known yet: there is no client.
	Unknown bool

	// Watch sets the intervals of waiting for jobs; zero values are the production defaults.
	Watch jobwatch.Config
	// Intervals are those of every other retry and poll.
	Intervals RetryIntervals
	// Quotas are the client-side request rates; nil means the default quotas of AWS.
	Quotas *awsbackup.Quotas
}

// Data is one configured provider. It is safe for concurrent use.
type Data struct {
	settings Settings
	pace     responsePace
	advice   advice

	mu      sync.Mutex
	regions map[string]*Region
}

// New makes the data of one configured provider. It makes no network call.
func New(settings Settings) *Data {
	if settings.Preflight == "" {
		settings.Preflight = PreflightEnforce
	}
	return &Data{settings: settings, advice: advice{limit: settings.Intervals.withDefaults().Advice}, regions: make(map[string]*Region)}
}

// RegionName returns the provider's region, "" while it is unknown.
func (d *Data) RegionName() string { return d.settings.Region }

// Partition returns the partition of the provider's region, such as "aws", "" while it is unknown.
func (d *Data) Partition() string { return d.settings.Partition }

// AccountID returns the account that the credentials belong to, or "" when that is not known without a call (access keys alone do
// not tell).
func (d *Data) AccountID() string { return d.settings.AccountID }

// Preflight returns what the API checks at plan do. It is PreflightOff while the provider configuration is unknown.
func (d *Data) Preflight() PreflightMode {
	if d.settings.Unknown {
		return PreflightOff
	}
	return d.settings.Preflight
}

// IdempotencyScope returns what is mixed into generated idempotency tokens, "" for nothing.
func (d *Data) IdempotencyScope() string { return d.settings.IdempotencyScope }

// Tags returns default_tags and ignore_tags.
func (d *Data) Tags() TagsConfig { return d.settings.Tags }

// Unknown reports whether the provider block has values, other than tags, that are not known yet. Region then returns ErrUnknown; what
// runs at plan must do without a client and say nothing.
func (d *Data) Unknown() bool { return d.settings.Unknown }

// Region returns the client, watcher and caches of a region, made on first use and shared from then on. An empty region means the
// provider's. The errors are ErrUnknown and *RegionError. It makes no network call.
func (d *Data) Region(region string) (*Region, error) {
	if d.settings.Unknown {
		return nil, ErrUnknown
	}
	if region == "" {
		region = d.settings.Region
	}
	if err := d.ValidateRegion(region); err != nil {
		return nil, err
	}

	d.mu.Lock()
	defer d.mu.Unlock()
	r, ok := d.regions[region]
	if !ok {
		r = newRegion(region, d.settings, &d.advice)
		d.regions[region] = r
	}
	return r, nil
}
