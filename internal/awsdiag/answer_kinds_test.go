// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"context"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

const offsite = "arn:aws:backup:eu-central-1:444455556666:backup-vault:offsite"

// kindCalls are the calls about copies and restores.
var kindCalls = map[string]call{
	"StartCopyJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.StartCopyJob(ctx, &backup.StartCopyJobInput{
			RecoveryPointArn: new(testPoint), SourceBackupVaultName: new("prod"), DestinationBackupVaultArn: new(offsite), IamRoleArn: new(testRole),
		})
		return err
	},
	"DescribeCopyJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.DescribeCopyJob(ctx, &backup.DescribeCopyJobInput{CopyJobId: new(testJob)})
		return err
	},
	"StartRestoreJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.StartRestoreJob(ctx, &backup.StartRestoreJobInput{RecoveryPointArn: new(testPoint), Metadata: map[string]string{"a": "b"}})
		return err
	},
	"DescribeRestoreJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.DescribeRestoreJob(ctx, &backup.DescribeRestoreJobInput{RestoreJobId: new(testJob)})
		return err
	},
	"GetRestoreJobMetadata": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.GetRestoreJobMetadata(ctx, &backup.GetRestoreJobMetadataInput{RestoreJobId: new(testJob)})
		return err
	},
}

func kindFailure(t *testing.T, operation string, status int, exception, message string) error {
	t.Helper()
	err := kindCalls[operation](t.Context(), awsbackup.NewClient(config(), awsbackup.Options{Endpoint: serve(t, refusal(status, exception, "", message))}))
	if err == nil {
		t.Fatalf("%s succeeded, the test needs an error", operation)
	}
	return err
}

// kindAttempt is an attempt at a copy or a restore.
func kindAttempt(operation string) awsdiag.Attempt {
	a := awsdiag.Attempt{Kind: awsbackup.RestoreJobs.Name, Doing: "working", Operation: operation, Region: testRegion, AccountID: "111122223333", RoleARN: testRole, RecoveryPointARN: testPoint}
	if strings.Contains(operation, "Copy") {
		a.Kind, a.VaultName, a.DestinationVaultARN = awsbackup.CopyJobs.Name, "prod", offsite
	}
	return a
}

