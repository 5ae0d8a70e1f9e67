// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

const (
	testVaultARN = "arn:aws:backup:eu-central-1:444455556666:backup-vault:offsite"
	testCopied   = "arn:aws:backup:eu-central-1:444455556666:recovery-point:0a1b2c3d"
	testRestored = "arn:aws:rds:eu-west-1:111122223333:db:orders-drill"
)

// seenMessage is a status message as people report it, for one kind of job, and what the message must contain. Sources are
// the AWS documentation and knowledge center, and public issues.
type seenMessage struct {
	kind      string // "backup", "copy" or "restore"
	message   string
	category  string
	title     string // After the state; "" for a message that is not known.
	attribute string
	phrases   []string
}

var corpus = []seenMessage{
	{kind: "backup", message: "Versioning is not enabled on orders-documents. Please enable versioning on the bucket.", title: "Bucket Versioning Is Off", attribute: "resource_arn", phrases: []string{"aws_s3_bucket_versioning"}},
	{kind: "backup", message: "No objects were backed up from the source bucket orders-documents.", title: "Parts Were Not Backed Up", phrases: []string{"AWSBackupServiceRolePolicyForS3Backup", "archive storage class"}},
	{kind: "backup", message: "Cannot create more than 100 manual snapshots", title: "Quota Reached", phrases: []string{"Service Quotas"}},
	{kind: "backup", message: "INSTANCE IS NOT IN STATE RUNNING", title: "Resource Not Ready", phrases: []string{"Wait until it is available"}},
	{kind: "backup", message: `IAM Role "arn:aws:iam::111122223333:role/service-role/Backup" cannot be 'assumed' by AWS Backup`, title: "Role Not Assumable", attribute: "iam_role_arn", phrases: []string{"backup.amazonaws.com"}},
	{kind: "backup", message: "Something new happened.", category: "AccessDenied", title: "Job Role Lacks Permissions", attribute: "iam_role_arn", phrases: []string{"Something new happened.", "attach-role-policy"}},
	{kind: "backup", message: "Something new happened.", category: "KMS_KEY_ERROR", title: "KMS Key Not Usable", phrases: []string{"kms:CreateGrant"}},
	{kind: "backup", message: "Something new happened.", category: "LimitExceeded", title: "Quota Reached", phrases: []string{"Service Quotas"}},
	{kind: "backup", category: "CONCURRENT_JOB", title: "Another Job Was Running", phrases: []string{"no message, only the category CONCURRENT_JOB"}},
	{kind: "backup", message: "Something new happened.", category: "MISCELLANEOUS"},
	{kind: "backup", message: "Versioning is not enabled on b", category: "AccessDenied", title: "Bucket Versioning Is Off", attribute: "resource_arn", phrases: []string{"put-bucket-versioning"}},

	{kind: "copy", message: "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault.", title: "Lifecycle Not Allowed", attribute: "recovery_point_lifecycle", phrases: []string{"delete_after_days = 30 is outside", "destination"}},
	{kind: "copy", message: "Copy job from account 1 to 2 failed: the accounts are not in the same organization", title: "Copy Refused", attribute: "destination_backup_vault_arn", phrases: []string{"AWS Organizations"}},
	{kind: "copy", message: "Cross-account copy feature is not enabled for your organization. Please enable the feature.", title: "Copy Refused", attribute: "destination_backup_vault_arn", phrases: []string{"isCrossAccountBackupEnabled=true"}},
	{kind: "copy", message: "The source snapshot is encrypted by a default service managed key", title: "Key Cannot Be Used for the Copy", attribute: "destination_backup_vault_arn", phrases: []string{"customer managed KMS key"}},
	{kind: "copy", message: "Copy job failed. The target Backup Vault is encrypted with the default Backup service managed key.", title: "Key Cannot Be Used for the Copy", attribute: "destination_backup_vault_arn", phrases: []string{"The destination vault is encrypted with aws/backup"}},
	{kind: "copy", message: "The AWS managed key can't be shared", title: "Key Cannot Be Used for the Copy", attribute: "destination_backup_vault_arn", phrases: []string{"customer managed KMS key"}},
	{kind: "copy", message: "Snapshots encrypted with the EBS default key cannot be shared", title: "Key Cannot Be Used for the Copy", attribute: "destination_backup_vault_arn", phrases: []string{"Copy the recovery point to a vault of this account"}},
	{kind: "copy", message: "Access Denied trying to call AWS Backup service", title: "Job Role Lacks Permissions", attribute: "iam_role_arn", phrases: []string{"backup:CopyIntoBackupVault"}},
	{kind: "copy", message: "AMI snapshot copy failed with error: Given key ID is not accessible. You must have DescribeKey permissions on the default CMK.", title: "KMS Key Not Usable", phrases: []string{"kms:DescribeKey"}},
	{kind: "copy", message: "Images from AWS Marketplace cannot be copied to another AWS account", title: "Recovery Point Cannot Be Copied", phrases: []string{"Marketplace"}},
	{kind: "copy", message: "UnsupportedOperation : Storage Gateway volumes need a user-created backup vault and key", title: "Key Cannot Be Used for the Copy", attribute: "destination_backup_vault_arn", phrases: []string{"Default"}},
	{kind: "copy", message: "Copy job cannot be initiated for RDS resources. Feature is not supported for provided resource type.", title: "Recovery Point Cannot Be Copied", phrases: []string{"Multi-AZ"}},
	{kind: "copy", message: "The snapshot requires a target option group with the following options: TDE", title: "Copy Refused", attribute: "destination_backup_vault_arn", phrases: []string{"option group"}},
	{kind: "copy", message: "Source AMI not found in Region", title: "Copy Refused", attribute: "destination_backup_vault_arn", phrases: []string{"Allowed AMIs"}},
	{kind: "copy", message: "Access denied exception while trying to list tags", title: "Job Role Lacks Permissions", attribute: "iam_role_arn", phrases: []string{"attach-role-policy"}},
	{kind: "copy", message: "There are too many copy jobs running for resource.", title: "Another Job Was Running", phrases: []string{"depends_on"}},
	{kind: "copy", message: "Failed to unshare snapshot", title: "Role Not Assumable", attribute: "iam_role_arn", phrases: []string{"Keep the role until the copy job has ended"}},
	{kind: "copy", message: "Copy job encountered a fatal error", title: "Fault Inside AWS", phrases: []string{"AWS Support"}},
	{kind: "copy", message: "The copy failed because of tag policy violations", title: "Too Many Tags", phrases: []string{"tag policy"}},
	{kind: "copy", message: "Something new happened."},

	{kind: "restore", message: "The role does not permit attaching a new instance profile", title: "Restore Metadata Not Accepted", attribute: "metadata", phrases: []string{"UseBackedUpValue"}},
	{kind: "restore", message: "You are not authorized to perform this operation. Encoded authorization failure message: 4iXNyPdy", title: "Job Role Lacks Permissions", attribute: "iam_role_arn", phrases: []string{"iam:PassRole", "decode-authorization-message"}},
	{kind: "restore", message: "No default VPC for this user", title: "Network Settings Not Usable", attribute: "metadata", phrases: []string{"SubnetId"}},
	{kind: "restore", message: "No default subnet detected in VPC. Please contact AWS Support to recreate default Subnets.", title: "Network Settings Not Usable", attribute: "metadata", phrases: []string{"DBSubnetGroupName"}},
	{kind: "restore", message: "The associatePublicIPAddress parameter cannot be specified for a network interface with an ID.", title: "Network Settings Not Usable", attribute: "metadata", phrases: []string{`NetworkInterfaces = "[]"`}},
	{kind: "restore", message: "IAM Role " + testRole + " cannot be assumed by AWS Backup", title: "Role Not Assumable", attribute: "iam_role_arn", phrases: []string{"backup.amazonaws.com"}},
	{kind: "restore", message: "DB instance already exists", title: "Name Already Taken", attribute: "metadata", phrases: []string{"another name"}},
	{kind: "restore", message: "Table already exists: orders", title: "Name Already Taken", attribute: "metadata", phrases: []string{"another name"}},
	{kind: "restore", message: "The requested bucket name is not available: BucketAlreadyExists", title: "Name Already Taken", attribute: "metadata", phrases: []string{"another name"}},
	{kind: "restore", message: "No subnets found for the default VPC 'vpc-0a1b2c3d'. Please specify a subnet.", title: "Network Settings Not Usable", attribute: "metadata", phrases: []string{"SubnetId"}},
	{kind: "restore", message: "The KMS key is not accessible: access to KMS key is denied", title: "KMS Key Not Usable", phrases: []string{"both keys"}},
	{kind: "restore", message: "Access denied: s3:CreateBucket", title: "Job Role Lacks Permissions", attribute: "iam_role_arn", phrases: []string{"DestinationBucketName"}},
	{kind: "restore", message: "No objects were restored.", title: "Objects Were Not Restored", phrases: []string{"AWSBackupServiceRolePolicyForS3Restore"}},
	{kind: "restore", message: "The bucket does not allow ACLs", title: "Restore Metadata Not Accepted", attribute: "metadata", phrases: []string{`RestoreACLs = "false"`}},
	{kind: "restore", message: "CopySourceTagsToRestoredResource is not supported for DynamoDB", title: "Restore Metadata Not Accepted", attribute: "metadata", phrases: []string{"copy_source_tags_to_restored_resource"}},
	{kind: "restore", message: "Something new happened."},
}

