// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws/arn"
)

// Attempt says what was being done, and for whom, so that a diagnostic can name it. Every field but Doing is optional:
// what is not known is left out, or described in words.
type Attempt struct {
	// Kind is the kind of job, as [awsbackup.Kind] names it; "" is a backup job.
	Kind             string
	Doing            string // A gerund phrase, such as "starting a backup job for arn:aws:ec2:...".
	Operation        string // The name of the API call, such as "StartBackupJob", unless the error names the one that failed.
	Region           string
	AccountID        string
	JobID            string
	VaultName        string // The vault in the request: of a copy its source.
	ResourceARN      string
	RoleARN          string
	RecoveryPointARN string
	// DestinationVaultARN is the vault that a copy goes into.
	DestinationVaultARN string
	// Resumable says that the next apply sends StartBackupJob with the same idempotency token, and so finds a job that
	// AWS started without its answer having come back.
	Resumable bool
	// Unrecorded says that no state holds the job, as with an action: no later apply continues with it.
	Unrecorded bool
	// Kept says that state holds the job and keeps holding it, so that the next apply takes a new backup only for a job
	// that failed or expired.
	Kept bool

	retention string // What the job's record says of its lifecycle, in words.
}

// noun is how the attempt's kind of job is written about.
func (a Attempt) noun() *noun {
	if n := nouns[a.Kind]; n != nil {
		return n
	}
	return backupNoun
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

// expand replaces the placeholders of the tables, such as {vault}, by what is known. Braces around anything else stay,
// and so do those in what is inserted.
func (a Attempt) expand(text string) string {
	var out strings.Builder
	for {
		before, rest, open := strings.Cut(text, "{")
		out.WriteString(before)
		if !open {
			return out.String()
		}
		name, after, closed := strings.Cut(rest, "}")
		if words, known := a.placeholder(name); closed && known {
			out.WriteString(words)
			text = after
			continue
		}
		out.WriteByte('{')
		text = rest
	}
}

// placeholder is what stands for a name in the tables: the value, or words for its absence. Names that end in _arg go
// into shell commands, those that end in _arn are ARNs for policies, with * for what is not known.
func (a Attempt) placeholder(name string) (words string, known bool) {
	p := a.partition()
	inBackup := fmt.Sprintf("arn:%s:backup:%s:%s:", p, cmp.Or(a.Region, "*"), cmp.Or(a.AccountID, "*"))
	switch name {
	case "resource":
		return cmp.Or(a.ResourceARN, "the resource"), true
	case "resource_arg":
		return shellArg(a.ResourceARN, "RESOURCE_ARN"), true
	case "vault":
		return phrase("vault %q", a.VaultName, "the backup vault"), true
	case "vault_arn":
		return inBackup + "backup-vault:" + cmp.Or(a.VaultName, "*"), true
	case "vault_arg":
		return shellArg(a.VaultName, "VAULT_NAME"), true
	case "role":
		return phrase("the role %s", a.RoleARN, "the role of the job"), true
	case "role_arn":
		return cmp.Or(a.RoleARN, "the ARN in iam_role_arn"), true
	case "role_arg":
		return shellArg(a.RoleARN[strings.LastIndexByte(a.RoleARN, '/')+1:], "ROLE_NAME"), true
	case "default_role":
		return fmt.Sprintf("arn:%s:iam::%s:role/service-role/AWSBackupDefaultServiceRole", p, cmp.Or(a.AccountID, "ACCOUNT_ID")), true
	case "point":
		return phrase("recovery point %s", a.RecoveryPointARN, "the recovery point"), true
	case "point_arn":
		return cmp.Or(a.RecoveryPointARN, inBackup+"recovery-point:*"), true
	case "point_arg":
		return shellArg(a.RecoveryPointARN, "RECOVERY_POINT_ARN"), true
	case "any_point":
		return inBackup + "recovery-point:*", true
	case "job":
		name := strings.ToLower(a.noun().title)
		return phrase(name+" %s", a.JobID, "the "+name), true
	case "job_id":
		return cmp.Or(a.JobID, "of unknown ID"), true
	case "job_arg":
		return shellArg(a.JobID, "JOB_ID"), true
	case "destination":
		return cmp.Or(a.DestinationVaultARN, "the destination vault"), true
	case "destination_arn":
		return cmp.Or(a.DestinationVaultARN, "the ARN in destination_backup_vault_arn"), true
	case "retention":
		return cmp.Or(a.retention, "the retention of this job"), true
	case "region":
		return cmp.Or(a.Region, "the provider's Region"), true
	case "region_flag":
		return phrase(" --region %s", shellArg(a.Region, ""), ""), true
	case "partition":
		return p, true
	case "backup_policy":
		return "arn:" + p + ":iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup", true
	case "restore_policy":
		return "arn:" + p + ":iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores", true
	case "index_policy":
		return "arn:" + p + ":iam::aws:policy/AWSBackupServiceRolePolicyForIndexing", true
	case "s3_policy":
		return "arn:" + p + ":iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup", true
	}
	return "", false
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
