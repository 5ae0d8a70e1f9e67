// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"maps"
	"strings"
)

// Quotas are calls per second for one account and Region. A rate of zero or
// less means no limit.
type Quotas struct {
	// Operations are rates by API name; an operation that is not named has
	// the rate of its kind: 20 for List, 15 for Describe and Get, 5 otherwise.
	Operations map[string]float64
	// Total bounds all operations together.
	Total float64
}

// DefaultQuotas are AWS's defaults ("AWS Backup endpoints and quotas", AWS
// General Reference).
func DefaultQuotas() Quotas {
	return Quotas{
		Operations: map[string]float64{
			"StartBackupJob":               5,
			"StopBackupJob":                5,
			"StartCopyJob":                 5,
			"StartRestoreJob":              5,
			"DescribeBackupVault":          5,
			"TagResource":                  5,
			"UntagResource":                5,
			"UpdateRecoveryPointLifecycle": 5,
			"DeleteRecoveryPoint":          10,
			"DescribeBackupJob":            15,
			"DescribeCopyJob":              15,
			"DescribeRestoreJob":           15,
			"DescribeRecoveryPoint":        15,
		},
		Total: 50,
	}
}

// Unlimited are quotas that never hold a call back.
func Unlimited() Quotas { return Quotas{Operations: map[string]float64{"*": 0}} }

// rate is the rate of one operation.
func (q Quotas) rate(operation string) float64 {
	if r, ok := q.Operations[operation]; ok {
		return r
	}
	if r, ok := q.Operations["*"]; ok {
		return r
	}
	switch {
	case strings.HasPrefix(operation, "List"):
		return 20
	case strings.HasPrefix(operation, "Describe"), strings.HasPrefix(operation, "Get"):
		return 15
	}
	return 5
}

// clone guards a Limiter against later changes of the caller's map.
func (q Quotas) clone() Quotas {
	q.Operations = maps.Clone(q.Operations)
	return q
}
