// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

func blocks() map[string]schema.Block {
	return map[string]schema.Block{
		"assume_role": schema.ListNestedBlock{
			MarkdownDescription: "Role to assume. Several blocks are a chain: each role is assumed with the credentials of the one before.",
			NestedObject:        schema.NestedBlockObject{Attributes: assumeRoleAttributes()},
		},
		"assume_role_with_web_identity": schema.ListNestedBlock{
			MarkdownDescription: "Role to assume with an OpenID Connect token.",
			Validators:          []validator.List{listvalidator.SizeAtMost(1)},
			NestedObject:        schema.NestedBlockObject{Attributes: webIdentityAttributes()},
		},
		"default_tags": schema.ListNestedBlock{
			MarkdownDescription: "Tags for every recovery point that this provider configuration makes.",
			Validators:          []validator.List{listvalidator.SizeAtMost(1)},
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"tags": schema.MapAttribute{
					ElementType: types.StringType,
					Optional:    true,
					MarkdownDescription: "The tags. `TF_AWS_DEFAULT_TAGS_<key>` variables of the environment add to them; a key that is " +
						"set here wins.",
				},
			}},
		},
		// A list, though it is a set in hashicorp/aws: the framework writes the path of each attribute, which in a set has all of the
		// element's attributes, and their number cubed is seconds.
		"endpoints": schema.ListNestedBlock{
			MarkdownDescription: "Custom endpoints. They win over `AWS_ENDPOINT_URL_BACKUP`, `AWS_ENDPOINT_URL_STS`, `AWS_ENDPOINT_URL` and " +
				"the shared config files, in this order.",
			NestedObject: schema.NestedBlockObject{Attributes: endpointAttributes()},
		},
		"ignore_tags": schema.ListNestedBlock{
			MarkdownDescription: "Tags on recovery points that the provider leaves alone: neither shown nor removed.",
			Validators:          []validator.List{listvalidator.SizeAtMost(1)},
			NestedObject: schema.NestedBlockObject{Attributes: map[string]schema.Attribute{
				"key_prefixes": schema.SetAttribute{
					ElementType:         types.StringType,
					Optional:            true,
					MarkdownDescription: "Prefixes of keys, in addition to those in `TF_AWS_IGNORE_TAGS_KEY_PREFIXES` (comma-separated).",
				},
				"keys": schema.SetAttribute{
					ElementType:         types.StringType,
					Optional:            true,
					MarkdownDescription: "Keys, in addition to those in `TF_AWS_IGNORE_TAGS_KEYS` (comma-separated).",
				},
			}},
		},
	}
}

// endpointAttributes are the endpoints in use. The protocol server adds those that hashicorp/aws has besides: see unusedEndpoints.
func endpointAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"backup": schema.StringAttribute{Optional: true, MarkdownDescription: "URL of AWS Backup.", Validators: []validator.String{httpURL()}},
		"sts":    schema.StringAttribute{Optional: true, MarkdownDescription: "URL of STS.", Validators: []validator.String{httpURL()}},
	}
}

func assumeRoleAttributes() map[string]schema.Attribute {
	attrs := sessionAttributes()
	attrs["external_id"] = schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "External ID that the role's trust policy asks for.",
		Validators:          []validator.String{stringvalidator.LengthBetween(2, 1224)},
	}
	attrs["source_identity"] = schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "Source identity of the session.",
		Validators:          []validator.String{sessionName()},
	}
	attrs["tags"] = schema.MapAttribute{
		ElementType:         types.StringType,
		Optional:            true,
		MarkdownDescription: "Session tags.",
	}
	attrs["transitive_tag_keys"] = schema.SetAttribute{
		ElementType:         types.StringType,
		Optional:            true,
		MarkdownDescription: "Keys of session tags that the next roles of a chain get as well.",
	}
	return attrs
}

func webIdentityAttributes() map[string]schema.Attribute {
	attrs := sessionAttributes()
	attrs["web_identity_token"] = schema.StringAttribute{
		Optional:  true,
		Sensitive: true,
		MarkdownDescription: "The token. Also `TF_AWS_WEB_IDENTITY_TOKEN`. A token given as a value is not renewed: for long waits, use a " +
			"file. Conflicts with `web_identity_token_file`.",
		Validators: []validator.String{
			stringvalidator.LengthBetween(4, 20000),
			stringvalidator.ConflictsWith(path.MatchRelative().AtParent().AtName("web_identity_token_file")),
		},
	}
	attrs["web_identity_token_file"] = schema.StringAttribute{
		Optional:            true,
		MarkdownDescription: "File with the token, read again whenever credentials are renewed. Also `AWS_WEB_IDENTITY_TOKEN_FILE`.",
	}
	return attrs
}

// sessionAttributes are what both kinds of assumed roles have in common.
func sessionAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"duration": schema.StringAttribute{
			Optional: true,
			MarkdownDescription: "Duration of the role session, between `15m` and `12h` (a chained role: `1h`), as a Go duration. Sessions " +
				"are renewed while the provider waits, so that it need not cover a long backup.",
			Validators: []validator.String{sessionDuration()},
		},
		"policy": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "IAM policy (JSON) that restricts the session further.",
			Validators:          []validator.String{jsonDocument()},
		},
		"policy_arns": schema.SetAttribute{
			ElementType:         types.StringType,
			Optional:            true,
			MarkdownDescription: "ARNs of IAM policies that restrict the session further.",
			Validators:          []validator.Set{setvalidator.ValueStringsAre(policyARN())},
		},
		"role_arn": schema.StringAttribute{
			Optional:            true, // An empty block is a mistake in hashicorp/aws too, and found when the block is read.
			MarkdownDescription: "ARN of the IAM role. Required.",
			Validators:          []validator.String{roleARN()},
		},
		"session_name": schema.StringAttribute{
			Optional:            true,
			MarkdownDescription: "Name of the role session, as it appears in CloudTrail.",
			Validators:          []validator.String{sessionName()},
		},
	}
}
