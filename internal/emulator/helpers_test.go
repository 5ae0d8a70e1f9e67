// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"errors"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	region  = "eu-central-1"
	account = "123456789012"
	role    = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

	volume   = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
	files    = "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
	database = "arn:aws:rds:eu-central-1:123456789012:db:orders"
	instance = "arn:aws:ec2:eu-central-1:123456789012:instance/i-0123456789abcdef0"
	bucket   = "arn:aws:s3:::reports"
	table    = "arn:aws:dynamodb:eu-central-1:123456789012:table/orders"
	stack    = "arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/11111111-2222-3333-4444-555555555555"
	cluster  = "arn:aws:eks:eu-central-1:123456789012:cluster/shop"
)

// start is where the tests' base clock stands still.
var start = time.Date(2026, time.March, 1, 12, 0, 0, 0, time.UTC)

// lab is an emulator with a clock that only Advance moves, and an SDK client
// that does not retry.
type lab struct {
	*emulator.Server
	client *backup.Client
	url    string
}

func newLab(t *testing.T, opts ...emulator.Option) *lab {
	t.Helper()
	opts = append([]emulator.Option{
		emulator.WithNow(func() time.Time { return start }),
		emulator.WithStrict(),
	}, opts...)
	server := emulator.New(opts...)
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	l := &lab{Server: server, url: web.URL}
	l.client = l.clientFor("AKIDEXAMPLE", region)
	return l
}

// clientFor is an SDK client with another access key or Region.
func (l *lab) clientFor(accessKey, region string) *backup.Client {
	return backup.New(backup.Options{
		Region:       region,
		BaseEndpoint: aws.String(l.url),
		Credentials:  credentials.NewStaticCredentialsProvider(accessKey, "secret", ""),
		Retryer:      aws.NopRetryer{},
	})
}

func (l *lab) home() *emulator.Region { return l.Region(region) }

// backup starts a job of the resource in the Default vault; a change may be nil.
func (l *lab) backup(t *testing.T, resource string, changes ...func(*backup.StartBackupJobInput)) *backup.StartBackupJobOutput {
	t.Helper()
	out, err := l.start(t, resource, changes...)
	if err != nil {
		t.Fatalf("StartBackupJob: %v", err)
	}
	return out
}

func (l *lab) start(t *testing.T, resource string, changes ...func(*backup.StartBackupJobInput)) (*backup.StartBackupJobOutput, error) {
	t.Helper()
	in := &backup.StartBackupJobInput{
		BackupVaultName: aws.String("Default"), ResourceArn: &resource, IamRoleArn: aws.String(role),
	}
	for _, change := range changes {
		if change != nil {
			change(in)
		}
	}
	return l.client.StartBackupJob(t.Context(), in)
}

func (l *lab) describe(t *testing.T, id *string) *backup.DescribeBackupJobOutput {
	t.Helper()
	out, err := l.client.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: id})
	if err != nil {
		t.Fatalf("DescribeBackupJob: %v", err)
	}
	return out
}

// completed starts a job, lets it finish and describes it.
func (l *lab) completed(t *testing.T, resource string, changes ...func(*backup.StartBackupJobInput)) *backup.DescribeBackupJobOutput {
	t.Helper()
	out := l.backup(t, resource, changes...)
	l.Advance(time.Hour)
	return l.describe(t, out.BackupJobId)
}

func (l *lab) point(t *testing.T, vault string, arn *string) (*backup.DescribeRecoveryPointOutput, error) {
	t.Helper()
	return l.client.DescribeRecoveryPoint(t.Context(), &backup.DescribeRecoveryPointInput{
		BackupVaultName: &vault, RecoveryPointArn: arn,
	})
}

// kept describes a point that the Default vault must have.
func (l *lab) kept(t *testing.T, arn *string) *backup.DescribeRecoveryPointOutput {
	t.Helper()
	point, err := l.point(t, "Default", arn)
	if err != nil {
		t.Fatalf("DescribeRecoveryPoint: %v", err)
	}
	return point
}

// wantGone wants the Default vault not to have a point.
func (l *lab) wantGone(t *testing.T, arn *string) {
	t.Helper()
	_, err := l.point(t, "Default", arn)
	wantError(t, err, "ResourceNotFoundException", *arn)
}

// apiErrorOf finds what AWS said in an error of the SDK.
func apiErrorOf(t *testing.T, err error) smithy.APIError {
	t.Helper()
	said, ok := errors.AsType[smithy.APIError](err)
	if !ok {
		t.Fatalf("no error of AWS's: %v", err)
	}
	return said
}

// wantError wants AWS to have said a certain exception, with a text in its
// message.
func wantError(t *testing.T, err error, code, part string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %s", code)
	}
	said := apiErrorOf(t, err)
	if said.ErrorCode() != code || !strings.Contains(said.ErrorMessage(), part) {
		t.Errorf("got %s %q, want %s with %q", said.ErrorCode(), said.ErrorMessage(), code, part)
	}
}

// withClock is a base clock that the test moves by itself.
func withClock(now *time.Time) emulator.Option {
	return emulator.WithNow(func() time.Time { return *now })
}

func in(vault string) func(*backup.StartBackupJobInput) {
	return func(in *backup.StartBackupJobInput) { in.BackupVaultName = &vault }
}

func keep(cold, remove int64) func(*backup.StartBackupJobInput) {
	return func(in *backup.StartBackupJobInput) { in.Lifecycle = lifecycle(cold, remove) }
}

// lifecycle has no members of 0 days.
func lifecycle(cold, remove int64) *types.Lifecycle {
	l := &types.Lifecycle{}
	if cold != 0 {
		l.MoveToColdStorageAfterDays = &cold
	}
	if remove != 0 {
		l.DeleteAfterDays = &remove
	}
	return l
}

func token(token string) func(*backup.StartBackupJobInput) {
	return func(in *backup.StartBackupJobInput) { in.IdempotencyToken = &token }
}

func windows(begin, complete int64) func(*backup.StartBackupJobInput) {
	return func(in *backup.StartBackupJobInput) {
		in.StartWindowMinutes, in.CompleteWindowMinutes = &begin, &complete
	}
}
