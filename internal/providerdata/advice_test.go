// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package providerdata_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// transport is a way to AWS without a network.
type transport func(*http.Request) (*http.Response, error)

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) { return t(r) }

func answer(r *http.Request, status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

// Calls for advice that fail or hang cost a plan seconds in all, however many there are; calls that succeed may take their time.
func TestAdviceHasOneBudget(t *testing.T) {
	t.Parallel()
	const calls = 60
	for name, test := range map[string]struct {
		way      transport
		together bool
		most     time.Duration // of all calls together
		succeed  bool
	}{
		"hanging, one after the other": {way: hanging, most: 16 * time.Second},
		"hanging, all at once":         {way: hanging, together: true, most: 31 * time.Second},
		"unavailable":                  {way: unavailable, most: 25 * time.Second},
		"slow":                         {way: slow, most: time.Hour, succeed: true},
		"slow, all at once":            {way: slow, together: true, most: time.Hour, succeed: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				data := providerdata.New(providerdata.Settings{
					AWS: aws.Config{
						Credentials: credentials.NewStaticCredentialsProvider("AKIATEST", "secret", ""),
						Retryer:     func() aws.Retryer { return retry.NewStandard() },
						HTTPClient:  &http.Client{Transport: test.way},
					},
					Region: "eu-central-1", Partition: "aws", Quotas: new(awsbackup.Unlimited()),
				})
				var failures atomic.Int64
				var waiting sync.WaitGroup
				began := time.Now()
				for i := range calls {
					// Regions share the budget.
					r := region(t, data, []string{"eu-central-1", "eu-west-1"}[i%2])
					ask := func() {
						if _, err := r.Vault(t.Context(), fmt.Sprint("vault-", i)); err != nil {
							failures.Add(1)
						}
					}
					if test.together {
						waiting.Go(ask)
					} else {
						ask()
					}
				}
				waiting.Wait()
				if took := time.Since(began); took > test.most {
					t.Errorf("%d calls took %s, want at most %s", calls, took, test.most)
				}
				if succeeded := failures.Load() == 0; succeeded != test.succeed {
					t.Errorf("%d of %d calls failed", failures.Load(), calls)
				}
			})
		})
	}
}

func hanging(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

func unavailable(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return answer(r, http.StatusServiceUnavailable, "<html>"), nil
}

func slow(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	return answer(r, http.StatusOK, `{"BackupVaultName":"v"}`), nil
}