// A refused call about a copy or a restore is explained in its own terms, names its own permissions and arguments, and
// of a copy's two vaults the one that is meant.
func TestFromError_answersOfOtherKinds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		operation          string
		status             int
		exception, message string
		summary, attribute string
		phrases            []string
	}{
		{
			"StartCopyJob", 403, "AccessDeniedException", insufficient, "Backup Vault Missing or Access Denied", "source_backup_vault_name",
			[]string{
				`Either vault "prod" does not exist in eu-west-1`, "backup:StartCopyJob on " + testPoint, "iam:PassRole on " + testRole,
				"backup:CopyIntoBackupVault on " + offsite,
			},
		},
		{"StartCopyJob", 400, "ResourceNotFoundException", "Recovery point not found.", "Recovery Point Not Found", "recovery_point_arn", []string{`is not in vault "prod" of eu-west-1`, "list-recovery-points-by-backup-vault --region eu-west-1 --backup-vault-name prod"}},
		{"StartCopyJob", 400, "ResourceNotFoundException", "Backup vault does not exist.", "Recovery Point Not Found", "recovery_point_arn", []string{`vault "prod"`}},
		{"StartCopyJob", 400, "InvalidRequestException", "No.", "Copy Job Refused", "", []string{offsite, "--recovery-point-arn " + testPoint}},
		{"StartCopyJob", 400, "InvalidParameterValueException", "Invalid DestinationBackupVaultArn", "Invalid Value", "destination_backup_vault_arn", nil},
		{"StartCopyJob", 400, "InvalidParameterValueException", "Invalid SourceBackupVaultName", "Invalid Value", "source_backup_vault_name", nil},
		{
			"StartCopyJob", 400, "InvalidParameterValueException", "Invalid lifecycle. DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays",
			"Lifecycle Not Allowed", "recovery_point_lifecycle",
			[]string{"move_to_cold_storage_after_days + 90"},
		},
		{"StartCopyJob", 400, "InvalidParameterValueException", "IAM Role " + testRole + " cannot be assumed by AWS Backup", "Role Not Assumable", "iam_role_arn", nil},
		{"DescribeCopyJob", 403, "AccessDeniedException", insufficient, "Access Denied by AWS Backup", "", []string{"backup:DescribeCopyJob on *"}},
		{"DescribeCopyJob", 400, "ResourceNotFoundException", "No.", "Copy Job Not Found", "", []string{"destination_backup_vault_arn,recovery_point_arn"}},
		{
			"StartRestoreJob", 403, "AccessDeniedException", insufficient, "Access Denied by AWS Backup", "",
			[]string{"backup:StartRestoreJob on " + testPoint, "backup:StartRestoreJob on arn:aws:backup:eu-west-1:111122223333:backup-vault:*", "iam:PassRole on " + testRole},
		},
		{"StartRestoreJob", 400, "ResourceNotFoundException", "No.", "Recovery Point Not Found", "recovery_point_arn", []string{"set region"}},
		{"StartRestoreJob", 400, "InvalidRequestException", "No.", "Restore Job Refused", "", []string{"nested recovery points"}},
		{"StartRestoreJob", 400, "InvalidParameterValueException", "ResourceArn is wrong", "Invalid Value", "", nil},
		{"DescribeRestoreJob", 400, "ResourceNotFoundException", "No.", "Restore Job Not Found", "", []string{"30 days"}},
		{"GetRestoreJobMetadata", 403, "AccessDeniedException", "No.", "Access Denied by AWS Backup", "", []string{"backup:GetRestoreJobMetadata on *"}},
	} {
		t.Run(test.operation+" "+test.exception+" "+test.message, func(t *testing.T) {
			t.Parallel()
			d := awsdiag.FromError(kindAttempt(test.operation), kindFailure(t, test.operation, test.status, test.exception, test.message))
			check(t, d, test.summary, test.attribute, test.phrases...)
			if strings.Contains(strings.ToLower(d.Detail()), "backup job") || strings.Contains(d.Detail(), "backup-vault:arn:") {
				t.Errorf("speaks of a backup job, or takes an ARN for the name of a vault:\n%s", d.Detail())
			}
		})
	}
}

// A start without an answer may have started a job of any kind. The next apply finds it by its token; of an action
// nothing does, so the command that lists such jobs is given.
func TestFromError_mayHaveStartedOtherKinds(t *testing.T) {
	t.Parallel()
	for operation, look := range map[string]string{
		"StartCopyJob":    "aws backup list-copy-jobs --region eu-west-1 --by-source-recovery-point-arn " + testPoint,
		"StartRestoreJob": "aws backup list-restore-jobs --region eu-west-1",
	} {
		err := kindFailure(t, operation, 500, "ServiceUnavailableException", "Down.")
		a := kindAttempt(operation)
		check(t, awsdiag.FromError(a, err), "AWS Backup Unavailable", "", "may have accepted the request", look)
		a.Resumable = true
		check(t, awsdiag.FromError(a, err), "AWS Backup Unavailable", "", "the next apply sends the same idempotency token")
	}
}

// A job that AWS no longer knows in the middle of a wait is called by its kind.
func TestFromError_goneOtherKinds(t *testing.T) {
	t.Parallel()
	for operation, summary := range map[string]string{"DescribeCopyJob": "Copy Job Not Found", "DescribeRestoreJob": "Restore Job Not Found"} {
		gone := &jobwatch.GoneError{ID: testJob, Err: kindFailure(t, operation, 400, "ResourceNotFoundException", "No.")}
		check(t, awsdiag.FromError(kindAttempt(operation), gone), summary, "", testJob)
	}
}
