// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// jobPage is a full page of jobs as AWS sends it: nulls and exponents included.
func jobPage(n int) string {
	var b strings.Builder
	b.WriteString(`{"BackupJobs":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"AccountId":"123456789012","BackupJobId":"1CDF6B45-A11F-3579-%012d","BackupOptions":null,`+
			`"BackupSizeInBytes":8589934592,"BackupType":null,"BackupVaultArn":"arn:aws:backup:eu-west-1:123456789012:backup-vault:Default",`+
			`"BackupVaultName":"Default","BytesTransferred":0,"CompletionDate":null,"CreatedBy":null,"CreationDate":1.7698191829E9,`+
			`"ExpectedCompletionDate":null,"IamRoleArn":"arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole",`+
			`"IsParent":false,"PercentDone":"42.0","RecoveryPointArn":"arn:aws:ec2:eu-west-1::snapshot/snap-%017x",`+
			`"ResourceArn":"arn:aws:ec2:eu-west-1:123456789012:volume/vol-%017x","ResourceType":"EBS","StartBy":1.7698479829E9,`+
			`"State":"RUNNING","StatusMessage":null}`, i, i, i)
	}
	b.WriteString(`],"NextToken":null}`)
	return b.String()
}

// BenchmarkClient_listBackupJobs is one full page through the client: request,
// limiter, signature and decoding.
func BenchmarkClient_listBackupJobs(b *testing.B) {
	for _, n := range []int{1, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			body := jobPage(n)
			w := &wire{answer: func(int, *http.Request) *http.Response { return reply(http.StatusOK, "", body) }}
			c := client(w, awsbackup.Options{Limiter: awsbackup.NewLimiter(awsbackup.Unlimited())})
			b.ReportAllocs()
			for b.Loop() {
				w.requests, w.at = nil, nil
				out, err := c.ListBackupJobs(b.Context(), &backup.ListBackupJobsInput{MaxResults: aws.Int32(1000)})
				if err != nil || len(out.BackupJobs) != n {
					b.Fatal(len(out.BackupJobs), err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/job")
		})
	}
}

// BenchmarkLimiter_wait is what an unthrottled call pays.
func BenchmarkLimiter_wait(b *testing.B) {
	l := awsbackup.NewLimiter(awsbackup.Quotas{Operations: map[string]float64{"StartBackupJob": 1e6}, Total: 1e6})
	b.ReportAllocs()
	for b.Loop() {
		if err := l.Wait(b.Context(), "StartBackupJob"); err != nil {
			b.Fatal(err)
		}
	}
}
