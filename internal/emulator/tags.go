// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"strings"
	"unicode/utf8"
)

// maxTags is the quota of tags of a recovery point (reference 7).
const maxTags = 50

// checkTags restates AWS's general tag rules. The number of tags is not looked
// at here: AWS counts what is merged with the source's tags.
func checkTags(tags map[string]string) error {
	for key, value := range tags {
		switch {
		case key == "" || utf8.RuneCountInString(key) > 128:
			return invalidParameter("Tag keys must have between 1 and 128 characters: %q", key)
		case utf8.RuneCountInString(value) > 256:
			return invalidParameter("Tag values must not have more than 256 characters: key %q", key)
		case strings.HasPrefix(strings.ToLower(key), "aws:"):
			return invalidParameter("Tag keys must not begin with aws: %q", key)
		}
	}
	return nil
}

// tagged is what carries tags: a vault or a recovery point.
type tagged struct {
	tags *map[string]string
}

// taggable resolves an ARN. Only ARNs of AWS Backup itself will do: snapshots
// are tagged through their own service (reference 0.20, 4.3).
func (c *call) taggable(resource string) (tagged, error) {
	name, ok := parseARN(resource)
	if !ok {
		return tagged{}, invalidParameter("Invalid ARN: %s", resource)
	}
	if name.service != "backup" {
		return tagged{}, invalidParameter("Unsupported resource type: %s", resource)
	}
	if name.region == c.region.name && name.account == c.region.account {
		if vault, ok := strings.CutPrefix(name.resource, "backup-vault:"); ok && c.region.vaults[vault] != nil {
			return tagged{&c.region.vaults[vault].tags}, nil
		}
		if p := c.region.points[resource]; p != nil && !p.hidden(c.now) {
			return tagged{&p.tags}, nil
		}
	}
	return tagged{}, failure(errNotFound, "Resource not found: %s", resource)
}

func tagResource(c *call, in *tagResourceInput) (*emptyReply, error) {
	if err := checkTags(in.Tags); err != nil {
		return nil, err
	}
	target, err := c.taggable(in.ResourceArn)
	if err != nil {
		return nil, err
	}
	merged := mergeTags(*target.tags, in.Tags)
	if len(merged) > maxTags {
		return nil, failure(errLimitExceeded, "A resource cannot have more than %d tags", maxTags)
	}
	*target.tags = merged
	return &emptyReply{}, nil
}

func untagResource(c *call, in *untagResourceInput) (*emptyReply, error) {
	target, err := c.taggable(in.ResourceArn)
	if err != nil {
		return nil, err
	}
	rest := maps.Clone(*target.tags)
	for _, key := range in.TagKeyList {
		delete(rest, key)
	}
	*target.tags = rest
	return &emptyReply{}, nil
}

func listTags(c *call, in *listTagsInput) (*listTagsOutput, error) {
	from, limit, err := in.parse(c)
	if err != nil {
		return nil, err
	}
	target, err := c.taggable(in.ResourceArn)
	if err != nil {
		return nil, err
	}
	keys := sortedKeys(*target.tags)
	out := &listTagsOutput{Tags: map[string]string{}}
	for i := from.seq; i < len(keys); i++ {
		if len(out.Tags) == limit {
			out.NextToken = indexCursor(i).token(c)
			break
		}
		out.Tags[keys[i]] = (*target.tags)[keys[i]]
	}
	return out, nil
}