func (m seenMessage) ended(attempt awsdiag.Attempt, message string) diag.Diagnostic {
	switch m.kind {
	case "copy":
		return awsdiag.Ended(attempt, awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{
			CopyJobId: new(testJob), State: types.CopyJobStateFailed, StatusMessage: new(message), MessageCategory: new(m.category),
			SourceRecoveryPointArn: new(testPoint), DestinationBackupVaultArn: new(testVaultARN), ResourceArn: new(testVolume), IamRoleArn: new(testRole),
			DestinationRecoveryPointLifecycle: &types.Lifecycle{DeleteAfterDays: new(int64(30))},
		}))
	case "restore":
		return awsdiag.Ended(attempt, awsbackup.RestoreJobs.Observe(&awsbackup.RestoreJob{
			RestoreJobId: new(testJob), Status: types.RestoreJobStatusFailed, StatusMessage: new(message), RecoveryPointArn: new(testPoint), IamRoleArn: new(testRole),
		}))
	}
	job := endedJob(types.BackupJobStateFailed, message)
	job.MessageCategory = new(m.category)
	return jobEnded(attempt, job)
}

func (m seenMessage) summary() string {
	state := strings.ToUpper(m.kind[:1]) + m.kind[1:] + " Job Failed"
	if m.title == "" {
		return state
	}
	return state + ": " + m.title
}

