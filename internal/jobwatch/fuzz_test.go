// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"math"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// FuzzWatcher_lists lets each byte be what a page does: any order of tokens,
// faults and nulls for five minutes. All waits end, and no sweep makes
// more calls than it may.
func FuzzWatcher_lists(f *testing.F) {
	f.Add([]byte{0})
	f.Add([]byte{1, 1, 1, 2, 2, 0, 3, 4, 5, 6, 7})
	f.Add([]byte("ThrottlingException, then a token, then the same token"))
	f.Fuzz(func(t *testing.T, script []byte) {
		if len(script) == 0 {
			return
		}
		synctest.Test(t, func(t *testing.T) {
			a := &account{}
			jobs := a.addMany(6, 3*time.Minute)
			at := func(n int) byte {
				if time.Since(jobs[0].created) > 5*time.Minute {
					return 255
				}
				return script[n%len(script)]
			}
			a.alterList = func(n int, out *backup.ListBackupJobsOutput) {
				switch b := at(n); b % 8 {
				case 1:
					out.NextToken = aws.String("same")
				case 2:
					out.NextToken = aws.String(strconv.Itoa(n))
				case 3:
					out.BackupJobs, out.NextToken = nil, aws.String(strconv.Itoa(int(b)))
				case 4:
					out.BackupJobs = append(out.BackupJobs[:len(out.BackupJobs)/2], types.BackupJob{})
				case 5:
					for i := range out.BackupJobs {
						out.BackupJobs[i].State = ""
					}
				}
			}
			a.fault = func(operation string, n int) error {
				switch b := at(n); {
				case b == 255:
					return nil
				case operation == "ListBackupJobs" && b%8 == 6:
					return fail([]string{"ThrottlingException", "InternalFailure", "AccessDeniedException", "ResourceNotFoundException"}[b>>3%4])
				case operation == "DescribeBackupJob" && b%8 == 7:
					return fail([]string{"ThrottlingException", "InternalFailure", "ServiceUnavailableException"}[b>>3%3])
				}
				return nil
			}
			waitAll(t, newWatcher(a, jobwatch.Config{}), jobs)
			for _, sweep := range a.sweeps() {
				if len(sweep) > 16 { // 6 describes and 10 pages
					t.Fatalf("a sweep over 6 jobs made %d calls", len(sweep))
				}
			}
		})
	})
}

// FuzzProgress_percent: whatever text comes, a percentage is one or there is none.
func FuzzProgress_percent(f *testing.F) {
	for _, s := range []string{"", "0.0", "100.0", "99%", "1e309", "-0", "0x1p-2", " 5 ", "NaN", "１２"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		synctest.Test(t, func(t *testing.T) {
			a := &account{}
			j := a.add(&job{states: []stage{{0, "COMPLETED"}}, alter: func(item *types.BackupJob) { item.PercentDone = aws.String(text) }})
			p := watch(t, a, j, jobwatch.Config{})[0]
			if math.IsNaN(p.Percent) || p.Percent < 0 || p.Percent > 100 || !p.HasPercent && p.Percent != 0 {
				t.Errorf("%q: got %v, %t", text, p.Percent, p.HasPercent)
			}
		})
	})
}
