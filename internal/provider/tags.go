// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"maps"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Environment variables for tags, as in hashicorp/aws.
const (
	defaultTagsEnvPrefix    = "TF_AWS_DEFAULT_TAGS_"
	ignoreTagKeysEnv        = "TF_AWS_IGNORE_TAGS_KEYS"
	ignoreTagKeyPrefixesEnv = "TF_AWS_IGNORE_TAGS_KEY_PREFIXES"
)

// tagsConfig joins the tag blocks with the environment (in the form of os.Environ): a default tag of the block wins over one of the
// environment with the same key, ignored keys and prefixes add up.
func tagsConfig(ctx context.Context, m model, environ []string, diags *diag.Diagnostics) providerdata.TagsConfig {
	c := providerdata.TagsConfig{
		Default:        defaultTagsFrom(environ),
		IgnoreKeys:     commaSeparated(os.Getenv(ignoreTagKeysEnv)),
		IgnorePrefixes: commaSeparated(os.Getenv(ignoreTagKeyPrefixesEnv)),
		Unknown:        m.DefaultTags.IsUnknown() || m.IgnoreTags.IsUnknown(),
	}
	for _, b := range blocksOf[defaultTagsModel](ctx, m.DefaultTags, diags) {
		maps.Copy(c.Default, knownStrings(b.Tags))
		c.Unknown = c.Unknown || hasUnknown(ctx, b.Tags)
	}
	for _, b := range blocksOf[ignoreTagsModel](ctx, m.IgnoreTags, diags) {
		c.IgnoreKeys = append(c.IgnoreKeys, elements(b.Keys)...)
		c.IgnorePrefixes = append(c.IgnorePrefixes, elements(b.KeyPrefixes)...)
		c.Unknown = c.Unknown || hasUnknown(ctx, b.Keys) || hasUnknown(ctx, b.KeyPrefixes)
	}
	return c
}

func defaultTagsFrom(environ []string) map[string]string {
	tags := make(map[string]string)
	for _, variable := range environ {
		name, value, _ := strings.Cut(variable, "=")
		if key, ok := strings.CutPrefix(name, defaultTagsEnvPrefix); ok && key != "" {
			tags[key] = value
		}
	}
	return tags
}

// hasUnknown reports whether a collection or any of its members is unknown.
func hasUnknown(ctx context.Context, v attr.Value) bool {
	raw, err := v.ToTerraformValue(ctx)
	return err != nil || !raw.IsFullyKnown()
}

func commaSeparated(list string) []string {
	var items []string
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
