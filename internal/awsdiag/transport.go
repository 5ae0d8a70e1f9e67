// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"syscall"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// networkFault translates a request that got no answer.
func networkFault(a Attempt, err error) (report, bool) {
	sent, ok := errors.AsType[*smithyhttp.RequestSendError](err)
	if !ok {
		return report{}, false
	}
	r := report{said: "The error was: " + sent.Err.Error()}
	r.blame(networkCause(err, cmp.Or(hostIn(err), "the endpoint")))
	if !neverConnected(err) || attempts(err) > 1 {
		r.fix += a.mayHaveStarted()
	}
	return r, true
}

// neverConnected reports that the last attempt ended before a request could be sent.
func neverConnected(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && (op.Op == "dial" || op.Op == "proxyconnect") || certificateFault(err) || noTLS(err)
}

// networkCause tells the ways of not reaching a host apart.
func networkCause(err error, host string) fault {
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "proxyconnect" {
		return fault{
			summary: "Proxy Not Reachable",
			cause:   "The connection to " + host + " goes through a proxy, and that did not work.",
			fix:     "Check http_proxy and https_proxy in the provider block, HTTPS_PROXY and NO_PROXY, and the proxy's credentials.",
		}
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return fault{
			summary: "Host Name Not Found",
			cause:   "The name " + cmp.Or(dns.Name, host) + " cannot be resolved: the Region is misspelt or has no such endpoint, or this machine has no DNS.",
			fix:     "Check region and endpoints in the provider block, and whether this machine can resolve the name (a private network needs a VPC endpoint for AWS Backup).",
		}
	}
	if certificateFault(err) {
		return fault{
			summary: "TLS Certificate Not Trusted",
			cause:   "The certificate that " + host + " presented is not one that this machine trusts, as behind a proxy that inspects traffic, or the endpoint is not AWS.",
			fix:     "Give the proxy's certificate authority in custom_ca_bundle or AWS_CA_BUNDLE, check endpoints, and check the clock of this machine.",
		}
	}
	if noTLS(err) {
		return fault{
			summary: "Endpoint Does Not Speak TLS",
			cause:   host + " answered with something other than TLS.",
			fix:     "Check the scheme and port in endpoints or AWS_ENDPOINT_URL: a local stand-in usually needs http://, AWS always https://.",
		}
	}
	timeout, _ := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fault{
			summary: "Connection Refused",
			cause:   "Nothing listens at " + host + ", or a firewall turns connections away.",
			fix:     "Check endpoints and AWS_ENDPOINT_URL, and start the local stand-in if that is what they name.",
		}
	case timeout != nil && timeout.Timeout():
		return fault{
			summary: "No Answer From AWS",
			cause:   host + " did not answer in time: no route to it, a firewall that drops packets, or a disturbance on the way.",
			fix:     "Check that this machine may reach the host on its port (a private network needs a VPC endpoint for AWS Backup or a proxy), then apply again.",
		}
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fault{
			summary: "Connection Lost",
			cause:   "The connection to " + host + " broke before the answer was complete.",
			fix:     "Apply again. If it persists, look at proxies and firewalls in between.",
		}
	}
	return fault{
		summary: "AWS Not Reachable",
		cause:   "The request could not be sent to " + host + ", or its answer did not come back.",
		fix:     "Check the network, the proxy settings and endpoints in the provider block, then apply again.",
	}
}

// noTLS reports an endpoint that answers https with plain http, or with something else altogether.
func noTLS(err error) bool {
	_, ok := errors.AsType[tls.RecordHeaderError](err)
	return ok || errors.Is(err, http.ErrSchemeMismatch)
}

func certificateFault(err error) bool {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return true
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		return true
	}
	_, ok := errors.AsType[x509.CertificateInvalidError](err)
	return ok
}

// hostIn is the host that a request was meant for, "" if the error does not say.
func hostIn(err error) string {
	e, ok := errors.AsType[*url.Error](err)
	if !ok {
		return ""
	}
	u, parseErr := url.Parse(e.URL)
	if parseErr != nil {
		return ""
	}
	return u.Host
}

// unreadable translates an answer that is not one of AWS Backup: an HTML page, or a body cut short.
func unreadable(a Attempt, err error) (report, bool) {
	_, ok := errors.AsType[*smithy.DeserializationError](err)
	re := response(err)
	if !ok && re == nil {
		return report{}, false
	}
	what := "an answer"
	if re != nil {
		what = "HTTP status " + strconv.Itoa(re.HTTPStatusCode())
		if kind := re.Response.Header.Get("Content-Type"); kind != "" {
			what += " with a body of type " + kind
		}
	}
	return report{
		summary: "Answer Not Understood",
		said:    "The error was: " + err.Error(),
		cause: "What came back, " + what + ", is not an answer of the AWS Backup API: a proxy, a login page or a load balancer " +
			"answered instead, the endpoint is another service, or the body was cut short on the way.",
		fix: "Check endpoints, AWS_ENDPOINT_URL and the proxy settings. If they are right, apply again in a few minutes." + a.mayHaveStarted(),
	}, true
}
