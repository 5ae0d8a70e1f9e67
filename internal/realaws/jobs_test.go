// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// questionsOfJobs are about jobs that are right.
var questionsOfJobs = []question{
	{
		number: "9a", asks: "when the recovery point's ARN of an EFS file system is known, and when the point is there", expects: "in StartBackupJob's answer",
		ask: func(l *lane) answer { return l.watchARN(l.settings.files, "FILES_ARN", true) },
	},
	{
		number: "9b", asks: "the same of an EBS volume", expects: "when the job has ended at the latest",
		ask: func(l *lane) answer { return l.watchARN(l.settings.volume, "VOLUME_ARN", false) },
	},
	{
		number: "9c", asks: "the same of a DynamoDB table", expects: "when the job has ended at the latest",
		ask: func(l *lane) answer { return l.watchARN(l.settings.table, "TABLE_ARN", false) },
	},
	{
		number: "9d", asks: "the same of an S3 bucket", expects: "when the job has ended at the latest",
		ask: func(l *lane) answer { return l.watchARN(l.settings.bucket, "BUCKET_ARN", false) },
	},
	{
		number: "9e", asks: "the same of an RDS database", expects: "when the job has ended at the latest",
		ask: func(l *lane) answer { return l.watchARN(l.settings.database, "DATABASE_ARN", false) },
	},
	{
		number: "5a", asks: "StopBackupJob on a job that has ended", expects: invalidRequest + " or " + invalidParameter,
		ask: func(l *lane) answer {
			if l.done == nil {
				return no("there is no backup of the file system to ask about")
			}
			_, err := l.sdk.StopBackupJob(l.ctx, &backup.StopBackupJobInput{BackupJobId: l.done.job.BackupJobId})
			return refusal(err, invalidRequest, invalidParameter)
		},
	},
	{
		number: "5b", asks: "StopBackupJob on the job of a database, which cannot be stopped", expects: invalidRequest + " or " + invalidParameter,
		ask: func(l *lane) answer {
			if l.settings.database == "" {
				return notAsked("DATABASE_ARN")
			}
			out, err := l.start(l.request(l.settings.database, nil))
			if err != nil {
				return no("%s", told(err))
			}
			_, err = l.sdk.StopBackupJob(l.ctx, &backup.StopBackupJobInput{BackupJobId: out.BackupJobId})
			a := refusal(err, invalidRequest, invalidParameter)
			if _, err := l.wait(l.ctx, aws.ToString(out.BackupJobId), nil); err != nil {
				return no("%s; and then: %v", a.seen, err)
			}
			return a
		},
	},
	{
		number: "7a", asks: "the same request with the same token", expects: "the same job",
		ask: func(l *lane) answer { return l.replayed(nil) },
	},
	{
		number: "7b", asks: "another resource with the same token", expects: "the same job: the token alone decides",
		ask: func(l *lane) answer {
			if l.settings.volume == "" {
				return notAsked("VOLUME_ARN")
			}
			return l.replayed(func(in *backup.StartBackupJobInput) { in.ResourceArn = &l.settings.volume })
		},
	},
	{
		number: "7c", asks: "another start window with the same token", expects: "the same job: the token alone decides",
		ask: func(l *lane) answer {
			return l.replayed(func(in *backup.StartBackupJobInput) { in.StartWindowMinutes = aws.Int64(90) })
		},
	},
	{
		number: "7d", asks: "the token of an earlier run", expects: "the job of that run, or a new one if AWS has forgotten the token",
		ask: (*lane).oldToken,
	},
	{
		number: "12", asks: "how a member that is not set travels: CreatedBy of an on-demand job", expects: "as null",
		ask: (*lane).unset,
	},
	{
		number: "14", asks: "whether an answer has AWS's time, which tells a replayed job from a new one", expects: "a Date within a minute of ours",
		ask: func(l *lane) answer {
			out, err := l.sdk.ListBackupJobs(l.ctx, &backup.ListBackupJobsInput{MaxResults: aws.Int32(1)})
			if err != nil {
				return no("%s", told(err))
			}
			date, ok := awsbackup.ServerTime(out.ResultMetadata)
			return answer{seen: "Date " + date.UTC().Format(time.RFC3339), good: ok && time.Since(date).Abs() < time.Minute}
		},
	},
}

