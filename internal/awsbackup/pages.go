// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"errors"
	"iter"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// ErrRepeatedToken is a list that does not end. What it has not shown may exist
// all the same.
var ErrRepeatedToken = errors.New("the list repeated a page token, so the rest of it cannot be read")

// PageTokens checks the page tokens of one list. The zero value is ready.
type PageTokens struct{ seen map[string]struct{} }

// Next returns the token of the next page, nil after the last one. The error is
// ErrRepeatedToken. How many pages a list may have is bounded by [Client].
func (p *PageTokens) Next(token *string) (*string, error) {
	if aws.ToString(token) == "" {
		return nil, nil
	}
	if _, ok := p.seen[*token]; ok {
		return nil, ErrRepeatedToken
	}
	if p.seen == nil {
		p.seen = make(map[string]struct{})
	}
	p.seen[*token] = struct{}{}
	return token, nil
}

// Pages reads a list of [API] page by page, each when it is asked for, until
// its end or the first error. A page comes with no error, an error with no page.
// Beside the errors of the call there is [ErrRepeatedToken]. Unlike the
// SDK's paginators it never treats a list that repeats a token as complete.
//
//	for page, err := range awsbackup.Pages(ctx, api.ListTags, &backup.ListTagsInput{ResourceArn: &arn}) {
func Pages[In, Out any](ctx context.Context, list func(context.Context, *In, ...func(*backup.Options)) (*Out, error), in *In) iter.Seq2[*Out, error] {
	return PagesBy(func(token *string) (*Out, *string, error) {
		query := *in
		*pageToken(&query) = token
		page, err := list(ctx, &query)
		if err != nil || page == nil {
			return nil, nil, noAnswer(err)
		}
		return page, *pageToken(page), nil
	})
}

// PagesBy is Pages for a list that read returns one page of. The token is nil
// for the first page.
func PagesBy[P any](read func(token *string) (page P, next *string, err error)) iter.Seq2[P, error] {
	return func(yield func(P, error) bool) {
		var tokens PageTokens
		var token *string
		for {
			page, next, err := read(token)
			if err == nil {
				if !yield(page, nil) {
					return
				}
				token, err = tokens.Next(next)
			}
			if err != nil {
				var none P
				yield(none, err)
				return
			}
			if token == nil {
				return
			}
		}
	}
}

// pageToken is the member NextToken, which the inputs and outputs of all lists
// have, as a test makes sure.
func pageToken(of any) **string {
	token, _ := reflect.TypeAssert[**string](reflect.ValueOf(of).Elem().FieldByName("NextToken").Addr())
	return token
}
