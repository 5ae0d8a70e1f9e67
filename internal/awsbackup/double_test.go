// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// wire is an HTTP client without a network: it notes requests and answers by
// calling back.
type wire struct {
	answer func(n int, r *http.Request) *http.Response // nil means an empty 200

	mu       sync.Mutex
	requests []*http.Request
	at       []time.Time
}

func (w *wire) Do(r *http.Request) (*http.Response, error) {
	w.mu.Lock()
	w.requests = append(w.requests, r)
	w.at = append(w.at, time.Now())
	n := len(w.requests)
	w.mu.Unlock()
	if w.answer == nil {
		return reply(http.StatusOK, "", "{}"), nil
	}
	return w.answer(n, r), nil
}

// reply is an answer of AWS; exception is the error header, if any.
func reply(status int, exception, body string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	if exception != "" {
		h.Set("X-Amzn-Errortype", exception+":http://internal.amazon.com/coral/com.amazonaws.services.cryo/")
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}
}

// client is a Client on a wire.
func client(w *wire, opts awsbackup.Options) *awsbackup.Client {
	return awsbackup.NewClient(aws.Config{
		Region:      "eu-west-1",
		HTTPClient:  w,
		Credentials: credentials.NewStaticCredentialsProvider("AKID", "SECRET", ""),
	}, opts)
}