// watchARN takes a backup and notes when its recovery point becomes known and
// when it becomes visible.
func (l *lane) watchARN(resource, setting string, atStart bool) answer {
	if resource == "" {
		return notAsked(setting)
	}
	in, began := l.request(resource, nil), time.Now()
	out, err := l.start(in)
	if err != nil {
		return no("%s", told(err))
	}
	arn, known := aws.ToString(out.RecoveryPointArn), "in StartBackupJob's answer"
	id := aws.ToString(out.BackupJobId)
	if arn == "" {
		job, err := l.wait(l.ctx, id, func(job *awsbackup.Observation) bool { return job.RecoveryPointARN != "" })
		if err != nil {
			return no("%v", err)
		}
		arn, known = aws.ToString(job.RecoveryPointArn), fmt.Sprintf("%s after the start, when the job was %s", since(began), job.State)
	}
	if arn == "" {
		return no("the job ended without a recovery point")
	}
	named := time.Now()
	err = l.until(l.ctx, func() (bool, error) {
		_, err := l.sdk.DescribeRecoveryPoint(l.ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &l.vault, RecoveryPointArn: &arn})
		return !awsbackup.IsNotFound(err), err
	})
	if err != nil {
		return no("%s; DescribeRecoveryPoint: %s", known, told(err))
	}
	visible := since(named)
	job, err := l.wait(l.ctx, id, nil)
	if err != nil {
		return no("%v", err)
	}
	switch resource {
	case l.settings.files:
		l.done = &backupOf{in, job}
		l.notes = append(l.notes, fmt.Sprintf("For 7d, an hour and a day from now: `%sTOKEN=%s,%s`.", prefix, aws.ToString(in.IdempotencyToken), id))
	case l.settings.volume:
		l.snapshot = job
	}
	return answer{
		seen: fmt.Sprintf("%s: %s; visible %s later; the job was %s after %s", known, arn, visible, job.State, since(began)),
		good: job.State == types.BackupJobStateCompleted && (!atStart || aws.ToString(out.RecoveryPointArn) != ""),
	}
}

func since(t time.Time) time.Duration { return time.Since(t).Round(time.Second) }

// replayed repeats the request for the file system's backup, which has ended.
func (l *lane) replayed(change func(*backup.StartBackupJobInput)) answer {
	if l.done == nil {
		return no("there is no backup of the file system to ask about")
	}
	in := *l.done.in
	if change != nil {
		change(&in)
	}
	out, err := l.start(&in)
	if err != nil {
		return no("%s", told(err))
	}
	if id := aws.ToString(out.BackupJobId); id != aws.ToString(l.done.job.BackupJobId) {
		return no("another job: %s", id)
	}
	return yes("the same job, which has ended")
}

func (l *lane) oldToken() answer {
	token, job, ok := strings.Cut(l.settings.token, ",")
	if !ok {
		return notAsked("TOKEN")
	}
	out, err := l.start(l.request(l.settings.files, func(in *backup.StartBackupJobInput) { in.IdempotencyToken = &token }))
	if err != nil {
		return no("%s", told(err))
	}
	age := since(aws.ToTime(out.CreationDate))
	if aws.ToString(out.BackupJobId) == job {
		return yes("the job of that run, %s ago", age)
	}
	if age > time.Minute {
		return no("a third job, %s, of %s ago", aws.ToString(out.BackupJobId), age)
	}
	return yes("a new job: AWS has forgotten the token")
}

var createdBy = regexp.MustCompile(`"CreatedBy"\s*:\s*(\S)`)

// unset reads the answer as it came.
func (l *lane) unset() answer {
	if l.done == nil {
		return no("there is no backup of the file system to ask about")
	}
	var body string
	_, err := l.sdk.DescribeBackupJob(l.ctx, &backup.DescribeBackupJobInput{BackupJobId: l.done.job.BackupJobId}, func(o *backup.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("ReadBody", readBody(&body)), middleware.After)
		})
	})
	if err != nil {
		return no("%s", told(err))
	}
	switch found := createdBy.FindStringSubmatch(body); {
	case found == nil:
		return no("left out")
	case found[1] == "n":
		return yes("null")
	default:
		return no("set: %s", body)
	}
}

func readBody(body *string) func(context.Context, middleware.DeserializeInput, middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
	return func(ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler) (middleware.DeserializeOutput, middleware.Metadata, error) {
		out, metadata, err := next.HandleDeserialize(ctx, in)
		response, ok := out.RawResponse.(*smithyhttp.Response)
		if err != nil || !ok {
			return out, metadata, err
		}
		content, err := io.ReadAll(response.Body)
		if err != nil {
			return out, metadata, err
		}
		*body = string(content)
		response.Body = io.NopCloser(strings.NewReader(*body))
		return out, metadata, nil
	}
}
