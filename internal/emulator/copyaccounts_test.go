// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// The copy is the other account's: only its credentials see it.
func TestACopyInAnotherAccount(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	l.home().SetSourceTags(files, map[string]string{"Team": "blue"})
	source := l.completed(t, files, keep(0, 100))
	job := l.copied(t, source.RecoveryPointArn, secondVault)
	wantCopy(t, job, types.CopyJobStateCompleted, "")
	if *job.AccountId != account || *job.DestinationVaultType != "BACKUP_VAULT" {
		t.Errorf("%+v", job)
	}
	p, err := l.pointAs(t, second, farRegion, "bunker", job.DestinationRecoveryPointArn)
	if err != nil {
		t.Fatal(err)
	}
	if *p.BackupVaultArn != secondVault || *p.SourceBackupVaultArn != *source.BackupVaultArn || !p.CreationDate.Equal(*source.CreationDate) ||
		*p.Lifecycle.DeleteAfterDays != 100 || *p.EncryptionKeyArn != customKey {
		t.Errorf("%+v", p)
	}
	tags, err := l.clientFor(second, farRegion).ListTags(t.Context(), &backup.ListTagsInput{ResourceArn: job.DestinationRecoveryPointArn})
	if err != nil || tags.Tags["Team"] != "blue" {
		t.Errorf("tags %+v, %v", tags, err)
	}
	for name, in := range map[string]backup.DescribeRecoveryPointInput{
		"vault":              {BackupVaultName: aws.String("bunker")},
		"vault and owner":    {BackupVaultName: aws.String("bunker"), BackupVaultAccountId: aws.String(second)},
		"vault of that name": {BackupVaultName: aws.String("Default")},
		"owner of Default":   {BackupVaultName: aws.String("Default"), BackupVaultAccountId: aws.String(second)},
	} {
		in.RecoveryPointArn = job.DestinationRecoveryPointArn
		if _, err := l.clientFor(account, farRegion).DescribeRecoveryPoint(t.Context(), &in); err == nil || apiErrorOf(t, err).ErrorCode() != "AccessDeniedException" {
			t.Errorf("%s: %v", name, err)
		}
	}
	mine := l.clientFor(account, farRegion)
	_, err = mine.DeleteRecoveryPoint(t.Context(), &backup.DeleteRecoveryPointInput{BackupVaultName: aws.String("bunker"), RecoveryPointArn: job.DestinationRecoveryPointArn})
	wantError(t, err, "AccessDeniedException", "")
	_, err = mine.DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: aws.String("Default"), BackupVaultAccountId: aws.String(second)})
	wantError(t, err, "AccessDeniedException", "")
	_, err = mine.ListRecoveryPointsByBackupVault(t.Context(), &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: aws.String("Default"), BackupVaultAccountId: aws.String(second)})
	wantError(t, err, "AccessDeniedException", "")
	// The job is the source account's.
	list, err := l.clientFor(second, farRegion).ListCopyJobs(t.Context(), &backup.ListCopyJobsInput{})
	if err != nil || len(list.CopyJobs) != 0 {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestPoliciesThatLetCopiesIn(t *testing.T) {
	t.Parallel()
	statement := func(effect, principal, action, condition string) string {
		return `{"Effect": "` + effect + `", "Principal": ` + principal + `, "Action": ` + action + `, "Resource": "*"` + condition + `}`
	}
	const (
		everybody = `"*"`
		into      = `"backup:CopyIntoBackupVault"`
	)
	for name, test := range map[string]struct {
		statements string
		want       bool
	}{
		"the account":             {statement("Allow", `{"AWS": "123456789012"}`, into, ""), true},
		"its root":                {statement("Allow", `{"AWS": ["arn:aws:iam::123456789012:root"]}`, into, ""), true},
		"its role":                {statement("Allow", `{"AWS": "`+role+`"}`, into, ""), true},
		"another role":            {statement("Allow", `{"AWS": "arn:aws:iam::123456789012:role/other"}`, into, ""), false},
		"another account":         {statement("Allow", `{"AWS": "arn:aws:iam::333333333333:root"}`, into, ""), false},
		"everybody":               {statement("Allow", everybody, into, ""), true},
		"every AWS account":       {statement("Allow", `{"AWS": "*"}`, into, ""), true},
		"a service":               {statement("Allow", `{"Service": "backup.amazonaws.com"}`, into, ""), false},
		"another action":          {statement("Allow", everybody, `["backup:DescribeBackupVault"]`, ""), false},
		"every action":            {statement("Allow", everybody, `["backup:*"]`, ""), true},
		"the organization":        {statement("Allow", everybody, into, `, "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-other", "o-example"]}}`), true},
		"another organization":    {statement("Allow", everybody, into, `, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-other"}}`), false},
		"a path":                  {statement("Allow", everybody, into, `, "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/r-*/*"}}`), true},
		"a condition not known":   {statement("Allow", everybody, into, `, "Condition": {"Bool": {"aws:SecureTransport": true}}`), false},
		"allowed and denied":      {statement("Allow", everybody, into, "") + "," + statement("Deny", `{"AWS": "123456789012"}`, into, ""), false},
		"allowed, another denied": {statement("Allow", everybody, into, "") + "," + statement("Deny", `{"AWS": "333333333333"}`, `"backup:DeleteRecoveryPoint"`, ""), true},
		"denied outside of the organization": {statement("Allow", everybody, into, "") + "," +
			statement("Deny", everybody, into, `, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-other"}}`), true},
	} {
		l := copyLab(t)
		l.putPolicy(t, second, farRegion, "bunker", `{"Statement": [`+test.statements+`]}`)
		job := l.copied(t, l.completed(t, files).RecoveryPointArn, secondVault)
		if (job.State == types.CopyJobStateCompleted) != test.want {
			t.Errorf("%s: %s %s", name, job.State, aws.ToString(job.StatusMessage))
		}
	}
}

// A policy can let other accounts copy in, and nothing else.
func TestPoliciesShareOnlyCopies(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	for policy, refused := range map[string]bool{
		`{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "333333333333"}, "Action": ["backup:CopyIntoBackupVault", "backup:DeleteRecoveryPoint"]}]}`: true,
		`{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::333333333333:root"}, "Action": "backup:DescribeRecoveryPoint"}]}`:             true,
		`{"Statement": [{"Effect": "Deny", "Principal": {"AWS": "333333333333"}, "Action": "backup:DeleteRecoveryPoint"}]}`:                                  false,
		`{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "backup:DeleteRecoveryPoint"}]}`:                                 false,
		`{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["backup:DescribeBackupVault", "backup:StartBackupJob"]}]}`:                 false,
	} {
		_, err := l.client.PutBackupVaultAccessPolicy(t.Context(), &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: aws.String("Default"), Policy: &policy})
		if (err != nil) != refused {
			t.Errorf("%s: %v", policy, err)
		}
	}
}

