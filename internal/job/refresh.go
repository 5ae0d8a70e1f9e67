// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// SaveChanged writes what a refresh has learned into the state, if that differs from what the state had: encoding costs as much as
// the rest of a refresh.
func SaveChanged[M any](ctx context.Context, state *tfsdk.State, before, now *M) diag.Diagnostics {
	if reflect.DeepEqual(before, now) {
		return nil
	}
	return state.Set(ctx, now)
}
