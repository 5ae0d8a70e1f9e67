// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

func TestMerge(t *testing.T) {
	t.Parallel()
	defaults := map[string]string{"team": "db", "stage": "test"}
	for _, test := range []struct{ defaults, resource, want map[string]string }{
		{nil, nil, nil},
		{nil, map[string]string{}, nil},
		{defaults, nil, map[string]string{"team": "db", "stage": "test"}},
		{nil, map[string]string{"a": ""}, map[string]string{"a": ""}},
		{defaults, map[string]string{"team": "web", "a": "b"}, map[string]string{"team": "web", "stage": "test", "a": "b"}},
		{defaults, map[string]string{"team": ""}, map[string]string{"team": "", "stage": "test"}},
	} {
		got := providerdata.TagsConfig{Default: test.defaults}.Merge(test.resource)
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v and %v: %s", test.defaults, test.resource, diff)
		}
		for key := range got {
			got[key] = "changed"
		}
	}
	if defaults["team"] != "db" {
		t.Error("the merged map is the defaults' own")
	}
}

func TestIgnored(t *testing.T) {
	t.Parallel()
	c := providerdata.TagsConfig{IgnoreKeys: []string{"owner"}, IgnorePrefixes: []string{"kubernetes.io/"}}
	for key, want := range map[string]bool{
		"owner": true, "Owner": false, "owners": false, "kubernetes.io/cluster": true, "kubernetes.io/": true, "kubernetes.io": false, "": false,
	} {
		if c.Ignored(key) != want {
			t.Errorf("%q: %t", key, !want)
		}
	}
	if (providerdata.TagsConfig{}).Ignored("anything") {
		t.Error("nothing ignores something")
	}
}
