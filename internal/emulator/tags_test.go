// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"maps"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
)

func (l *lab) tag(t *testing.T, arn string, tags map[string]string) error {
	t.Helper()
	_, err := l.client.TagResource(t.Context(), &backup.TagResourceInput{ResourceArn: &arn, Tags: tags})
	return err
}

func (l *lab) tags(t *testing.T, arn string) map[string]string {
	t.Helper()
	all := map[string]string{}
	pages := backup.NewListTagsPaginator(l.client, &backup.ListTagsInput{ResourceArn: &arn, MaxResults: aws.Int32(2)})
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(all, page.Tags)
	}
	return all
}

func TestTagsOfPointsAndVaults(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().SetSourceTags(files, map[string]string{"source": "1", "both": "source"})
	job := l.completed(t, files, func(in *backup.StartBackupJobInput) {
		in.RecoveryPointTags = map[string]string{"both": "sent", "sent": "1"}
	})
	for _, arn := range []string{*job.RecoveryPointArn, *job.BackupVaultArn} {
		want := map[string]string{}
		if arn == *job.RecoveryPointArn {
			want = map[string]string{"source": "1", "both": "sent", "sent": "1"}
		}
		if got := l.tags(t, arn); !maps.Equal(got, want) {
			t.Errorf("%s has %v, want %v", arn, got, want)
		}
		if err := l.tag(t, arn, map[string]string{"both": "changed", "new": ""}); err != nil {
			t.Fatal(err)
		}
		want["both"], want["new"] = "changed", ""
		if _, err := l.client.UntagResource(t.Context(), &backup.UntagResourceInput{ResourceArn: &arn, TagKeyList: []string{"source", "unknown"}}); err != nil {
			t.Fatal(err)
		}
		delete(want, "source")
		if got := l.tags(t, arn); !maps.Equal(got, want) {
			t.Errorf("%s has %v, want %v", arn, got, want)
		}
	}
}

func TestWhatCannotBeTagged(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	snapshot := l.completed(t, volume)
	one := map[string]string{"k": "v"}
	wantError(t, l.tag(t, *snapshot.RecoveryPointArn, one), "InvalidParameterValueException", "Unsupported resource type")
	wantError(t, l.tag(t, "nothing", one), "InvalidParameterValueException", "ARN")
	wantError(t, l.tag(t, "arn:aws:backup:eu-central-1:123456789012:recovery-point:none", one), "ResourceNotFoundException", "none")
	wantError(t, l.tag(t, "arn:aws:backup:us-east-1:123456789012:backup-vault:Default", one), "ResourceNotFoundException", "")
	point := *l.completed(t, files).RecoveryPointArn
	wantError(t, l.tag(t, point, map[string]string{"aws:k": "v"}), "InvalidParameterValueException", "aws:")
	wantError(t, l.tag(t, point, manyTags(51)), "LimitExceededException", "50")
}