func TestGlobalSettings(t *testing.T) {
	t.Parallel()
	read := func(l *lab, account string) (string, error) {
		out, err := l.clientFor(account, region).DescribeGlobalSettings(t.Context(), &backup.DescribeGlobalSettingsInput{})
		if err != nil {
			return "", err
		}
		return out.GlobalSettings["isCrossAccountBackupEnabled"], nil
	}
	write := func(l *lab, account, name, value string) error {
		_, err := l.clientFor(account, region).UpdateGlobalSettings(t.Context(), &backup.UpdateGlobalSettingsInput{GlobalSettings: map[string]string{name: value}})
		return err
	}
	const name = "isCrossAccountBackupEnabled"
	alone := newLab(t)
	_, err := read(alone, account)
	wantError(t, err, "InvalidRequestException", "not a member of an organization")
	wantError(t, write(alone, account, name, "true"), "InvalidRequestException", "not a member of an organization")

	l := copyLab(t)
	source := l.completed(t, files)
	wantError(t, write(l, second, name, "false"), "AccessDeniedException", "")
	wantError(t, write(l, account, name, "off"), "InvalidParameterValueException", "off")
	wantError(t, write(l, account, "isSomethingElse", "true"), "InvalidParameterValueException", "isSomethingElse")
	for _, value := range []string{"false", "true"} {
		if err := write(l, account, name, value); err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{account, second} {
			if got, err := read(l, who); err != nil || got != value {
				t.Errorf("%s reads %q, %v", who, got, err)
			}
		}
		want := map[string]types.CopyJobState{"false": types.CopyJobStateFailed, "true": types.CopyJobStateCompleted}[value]
		wantCopy(t, l.copied(t, source.RecoveryPointArn, secondVault), want, "")
	}
	l.SetOrganization(emulator.Organization{})
	wantCopy(t, l.copied(t, source.RecoveryPointArn, secondVault), types.CopyJobStateFailed, "same organization")
}
