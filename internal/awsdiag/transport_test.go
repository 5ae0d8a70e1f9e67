// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials/processcreds"
	"github.com/aws/aws-sdk-go-v2/credentials/ssocreds"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// nobody is an address of this machine at which nothing listens.
func nobody(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return l.Addr().String()
}

// through is config with its own way to the network.
func through(transport *http.Transport) aws.Config {
	cfg := config()
	cfg.HTTPClient = &http.Client{Transport: transport}
	return cfg
}

func quietServer(t *testing.T, handler http.HandlerFunc, start func(*httptest.Server)) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(handler)
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	start(server)
	t.Cleanup(server.Close)
	return server
}

func TestFromError_network(t *testing.T) {
	t.Parallel()
	resolving := &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: "backup.eu-west-9.amazonaws.com", IsNotFound: true}}
	}}
	stalling := &http.Transport{DialContext: (&net.Dialer{Deadline: time.Unix(1, 0)}).DialContext}
	proxied := &http.Transport{Proxy: http.ProxyURL(&url.URL{Scheme: "http", Host: nobody(t), User: url.UserPassword("me", "proxy-secret")})}
	tlsServer := quietServer(t, refusal(400, "ConflictException", "", ""), (*httptest.Server).StartTLS)
	cutting := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })

	for name, c := range map[string]struct {
		cfg      aws.Config
		endpoint string
		summary  string
		phrases  []string
	}{
		"refused":   {config(), "http://" + nobody(t), "Connection Refused", []string{"Nothing listens at 127.0.0.1:", "AWS_ENDPOINT_URL"}},
		"DNS":       {through(resolving), "", "Host Name Not Found", []string{"backup.eu-west-9.amazonaws.com cannot be resolved", "VPC endpoint"}},
		"timeout":   {through(stalling), "http://127.0.0.1:9", "No Answer From AWS", []string{"127.0.0.1:9 did not answer in time"}},
		"proxy":     {through(proxied), "https://backup.eu-west-1.amazonaws.com", "Proxy Not Reachable", []string{"HTTPS_PROXY", "NO_PROXY"}},
		"untrusted": {config(), tlsServer.URL, "TLS Certificate Not Trusted", []string{"custom_ca_bundle", "AWS_CA_BUNDLE"}},
		"no TLS": {
			through(&http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12}}), strings.Replace(cutting, "http:", "https:", 1),
			"Endpoint Does Not Speak TLS",
			[]string{"http://"},
		},
		"cut": {config(), cutting, "Connection Lost", []string{"the same idempotency token"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := awsdiag.FromError(starting(), failure(t, c.cfg, "StartBackupJob", c.endpoint))
			check(t, d, c.summary, "", append([]string{"The error was: "}, c.phrases...)...)
			if promised := strings.Contains(d.Detail(), "nothing is lost"); promised != (name == "cut") {
				t.Errorf("says that a request may have arrived: %v", promised)
			}
		})
	}
}

func TestFromError_contexts(t *testing.T) {
	t.Parallel()
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancelLate := context.WithDeadline(t.Context(), time.Unix(1, 0))
	t.Cleanup(cancelLate)
	url := serve(t, refusal(400, "ConflictException", "", ""))
	for name, c := range map[string]struct {
		ctx             context.Context
		summary, phrase string
	}{
		"cancelled": {cancelled, "Interrupted", "Terraform was stopped"},
		"deadline":  {late, "Timed Out", "allow more time in timeouts"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := calls["StartBackupJob"](c.ctx, awsbackup.NewClient(config(), awsbackup.Options{Endpoint: url}))
			check(t, awsdiag.FromError(starting(), err), c.summary, "", c.phrase, "the same idempotency token")
			check(t, awsdiag.FromError(awsdiag.Attempt{Doing: "waiting"}, fmt.Errorf("waiting: %w", c.ctx.Err())), c.summary, "", "Waiting failed.")
		})
	}
}

// Credentials come from calls of their own; what they answer must not be treated as an answer of AWS Backup.
func TestFromError_credentials(t *testing.T) {
	t.Parallel()
	stsAnswer := func(status int, code, message string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/xml")
			w.Header().Set("X-Amzn-Requestid", testRequestID)
			w.WriteHeader(status)
			fmt.Fprintf(w, "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>", code, message, testRequestID)
		}
	}
	giving := func(p aws.CredentialsProvider) aws.Config {
		cfg := config()
		cfg.Credentials = aws.NewCredentialsCache(p)
		return cfg
	}
	assume := func(endpoint string) aws.Config {
		client := sts.NewFromConfig(config(), func(o *sts.Options) { o.BaseEndpoint = new(endpoint) })
		return giving(stscreds.NewAssumeRoleProvider(client, "arn:aws:iam::444455556666:role/Deploy"))
	}
	metadata := &smithy.OperationError{ServiceID: "Backup", OperationName: "StartBackupJob", Err: fmt.Errorf("get identity: %w",
		&smithy.OperationError{ServiceID: "ec2imds", OperationName: "GetMetadata", Err: &smithyhttp.RequestSendError{Err: syscall.EHOSTUNREACH}})}

	for name, c := range map[string]struct {
		err     error
		summary string
		phrases []string
	}{
		"denied to assume": {
			failure(t, assume(serve(t, stsAnswer(403, "AccessDenied", "User: arn:aws:iam::111122223333:user/ci is not authorized to perform: "+
				"sts:AssumeRole on resource: arn:aws:iam::444455556666:role/Deploy"))), "StartBackupJob", "http://127.0.0.1:1"),
			"No Valid AWS Credentials",
			[]string{"AWS STS reported: User:", "STS refused AssumeRole", "Allow sts:AssumeRole on arn:aws:iam::444455556666:role/Deploy", "never sent to AWS Backup", testRequestID},
		},
		"expired at STS": {
			failure(t, assume(serve(t, stsAnswer(403, "ExpiredToken", "The security token included in the request is expired"))), "StartBackupJob", "http://127.0.0.1:1"),
			"AWS Credentials Have Expired",
			[]string{"STS refused AssumeRole", "aws sso login"},
		},
		"STS not reachable": {
			failure(t, assume("http://"+nobody(t)), "StartBackupJob", "http://127.0.0.1:1"), "Connection Refused", []string{"Nothing listens at"},
		},
		"SSO session over": {
			failure(t, giving(ssocreds.New(nil, "", "", "", func(o *ssocreds.Options) { o.CachedTokenFilepath = t.TempDir() + "/none" })), "StartBackupJob", "http://127.0.0.1:1"),
			"No Valid AWS Credentials",
			[]string{"SSO session has expired", "aws sso login", "never sent to AWS Backup"},
		},
		"no credential process": {
			failure(t, giving(processcreds.NewProvider("")), "StartBackupJob", "http://127.0.0.1:1"),
			"No Valid AWS Credentials",
			[]string{"command must not be empty", "by profile"},
		},
		"no metadata service": {metadata, "No Valid AWS Credentials", []string{"aws sts get-caller-identity --region eu-west-1", "ec2imds"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			check(t, awsdiag.FromError(starting(), c.err), c.summary, "", c.phrases...)
		})
	}
}
