// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"errors"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// settings point at an emulator of the test's own.
func settings(t *testing.T, options ...emulator.Option) (providerdata.Settings, *emulator.Server) {
	t.Helper()
	cloud := emulator.New(options...)
	server := httptest.NewServer(cloud)
	t.Cleanup(server.Close)
	return providerdata.Settings{
		AWS: aws.Config{
			Credentials: credentials.NewStaticCredentialsProvider("AKIATEST", "secret", ""),
			Retryer:     func() aws.Retryer { return aws.NopRetryer{} },
		},
		Region: "eu-central-1", Partition: "aws", Endpoint: server.URL, Quotas: new(awsbackup.Unlimited()),
	}, cloud
}

func region(t *testing.T, data *providerdata.Data, name string) *providerdata.Region {
	t.Helper()
	r, err := data.Region(name)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestOneRegionForAll(t *testing.T) {
	t.Parallel()
	s, _ := settings(t)
	data := providerdata.New(s)
	first := region(t, data, "")
	if first.Name != "eu-central-1" || first.API == nil || first.Jobs == nil || first.Points == nil || first.Owners == nil {
		t.Errorf("the region is %+v", first)
	}
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			for _, name := range []string{"", "eu-central-1"} {
				if r, err := data.Region(name); err != nil || r != first {
					t.Errorf("%q is another region: %v", name, err)
				}
			}
			if r, err := data.Region("eu-west-1"); err != nil || r == first {
				t.Errorf("two regions share their readers: %v", err)
			}
		})
	}
	all.Wait()
}

func TestUnknownConfiguration(t *testing.T) {
	t.Parallel()
	data := providerdata.New(providerdata.Settings{Unknown: true, Preflight: providerdata.PreflightEnforce})
	if _, err := data.Region("eu-west-1"); !errors.Is(err, providerdata.ErrUnknown) {
		t.Errorf("the error is %v", err)
	}
	if data.Preflight() != providerdata.PreflightOff {
		t.Errorf("preflight is %s without a client", data.Preflight())
	}
}

func TestPreflightIsEnforcedByDefault(t *testing.T) {
	t.Parallel()
	if got := providerdata.New(providerdata.Settings{}).Preflight(); got != providerdata.PreflightEnforce {
		t.Errorf("the default is %q", got)
	}
	if got := providerdata.PreflightModes()[0]; got != providerdata.PreflightEnforce {
		t.Errorf("the first mode is %q", got)
	}
}

func TestRegions(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		region, partition string
		skip              bool
		want              string // part of the error, "" for none
	}{
		{region: "eu-central-1", partition: "aws"},
		{region: "eu-central-1", partition: ""},
		{region: "us-gov-west-1", partition: "aws-us-gov"},
		{region: "us-isob-east-1", partition: "aws-iso-b"},
		{region: "us-gov-west-1", partition: "aws", want: `"aws-us-gov"`},
		{region: "us-gov-west-1", partition: "aws", skip: true, want: `"aws-us-gov"`},
		{region: "eu-central-1", partition: "aws-cn", want: `"aws"`},
		{region: "eu-central-99", partition: "aws", want: "skip_region_validation"},
		{region: "eu-central-99", partition: "aws", skip: true},
		{region: "us-gov-north-9", partition: "aws", skip: true, want: `"aws-us-gov"`},
		{region: "local", partition: "aws", skip: true},
		{region: "EU-CENTRAL-1", partition: "aws", want: "spelling"},
		{region: "", partition: "aws", skip: true, want: "no region"},
	} {
		err := providerdata.CheckRegion(test.region, test.partition, test.skip)
		if test.want == "" {
			if err != nil {
				t.Errorf("%q in %q: %v", test.region, test.partition, err)
			}
			continue
		}
		var regionErr *providerdata.RegionError
		if !errors.As(err, &regionErr) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q in %q: error %v, want %s", test.region, test.partition, err, test.want)
		}
	}
}

func TestPartitionOf(t *testing.T) {
	t.Parallel()
	for region, want := range map[string]string{
		"us-east-1": "aws", "us-east-17": "aws", "us-gov-west-1": "aws-us-gov", "us-isof-south-1": "aws-iso-f", "us-iso-east-1": "aws-iso",
		"cn-northwest-1": "aws-cn", "eusc-de-east-1": "aws-eusc", "local": "", "": "",
	} {
		if got := providerdata.PartitionOf(region); got != want {
			t.Errorf("%q is in %q, want %q", region, got, want)
		}
	}
}
