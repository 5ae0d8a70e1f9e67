// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"
	"sync"
	"time"
)

// AWS's default quotas: calls per second, account and Region (reference 7).
const overallQuota = 50

var callQuotas = map[string]float64{
	"StartBackupJob":                  5,
	"StartRestoreJob":                 5,
	"StartCopyJob":                    5,
	"StopBackupJob":                   5,
	"TagResource":                     5,
	"UntagResource":                   5,
	"UpdateRecoveryPointLifecycle":    5,
	"DescribeBackupVault":             5,
	"DeleteBackupVault":               5,
	"PutBackupVaultNotifications":     5,
	"DeleteRecoveryPoint":             10,
	"DescribeBackupJob":               15,
	"DescribeRecoveryPoint":           15,
	"DescribeRestoreJob":              15,
	"GetBackupVaultAccessPolicy":      15,
	"GetBackupVaultNotifications":     15,
	"GetRecoveryPointRestoreMetadata": 15,
	"GetSupportedResourceTypes":       15,
}

// callQuota is the rate of one operation; lists share 20, what AWS does not
// list is bound by the sum only.
func callQuota(operation string) float64 {
	if rate, ok := callQuotas[operation]; ok {
		return rate
	}
	if strings.HasPrefix(operation, "List") {
		return 20
	}
	return overallQuota
}

type quotaKey struct{ account, region, operation string }

// bucket holds a second's worth of calls.
type bucket struct {
	tokens float64
	last   time.Time
}

// quotas are token buckets; nil allows everything.
type quotas struct {
	mu      sync.Mutex
	buckets map[quotaKey]*bucket
}

func newQuotas() *quotas { return &quotas{buckets: map[quotaKey]*bucket{}} }

// allow takes one call out of the operation's and the overall bucket, or out of
// neither.
func (q *quotas) allow(now time.Time, account, region, operation string) bool {
	if q == nil {
		return true
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	own := q.refill(quotaKey{account, region, operation}, callQuota(operation), now)
	all := q.refill(quotaKey{account, region, ""}, overallQuota, now)
	if own.tokens < 1 || all.tokens < 1 {
		return false
	}
	own.tokens--
	all.tokens--
	return true
}

func (q *quotas) refill(key quotaKey, rate float64, now time.Time) *bucket {
	b := q.buckets[key]
	if b == nil {
		b = &bucket{tokens: rate, last: now}
		q.buckets[key] = b
		return b
	}
	if passed := now.Sub(b.last); passed > 0 {
		b.tokens = min(rate, b.tokens+passed.Seconds()*rate)
		b.last = now
	}
	return b
}