// Case, spacing and the quotes that AWS puts around names differ from report to report.
func TestJobEnded_corpus(t *testing.T) {
	t.Parallel()
	for _, seen := range corpus {
		t.Run(seen.kind+"/"+seen.message[:min(len(seen.message), 40)]+"/"+seen.category, func(t *testing.T) {
			t.Parallel()
			want := append([]string{testJob}, seen.phrases...)
			for _, text := range []string{
				seen.message, strings.ToUpper(seen.message), `"` + seen.message + `"`, strings.ReplaceAll(seen.message, " ", "  "),
				strings.Replace(seen.message, " ", ` "`, 1) + `"`,
			} {
				if seen.message == "" && text != "" {
					continue
				}
				phrases := want
				if text != seen.message {
					phrases = nil
				}
				check(t, seen.ended(attempt(), text), seen.summary(), seen.attribute, phrases...)
			}
		})
	}
}

// A copy or a restore is described with its own console page and command.
func TestJobEnded_places(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string][]string{
		"copy":    {"#/jobs/copy/details/" + testJob, "aws backup describe-copy-job --region eu-west-1 --copy-job-id " + testJob, "into " + testVaultARN},
		"restore": {"#/jobs/restore/details/" + testJob, "aws backup describe-restore-job --region eu-west-1 --restore-job-id " + testJob},
	} {
		seen := seenMessage{kind: kind}
		check(t, seen.ended(attempt(), ""), seen.summary(), "", append(want, "AWS Backup gave no reason.")...)
	}
}

