// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package functions_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/functions"
)

// run calls the function as the framework does.
func run(t *testing.T, arn attr.Value) (map[string]attr.Value, *function.FuncError) {
	t.Helper()
	f := functions.NewParseRecoveryPointARN()
	var definition function.DefinitionResponse
	f.Definition(t.Context(), function.DefinitionRequest{}, &definition)
	var valid function.DefinitionValidateResponse
	definition.Definition.ValidateImplementation(t.Context(), function.DefinitionValidateRequest{FuncName: "parse_recovery_point_arn"}, &valid)
	if valid.Diagnostics.HasError() {
		t.Fatal(valid.Diagnostics)
	}
	result, funcErr := definition.Definition.Return.NewResultData(t.Context())
	if funcErr != nil {
		t.Fatal(funcErr)
	}
	resp := function.RunResponse{Result: result}
	f.Run(t.Context(), function.RunRequest{Arguments: function.NewArgumentsData([]attr.Value{arn})}, &resp)
	if resp.Error != nil {
		return nil, resp.Error
	}
	object, ok := resp.Result.Value().(types.Object)
	if !ok {
		t.Fatalf("result is %T, want an object", resp.Result.Value())
	}
	return object.Attributes(), nil
}

func TestParseRecoveryPointARN(t *testing.T) {
	t.Parallel()
	null, str := types.StringNull(), types.StringValue
	for arn, want := range map[string]map[string]attr.Value{
		"arn:aws:ec2:eu-west-1::snapshot/snap-0123456789abcdef0": {
			"partition": str("aws"), "service": str("ec2"), "region": str("eu-west-1"), "account_id": null,
			"resource_type": null, "id": str("snap-0123456789abcdef0"),
		},
		"arn:aws-us-gov:rds:us-gov-west-1:111122223333:snapshot:awsbackup:job-0f35b5c0": {
			"partition": str("aws-us-gov"), "service": str("rds"), "region": str("us-gov-west-1"), "account_id": str("111122223333"),
			"resource_type": str("RDS"), "id": str("awsbackup:job-0f35b5c0"),
		},
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:1EB3B5E7-9EB0-435A-A80B-108B488B0D45": {
			"partition": str("aws"), "service": str("backup"), "region": str("eu-west-1"), "account_id": str("111122223333"),
			"resource_type": null, "id": str("1EB3B5E7-9EB0-435A-A80B-108B488B0D45"),
		},
		"arn:aws:quantum:::freeze/q-1": {
			"partition": str("aws"), "service": str("quantum"), "region": null, "account_id": null,
			"resource_type": null, "id": str("freeze/q-1"),
		},
	} {
		got, err := run(t, types.StringValue(arn))
		if err != nil {
			t.Errorf("%s: %v", arn, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", arn, diff)
		}
	}
}

func TestParseRecoveryPointARNPointsAtTheArgument(t *testing.T) {
	t.Parallel()
	for arn, want := range map[string]string{
		"":                       `"" is not the ARN of a recovery point, because it is empty.`,
		"snap-0123456789abcdef0": `"snap-0123456789abcdef0" is not the ARN of a recovery point, because it does not begin with arn:.`,
		"arn:aws:ec2:eu-west-1:111122223333:volume/vol-1": `because it names a resource of Amazon EBS, not a backup of one.`,
	} {
		_, err := run(t, types.StringValue(arn))
		switch {
		case err == nil:
			t.Errorf("%q: no error", arn)
		case err.FunctionArgument == nil || *err.FunctionArgument != 0:
			t.Errorf("%q: the error %v does not point at the argument", arn, err)
		case !strings.HasSuffix(err.Text, want):
			t.Errorf("%q: %s, want %s", arn, err.Text, want)
		}
	}
}

func TestMetadata(t *testing.T) {
	t.Parallel()
	var resp function.MetadataResponse
	functions.NewParseRecoveryPointARN().Metadata(t.Context(), function.MetadataRequest{}, &resp)
	if resp.Name != "parse_recovery_point_arn" {
		t.Errorf("name = %q", resp.Name)
	}
}
