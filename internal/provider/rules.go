// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// rule is a validator of one string. It never sees null or unknown values.
type rule struct {
	// wants completes the sentence "The value must be ...".
	wants string
	// check returns what is wrong, "" for nothing. It must not repeat the value where that can hold a secret.
	check func(value string) string
}

var _ validator.String = rule{}

// Description implements validator.String.
func (r rule) Description(context.Context) string { return "The value must be " + r.wants + "." }

// MarkdownDescription implements validator.String.
func (r rule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

// ValidateString implements validator.String.
func (r rule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if wrong := r.check(req.ConfigValue.ValueString()); wrong != "" {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid Provider Argument",
			fmt.Sprintf("%s %s. It must be %s.", argument(req.Path), wrong, r.wants))
	}
}

// argument names the argument that a path leads to. A whole path would spell out the values of a set's members.
func argument(p path.Path) string {
	name := ""
	for _, step := range p.Steps() {
		if attribute, ok := step.(path.PathStepAttributeName); ok {
			name = string(attribute)
		}
	}
	return name
}

func matching(wants, pattern string) rule {
	re := lazyregexp.New(pattern)
	return rule{wants: wants, check: func(v string) string {
		if re().MatchString(v) {
			return ""
		}
		return fmt.Sprintf("is %q", v)
	}}
}

func accountID() validator.String {
	return matching("an AWS account ID of 12 digits", `^\d{12}$`)
}

// sessionName is for RoleSessionName and SourceIdentity, which follow one pattern in the STS API.
func sessionName() validator.String {
	return matching("2 to 64 letters, digits and characters of _=,.@-", `^[\w=,.@-]{2,64}$`)
}

func roleARN() validator.String {
	return iamARN("role/", `the ARN of an IAM role, such as "arn:aws:iam::123456789012:role/backup"`)
}

func policyARN() validator.String {
	return iamARN("policy/", `the ARN of an IAM policy, such as "arn:aws:iam::aws:policy/ReadOnlyAccess"`)
}

func iamARN(prefix, wants string) rule {
	return rule{wants: wants, check: func(v string) string {
		parsed, err := arn.Parse(v)
		switch {
		case err != nil:
			return fmt.Sprintf("is %q, which is no ARN", v)
		case parsed.Service != "iam" || !strings.HasPrefix(parsed.Resource, prefix) || len(parsed.Resource) == len(prefix):
			return fmt.Sprintf("is %q, which is the ARN of something else", v)
		default:
			return ""
		}
	}}
}

// Limits of AssumeRole's DurationSeconds.
const (
	minSession = 15 * time.Minute
	maxSession = 12 * time.Hour
)

func sessionDuration() validator.String {
	return rule{wants: `a duration between "15m" and "12h"`, check: func(v string) string {
		d, err := time.ParseDuration(v)
		switch {
		case err != nil:
			return fmt.Sprintf("is %q, which is no duration", v)
		case d < minSession || d > maxSession:
			return fmt.Sprintf("is %q", v)
		default:
			return ""
		}
	}}
}

func jsonDocument() validator.String {
	return rule{wants: "a JSON document", check: func(v string) string {
		if json.Valid([]byte(v)) {
			return ""
		}
		return "is not valid JSON"
	}}
}

func httpURL() validator.String {
	return rule{wants: `a URL with http or https and a host, such as "https://backup.example.com"`, check: func(v string) string {
		if v == "" {
			return "" // as unset, like hashicorp/aws
		}
		return wrongURL(v, "http", "https")
	}}
}

// proxyURL accepts what Go's HTTP transport accepts as a proxy. An empty string means no proxy.
func proxyURL() validator.String {
	return rule{wants: `a URL of a proxy, such as "http://proxy.example.com:3128"`, check: wrongProxy}
}

// wrongProxy says what is wrong with the URL of a proxy, without repeating it.
func wrongProxy(v string) string {
	if v == "" || (!strings.Contains(v, "://") && wrongURL("http://"+v, "http") == "") {
		return ""
	}
	return wrongURL(v, "http", "https", "socks5", "socks5h")
}

// wrongURL says what is wrong with a URL, without repeating it: it may hold a password.
func wrongURL(v string, schemes ...string) string {
	u, err := url.Parse(v)
	switch {
	case err != nil:
		return "cannot be parsed as a URL"
	case u.Opaque != "" || !slices.Contains(schemes, u.Scheme):
		return "does not begin with one of " + strings.Join(schemes, "://, ") + "://"
	case u.Hostname() == "":
		return "names no host"
	default:
		return ""
	}
}

func preflightModes() []string {
	modes := make([]string, 0, len(providerdata.PreflightModes()))
	for _, mode := range providerdata.PreflightModes() {
		modes = append(modes, string(mode))
	}
	return modes
}
