// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Configure calls nobody if the credentials need nobody.
func TestConfigureIsQuiet(t *testing.T) {
	t.Parallel()
	p := &proxy{cloud: newCloud(t)}
	b := p.cloud.static(block{
		// What has no endpoint here would go to the proxy.
		"http_proxy": p.cloud.url, "https_proxy": p.cloud.url, "default_tags": []any{block{"tags": block{"a": "b"}}}, "max_retries": 1,
	})
	mustConfigure(t, b)
	mustConfigure(t, with(b, block{"endpoints": nil, "region": "us-east-1", "use_fips_endpoint": true, "use_dualstack_endpoint": true}))
	if n := len(p.cloud.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestPreflight(t *testing.T) {
	t.Parallel()
	for value, want := range map[any]providerdata.PreflightMode{
		nil: providerdata.PreflightEnforce, "enforce": providerdata.PreflightEnforce,
		"warn": providerdata.PreflightWarn, "off": providerdata.PreflightOff,
	} {
		if got := mustConfigure(t, with(keys, block{"preflight": value})).Preflight(); got != want {
			t.Errorf("%v means %s, want %s", value, got, want)
		}
	}
}

func TestIdempotencyScope(t *testing.T) {
	scope := func(v any) string {
		return mustConfigure(t, with(keys, block{"idempotency_scope": v})).IdempotencyScope()
	}
	if got := scope(nil); got != "" {
		t.Errorf("the default is %q", got)
	}
	t.Setenv("TFC_WORKSPACE_SLUG", "acme/production")
	for value, want := range map[any]string{nil: "acme/production", "": "", "mine": "mine"} {
		if got := scope(value); got != want {
			t.Errorf("%v means %q, want %q", value, got, want)
		}
	}
}
