// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Attempt says what was being done, and for whom, so that a diagnostic can name it. Every field but Doing is optional:
// what is not known is left out, or described in words.
type Attempt struct {
	Doing            string // A gerund phrase, such as "starting a backup job for arn:aws:ec2:...".
	Operation        string // The name of the API call, such as "StartBackupJob", unless the error names the one that failed.
	Region           string
	AccountID        string
	JobID            string
	VaultName        string
	ResourceARN      string
	RoleARN          string
	RecoveryPointARN string
	// Resumable says that the next apply sends StartBackupJob with the same idempotency token, and so finds a job that
	// AWS started without its answer having come back.
	Resumable bool

	retention string // What the job's record says of its lifecycle, in words.
}

// withJob fills what the attempt leaves open from the job. The caller's vault name wins, since a job with an
// air-gapped target may report another vault than the one asked for.
func (a Attempt) withJob(job *awsbackup.Job) Attempt {
	if job == nil {
		return a
	}
	a.AccountID = cmp.Or(a.AccountID, value(job.AccountId))
	a.JobID = cmp.Or(a.JobID, value(job.BackupJobId))
	a.VaultName = cmp.Or(a.VaultName, value(job.BackupVaultName))
	a.ResourceARN = cmp.Or(a.ResourceARN, value(job.ResourceArn))
	a.RoleARN = cmp.Or(a.RoleARN, value(job.IamRoleArn))
	a.RecoveryPointARN = cmp.Or(a.RecoveryPointARN, value(job.RecoveryPointArn))
	a.retention = retention(job.RecoveryPointLifecycle)
	return a
}

// partition is the AWS partition of the attempt: the Region's, else that of any ARN at hand, else the commercial one.
func (a Attempt) partition() string {
	if p := partitionOf(a.Region); p != "" {
		return p
	}
	for _, s := range []string{a.ResourceARN, a.RoleARN, a.RecoveryPointARN} {
		if parsed, err := arn.Parse(s); err == nil && strings.HasPrefix(parsed.Partition, "aws") {
			return parsed.Partition
		}
	}
	return "aws"
}

// expand replaces the placeholders of the tables by what is known. Values are inserted once and never expanded again.
func (a Attempt) expand(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	p := a.partition()
	region, account := cmp.Or(a.Region, "*"), cmp.Or(a.AccountID, "*")
	anyPoint := fmt.Sprintf("arn:%s:backup:%s:%s:recovery-point:*", p, region, account)
	return strings.NewReplacer(
		"{resource}", cmp.Or(a.ResourceARN, "the resource"),
		"{resource_arg}", shellArg(a.ResourceARN, "RESOURCE_ARN"),
		"{vault}", phrase("vault %q", a.VaultName, "the backup vault"),
		"{vault_arn}", fmt.Sprintf("arn:%s:backup:%s:%s:backup-vault:%s", p, region, account, cmp.Or(a.VaultName, "*")),
		"{vault_arg}", shellArg(a.VaultName, "VAULT_NAME"),
		"{role}", phrase("the role %s", a.RoleARN, "the role of the job"),
		"{role_arn}", cmp.Or(a.RoleARN, "the ARN in iam_role_arn"),
		"{role_arg}", shellArg(a.RoleARN[strings.LastIndexByte(a.RoleARN, '/')+1:], "ROLE_NAME"),
		"{default_role}", fmt.Sprintf("arn:%s:iam::%s:role/service-role/AWSBackupDefaultServiceRole", p, cmp.Or(a.AccountID, "ACCOUNT_ID")),
		"{point}", phrase("recovery point %s", a.RecoveryPointARN, "the recovery point"),
		"{point_arn}", cmp.Or(a.RecoveryPointARN, anyPoint),
		"{point_arg}", shellArg(a.RecoveryPointARN, "RECOVERY_POINT_ARN"),
		"{any_point}", anyPoint,
		"{job}", phrase("backup job %s", a.JobID, "the backup job"),
		"{job_arg}", shellArg(a.JobID, "BACKUP_JOB_ID"),
		"{retention}", cmp.Or(a.retention, "the retention of this job"),
		"{partition}", p,
		"{region}", cmp.Or(a.Region, "the provider's Region"),
		"{region_flag}", phrase(" --region %s", shellArg(a.Region, ""), ""),
		"{backup_policy}", fmt.Sprintf("arn:%s:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup", p),
		"{s3_policy}", fmt.Sprintf("arn:%s:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup", p),
	).Replace(text)
}

// prose expands text and starts it as a sentence should, whatever a placeholder at its start turned into.
func (a Attempt) prose(text string) string {
	expanded := a.expand(text)
	if strings.HasPrefix(text, "{") && !strings.HasPrefix(expanded, "arn:") {
		return sentence(expanded)
	}
	return expanded
}

// phrase formats value, or gives the words for its absence.
func phrase(format, value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	return fmt.Sprintf(format, value)
}

// shellArg makes value safe to paste into a shell command, or gives a placeholder to fill in by hand.
func shellArg(value, otherwise string) string {
	if value == "" {
		return otherwise
	}
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-./:@%+=,", r)
	}
	if strings.IndexFunc(value, func(r rune) bool { return !plain(r) }) < 0 {
		return value
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// value reads an optional string member of a reply; AWS sends both null and "" for what is not set.
func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
