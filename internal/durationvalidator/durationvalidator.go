// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package durationvalidator checks arguments that are durations in Go's
// notation, such as "36h" or "1h30m".
package durationvalidator

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Positive accepts durations of more than nothing.
func Positive() validator.String { return positive{} }

type positive struct{}

func (positive) Description(context.Context) string {
	return `must be a positive duration such as "90m" or "36h"`
}

func (v positive) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (positive) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	value := req.ConfigValue.ValueString()
	d, err := time.ParseDuration(value)
	switch {
	case err != nil:
		resp.Diagnostics.AddAttributeError(req.Path, "Not a duration",
			fmt.Sprintf(`%s is %q, which is not a duration. Write numbers with units, such as "90m", "36h" or "1h30m"; the units are h, m and s, and a day is "24h".`, req.Path, value))
	case d <= 0:
		resp.Diagnostics.AddAttributeError(req.Path, "Not a positive duration",
			fmt.Sprintf(`%s is %q. It must be more than nothing, for example "1h".`, req.Path, value))
	}
}
