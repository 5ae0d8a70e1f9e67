// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	tftypes "github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/apivalue"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
)

// BenchmarkArguments_ToAPI is configuration to request.
func BenchmarkArguments_ToAPI(b *testing.B) {
	tags := map[string]string{"team": "storage", "stage": "production"}
	a := Arguments{
		BackupVaultName:    tftypes.StringValue("Default"),
		ResourceARN:        tftypes.StringValue("arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"),
		IAMRoleARN:         tftypes.StringValue("arn:aws:iam::123456789012:role/backup"),
		Lifecycle:          tftypes.ObjectNull(nil),
		BackupOptions:      apivalue.StringMap(map[string]string{"BackupACLs": "enabled"}),
		StartWindowMinutes: tftypes.Int64Value(60),
		Tags:               apivalue.StringMap(tags),
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, diags := a.ToAPI(b.Context(), tags); diags.HasError() {
			b.Fatal(diags)
		}
	}
}

// BenchmarkOutputs_FromJob is a job record to state: once for each look at each
// resource.
func BenchmarkOutputs_FromJob(b *testing.B) {
	now := time.Now()
	job := &awsbackup.Job{
		AccountId: aws.String("123456789012"), BackupJobId: aws.String("1CDF6B45-A11F-3579-0123456789AB"),
		BackupVaultArn: aws.String("arn:aws:backup:eu-central-1:123456789012:backup-vault:Default"), BackupVaultName: aws.String("Default"),
		RecoveryPointArn: aws.String("arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0"),
		ResourceArn:      aws.String("arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"), ResourceType: aws.String("EBS"),
		State: types.BackupJobStateRunning, PercentDone: aws.String("42.0"), BackupSizeInBytes: aws.Int64(8 << 30),
		CreationDate: &now, InitiationDate: &now, StartBy: &now,
		NumberOfChildJobs: aws.Int64(2), ChildJobsInState: map[string]int64{"RUNNING": 2},
	}
	b.ReportAllocs()
	for b.Loop() {
		o := record.NullOutputs()
		o.FromJob(job)
	}
}

// BenchmarkOutputs_FromPoint is a recovery point to state: once for each
// resource in a refresh.
func BenchmarkOutputs_FromPoint(b *testing.B) {
	now := time.Now()
	point := &awsbackup.Point{
		RecoveryPointArn: aws.String("arn:aws:ec2:eu-central-1::snapshot/snap-0123456789abcdef0"), Status: types.RecoveryPointStatusCompleted,
		BackupVaultArn: aws.String("arn:aws:backup:eu-central-1:123456789012:backup-vault:Default"), ResourceType: aws.String("EBS"),
		BackupSizeInBytes: aws.Int64(8 << 30), CreationDate: &now, CompletionDate: &now,
		CalculatedLifecycle: &types.CalculatedLifecycle{DeleteAt: &now},
	}
	b.ReportAllocs()
	for b.Loop() {
		o := record.NullOutputs()
		o.FromPoint(point)
	}
}
