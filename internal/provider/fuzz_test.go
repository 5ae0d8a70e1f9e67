// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/url"
	"strings"
	"testing"
)

// FuzzURLRules: a proxy that the rule accepts is one that Go's HTTP client uses, an endpoint has a host, and no message repeats the value.
func FuzzURLRules(f *testing.F) {
	for _, v := range []string{
		"http://proxy:3128", "proxy:3128", "user:pa%ss@host:9", "http://user:pa%ss@host:9", "HTTPS://h", "socks5://h:1", "http://", "http:opaque",
		"localhost:4566", "://", "http://[::1", "http://:80", " http://h",
	} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) {
		for _, check := range []func(string) string{wrongProxy, func(v string) string { return wrongURL(v, "http", "https") }} {
			if wrong := check(v); len(v) > 8 && strings.Contains(wrong, v) {
				t.Errorf("the message repeats %q: %s", v, wrong)
			}
		}
		if wrongURL(v, "http", "https") == "" {
			if u, err := url.Parse(v); err != nil || u.Hostname() == "" {
				t.Errorf("the endpoint %q was accepted: %v, %v", v, u, err)
			}
		}
		if v == "" || wrongProxy(v) != "" {
			return
		}
		// As Go's HTTP client reads it.
		u, err := url.Parse(v)
		if err != nil || u.Host == "" {
			u, err = url.Parse("http://" + v)
		}
		if err != nil || u.Hostname() == "" {
			t.Errorf("the proxy %q was accepted and cannot be used: %v", v, err)
		}
	})
}