func TestHasIssues_otherKinds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state, message, category string
		want                     bool
	}{
		"copy completed":               {state: "COMPLETED"},
		"harmless message":             {state: "COMPLETED", message: "Copy completed successfully."},
		"message without category":     {state: "COMPLETED", message: "Tags were not copied", want: true},
		"message and success category": {state: "COMPLETED", message: "Tags were not copied", category: "Success"},
		"other category":               {state: "COMPLETED", category: "TAG_COPY_ERROR", want: true},
		"failed":                       {state: "FAILED", message: "x", category: "AccessDenied"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			job := &awsbackup.CopyJob{State: types.CopyJobState(c.state), StatusMessage: new(c.message), MessageCategory: new(c.category)}
			if got := awsdiag.Issues(awsbackup.CopyJobs.Observe(job)); got != c.want {
				t.Errorf("a copy has issues: %v, want %v", got, c.want)
			}
			if c.category != "" {
				return // Restore jobs have none.
			}
			restore := &awsbackup.RestoreJob{Status: types.RestoreJobStatus(c.state), StatusMessage: new(c.message)}
			if got := awsdiag.Issues(awsbackup.RestoreJobs.Observe(restore)); got != c.want {
				t.Errorf("a restore has issues: %v, want %v", got, c.want)
			}
		})
	}
}

func TestJobIssues_otherKinds(t *testing.T) {
	t.Parallel()
	made := awsdiag.CompletedWithIssues(attempt(), awsbackup.CopyJobs.Observe(&awsbackup.CopyJob{
		CopyJobId: new(testJob), State: types.CopyJobStateCompleted, MessageCategory: new("TAG_COPY_ERROR"), DestinationRecoveryPointArn: new(testCopied),
	}), true)
	check(t, made, "Copy Completed With Issues: Tags Not Copied", "", testCopied, "TAG_COPY_ERROR")
	restored := awsdiag.CompletedWithIssues(attempt(), awsbackup.RestoreJobs.Observe(&awsbackup.RestoreJob{
		RestoreJobId: new(testJob), Status: types.RestoreJobStatusCompleted, StatusMessage: new("3 objects were skipped"), CreatedResourceArn: new(testRestored),
	}), false)
	if restored.Severity() != diag.SeverityWarning || !strings.Contains(restored.Detail(), testRestored) || !strings.Contains(restored.Detail(), "3 objects were skipped") {
		t.Errorf("%s %s\n%s", restored.Severity(), restored.Summary(), restored.Detail())
	}
}

// A wait for a copy or a restore cannot end in advice to stop the job.
func TestWait_otherKinds(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string][2]string{
		"copy job":    {"for the Copy Job", "AWS Backup cannot stop a copy job"},
		"restore job": {"for the Restore Job", "AWS Backup cannot stop a restore job"},
		"backup job":  {"for the Backup Job", "aws backup stop-backup-job"},
	} {
		a := attempt()
		a.Kind, a.JobID = kind, testJob
		stopped := awsdiag.WaitInterrupted(a, nil, time.Minute)
		if stopped.Summary() != "Stopped Waiting "+want[0] || !strings.Contains(stopped.Detail(), want[1]) || !strings.Contains(stopped.Detail(), kind+" "+testJob) {
			t.Errorf("%s\n%s", stopped.Summary(), stopped.Detail())
		}
		if late := awsdiag.WaitTimedOut(a, nil, time.Hour, time.Hour); late.Summary() != "Timed Out Waiting "+want[0] {
			t.Errorf("%s\n%s", late.Summary(), late.Detail())
		}
	}
}
