// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	awsbase "github.com/hashicorp/aws-sdk-go-base/v2"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// maxCredentials is how long it may take to find credentials, all sources and retries together.
const maxCredentials = 5 * time.Minute

// The metadata service of an EC2 instance is on the same host. Elsewhere nothing answers at its address, which must not take long: the
// SDK has these limits for it.
const (
	metadataConnect = 250 * time.Millisecond
	metadataAnswer  = 500 * time.Millisecond
	metadataPath    = "/latest/"
)

// useHTTPClient makes the services that give credentials answer within the bounds that AWS Backup has. The transport is that of a
// configuration that was resolved without a call. A certificate bundle of the environment or of a profile is the exception: with it
// the SDK takes no HTTP client but its own.
func useHTTPClient(base *awsbase.Config, offline aws.Config) {
	client, ok := offline.HTTPClient.(*awshttp.BuildableClient)
	if !ok || bundleOfSDK(offline.ConfigSources) {
		return
	}
	all := client.WithTransportOptions(checkProxy).GetTransport()
	metadata := client.WithDialerOptions(func(d *net.Dialer) { d.Timeout = metadataConnect }).WithTransportOptions(checkProxy).GetTransport()
	metadata.ResponseHeaderTimeout = metadataAnswer
	base.CustomCABundle = "" // the transport has it
	base.HTTPClient = &http.Client{
		Transport: awsbackup.BoundedTransport{Next: transports{all, metadata}},
		// AWS does not redirect these calls. Another host must not get what is signed for this one.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// typeProxyErrors gives the refusals of a proxy their type where the SDK has made the HTTP client.
func typeProxyErrors(cfg *aws.Config) {
	if client, ok := cfg.HTTPClient.(*awshttp.BuildableClient); ok {
		cfg.HTTPClient = client.WithTransportOptions(checkProxy)
	}
}

func checkProxy(t *http.Transport) { t.OnProxyConnectResponse = awsbackup.CheckProxyAnswer }

// bundleOfSDK reports whether AWS_CA_BUNDLE or a profile's ca_bundle names certificates.
func bundleOfSDK(sources []any) bool {
	for _, source := range sources {
		switch s := source.(type) {
		case config.EnvConfig:
			if s.CustomCABundle != "" {
				return true
			}
		case config.SharedConfig:
			if s.CustomCABundle != "" {
				return true
			}
		}
	}
	return false
}

// transports sends each request through the transport for its service.
type transports struct{ all, metadata *http.Transport }

// RoundTrip implements http.RoundTripper.
func (t transports) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasPrefix(r.URL.Path, metadataPath) {
		return t.metadata.RoundTrip(r)
	}
	return t.all.RoundTrip(r)
}
