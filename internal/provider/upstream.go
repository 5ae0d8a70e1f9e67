// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	_ "embed"
	"maps"
	"strings"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
)

// upstreamList names the arguments of hashicorp/aws's provider block, one a line; its head says of which version.
//
//go:embed upstream.txt
var upstreamList string

// upstreamArguments are the arguments and blocks of hashicorp/aws's provider block, and what is in the blocks as "block.argument".
func upstreamArguments() []string {
	var names []string
	for line := range strings.Lines(upstreamList) {
		if name := strings.TrimSpace(line); name != "" && !strings.HasPrefix(name, "#") {
			names = append(names, name)
		}
	}
	return names
}

// upstreamEndpoints are the services that hashicorp/aws's endpoints block names, read once in a process.
var upstreamEndpoints = sync.OnceValue(func() []string {
	var names []string
	for _, name := range upstreamArguments() {
		if service, ok := strings.CutPrefix(name, "endpoints."); ok {
			names = append(names, service)
		}
	}
	return names
})

// unusedArguments are arguments of hashicorp/aws that mean nothing here. They are accepted, so that a provider block can be pasted over.
var unusedArguments = map[string]schema.Attribute{
	"s3_us_east_1_regional_endpoint": schema.StringAttribute{Optional: true, MarkdownDescription: "Accepted and not used: this provider does not call S3."},
	"s3_use_path_style":              schema.BoolAttribute{Optional: true, MarkdownDescription: "Accepted and not used: this provider does not call S3."},
	"tag_policy_compliance":          schema.StringAttribute{Optional: true, MarkdownDescription: "Accepted and not used: AWS checks tag policies itself."},
}

func withUnused(attributes map[string]schema.Attribute) map[string]schema.Attribute {
	maps.Copy(attributes, unusedArguments)
	return attributes
}
