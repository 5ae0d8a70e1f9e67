// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// AWS's general rules for tags ("Tagging AWS resources"), and the AWS Backup quota "metadata tags per backup". The source's
// own tags are merged in by AWS and count too: a job whose merged tags are more fails.
const (
	maxTags     = 50
	maxTagKey   = 128
	maxTagValue = 256
	reserved    = "aws:"
)

func checkTags(r Request) []Violation {
	tags, known := r.Tags.Get()
	if !known {
		return nil
	}
	var all []Violation
	if len(tags) > maxTags {
		all = report(RuleTagCount, Error, AttrTags, fmt.Sprintf("Too many tags: %d", len(tags)),
			fmt.Sprintf("The recovery point would get %d tags, default_tags of the provider included.", len(tags)),
			fmt.Sprintf("AWS Backup allows %d, and adds the resource's own tags to them.", maxTags),
			fmt.Sprintf("Remove %d or more.", len(tags)-maxTags))
	}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		all = append(all, checkTagKey(key)...)
		all = append(all, checkTagValue(key, tags[key])...)
	}
	return all
}

func checkTagKey(key string) []Violation {
	length := utf8.RuneCountInString(key)
	switch {
	case length == 0 || length > maxTagKey:
		fix := fmt.Sprintf("Shorten it by %d or more.", length-maxTagKey)
		if length == 0 {
			fix = "Give the tag a name."
		}
		return report(RuleTagKey, Error, element(AttrTags, key), "Length of a tag key out of range",
			fmt.Sprintf("The tag key %q has %s.", key, characters(key)),
			fmt.Sprintf("AWS accepts 1 to %d.", maxTagKey),
			fix)
	case strings.HasPrefix(strings.ToLower(key), reserved):
		return report(RuleTagReserved, Error, element(AttrTags, key), "Tag key reserved for AWS",
			fmt.Sprintf("The tag key %q begins with %s.", key, reserved),
			"AWS keeps this prefix, in upper and lower case, for tags that it sets itself.",
			"Rename the tag or remove it.")
	default:
		return nil
	}
}

func checkTagValue(key string, v Value[string]) []Violation {
	value, known := v.Get()
	length := utf8.RuneCountInString(value)
	switch {
	case v.IsNull():
		return report(RuleTagValue, Error, element(AttrTags, key), "Tag without a value",
			fmt.Sprintf("The value of the tag %q is null.", key),
			"AWS needs a string, which may be empty.",
			`Set "", or leave the tag out.`)
	case known && length > maxTagValue:
		return report(RuleTagValue, Error, element(AttrTags, key), "Tag value too long",
			fmt.Sprintf("The value of the tag %q has %s.", key, characters(value)),
			fmt.Sprintf("AWS accepts up to %d.", maxTagValue),
			fmt.Sprintf("Shorten it by %d or more.", length-maxTagValue))
	default:
		return nil
	}
}
