// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecyclevalidator

import (
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Diagnostics turns violations into diagnostics, each at the attribute at fault.
func Diagnostics(violations []lifecycle.Violation) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, v := range violations {
		if v.Severity == lifecycle.Error {
			diags.AddAttributeError(attributePath(v.Path), v.Summary, v.Detail)
		} else {
			diags.AddAttributeWarning(attributePath(v.Path), v.Summary, v.Detail)
		}
	}
	return diags
}

// attributePath parses a path of lifecycle.Violation: dotted names, and at most one map key at the end.
func attributePath(s string) path.Path {
	names, key, isElement := strings.Cut(s, "[")
	first, rest, nested := strings.Cut(names, ".")
	p := path.Root(first)
	for nested {
		first, rest, nested = strings.Cut(rest, ".")
		p = p.AtName(first)
	}
	if isElement {
		if unquoted, err := strconv.Unquote(strings.TrimSuffix(key, "]")); err == nil {
			return p.AtMapKey(unquoted)
		}
	}
	return p
}
