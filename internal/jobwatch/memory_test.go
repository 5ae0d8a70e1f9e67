// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// lifelike fills a list member as AWS does, each string on its own.
func lifelike(item *types.BackupJob) {
	own := func(s string) *string { return aws.String(strings.Clone(s)) }
	item.AccountId = own("123456789012")
	item.BackupVaultName = own("nightly-on-demand")
	item.BackupVaultArn = own("arn:aws:backup:eu-west-1:123456789012:backup-vault:nightly-on-demand")
	item.VaultType, item.VaultLockState = own("BACKUP_VAULT"), own("UNLOCKED")
	item.RecoveryPointArn = own("arn:aws:backup:eu-west-1:123456789012:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45")
	item.RecoveryPointLifecycle = &types.Lifecycle{DeleteAfterDays: aws.Int64(35)}
	item.EncryptionKeyArn = own("arn:aws:kms:eu-west-1:123456789012:key/1eb3b5e7-9eb0-435a-a80b-108b488b0d45")
	item.ResourceArn = own("arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-0123456789abcdef0")
	item.ResourceName, item.ResourceType = own("data of the application"), own("EFS")
	item.IamRoleArn = own("arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole")
	item.PercentDone, item.MessageCategory = own("42.0"), own("SUCCESS")
	item.StartBy, item.InitiationDate = aws.Time(time.Now()), aws.Time(time.Now())
	item.BackupOptions = map[string]string{"WindowsVSS": strings.Clone("enabled")}
}

func inUse() (heap, stacks int) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapInuse), int(m.StackInuse)
}

// A waiting job costs the watcher less than 4 KB: the last look with all its
// strings, and its own account of it. The caller's goroutine, which the caller
// has anyway, holds 4 KB of stack (more under the race detector).
//
//nolint:paralleltest // It measures the whole process.
func TestWatcher_memoryPerWaitingJob(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 2000
		a := &account{}
		for i := range n {
			a.add(&job{id: fmt.Sprintf("1CDF6B45-A11F-3579-%012d", i), states: lasting(100 * time.Hour), alter: lifelike})
		}
		w := newWatcher(a, jobwatch.Config{})
		heap, stacks := inUse()

		ctx, cancel := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		for _, j := range a.jobs {
			wg.Go(func() {
				_, _ = w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created, Progress: func(jobwatch.Progress) {}})
			})
		}
		time.Sleep(10 * time.Minute) // virtual
		synctest.Wait()
		heapNow, stacksNow := inUse()
		heap, stacks = (heapNow-heap)/n, (stacksNow-stacks)/n
		t.Logf("a waiting job takes %d bytes of heap and %d of stack", heap, stacks)
		within(t, "heap a job", heap, 500, 4<<10)
		within(t, "stack a job", stacks, 0, 16<<10)
		cancel()
		wg.Wait()
	})
}
