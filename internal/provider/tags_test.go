// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

func TestTags(t *testing.T) {
	for _, test := range []struct {
		name  string
		env   map[string]string
		block block
		want  providerdata.TagsConfig
	}{
		{"none", nil, nil, providerdata.TagsConfig{}},
		{
			"block", nil,
			block{
				"default_tags": []any{block{"tags": block{"team": "db", "empty": "", "null": nil}}},
				"ignore_tags":  []any{block{"keys": []any{"a"}, "key_prefixes": []any{"b:"}}},
			},
			providerdata.TagsConfig{
				Default: map[string]string{"team": "db", "empty": ""}, IgnoreKeys: []string{"a"}, IgnorePrefixes: []string{"b:"},
			},
		},
		{"empty blocks", nil, block{"default_tags": []any{block{}}, "ignore_tags": []any{block{}}}, providerdata.TagsConfig{}},
		{
			"environment alone",
			map[string]string{
				"TF_AWS_DEFAULT_TAGS_cost-center": "42=x", "TF_AWS_DEFAULT_TAGS_": "no key",
				"TF_AWS_IGNORE_TAGS_KEYS": "a, b,,", "TF_AWS_IGNORE_TAGS_KEY_PREFIXES": "c:",
			},
			nil,
			providerdata.TagsConfig{
				Default: map[string]string{"cost-center": "42=x"}, IgnoreKeys: []string{"a", "b"}, IgnorePrefixes: []string{"c:"},
			},
		},
		{
			"default tags of the block win, ignored ones add up",
			map[string]string{
				"TF_AWS_DEFAULT_TAGS_team": "environment", "TF_AWS_DEFAULT_TAGS_more": "environment",
				"TF_AWS_IGNORE_TAGS_KEYS": "a", "TF_AWS_IGNORE_TAGS_KEY_PREFIXES": "c:",
			},
			block{
				"default_tags": []any{block{"tags": block{"team": "db"}}},
				"ignore_tags":  []any{block{"keys": []any{"z"}, "key_prefixes": []any{"d:"}}},
			},
			providerdata.TagsConfig{
				Default: map[string]string{"team": "db", "more": "environment"}, IgnoreKeys: []string{"a", "z"}, IgnorePrefixes: []string{"c:", "d:"},
			},
		},
		{
			"an unknown tag", nil,
			block{"default_tags": []any{block{"tags": block{"team": "db", "later": unknown}}}},
			providerdata.TagsConfig{Default: map[string]string{"team": "db"}, Unknown: true},
		},
		{"unknown tags", nil, block{"default_tags": []any{block{"tags": unknown}}}, providerdata.TagsConfig{Unknown: true}},
		{"an unknown block", nil, block{"default_tags": unknown}, providerdata.TagsConfig{Unknown: true}},
		{"an unknown ignored key", nil, block{"ignore_tags": []any{block{"keys": []any{"a", unknown}}}}, providerdata.TagsConfig{IgnoreKeys: []string{"a"}, Unknown: true}},
		{"unknown ignored prefixes", nil, block{"ignore_tags": []any{block{"key_prefixes": unknown}}}, providerdata.TagsConfig{Unknown: true}},
		{"an unknown ignore block", nil, block{"ignore_tags": unknown}, providerdata.TagsConfig{Unknown: true}},
	} {
		t.Run(test.name, func(t *testing.T) {
			for name, v := range test.env {
				t.Setenv(name, v)
			}
			data := mustConfigure(t, with(keys, test.block))
			got := data.Tags()
			slices.Sort(got.IgnoreKeys)
			slices.Sort(got.IgnorePrefixes)
			if got.Default == nil {
				t.Error("the default tags are nil, not empty")
			}
			if len(got.Default) == 0 {
				got.Default = nil
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
			if data.Unknown() {
				t.Error("tags that are not known yet must not cost the client")
			}
		})
	}
}
