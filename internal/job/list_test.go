// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"context"
	"errors"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// A list that repeats a token is an error, never a short list.
func TestEach_tokens(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		tokens []string // after each page of one job
		want   error
	}{
		{name: "ends", tokens: []string{"a", "b", ""}},
		{name: "same token again", tokens: []string{"a", "a"}, want: awsbackup.ErrRepeatedToken},
		{name: "two tokens in turn", tokens: []string{"a", "b", "a"}, want: awsbackup.ErrRepeatedToken},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			pages, jobs := 0, 0
			page := func(context.Context, int32, *string) ([]*int, *string, error) {
				pages++
				return []*int{&pages}, &test.tokens[pages-1], nil
			}
			var last error
			for _, err := range job.Each(t.Context(), 0, page) {
				if last = err; err == nil {
					jobs++
				}
			}
			if !errors.Is(last, test.want) || jobs != len(test.tokens) {
				t.Errorf("got %d jobs, then %v; want %d, then %v", jobs, last, len(test.tokens), test.want)
			}
		})
	}
}
