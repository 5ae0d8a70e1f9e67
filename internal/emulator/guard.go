// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
)

// errForeign is the emulator's own: AWS has no such exception.
const errForeign = "EmulatorRefusedException"

// WithHosts lets requests in that call the emulator by these names, besides
// localhost, names below it and loopback addresses. A name may be an address or
// a prefix of addresses such as 0.0.0.0/0. Other names are refused: a web page
// could reach the emulator by a name that it made resolve to this machine.
func WithHosts(names ...string) Option {
	return func(s *Server) {
		for _, name := range names {
			if prefix, err := netip.ParsePrefix(name); err == nil {
				s.hostPrefixes = append(s.hostPrefixes, prefix.Masked())
				continue
			}
			s.hosts = append(s.hosts, bareHost(name))
		}
	}
}

// refuse turns away what a web page may have sent: requests to a name that is
// not the emulator's, and requests from the pages of other servers.
func (s *Server) refuse(r *http.Request) *apiError {
	if !s.knowsHost(bareHost(r.Host)) {
		return forbidden("The emulator does not answer to the name %q. Use a loopback name, or start it with that name as a host (-hosts).", r.Host)
	}
	origin := r.Header.Get("Origin")
	if origin == "" {
		if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" || site == "same-site" {
			return forbidden("The emulator does not answer the pages of other servers.")
		}
		return nil
	}
	if from, err := url.Parse(origin); err != nil || from.Host == "" || !strings.EqualFold(from.Host, r.Host) {
		return forbidden("The emulator does not answer the pages of %q.", origin)
	}
	return nil
}

func forbidden(format string, args ...any) *apiError {
	failed := failure(errForeign, format, args...)
	failed.Status = http.StatusForbidden
	return failed
}

func (s *Server) knowsHost(name string) bool {
	if name == "" || name == "localhost" || strings.HasSuffix(name, ".localhost") || slices.Contains(s.hosts, name) {
		return true
	}
	address, err := netip.ParseAddr(name)
	if err != nil {
		return false
	}
	address = address.Unmap().WithZone("")
	return address.IsLoopback() || slices.ContainsFunc(s.hostPrefixes, func(p netip.Prefix) bool { return p.Contains(address) })
}

// bareHost is a Host header without port, brackets, final dot and capitals.
func bareHost(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(strings.TrimSuffix(host, "."))
}
