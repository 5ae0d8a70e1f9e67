// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"
)

// TransportFault is the way in which a request failed to reach AWS, or its answer to come back.
type TransportFault int

// Transport faults. The zero value is that of an error that has another reason.
const (
	NoTransportFault TransportFault = iota
	// HostNotFound is a host name that does not exist.
	HostNotFound
	// CertificateNotTrusted is a TLS certificate that this machine does not accept.
	CertificateNotTrusted
	// NoTLS is an answer to https that is not TLS.
	NoTLS
	// ProxyUnreachable is a proxy that cannot be connected to.
	ProxyUnreachable
	// ProxyRefused is a proxy that answers, and does not connect.
	ProxyRefused
	// ConnectionRefused is a host that does not listen on the port.
	ConnectionRefused
	// NoAnswer is a time-out.
	NoAnswer
	// ConnectionLost is a connection that ended before the answer did.
	ConnectionLost
)

// ProxyError is the answer of a proxy that does not connect to the host.
type ProxyError struct {
	// Status is the HTTP status, such as 407 for missing or wrong credentials.
	Status int
}

func (e *ProxyError) Error() string {
	return fmt.Sprintf("the proxy answered CONNECT with %d %s", e.Status, http.StatusText(e.Status))
}

// CheckProxyAnswer is for [http.Transport.OnProxyConnectResponse]. It gives the refusal of a proxy a type, a *[ProxyError], which
// net/http does not.
func CheckProxyAnswer(_ context.Context, _ *url.URL, _ *http.Request, answer *http.Response) error {
	if answer.StatusCode != http.StatusOK {
		return &ProxyError{Status: answer.StatusCode}
	}
	return nil
}

// TransportFaultOf tells transport faults apart, for the retries and for the messages.
func TransportFaultOf(err error) TransportFault {
	if _, ok := errors.AsType[*ProxyError](err); ok {
		return ProxyRefused
	}
	op, _ := errors.AsType[*net.OpError](err)
	if op != nil && op.Op == "proxyconnect" {
		return ProxyUnreachable
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return CertificateNotTrusted
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return NoTLS
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return HostNotFound
	}
	timeout, _ := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return ConnectionRefused
	case timeout != nil && timeout.Timeout():
		return NoAnswer
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return ConnectionLost
	}
	return NoTransportFault
}

// IsPermanentTransport reports a transport fault that the same request will meet again unless a user acts: the name does not exist,
// the certificate is not trusted, the port does not speak TLS, the proxy is not there or refuses. A name server that does not answer,
// and a proxy that says that the host does not, may do so in a moment.
func IsPermanentTransport(err error) bool {
	switch TransportFaultOf(err) {
	case CertificateNotTrusted, NoTLS, ProxyUnreachable:
		return true
	case HostNotFound:
		dns, ok := errors.AsType[*net.DNSError](err)
		return ok && dns.IsNotFound && !dns.IsTemporary && !dns.IsTimeout
	case ProxyRefused:
		refused, ok := errors.AsType[*ProxyError](err)
		return ok && refused.Status < http.StatusInternalServerError && refused.Status != http.StatusTooManyRequests
	case NoTransportFault, ConnectionRefused, NoAnswer, ConnectionLost:
	}
	return false
}
