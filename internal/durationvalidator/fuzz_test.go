// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package durationvalidator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/durationvalidator"
)

// FuzzPositive wants every text to be either a duration of more than nothing or
// an error that shows it.
func FuzzPositive(f *testing.F) {
	for _, text := range []string{"", "0", "90m", "36h", "1h30m", "-1h", "1d", "1.5h", "4 h", "9223372036854775807ns", "9999999h", "µs", "∞"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var resp validator.StringResponse
		durationvalidator.Positive().ValidateString(t.Context(),
			validator.StringRequest{Path: path.Root("create"), ConfigValue: types.StringValue(text)}, &resp)
		d, err := time.ParseDuration(text)
		if good := err == nil && d > 0; good == resp.Diagnostics.HasError() {
			t.Errorf("%q, which is %s: %v", text, d, resp.Diagnostics)
		}
		for _, d := range resp.Diagnostics {
			if !strings.Contains(d.Detail(), "create is \"") {
				t.Errorf("%q: the message does not name the argument: %s", text, d.Detail())
			}
		}
	})
}
