// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"sync"
	"sync/atomic"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// Of many instances that get the same job, one holds it.
func TestClaims(t *testing.T) {
	t.Parallel()
	var claims providerdata.Claims
	if claims.Claim("") {
		t.Error("a job without an ID was claimed")
	}
	var instances sync.WaitGroup
	var holders atomic.Int32
	for range 50 {
		instances.Go(func() {
			if claims.Claim("job") {
				holders.Add(1)
			}
		})
	}
	instances.Wait()
	if n := holders.Load(); n != 1 {
		t.Errorf("%d hold the job", n)
	}
	claims.Release("other")
	if claims.Claim("job") {
		t.Error("another job's release freed it")
	}
	claims.Release("job")
	if !claims.Claim("job") {
		t.Error("its release did not free it")
	}
}
