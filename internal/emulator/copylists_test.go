// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestFiltersOfCopyJobs(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	disk, share, shop := l.completed(t, volume), l.completed(t, files), l.completed(t, cluster)
	l.home().ScriptCopies(files, emulator.CopyScript{End: "FAILED", Category: "KMS_KEY_ERROR"})
	names := map[string]string{}
	start := func(name string, point *string, to string) {
		names[*l.startCopy(t, point, to)] = name
		l.Advance(10 * time.Minute)
	}
	began := l.Now()
	start("disk", disk.RecoveryPointArn, farVault)
	start("share", share.RecoveryPointArn, farPlain)
	middle := l.Now()
	start("shop", shop.RecoveryPointArn, farVault)
	var parent string
	for _, job := range l.home().CopyJobs() {
		switch {
		case job.IsParent:
			parent = job.ID
		case job.ParentID != "":
			names[job.ID] = "nested " + job.ResourceType
		}
	}
	for name, test := range map[string]struct {
		in   backup.ListCopyJobsInput
		want []string // the newest first; nested jobs apart, whose order is not fixed
	}{
		"all":                {backup.ListCopyJobsInput{}, []string{"nested EBS", "nested EKS", "shop", "share", "disk"}},
		"resource":           {backup.ListCopyJobsInput{ByResourceArn: aws.String(volume)}, []string{"disk"}},
		"state":              {backup.ListCopyJobsInput{ByState: types.CopyJobStateFailed}, []string{"share"}},
		"created after":      {backup.ListCopyJobsInput{ByCreatedAfter: aws.Time(middle.Add(-time.Second))}, []string{"nested EBS", "nested EKS", "shop"}},
		"created before":     {backup.ListCopyJobsInput{ByCreatedBefore: aws.Time(began.Add(time.Second))}, []string{"disk"}},
		"completed after":    {backup.ListCopyJobsInput{ByCompleteAfter: aws.Time(middle)}, []string{"nested EBS", "nested EKS", "shop"}},
		"completed before":   {backup.ListCopyJobsInput{ByCompleteBefore: aws.Time(began.Add(9 * time.Minute))}, []string{"disk"}},
		"type":               {backup.ListCopyJobsInput{ByResourceType: aws.String("EFS")}, []string{"share"}},
		"destination":        {backup.ListCopyJobsInput{ByDestinationVaultArn: aws.String(farPlain)}, []string{"share"}},
		"account":            {backup.ListCopyJobsInput{ByAccountId: aws.String(account), ByResourceArn: aws.String(volume)}, []string{"disk"}},
		"every account":      {backup.ListCopyJobsInput{ByAccountId: aws.String("*"), ByResourceArn: aws.String(volume)}, []string{"disk"}},
		"another account":    {backup.ListCopyJobsInput{ByAccountId: aws.String(second)}, nil},
		"parent":             {backup.ListCopyJobsInput{ByParentJobId: &parent}, []string{"nested EBS", "nested EKS"}},
		"category":           {backup.ListCopyJobsInput{ByMessageCategory: aws.String("KMS_KEY_ERROR")}, []string{"share"}},
		"source":             {backup.ListCopyJobsInput{BySourceRecoveryPointArn: disk.RecoveryPointArn}, []string{"disk"}},
		"all at once needed": {backup.ListCopyJobsInput{BySourceRecoveryPointArn: disk.RecoveryPointArn, ByState: types.CopyJobStateFailed}, nil},
	} {
		for _, size := range []int32{1, 2, 1000} {
			var got []string
			test.in.MaxResults = &size
			pages := backup.NewListCopyJobsPaginator(l.client, &test.in)
			for pages.HasMorePages() {
				page, err := pages.NextPage(t.Context())
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				if len(page.CopyJobs) > int(size) {
					t.Errorf("%s: %d jobs on a page of %d", name, len(page.CopyJobs), size)
				}
				for _, job := range page.CopyJobs {
					got = append(got, names[*job.CopyJobId])
				}
			}
			if len(got) > 1 && got[0] == "nested EKS" {
				got[0], got[1] = got[1], got[0]
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%s, pages of %d: %v, want %v", name, size, got, test.want)
			}
		}
	}
	_, err := l.client.ListCopyJobs(t.Context(), &backup.ListCopyJobsInput{NextToken: aws.String("made up")})
	wantError(t, err, "InvalidParameterValueException", "NextToken")
}
