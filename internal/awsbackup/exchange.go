// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
)

// Bounds of one answer, far above what AWS sends: a page of AWS Backup has at most 1,000 members of about 2 KB.
const (
	maxBody = 16 << 20 // bytes
	// maxAttempt is how long one attempt may take, its whole answer included. AWS answers within seconds.
	maxAttempt = 2 * time.Minute
)

// BoundedTransport sends requests through another transport and gives up an answer that is larger or slower than any of AWS. It is for
// the services that [Client] does not call, those that give credentials.
type BoundedTransport struct{ Next http.RoundTripper }

// RoundTrip implements http.RoundTripper. Beside the errors of Next, this and reading the body return a *[BodyTooLargeError] or a
// net.Error that has timed out.
func (t BoundedTransport) RoundTrip(r *http.Request) (*http.Response, error) {
	return exchange(r, t.Next.RoundTrip)
}

// boundedClient is BoundedTransport for a whole HTTP client.
type boundedClient struct{ next aws.HTTPClient }

// Do implements aws.HTTPClient.
func (c boundedClient) Do(r *http.Request) (*http.Response, error) { return exchange(r, c.next.Do) }

func exchange(r *http.Request, do func(*http.Request) (*http.Response, error)) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(r.Context(), maxAttempt)
	body := &boundedBody{caller: r.Context(), ctx: ctx, cancel: cancel, left: maxBody}
	request := r.WithContext(ctx)
	if r.Body != nil && r.Body != http.NoBody {
		// The SDK closes its body as soon as an answer begins. Where net/http has not noticed by then that the body has ended, it takes
		// that for a failed request and closes the connection, in the middle of the answer.
		sent, err := io.ReadAll(r.Body)
		_ = r.Body.Close() // all is read
		if err != nil {
			cancel()
			return nil, err
		}
		request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(sent)), nil }
		request.Body, _ = request.GetBody()
	}
	answer, err := do(request)
	if err != nil {
		defer cancel()
		return answer, body.reason(err)
	}
	body.ReadCloser, answer.Body = answer.Body, body
	return answer, nil
}

// boundedBody is the body of one answer.
type boundedBody struct {
	io.ReadCloser

	caller, ctx context.Context //nolint:containedctx // they are those of one request, which the body belongs to
	cancel      context.CancelFunc
	left        int64
	err         error // that of the last read: what reads on gets it again
}

// Read implements io.Reader.
func (b *boundedBody) Read(p []byte) (int, error) {
	if b.err != nil {
		return 0, b.err
	}
	n, err := b.ReadCloser.Read(p)
	if b.left -= int64(n); b.left < 0 {
		n, err = 0, &BodyTooLargeError{Limit: maxBody}
	} else if err != nil && !errors.Is(err, io.EOF) {
		err = b.reason(err)
	}
	b.err = err
	return n, err
}

// Close implements io.Closer.
func (b *boundedBody) Close() error {
	defer b.cancel()
	return b.ReadCloser.Close()
}

// reason replaces the error of an attempt that ran out of time, which would else look like the end of the caller's own time.
func (b *boundedBody) reason(err error) error {
	if b.caller.Err() == nil && errors.Is(b.ctx.Err(), context.DeadlineExceeded) {
		return &slowAttemptError{limit: maxAttempt}
	}
	return err
}
