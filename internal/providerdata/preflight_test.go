// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"sync"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// A plan of many resources describes each vault once, and the region's settings once.
func TestPreflightIsCached(t *testing.T) {
	t.Parallel()
	s, cloud := settings(t)
	data := providerdata.New(s)
	r := region(t, data, "")

	var plans sync.WaitGroup
	for range 100 {
		plans.Go(func() {
			if vault, err := r.Vault(t.Context(), "Default"); err != nil || *vault.BackupVaultName != "Default" {
				t.Errorf("vault: %v", err)
			}
			if settings, err := r.Settings(t.Context()); err != nil || settings.ResourceTypeOptInPreference == nil {
				t.Errorf("settings: %v", err)
			}
		})
	}
	plans.Wait()
	if n, m := cloud.Count("DescribeBackupVault"), cloud.Count("DescribeRegionSettings"); n != 1 || m != 1 {
		t.Errorf("%d calls for one vault, %d for the settings", n, m)
	}

	if _, err := region(t, data, "eu-west-1").Vault(t.Context(), "Default"); err != nil {
		t.Fatal(err)
	}
	if n := cloud.Count("DescribeBackupVault"); n != 2 {
		t.Errorf("%d calls: the vault of another region is another one", n)
	}
}

// A denial is remembered too: a plan must not make one denied call per resource.
func TestPreflightFailureIsCached(t *testing.T) {
	t.Parallel()
	s, cloud := settings(t)
	cloud.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "DescribeBackupVault", Times: emulator.Always})
	r := region(t, providerdata.New(s), "")
	for range 5 {
		if _, err := r.Vault(t.Context(), "Default"); !awsbackup.IsAccessDenied(err) {
			t.Errorf("the error is %v", err)
		}
	}
	if n := cloud.Count("DescribeBackupVault"); n != 1 {
		t.Errorf("%d calls", n)
	}
}
