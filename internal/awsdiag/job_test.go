// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

const (
	testRegion = "eu-west-1"
	testJob    = "1CDF6B45-A11F-3579-9F41-2C2C53C1A0E1"
	testVolume = "arn:aws:ec2:eu-west-1:111122223333:volume/vol-0abc1234def567890"
	testRole   = "arn:aws:iam::111122223333:role/service-role/Backup"
	testPoint  = "arn:aws:ec2:eu-west-1::snapshot/snap-0abc1234def567890"
)

func attempt() awsdiag.Attempt {
	return awsdiag.Attempt{Doing: "waiting for backup job " + testJob, Operation: "DescribeBackupJob", Region: testRegion}
}

// endedJob is a job as AWS's own event samples show them.
func endedJob(state types.BackupJobState, message string) *awsbackup.Job {
	created := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	return &awsbackup.Job{
		AccountId:              new("111122223333"),
		BackupJobId:            new(testJob),
		BackupVaultName:        new("prod"),
		CreationDate:           new(created),
		StartBy:                new(created.Add(8 * time.Hour)),
		CompletionDate:         new(created.Add(12*time.Minute + 30*time.Second)),
		IamRoleArn:             new(testRole),
		RecoveryPointLifecycle: &types.Lifecycle{DeleteAfterDays: new(int64(5))},
		ResourceArn:            new(testVolume),
		ResourceType:           new("EBS"),
		State:                  state,
		StatusMessage:          new(message),
	}
}

// observe is what a backup job shows, nothing for nil.
func observe(job *awsbackup.Job) *awsbackup.Observation {
	if job == nil {
		job = &awsbackup.Job{}
	}
	return awsbackup.BackupJobs.Observe(job)
}

func jobEnded(a awsdiag.Attempt, job *awsbackup.Job) diag.Diagnostic {
	return awsdiag.Ended(a, observe(job))
}

func hasIssues(job *awsbackup.Job) bool { return awsdiag.Issues(observe(job)) }

func jobIssues(a awsdiag.Attempt, job *awsbackup.Job, asError bool) diag.Diagnostic {
	return awsdiag.CompletedWithIssues(a, observe(job), asError)
}

// pathOf is the attribute of a diagnostic, "" if it has none.
func pathOf(d diag.Diagnostic) string {
	if at, ok := d.(diag.DiagnosticWithPath); ok {
		return at.Path().String()
	}
	return ""
}

// check compares a diagnostic with what a case wants of it.
func check(t *testing.T, d diag.Diagnostic, summary, attribute string, phrases ...string) {
	t.Helper()
	if d.Severity() != diag.SeverityError {
		t.Errorf("severity %v, want an error", d.Severity())
	}
	if d.Summary() != summary {
		t.Errorf("summary %q, want %q", d.Summary(), summary)
	}
	if got := pathOf(d); got != attribute {
		t.Errorf("attribute %q, want %q", got, attribute)
	}
	for _, p := range phrases {
		if !strings.Contains(d.Detail(), p) {
			t.Errorf("detail lacks %q:\n%s", p, d.Detail())
		}
	}
}

