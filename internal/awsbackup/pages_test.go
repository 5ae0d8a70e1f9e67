// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

var errList = errors.New("no list")

func TestPages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		tokens []string // that page n ends with; the last one continues
		fault  int      // the page that fails, from 1
		empty  int      // the page that is nil, from 1
		stop   int      // pages after which the caller stops; 0 for never
		want   []string // the tokens of the requests
		pages  int
		err    error
	}{
		{name: "one", tokens: []string{""}, want: []string{""}, pages: 1},
		{name: "three", tokens: []string{"a", "b", ""}, want: []string{"", "a", "b"}, pages: 3},
		{name: "same token again", tokens: []string{"a", "a"}, want: []string{"", "a"}, pages: 2, err: awsbackup.ErrRepeatedToken},
		{name: "two tokens in turn", tokens: []string{"a", "b", "a"}, want: []string{"", "a", "b"}, pages: 3, err: awsbackup.ErrRepeatedToken},
		{name: "fault", tokens: []string{"a", "b", ""}, fault: 2, want: []string{"", "a"}, pages: 1, err: errList},
		{name: "nothing", tokens: []string{""}, empty: 1, want: []string{""}, err: awsbackup.ErrNoAnswer},
		{name: "caller stops", tokens: []string{"a", "b", ""}, stop: 2, want: []string{"", "a"}, pages: 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var asked []string
			list := func(_ context.Context, in *backup.ListTagsInput, _ ...func(*backup.Options)) (*backup.ListTagsOutput, error) {
				if aws.ToString(in.ResourceArn) != "arn" {
					t.Errorf("asked for %q, want arn", aws.ToString(in.ResourceArn))
				}
				asked = append(asked, aws.ToString(in.NextToken))
				switch n := len(asked); n {
				case test.fault:
					return nil, errList
				case test.empty:
					return nil, nil
				default:
					return &backup.ListTagsOutput{NextToken: aws.String(test.tokens[n-1])}, nil
				}
			}
			in := &backup.ListTagsInput{ResourceArn: aws.String("arn")}
			pages := 0
			var last error
			for page, err := range awsbackup.Pages(t.Context(), list, in) {
				if last = err; err != nil {
					if page != nil {
						t.Errorf("a page came with %v", err)
					}
					continue
				}
				if pages++; pages == test.stop {
					break
				}
			}
			if !errors.Is(last, test.err) || pages != test.pages || !slices.Equal(asked, test.want) {
				t.Errorf("got %d pages with requests %q, then %v; want %d, %q, %v", pages, asked, last, test.pages, test.want, test.err)
			}
			if in.NextToken != nil {
				t.Error("the caller's input was changed")
			}
		})
	}
}

// Every list of the API can be read with Pages.
func TestPages_members(t *testing.T) {
	t.Parallel()
	for method := range reflect.TypeFor[awsbackup.API]().Methods() {
		if !strings.HasPrefix(method.Name, "List") {
			continue
		}
		for _, shape := range []reflect.Type{method.Type.In(1).Elem(), method.Type.Out(0).Elem()} {
			if field, ok := shape.FieldByName("NextToken"); !ok || field.Type != reflect.TypeFor[*string]() {
				t.Errorf("%s has no NextToken", shape)
			}
		}
	}
}
