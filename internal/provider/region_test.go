// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"errors"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

func TestNoRegion(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	_, diags := configure(t, cloud.static(block{"region": nil}))
	wantError(t, diags, "region", "No AWS Region", "AWS_REGION", "profile")
}

// A region that does not exist is found before STS is called in it.
func TestUnknownRegion(t *testing.T) {
	cloud := newCloud(t)
	roles := block{"assume_role": []any{block{"role_arn": firstRole, "session_name": "one"}}}

	_, diags := configure(t, cloud.static(with(roles, block{"region": "eu-centrall-1"})))
	wantError(t, diags, "region", "Unknown AWS Region", `"eu-centrall-1"`, "skip_region_validation")

	t.Setenv("AWS_REGION", "mars-north-1")
	_, diags = configure(t, cloud.static(with(roles, block{"region": nil})))
	wantError(t, diags, "region", "Unknown AWS Region", `"mars-north-1"`, "AWS_REGION in the environment")

	profile := file(t, "[profile team]\nregion = moon-south-1\n")
	t.Setenv("AWS_REGION", "")
	_, diags = configure(t, cloud.static(with(roles, block{"region": nil, "profile": "team", "shared_config_files": []any{profile}})))
	wantError(t, diags, "region", "Unknown AWS Region", `"moon-south-1"`, "profile of the shared config file")

	if n := len(cloud.Requests()); n != 0 {
		t.Errorf("%d requests", n)
	}
	t.Setenv("AWS_REGION", "mars-north-1")
	data := mustConfigure(t, cloud.static(with(roles, block{"region": nil, "skip_region_validation": true})))
	mustCall(t, data)
	if got := cloud.last(t).Region; got != "mars-north-1" {
		t.Errorf("called in %s", got)
	}
}

// Regions of one provider configuration have clients of their own, and must be in its partition.
func TestRegionOfAResource(t *testing.T) {
	t.Parallel()
	cloud := newCloud(t)
	data := mustConfigure(t, cloud.static(nil))
	other, err := data.Region("sa-east-1")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.API.ListBackupVaults(t.Context(), &backup.ListBackupVaultsInput{}); err != nil {
		t.Fatal(err)
	}
	if got := cloud.last(t).Region; got != "sa-east-1" || other.Name != got {
		t.Errorf("called in %s by the client of %s", got, other.Name)
	}

	var regionErr *providerdata.RegionError
	if _, err := data.Region("us-gov-west-1"); !errors.As(err, &regionErr) || regionErr.Elsewhere != "aws-us-gov" {
		t.Errorf("a region of another partition: %v", err)
	}
	if _, err := data.Region("eu-centrall-1"); !errors.As(err, &regionErr) || regionErr.Elsewhere != "" {
		t.Errorf("a region that does not exist: %v", err)
	}
}

func TestPartition(t *testing.T) {
	t.Parallel()
	for region, want := range map[string]string{
		"us-gov-east-1": "aws-us-gov", "cn-north-1": "aws-cn", "eusc-de-east-1": "aws-eusc", "eu-north-1": "aws",
	} {
		if got := mustConfigure(t, with(keys, block{"region": region})).Partition(); got != want {
			t.Errorf("%s is in %s, want %s", region, got, want)
		}
	}
}
