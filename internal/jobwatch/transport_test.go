// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"testing"
	"time"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// permanentFaults are those of the network that nothing but a change ends.
func permanentFaults() map[string]error {
	faults := map[string]error{
		"untrusted certificate": &tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}},
		"no TLS":                http.ErrSchemeMismatch,
		"proxy not there":       &net.OpError{Op: "proxyconnect", Err: net.ErrClosed},
		"proxy refuses":         &awsbackup.ProxyError{Status: http.StatusProxyAuthRequired},
		"no such host":          &net.DNSError{IsNotFound: true},
	}
	for name, fault := range faults {
		faults[name] = &smithyhttp.RequestSendError{Err: fault}
	}
	return faults
}

// A wait that never gets through ends in seconds.
func TestWatcher_neverReached(t *testing.T) {
	t.Parallel()
	for name, fault := range permanentFaults() {
		for _, n := range []int{1, 50} {
			inBubble(t, name, func(t *testing.T) {
				a := &account{fault: func(string, int) error { return fault }}
				w := newWatcher(a, jobwatch.Config{})
				began := time.Now()
				for _, j := range a.addMany(n, time.Hour) {
					_, err := w.Wait(t.Context(), jobwatch.Request{ID: j.id})
					if awsbackup.TransportFaultOf(err) != awsbackup.TransportFaultOf(fault) {
						t.Fatalf("the wait ended with %v, want %v", err, fault)
					}
					within(t, "time to the end", time.Since(began), 0, 15*time.Second)
					if n > 1 {
						return // the others are like it
					}
				}
			})
		}
	}
}

// The same fault in the middle of a wait only delays: a network that worked may work again.
func TestWatcher_reachedBefore(t *testing.T) {
	t.Parallel()
	for name, fault := range permanentFaults() {
		inBubble(t, name, func(t *testing.T) {
			a := &account{fault: during(5*time.Minute, time.Hour, fault)}
			late := waitAll(t, newWatcher(a, jobwatch.Config{}), a.addMany(20, 2*time.Hour))
			within(t, "late", late, 0, 45*time.Second)
		})
	}
}
