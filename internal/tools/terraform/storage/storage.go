// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package storage is what is left of the client of Google Cloud Storage in a
// Terraform that was built for tests: what go-getter calls for a module whose
// source is a bucket.
package storage

import (
	"context"
	"errors"
	"io"

	"google.golang.org/api/option"
)

var errAbsent = errors.New("this Terraform was built for the tests of terraform-provider-awsbackup, without Google Cloud Storage")

type (
	// Client cannot be made.
	Client struct{}
	// BucketHandle cannot be made.
	BucketHandle struct{}
	// ObjectHandle cannot be made.
	ObjectHandle struct{}
	// ObjectIterator cannot be made.
	ObjectIterator struct{}
	// ObjectAttrs are those of an object.
	ObjectAttrs struct{ Name string }
	// Query selects objects.
	Query struct{ Prefix string }
	// Reader reads an object.
	Reader struct{ io.ReadCloser }
)

// NewClient fails.
func NewClient(context.Context, ...option.ClientOption) (*Client, error) { return nil, errAbsent }

// Bucket is never called, as all below.
func (*Client) Bucket(string) *BucketHandle { return nil }

// Object is never called.
func (*BucketHandle) Object(string) *ObjectHandle { return nil }

// Objects is never called.
func (*BucketHandle) Objects(context.Context, *Query) *ObjectIterator { return nil }

// Next is never called.
func (*ObjectIterator) Next() (*ObjectAttrs, error) { return nil, errAbsent }

// Generation is never called.
func (*ObjectHandle) Generation(int64) *ObjectHandle { return nil }

// NewReader is never called.
func (*ObjectHandle) NewReader(context.Context) (*Reader, error) { return nil, errAbsent }
