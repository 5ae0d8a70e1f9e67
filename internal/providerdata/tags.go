// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata

import (
	"maps"
	"slices"
	"strings"
)

// TagsConfig is default_tags and ignore_tags of the provider block, with what the environment adds. The zero value has neither.
type TagsConfig struct {
	// Default are the tags of default_tags whose values are known.
	Default map[string]string
	// IgnoreKeys and IgnorePrefixes are the keys and key prefixes of ignore_tags.
	IgnoreKeys, IgnorePrefixes []string
	// Unknown says that something of default_tags or ignore_tags is not known yet; tags_all must then be unknown as a whole.
	Unknown bool
}

// TagsUnknown reports whether something of default_tags or ignore_tags is not known yet.
func (c TagsConfig) TagsUnknown() bool { return c.Unknown }

// Merge returns the default tags overlaid by the resource's own, in a new map: what a request sends. It returns nil if there are
// no tags at all.
func (c TagsConfig) Merge(resource map[string]string) map[string]string {
	if len(c.Default) == 0 && len(resource) == 0 {
		return nil
	}
	merged := make(map[string]string, len(c.Default)+len(resource))
	maps.Copy(merged, c.Default)
	maps.Copy(merged, resource)
	return merged
}

// Ignored reports whether ignore_tags tells the provider to leave this tag alone: it is neither shown nor removed.
func (c TagsConfig) Ignored(key string) bool {
	return slices.Contains(c.IgnoreKeys, key) ||
		slices.ContainsFunc(c.IgnorePrefixes, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}
