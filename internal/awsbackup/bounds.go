// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"sync"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
)

const (
	// maxPages bounds the pages of one list: a vault has at most a million recovery points, and a page 1,000.
	maxPages = 5000
	// loggedBody is how many bytes of an answer a logger between the network and the decoder gets to see.
	loggedBody = 4 << 10
)

// BodyTooLargeError is an answer that is longer than any of AWS Backup.
type BodyTooLargeError struct{ Limit int64 }

func (e *BodyTooLargeError) Error() string {
	return fmt.Sprintf("the answer is longer than %d MiB", e.Limit>>20)
}

// TooManyPagesError is a list that does not end.
type TooManyPagesError struct {
	Operation string
	Limit     int
}

func (e *TooManyPagesError) Error() string {
	return fmt.Sprintf("%s has not ended after %d pages", e.Operation, e.Limit)
}

// slowAttemptError is an attempt that took longer than it may; another one may go through.
type slowAttemptError struct{ limit time.Duration }

func (e *slowAttemptError) Error() string {
	return fmt.Sprintf("no complete answer within %s", e.limit)
}

// NoAnswerWithin is the error of a call that got no complete answer in the time that its caller allows.
func NoAnswerWithin(limit time.Duration) error {
	return &smithyhttp.RequestSendError{Err: &slowAttemptError{limit: limit}}
}

// Timeout and Temporary implement net.Error.
func (e *slowAttemptError) Timeout() bool   { return true }
func (e *slowAttemptError) Temporary() bool { return true }

// requestLogger is the ID of aws-sdk-go-base's logger of requests. It searches what it logs with regular expressions, line by line,
// and an answer of AWS is one line.
const requestLogger = "TF_AWS_RequestResponseLogger"

type bodyKey struct{}

// addBounds keeps a server from filling the memory, holding up a call or ending the process.
func addBounds(stack *middleware.Stack) error {
	restoring := middleware.DeserializeMiddlewareFunc("AWSBackupRestoreBody", restoreBody)
	restore := func() error { return stack.Deserialize.Add(restoring, middleware.After) }
	if _, logs := stack.Deserialize.Get(requestLogger); logs {
		restore = func() error { return stack.Deserialize.Insert(restoring, requestLogger, middleware.Before) }
	}
	return errors.Join(
		stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("AWSBackupDecode", decode), middleware.Before),
		restore(),
		stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("AWSBackupReadBody", readBody), middleware.After),
	)
}

// decode turns a panic of the SDK's decoder into the error of an answer that cannot be read.
func decode(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	out middleware.DeserializeOutput, metadata middleware.Metadata, err error,
) {
	defer func() {
		if p := recover(); p != nil {
			err = &smithy.DeserializationError{Err: fmt.Errorf("the answer has a value that AWS's SDK cannot decode: %v", p)}
		}
	}()
	return next.HandleDeserialize(ctx, in)
}

// readBody reads the whole answer, and leaves its beginning to a logger. What it has read waits for restoreBody.
func readBody(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	if err != nil || !ok || response.Response == nil || response.Body == nil {
		return out, metadata, err
	}
	content, err := io.ReadAll(response.Body)
	_ = response.Body.Close() // nothing more is read from it
	response.Body = http.NoBody
	if _, large := errors.AsType[*BodyTooLargeError](err); err != nil && !large {
		err = &smithyhttp.RequestSendError{Err: err}
	}
	if err != nil {
		return out, metadata, err
	}
	content = withoutNonNumbers(content)
	if kept, ok := ctx.Value(bodyKey{}).(*[]byte); ok {
		*kept = content
	}
	response.Body = io.NopCloser(bytes.NewReader(content[:min(len(content), loggedBody)]))
	return out, metadata, nil
}

// restoreBody gives the decoder the whole answer.
func restoreBody(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	var kept []byte
	out, metadata, err := next.HandleDeserialize(context.WithValue(ctx, bodyKey{}, &kept), in)
	if response, ok := out.RawResponse.(*smithyhttp.Response); ok && err == nil && kept != nil {
		response.Body = io.NopCloser(bytes.NewReader(kept))
	}
	return out, metadata, err
}

// nonNumbers are members of AWS Backup that hold dates and numbers, with a value that is none. JSON has no such number, so that they
// come as strings, which the SDK's decoder takes and then fails on or panics.
var nonNumbers = lazyregexp.New(`("[A-Za-z]*(?:Date|At|By|Time|Bytes|Days|Minutes|Done|Percentage|Count)"\s*:\s*)"[-+]?(?:NaN|Infinity|Inf)"`)

// withoutNonNumbers makes such members absent.
func withoutNonNumbers(content []byte) []byte {
	if !bytes.Contains(content, []byte(`NaN"`)) && !bytes.Contains(content, []byte(`Inf`)) {
		return content
	}
	return nonNumbers().ReplaceAll(content, []byte("${1}null"))
}

// pageCounter counts the pages of lists by the tokens that lead from one to the next.
type pageCounter struct {
	mu    sync.Mutex
	pages map[string]int
}

// addTo makes every list end that has too many pages.
func (p *pageCounter) addTo(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("AWSBackupPages", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		operation := middleware.GetOperationName(ctx)
		page := p.take(operation, nextToken(in.Parameters))
		if page > maxPages {
			return middleware.InitializeOutput{}, middleware.Metadata{}, &TooManyPagesError{Operation: operation, Limit: maxPages}
		}
		out, metadata, err := next.HandleInitialize(ctx, in)
		if token := nextToken(out.Result); err == nil && token != "" {
			p.put(operation, token, page+1)
		} else if err != nil {
			p.put(operation, nextToken(in.Parameters), page) // the caller may ask for this page again
		}
		return out, metadata, err
	}), middleware.After)
}

// take returns the number of the page that a token leads to, 1 for none.
func (p *pageCounter) take(operation, token string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	page := max(1, p.pages[operation+" "+token])
	delete(p.pages, operation+" "+token)
	return page
}

func (p *pageCounter) put(operation, token string, page int) {
	if token == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.pages == nil {
		p.pages = make(map[string]int)
	}
	p.pages[operation+" "+token] = page
}

// nextToken is the member of that name, of an input or an output; "" if there is none.
func nextToken(of any) string {
	v := reflect.Indirect(reflect.ValueOf(of))
	if v.Kind() != reflect.Struct {
		return ""
	}
	if token, ok := reflect.TypeAssert[*string](fieldOrZero(v, "NextToken")); ok && token != nil {
		return *token
	}
	return ""
}

func fieldOrZero(v reflect.Value, name string) reflect.Value {
	if f := v.FieldByName(name); f.IsValid() {
		return f
	}
	return reflect.ValueOf((*string)(nil))
}
