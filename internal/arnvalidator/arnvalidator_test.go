// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package arnvalidator_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/arnvalidator"
)

const (
	volume   = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-1"
	snapshot = "arn:aws:ec2:eu-west-1::snapshot/snap-1"
	vault    = "arn:aws:backup:eu-west-1:111122223333:backup-vault:v"
	novel    = "arn:aws:quantum:eu-west-1:111122223333:qubit/q-1"
)

func TestValidators(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		validator validator.String
		accepts   []string
		refuses   map[string]string
	}{
		"resource": {
			arnvalidator.Resource(),
			[]string{volume, novel},
			map[string]string{"vol-1": "it does not begin with arn:", "": "it is empty", snapshot: "it names a backup, not a resource"},
		},
		"recovery point": {
			arnvalidator.RecoveryPoint(),
			[]string{snapshot, novel, "arn:aws:backup:eu-west-1:111122223333:recovery-point:p"},
			map[string]string{"snap-1": "it does not begin with arn:", volume: "it names a resource of Amazon EBS"},
		},
		"vault": {
			arnvalidator.Vault(),
			[]string{vault, "arn:aws:backup:eu-west-1:111122223333:backup-vault:aws/efs/automatic-backup-vault"},
			map[string]string{"v": "it does not begin with arn:", snapshot: "it does not have the form"},
		},
	} {
		if d := test.validator.Description(t.Context()); !strings.HasPrefix(d, "must be the ARN of a") || test.validator.MarkdownDescription(t.Context()) != d {
			t.Errorf("%s: description %q", name, d)
		}
		run := func(value types.String) validator.StringResponse {
			var resp validator.StringResponse
			test.validator.ValidateString(t.Context(), validator.StringRequest{Path: path.Root("some_arn"), ConfigValue: value}, &resp)
			return resp
		}
		for _, value := range []types.String{types.StringNull(), types.StringUnknown()} {
			if resp := run(value); len(resp.Diagnostics) > 0 {
				t.Errorf("%s: %s: %v", name, value, resp.Diagnostics)
			}
		}
		for _, arn := range test.accepts {
			if resp := run(types.StringValue(arn)); len(resp.Diagnostics) > 0 {
				t.Errorf("%s: %q: %v", name, arn, resp.Diagnostics)
			}
		}
		for arn, reason := range test.refuses {
			resp := run(types.StringValue(arn))
			if resp.Diagnostics.ErrorsCount() != 1 {
				t.Errorf("%s: %q: %v, want one error", name, arn, resp.Diagnostics)
				continue
			}
			got := resp.Diagnostics[0]
			if !strings.HasPrefix(got.Detail(), `some_arn is "`+arn+`", which cannot be used because `+reason) {
				t.Errorf("%s: %q: %s", name, arn, got.Detail())
			}
		}
	}
}
