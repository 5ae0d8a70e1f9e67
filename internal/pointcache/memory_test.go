// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package pointcache_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
)

// planned is a store whose lists look as AWS's do for points that a plan made,
// each string on its own.
type planned struct{ *store }

func (p planned) ListRecoveryPointsByBackupVault(ctx context.Context, in *backup.ListRecoveryPointsByBackupVaultInput, o ...func(*backup.Options)) (*backup.ListRecoveryPointsByBackupVaultOutput, error) {
	out, err := p.store.ListRecoveryPointsByBackupVault(ctx, in, o...)
	if err != nil {
		return nil, err
	}
	own := func(s string) *string { return aws.String(strings.Clone(s)) }
	for i := range out.RecoveryPoints {
		item := &out.RecoveryPoints[i]
		item.RecoveryPointArn = own(*item.RecoveryPointArn)
		item.BackupVaultName = own(*item.BackupVaultName)
		item.BackupVaultArn = own("arn:aws:backup:eu-west-1:123456789012:backup-vault:vault")
		item.ResourceArn = own(fmt.Sprintf("arn:aws:ec2:eu-west-1:123456789012:volume/vol-%017d", i))
		item.ResourceType = own("EBS")
		item.IamRoleArn = own("arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole")
		item.EncryptionKeyArn = own("arn:aws:kms:eu-west-1:123456789012:key/1eb3b5e7-9eb0-435a-a80b-108b488b0d45")
		item.CompletionDate, item.InitiationDate = aws.Time(time.Now()), aws.Time(time.Now())
		item.Lifecycle = &types.Lifecycle{DeleteAfterDays: aws.Int64(35)}
		item.CalculatedLifecycle = &types.CalculatedLifecycle{DeleteAt: aws.Time(time.Now())}
		item.CreatedBy = &types.RecoveryPointCreator{
			BackupPlanId:      own("1eb3b5e7-9eb0-435a-a80b-108b488b0d45"),
			BackupPlanArn:     own("arn:aws:backup:eu-west-1:123456789012:backup-plan:1eb3b5e7-9eb0-435a-a80b-108b488b0d45"),
			BackupPlanVersion: own("MjE0ODQ4NDgtODQ4NDg0ODQ4NDg0ODQ4NDg0"),
			BackupRuleId:      own("6f2ab9f1-95b0-4c9e-b2ef-0a0de84fd3f1"),
		}
	}
	return out, nil
}

// Points of a large vault that no caller asks for are held too, so they must stay
// small.
//
//nolint:paralleltest // It measures the whole process.
func TestCache_memoryPerListedPoint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 2))
		s := &store{}
		s.scatter(r, 20_000, year)
		own := s.scatter(r, 1000, year)
		s.sort()
		p := pointcache.New(planned{s}, pointcache.Config{})
		before := heap()
		refresh(t, p, own, 10)
		after := heap()
		bytes := (after - before) / s.listed
		t.Logf("%d points listed, %d bytes each", s.listed, bytes)
		within(t, "bytes a point", bytes, 300, 1000)
		runtime.KeepAlive(p)
	})
}
