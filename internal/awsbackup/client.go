// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"
)

// Client is an [API] over the network. It refuses a call whose identifiers are
// empty with an [*EmptyIDError] before anything is sent, and passes every
// attempt, retries included, through its [Limiter]. It gives up on an answer
// that is larger, slower or has more pages than any of AWS Backup can be. Safe
// for concurrent use.
type Client struct {
	calls  calls
	region string
}

// Options are what a Client needs beside an [aws.Config].
type Options struct {
	// Region overrides the region of the configuration; "" keeps it.
	Region string
	// Endpoint is a base URL that wins over everything the environment and the
	// shared files say; "" resolves as the SDK does.
	Endpoint string
	// Limiter is shared by all clients of one account and Region; nil means
	// no limit.
	Limiter *Limiter
	// APIOptions are appended to those of the configuration.
	APIOptions []func(*middleware.Stack) error
}

// NewClient makes a client. It does no I/O; the retryer, the HTTP client and the
// credentials are those of cfg.
func NewClient(cfg aws.Config, opts Options) *Client {
	pages := &pageCounter{}
	sdk := backup.NewFromConfig(cfg, func(o *backup.Options) {
		if opts.Region != "" {
			o.Region = opts.Region
		}
		if opts.Endpoint != "" {
			o.BaseEndpoint = aws.String(opts.Endpoint)
		}
		o.HTTPClient = boundedClient{o.HTTPClient}
		o.APIOptions = append(o.APIOptions, addBounds, pages.addTo, addGuard)
		if opts.Limiter != nil {
			o.APIOptions = append(o.APIOptions, opts.Limiter.addTo)
		}
		o.APIOptions = append(o.APIOptions, opts.APIOptions...)
	})
	return &Client{calls: newCalls(sdk), region: sdk.Options().Region}
}

// Region is the region that the client talks to.
func (c *Client) Region() string { return c.region }

// ServerTime is AWS's clock at the moment of an answer (the Date header, whole
// seconds), given the ResultMetadata of any output. ok is false when the answer
// carried none.
func ServerTime(metadata middleware.Metadata) (t time.Time, ok bool) {
	t, ok = awsmiddleware.GetServerTime(metadata)
	return t, ok && !t.IsZero()
}
