// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// questionsOfRefusal are about requests that are wrong.
var questionsOfRefusal = []question{
	{
		number: "1a", asks: "a start window of 59 minutes", expects: invalidParameter,
		ask: func(l *lane) answer {
			return l.refused(l.request(l.settings.files, func(in *backup.StartBackupJobInput) { in.StartWindowMinutes = aws.Int64(59) }), "")
		},
	},
	{
		number: "1b", asks: "a complete window (60) shorter than the start window (120)", expects: "accepted, or " + invalidParameter + "; the provider warns",
		ask: func(l *lane) answer {
			return l.allowed(l.request(l.settings.files, func(in *backup.StartBackupJobInput) {
				in.StartWindowMinutes, in.CompleteWindowMinutes = aws.Int64(120), aws.Int64(60)
			}))
		},
	},
	{
		number: "1c", asks: "deletion 30 days after the move to cold storage", expects: invalidParameter + ", which says: 90 days apart",
		ask: func(l *lane) answer {
			return l.refused(l.request(l.settings.files, func(in *backup.StartBackupJobInput) {
				in.Lifecycle = &types.Lifecycle{MoveToColdStorageAfterDays: aws.Int64(30), DeleteAfterDays: aws.Int64(60)}
			}), "90 days apart")
		},
	},
	{
		number: "1d", asks: "deletion after 0 days", expects: invalidParameter + ", which says: cannot be less than 1",
		ask: func(l *lane) answer {
			return l.refused(l.request(l.settings.files, func(in *backup.StartBackupJobInput) {
				in.Lifecycle = &types.Lifecycle{DeleteAfterDays: aws.Int64(0)}
			}), "cannot be less than 1")
		},
	},
	{
		number: "2", asks: "a vault that does not exist", expects: "403 " + accessDenied + ", " + notFound + ", or a job that fails",
		ask: func(l *lane) answer {
			return l.doomed(l.request(l.settings.files, func(in *backup.StartBackupJobInput) { in.BackupVaultName = aws.String(l.name + "-missing") }),
				awsbackup.IsVaultMissing, "does not exist")
		},
	},
	{
		number: "3a", asks: "60 days in a vault that is locked at 7 to 30", expects: "an exception or a failed job, which says: outside the valid range",
		ask: func(l *lane) answer {
			return l.doomed(l.inLocked(l.settings.files, 60), isInvalidParameter, "outside the valid range")
		},
	},
	{
		number: "3b", asks: "no lifecycle in a vault with a maximum", expects: "an exception or a failed job, which says: outside the valid range",
		ask: func(l *lane) answer {
			in := l.inLocked(l.settings.files, 0)
			in.Lifecycle = nil
			return l.doomed(in, isInvalidParameter, "outside the valid range")
		},
	},
	{
		number: "4a", asks: "DescribeBackupJob of a job that never was", expects: notFound,
		ask: func(l *lane) answer {
			_, err := l.sdk.DescribeBackupJob(l.ctx, &backup.DescribeBackupJobInput{BackupJobId: aws.String(uuid())})
			return refusal(err, notFound)
		},
	},
	{
		number: "4b", asks: "DescribeBackupJob of a job of more than 30 days ago", expects: notFound,
		ask: func(l *lane) answer {
			if l.settings.oldJob == "" {
				return notAsked("OLD_JOB")
			}
			_, err := l.sdk.DescribeBackupJob(l.ctx, &backup.DescribeBackupJobInput{BackupJobId: &l.settings.oldJob})
			return refusal(err, notFound)
		},
	},
	{
		number: "8a", asks: "BackupACLs = disabled on a bucket", expects: "accepted",
		ask: func(l *lane) answer {
			if l.settings.bucket == "" {
				return notAsked("BUCKET_ARN")
			}
			return l.allowed(l.request(l.settings.bucket, options("BackupACLs", "disabled")))
		},
	},
	{
		number: "8b", asks: "WindowsVSS = enabled on a file system", expects: "accepted, or " + invalidParameter + "; the provider warns",
		ask: func(l *lane) answer { return l.allowed(l.request(l.settings.files, options("WindowsVSS", "enabled"))) },
	},
	{
		number: "8c", asks: "BackupACLs = no on a bucket", expects: invalidParameter,
		ask: func(l *lane) answer {
			if l.settings.bucket == "" {
				return notAsked("BUCKET_ARN")
			}
			return l.refused(l.request(l.settings.bucket, options("BackupACLs", "no")), "")
		},
	},
}

func options(key, value string) func(*backup.StartBackupJobInput) {
	return func(in *backup.StartBackupJobInput) { in.BackupOptions = map[string]string{key: value} }
}

func isInvalidParameter(err error) bool { return code(err) == invalidParameter }

// inLocked is a backup into the locked vault.
func (l *lane) inLocked(resource string, days int64) *backup.StartBackupJobInput {
	return l.request(resource, func(in *backup.StartBackupJobInput) {
		in.BackupVaultName = &l.locked
		in.Lifecycle = &types.Lifecycle{DeleteAfterDays: &days}
	})
}

// refused is for a request that must not be taken, with an answer that says so.
func (l *lane) refused(in *backup.StartBackupJobInput, says string) answer {
	_, err := l.start(in)
	a := refusal(err, invalidParameter)
	a.good = a.good && strings.Contains(a.seen, says)
	return a
}

// allowed is for a request that may be taken or refused as invalid. A job is
// stopped: nobody needs it.
func (l *lane) allowed(in *backup.StartBackupJobInput) answer {
	mayRefuse := []string{invalidParameter}
	if aws.ToString(in.ResourceArn) == l.settings.bucket {
		mayRefuse = nil
	}
	out, err := l.start(in)
	if err == nil {
		if err := l.end(l.ctx, aws.ToString(out.BackupJobId)); err != nil {
			return no("accepted, and then: %v", err)
		}
	}
	return accepted(err, mayRefuse...)
}

// doomed is for a request that is refused at once or makes a job that fails.
// Either is good; the report tells which it was.
func (l *lane) doomed(in *backup.StartBackupJobInput, isRefusal func(error) bool, message string) answer {
	out, err := l.start(in)
	if err != nil {
		return answer{seen: "at once: " + told(err), good: isRefusal(err)}
	}
	job, err := l.wait(l.ctx, aws.ToString(out.BackupJobId), nil)
	if err != nil {
		return no("accepted, and then: %v", err)
	}
	said := aws.ToString(job.StatusMessage)
	return answer{
		seen: fmt.Sprintf("a job that ended %s (%s): %q", job.State, aws.ToString(job.MessageCategory), said),
		good: job.State == types.BackupJobStateFailed && strings.Contains(said, message),
	}
}

// uuid is a random one, as AWS's job IDs are.
func uuid() string {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic(err) // never happens
	}
	return fmt.Sprintf("%X-%X-%X-%X-%X", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
