// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"maps"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// mergedTags is what a request sends: default_tags overlaid by tags.
func mergedTags(ctx context.Context, config providerdata.TagsConfig, tags tftypes.Map) (map[string]string, diag.Diagnostics) {
	own, diags := stringMap(ctx, tags)
	return config.Merge(own), diags
}

// plannedTagsAll is tags_all at plan. One unknown element makes the whole map
// unknown: it may turn out null, and then the key is not there.
func plannedTagsAll(ctx context.Context, config providerdata.TagsConfig, tags tftypes.Map) (tftypes.Map, diag.Diagnostics) {
	unknown := tftypes.MapUnknown(tftypes.StringType)
	if config.TagsUnknown() || tags.IsUnknown() {
		return unknown, nil
	}
	for _, v := range tags.Elements() {
		if v.IsUnknown() {
			return unknown, nil
		}
	}
	own, diags := stringMap(ctx, tags)
	return apivalue.StringMap(config.Merge(own)), diags
}

// refreshTags compares the tags that the configuration sets, and no others:
// AWS copies the source's tags onto the point. Points that AWS Backup cannot
// tag cannot be asked either.
func (r *Resource) refreshTags(ctx context.Context, region *providerdata.Region, m *Model) diag.Diagnostics {
	all, diags := stringMap(ctx, m.TagsAll)
	if len(all) == 0 || !catalog.Taggable(m.RecoveryPointARN.ValueString()) {
		return diags
	}
	remote, err := listTags(ctx, region.API, m.RecoveryPointARN.ValueString())
	if err != nil {
		diags.Append(awsdiag.Warning(awsdiag.FromError(m.attempt("reading the tags of "+m.RecoveryPointARN.ValueString(), "ListTags"), err)))
		return diags
	}
	own, d := stringMap(ctx, m.Tags)
	diags.Append(d...)
	config := r.data.Tags()
	if drifted(all, remote, config) {
		m.TagsAll = apivalue.StringMap(asFound(all, remote, config))
	}
	if drifted(own, remote, config) {
		m.Tags = apivalue.StringMap(asFound(own, remote, config))
	}
	return diags
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
	pages := backup.NewListTagsPaginator(api, &backup.ListTagsInput{ResourceArn: &arn}, func(o *backup.ListTagsPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return nil, err
		}
		maps.Copy(tags, page.Tags)
	}
	return tags, nil
}

// writeTags brings the point's tags from one set to another with the calls that
// this takes: none, TagResource, UntagResource, or both.
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