func TestJobEnded_documentedMessages(t *testing.T) {
	t.Parallel()
	for _, row := range documentedRows {
		for _, text := range row.messages {
			t.Run(row.id+"/"+text[:min(len(text), 40)], func(t *testing.T) {
				t.Parallel()
				summary := "Backup Job Failed: " + row.title
				want := append([]string{"AWS Backup reported: " + text, testJob, testVolume, "2026-01-02T03:04:05Z"}, row.phrases...)
				check(t, jobEnded(attempt(), endedJob(types.BackupJobStateFailed, text)), summary, row.attribute, want...)
				for _, wrapped := range []string{`"` + text + `"`, `\"` + text + `\"`, `"\"` + text + `\""`, " " + strings.ToUpper(text) + "\n"} {
					d := jobEnded(attempt(), endedJob(types.BackupJobStateFailed, wrapped))
					check(t, d, summary, row.attribute, row.phrases...)
					if strings.Contains(d.Detail(), `reported: "`) || strings.Contains(d.Detail(), `reported: \`) {
						t.Errorf("AWS's extra quotes are still there:\n%s", d.Detail())
					}
				}
			})
		}
	}
}

func TestJobEnded_everyRowIsThere(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, row := range documentedRows {
		seen[row.id] = true
	}
	for n := 1; n <= 31; n++ {
		if !seen[strconv.Itoa(n)] {
			t.Errorf("no test for row %d of AWS's list", n)
		}
	}
}

func TestJobEnded_states(t *testing.T) {
	t.Parallel()
	for state, want := range map[types.BackupJobState]struct{ summary, phrase string }{
		types.BackupJobStateFailed:  {"Backup Job Failed", "AWS never retries a failed job"},
		types.BackupJobStateExpired: {"Backup Job Expired", "Raise start_window_minutes or complete_window_minutes"},
		types.BackupJobStateAborted: {"Backup Job Aborted", "AttributeValue=StopBackupJob"},
		types.BackupJobStatePartial: {"Backup Job Completed Only in Part", "--by-parent-job-id " + testJob},
		"SUSPENDED":                 {"Backup Job Not Completed", "is in state SUSPENDED"},
	} {
		t.Run(string(state), func(t *testing.T) {
			t.Parallel()
			check(t, jobEnded(attempt(), endedJob(state, "")), want.summary, "", want.phrase,
				"It was created at 2026-01-02T03:04:05Z, had to start by 2026-01-02T11:04:05Z (8h later) and ended at 2026-01-02T03:16:35Z (12m30s after its creation).",
				"https://eu-west-1.console.aws.amazon.com/backup/home?region=eu-west-1#/jobs/backup/details/"+testJob,
				"aws backup describe-backup-job --region eu-west-1 --backup-job-id "+testJob)
		})
	}
}

func TestJobEnded_children(t *testing.T) {
	t.Parallel()
	job := endedJob(types.BackupJobStatePartial, "")
	job.IsParent = true
	job.NumberOfChildJobs = new(int64(10))
	job.ChildJobsInState = map[string]int64{"FAILED": 2, "COMPLETED": 7, "EXPIRED": 1, "RUNNING": 0}
	check(t, jobEnded(attempt(), job), "Backup Job Completed Only in Part", "",
		"Its 10 child jobs: 7 COMPLETED, 1 EXPIRED and 2 FAILED.")
	job.StartBy, job.CompletionDate, job.ChildJobsInState = nil, nil, map[string]int64{"FAILED": 10}
	check(t, jobEnded(attempt(), job), "Backup Job Completed Only in Part", "",
		"It was created at 2026-01-02T03:04:05Z. Its 10 child jobs: 10 FAILED.")
}

// A message that no table knows must come out whole, whatever it is about.
func TestJobEnded_unknownMessage(t *testing.T) {
	t.Parallel()
	text := "Zq7: the flux capacitor of " + testVolume + " reads 88;\nsee \"manual\", page 4 (50 % done)"
	d := jobEnded(attempt(), endedJob(types.BackupJobStateFailed, text))
	check(t, d, "Backup Job Failed", "", text)
}

// The parts of a documented text have to stand in its order.
func TestJobEnded_partsInOrder(t *testing.T) {
	t.Parallel()
	d := jobEnded(attempt(), endedJob(types.BackupJobStateFailed, "The subnet does not exist; chosen was the backup vault"))
	check(t, d, "Backup Job Failed: Resource Missing", "resource_arn")
}

func TestJobEnded_namesThePermission(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"User: arn:aws:sts::111122223333:assumed-role/Backup/AWSBackup is not authorized to perform: ec2:CreateSnapshot on resource: " +
			testVolume + " because no identity-based policy allows the ec2:CreateSnapshot action": {
			"Backup Job Failed: Job Role Lacks Permissions", "iam_role_arn",
			"AWS names the permission: ec2:CreateSnapshot on " + testVolume + " (because no identity-based policy allows the ec2:CreateSnapshot action).",
			"--policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
		},
		"User: arn:aws:sts::111122223333:assumed-role/Backup/AWSBackup is not authorized to perform: kms:CreateGrant on resource: " +
			"arn:aws:kms:eu-west-1:111122223333:key/k with an explicit deny in a service control policy": {
			"Backup Job Failed: KMS Key Not Usable", "",
			"kms:CreateGrant on arn:aws:kms:eu-west-1:111122223333:key/k (with an explicit deny in a service control policy).",
			"kms:GenerateDataKey",
		},
		"You are not authorized to perform this operation. Encoded authorization failure message: 4iXNyPdy": {
			"Backup Job Failed: Job Role Lacks Permissions", "iam_role_arn",
			"Encoded authorization failure message: 4iXNyPdy",
			"aws sts decode-authorization-message --encoded-message",
		},
	} {
		t.Run(want[2], func(t *testing.T) {
			t.Parallel()
			check(t, jobEnded(attempt(), endedJob(types.BackupJobStateFailed, text)), want[0], want[1], want[2:]...)
		})
	}
}

// Job records may lack anything; nothing of that may panic or make up facts.
func TestJobEnded_bareJob(t *testing.T) {
	t.Parallel()
	for name, job := range map[string]*awsbackup.Job{"nil": nil, "empty": {}, "state": {State: types.BackupJobStateFailed}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := jobEnded(awsdiag.Attempt{}, job)
			if strings.ContainsAny(d.Detail(), "{}") || strings.Contains(d.Detail(), "0001-01-01") || strings.Contains(d.Detail(), "https://") {
				t.Errorf("the detail invents facts:\n%s", d.Detail())
			}
			issues := jobIssues(awsdiag.Attempt{}, job, true)
			if strings.ContainsAny(issues.Detail(), "{}") {
				t.Errorf("a placeholder is left:\n%s", issues.Detail())
			}
		})
	}
}

func TestHasIssues(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		state    types.BackupJobState
		category *string
		message  string
		options  map[string]string
		made     *string
		want     bool
	}{
		"no category":            {state: types.BackupJobStateCompleted},
		"a message, no category": {state: types.BackupJobStateCompleted, message: "We are unable to copy resource tags to your backup", want: true},
		"a harmless message":     {state: types.BackupJobStateCompleted, message: "Completed successfully"},
		"empty category":         {state: types.BackupJobStateCompleted, category: new("")},
		"success":                {state: types.BackupJobStateCompleted, category: new("SUCCESS")},
		"success mixed case":     {state: types.BackupJobStateCompleted, category: new("Success")},
		"access denied":          {state: types.BackupJobStateCompleted, category: new("AccessDenied"), want: true},
		"unknown category":       {state: types.BackupJobStateCompleted, category: new("SOMETHING_NEW"), want: true},
		"failed":                 {state: types.BackupJobStateFailed, category: new("AccessDenied")},
		"running":                {state: types.BackupJobStateRunning, options: map[string]string{"WindowsVSS": "enabled"}},
		"VSS made":               {state: types.BackupJobStateCompleted, options: map[string]string{"WindowsVSS": "enabled"}, made: new("WindowsVSS")},
		"VSS not made":           {state: types.BackupJobStateCompleted, options: map[string]string{"WindowsVSS": "enabled"}, want: true},
		"VSS not made, empty":    {state: types.BackupJobStateCompleted, options: map[string]string{"WindowsVSS": "enabled"}, made: new(""), category: new("SUCCESS"), want: true},
		"VSS turned off":         {state: types.BackupJobStateCompleted, options: map[string]string{"WindowsVSS": "disabled"}},
		"S3 options":             {state: types.BackupJobStateCompleted, options: map[string]string{"BackupACLs": "enabled"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			job := &awsbackup.Job{State: c.state, MessageCategory: c.category, StatusMessage: new(c.message), BackupOptions: c.options, BackupType: c.made}
			if got := hasIssues(job); got != c.want {
				t.Errorf("HasIssues = %v, want %v", got, c.want)
			}
		})
	}
	if hasIssues(nil) {
		t.Error("a job that is not there has issues")
	}
}

func TestJobIssues(t *testing.T) {
	t.Parallel()
	job := endedJob(types.BackupJobStateCompleted, "This resource type is not supported by logically air-gapped backup vault.")
	job.MessageCategory = new("LOGICALLY_AIR_GAPPED_BACKUP_VAULT_NOT_SUPPORTED")
	job.RecoveryPointArn = new(testPoint)
	d := jobIssues(attempt(), job, true)
	check(t, d, "Backup Completed With Issues: Not Stored in the Air-Gapped Vault", "logically_air_gapped_backup_vault_arn",
		"with message category LOGICALLY_AIR_GAPPED_BACKUP_VAULT_NOT_SUPPORTED", testPoint, "This resource type is not supported by")

	warning := jobIssues(attempt(), job, false)
	if warning.Severity() != diag.SeverityWarning || warning.Detail() != d.Detail() || pathOf(warning) != pathOf(d) {
		t.Errorf("the warning differs from the error in more than severity:\n%v\n%v", warning, d)
	}

	vss := endedJob(types.BackupJobStateCompleted, "")
	vss.BackupOptions = map[string]string{"WindowsVSS": "enabled"}
	check(t, jobIssues(attempt(), vss, true), "Backup Completed With Issues: No Windows VSS Backup", "backup_options",
		"crash-consistent", "AwsVssComponents")
	vss.StatusMessage = new("Windows VSS Backup Job Error encountered, trying for regular backup")
	check(t, jobIssues(attempt(), vss, true), "Backup Completed With Issues: No Windows VSS Backup", "backup_options",
		"AWS Backup reported: Windows VSS Backup Job Error encountered", "AwsVssComponents")
}
