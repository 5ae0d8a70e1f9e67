// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// networkFault translates a request that got no answer.
func networkFault(a Attempt, err error) (report, bool) {
	sent, ok := errors.AsType[*smithyhttp.RequestSendError](err)
	if !ok {
		return report{}, false
	}
	r := report{said: "The error was: " + sent.Err.Error()}
	if refused, ok := errors.AsType[*awsbackup.ProxyError](err); ok {
		r.said = "The error was: " + refused.Error()
	}
	r.use(networkCause(err, cmp.Or(hostIn(err), "the endpoint")))
	if !neverConnected(err) || attempts(err) > 1 {
		r.fix += a.mayHaveStarted()
	}
	return r, true
}

// neverConnected reports that the last attempt ended before a request could be sent.
func neverConnected(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial" || awsbackup.IsPermanentTransport(err)
}

// networkCause tells the ways of not reaching a host apart.
func networkCause(err error, host string) fault {
	switch awsbackup.TransportFaultOf(err) {
	case awsbackup.ProxyUnreachable:
		return fault{
			summary: "Proxy Not Reachable",
			cause:   "The connection to " + host + " goes through a proxy, and the proxy cannot be connected to.",
			fix:     "Check http_proxy and https_proxy in the provider block, or HTTPS_PROXY and HTTP_PROXY, and no_proxy or NO_PROXY for hosts that need none.",
		}
	case awsbackup.ProxyRefused:
		return proxyRefused(err, host)
	case awsbackup.HostNotFound:
		dns, _ := errors.AsType[*net.DNSError](err)
		name := cmp.Or(dns.Name, host)
		return fault{
			summary: "Host Name Not Found",
			cause:   "The name " + name + " cannot be resolved: the Region is misspelt or has no such endpoint, or this machine has no DNS." + endpointVariant(name),
			fix:     "Check region and endpoints in the provider block, and whether this machine can resolve the name (a private network needs a VPC endpoint for AWS Backup).",
		}
	case awsbackup.CertificateNotTrusted:
		return fault{
			summary: "TLS Certificate Not Trusted",
			cause:   "The certificate that " + host + " presented is not one that this machine trusts, as behind a proxy that inspects traffic, or the endpoint is not AWS.",
			fix:     "Give the proxy's certificate authority in custom_ca_bundle or AWS_CA_BUNDLE, check endpoints, and check the clock of this machine.",
		}
	case awsbackup.NoTLS:
		return fault{
			summary: "Endpoint Does Not Speak TLS",
			cause:   host + " answered with something other than TLS.",
			fix:     "Check the scheme and port in endpoints or AWS_ENDPOINT_URL: a local emulator usually needs http://; AWS always needs https://.",
		}
	case awsbackup.ConnectionRefused:
		return fault{
			summary: "Connection Refused",
			cause:   "Nothing listens at " + host + ", or a firewall turns connections away.",
			fix:     "Check endpoints and AWS_ENDPOINT_URL, and if they name a local emulator, start it.",
		}
	case awsbackup.NoAnswer:
		return fault{
			summary: "No Answer From AWS",
			cause:   host + " did not answer in time: there is no route to it, a firewall drops the packets, or the network is disrupted.",
			fix:     "Check that this machine may reach the host on its port (a private network needs a VPC endpoint for AWS Backup or a proxy), then apply again.",
		}
	case awsbackup.ConnectionLost:
		return fault{
			summary: "Connection Lost",
			cause:   "The connection to " + host + " broke before the answer was complete.",
			fix:     "Apply again. If it persists, look at proxies and firewalls in between.",
		}
	case awsbackup.NoTransportFault:
	}
	return fault{
		summary: "AWS Not Reachable",
		cause:   "The request could not be sent to " + host + ", or its answer did not come back.",
		fix:     "Check the network, the proxy settings and endpoints in the provider block, then apply again.",
	}
}

// proxyRefused tells a proxy that wants credentials from one that does not connect.
func proxyRefused(err error, host string) fault {
	refused, _ := errors.AsType[*awsbackup.ProxyError](err)
	if refused == nil || refused.Status == http.StatusProxyAuthRequired {
		return proxyCredentials
	}
	return fault{
		summary: "Connection Refused by the Proxy",
		cause:   "The proxy does not connect to " + host + ": it answered with status " + strconv.Itoa(refused.Status) + ".",
		fix:     "Have the proxy allow " + host + ", or add the host to no_proxy or NO_PROXY if it can be reached without the proxy.",
	}
}

// proxyCredentials is status 407, as the answer to CONNECT or to the request itself.
var proxyCredentials = fault{
	summary: "Proxy Credentials Not Accepted",
	cause:   "The proxy asks for a user name and password, and accepts none or not those that are set.",
	fix: "Set them in the URL of the proxy, as USER:PASSWORD@ before its host name, in https_proxy and http_proxy in the provider block or in " +
		"HTTPS_PROXY and HTTP_PROXY. Special characters of the password must be percent-encoded.",
}

// endpointVariant says that not every Region has endpoints of the kind that a host name shows.
func endpointVariant(host string) string {
	switch {
	case strings.Contains(host, "-fips."):
		return " It is a FIPS endpoint (use_fips_endpoint or AWS_USE_FIPS_ENDPOINT), and not every service has one in every Region."
	case strings.HasSuffix(host, ".api.aws"), strings.HasSuffix(host, ".api.amazonwebservices.com.cn"):
		return " It is a dual-stack endpoint (use_dualstack_endpoint or AWS_USE_DUALSTACK_ENDPOINT), and not every service has one in every Region."
	}
	return ""
}

// hostIn is the host that a request was meant for, "" if the error does not say.
func hostIn(err error) string {
	if e, ok := errors.AsType[*url.Error](err); ok {
		if u, parseErr := url.Parse(e.URL); parseErr == nil {
			return u.Host
		}
	}
	return ""
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
