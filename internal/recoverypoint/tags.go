// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"fmt"
	"maps"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// MergedTags is what a request sends: default_tags overlaid by tags.
func MergedTags(ctx context.Context, config providerdata.TagsConfig, tags tftypes.Map) (map[string]string, diag.Diagnostics) {
	own, diags := apivalue.Strings(ctx, tags)
	return config.Merge(own), diags
}

// PlannedTagsAll is tags_all at plan. One unknown element makes the whole map
// unknown: it may turn out null, and then the key is not there.
func PlannedTagsAll(ctx context.Context, config providerdata.TagsConfig, tags tftypes.Map) (tftypes.Map, diag.Diagnostics) {
	unknown := tftypes.MapUnknown(tftypes.StringType)
	if config.TagsUnknown() || tags.IsUnknown() {
		return unknown, nil
	}
	for _, v := range tags.Elements() {
		if v.IsUnknown() {
			return unknown, nil
		}
	}
	own, diags := apivalue.Strings(ctx, tags)
	return apivalue.StringMap(config.Merge(own)), diags
}

// Tags are the tag attributes of a resource: tags, and tags_all, which is what
// was sent.
type Tags struct{ Own, All tftypes.Map }

// RefreshTags compares the tags that the configuration sets, and no others: AWS
// copies the source's tags onto the point. A point that AWS Backup cannot tag
// cannot be asked either.
func (c *Client) RefreshTags(ctx context.Context, ref Ref, prior Tags) (Tags, diag.Diagnostics) {
	all, diags := apivalue.Strings(ctx, prior.All)
	if len(all) == 0 || !catalog.Taggable(ref.ARN) {
		return prior, diags
	}
	remote, err := listTags(ctx, c.API, ref.ARN)
	if err != nil {
		return prior, append(diags, ref.warning("reading the tags of ", "ListTags", err)...)
	}
	own, d := apivalue.Strings(ctx, prior.Own)
	diags.Append(d...)
	found := prior
	if drifted(all, remote, c.Tags) {
		found.All = apivalue.StringMap(asFound(all, remote, c.Tags))
	}
	if drifted(own, remote, c.Tags) {
		found.Own = apivalue.StringMap(asFound(own, remote, c.Tags))
	}
	return found, diags
}

// ImportedTagsAll is tags_all of a point that is imported: the default_tags that
// are on it already, so that a generated configuration plans no change.
func (c *Client) ImportedTagsAll(ctx context.Context, ref Ref, prior tftypes.Map) (tftypes.Map, diag.Diagnostics) {
	defaults := c.Tags.Default
	if len(defaults) == 0 || !catalog.Taggable(ref.ARN) {
		return prior, nil
	}
	remote, err := listTags(ctx, c.API, ref.ARN)
	if err != nil {
		return prior, ref.warning("reading the tags of ", "ListTags", err)
	}
	return apivalue.StringMap(asFound(defaults, remote, c.Tags)), nil
}

// TagsFixed reports a point that AWS Backup cannot tag; "" is not known yet.
func TagsFixed(arn string) bool { return arn != "" && !catalog.Taggable(arn) }

// ChangeTags changes the tags of a point, and of the members of a composite one,
// from one set to another. Those that AWS Backup cannot tag stay as they are.
// askFirst is for an imported point, of which it is not known what was sent.
func (c *Client) ChangeTags(ctx context.Context, ref Ref, from, to tftypes.Map, askFirst bool) error {
	before, diags := apivalue.Strings(ctx, from)
	after, d := apivalue.Strings(ctx, to)
	if diags.Append(d...); diags.HasError() {
		return fmt.Errorf("decoding tags: %s", diags.Errors()[0].Detail())
	}
	change := func(point Ref) error {
		if !catalog.Taggable(point.ARN) {
			return nil
		}
		known := before
		if askFirst {
			remote, err := listTags(ctx, c.API, point.ARN)
			if err != nil {
				return err
			}
			known = sent(before, after, remote)
		}
		defer c.Points.Forget(point.VaultName, point.ARN)
		return writeTags(ctx, c.API, point.ARN, known, after, c.Tags)
	}
	if err := c.eachMember(ctx, ref, change); err != nil {
		return err
	}
	return change(ref)
}

// sent is what is on a point of the tags that are known or wanted.
func sent(known, wanted, remote map[string]string) map[string]string {
	on := make(map[string]string, len(known))
	maps.Copy(on, known)
	for key := range wanted {
		if value, ok := remote[key]; ok {
			on[key] = value
		}
	}
	return on
}

func drifted(known, remote map[string]string, config providerdata.TagsConfig) bool {
	for key, value := range known {
		if found, ok := remote[key]; !config.Ignored(key) && (!ok || found != value) {
			return true
		}
	}
	return false
}

// asFound is the known keys with the values that AWS has.
func asFound(known, remote map[string]string, config providerdata.TagsConfig) map[string]string {
	found := make(map[string]string, len(known))
	for key, value := range known {
		if config.Ignored(key) {
			found[key] = value
		} else if value, ok := remote[key]; ok {
			found[key] = value
		}
	}
	return found
}

func listTags(ctx context.Context, api awsbackup.API, arn string) (map[string]string, error) {
	tags := make(map[string]string)
	for page, err := range awsbackup.Pages(ctx, api.ListTags, &backup.ListTagsInput{ResourceArn: &arn}) {
		if err != nil {
			return nil, err
		}
		maps.Copy(tags, page.Tags)
	}
	return tags, nil
}

// writeTags sends the difference between two sets of tags: no call, TagResource, UntagResource, or both.
func writeTags(ctx context.Context, api awsbackup.API, arn string, from, to map[string]string, config providerdata.TagsConfig) error {
	set := make(map[string]string)
	for key, value := range to {
		if old, ok := from[key]; !config.Ignored(key) && (!ok || old != value) {
			set[key] = value
		}
	}
	var drop []string
	for key := range from {
		if _, stays := to[key]; !stays && !config.Ignored(key) {
			drop = append(drop, key)
		}
	}
	if len(drop) > 0 {
		if _, err := api.UntagResource(ctx, &backup.UntagResourceInput{ResourceArn: &arn, TagKeyList: drop}); err != nil {
			return err
		}
	}
	if len(set) > 0 {
		if _, err := api.TagResource(ctx, &backup.TagResourceInput{ResourceArn: &arn, Tags: set}); err != nil {
			return err
		}
	}
	return nil
}
