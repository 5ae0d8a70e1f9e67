// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import "testing"

func TestAccountLists(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		block block
		at    string // "" for no error
	}{
		{"allowed", block{"allowed_account_ids": []any{"999999999999", "123456789012"}}, ""},
		{"not forbidden", block{"forbidden_account_ids": []any{"999999999999"}}, ""},
		{"not allowed", block{"allowed_account_ids": []any{"999999999999"}}, "allowed_account_ids"},
		{"forbidden", block{"forbidden_account_ids": []any{"123456789012", "999999999999"}}, "forbidden_account_ids"},
		{"one skip does not forbid to ask", block{"allowed_account_ids": []any{"123456789012"}, "skip_requesting_account_id": true}, ""},
		{"nor does the other", block{"allowed_account_ids": []any{"123456789012"}, "skip_credentials_validation": true}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			cloud := newCloud(t)
			_, diags := configure(t, cloud.static(test.block))
			if n := len(cloud.STS().Calls("GetCallerIdentity")); n != 1 || len(cloud.Requests()) != 1 {
				t.Errorf("%d calls of GetCallerIdentity, %d requests in all; want one", n, len(cloud.Requests()))
			}
			if test.at != "" {
				wantError(t, diags, test.at, "AWS Account Not Allowed", "123456789012", "999999999999", "user/terraform")
			} else if len(diags) != 0 {
				t.Errorf("diagnostics: %v", diags)
			}
		})
	}
}

func TestAccountOfTheRoleCounts(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	roles := block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}}
	mustConfigure(t, cloud.static(with(roles, block{"allowed_account_ids": []any{"111111111111"}})))
	_, diags := configure(t, cloud.static(with(roles, block{"allowed_account_ids": []any{"123456789012"}})))
	wantError(t, diags, "allowed_account_ids", "AWS Account Not Allowed", "111111111111")
}

func TestAccountCannotBeChecked(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	_, diags := configure(t, cloud.static(block{
		"forbidden_account_ids": []any{"999999999999"}, "skip_requesting_account_id": true, "skip_credentials_validation": true,
	}))
	wantError(t, diags, "forbidden_account_ids", "AWS Account Cannot Be Checked", "skip_credentials_validation")
	if len(cloud.Requests()) != 0 {
		t.Errorf("%d requests", len(cloud.Requests()))
	}
}

func TestAccountIsUnknown(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	b := cloud.static(block{"allowed_account_ids": []any{"123456789012"}, "access_key": "ASIAFORGEDFORGED"})
	_, diags := configure(t, b)
	wantError(t, diags, "allowed_account_ids", "AWS Credentials Not Recognized", "InvalidClientTokenId", "GetCallerIdentity")

	refusing := block{"endpoints": []any{block{"sts": chatty(t, "RegionDisabledException")}}}
	_, diags = configure(t, with(cloud.static(refusing), block{"allowed_account_ids": []any{"123456789012"}}))
	wantError(t, diags, "allowed_account_ids", "AWS Account Unknown", "RegionDisabledException", "GetCallerIdentity")
}
