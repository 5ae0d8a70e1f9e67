// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Progress is how far a job has come.
type Progress struct {
	Job *awsbackup.Job // shared by all callers: not to be changed
	// Percent is AWS's estimate, 0 to 100; it may jump or stand still.
	Percent    float64
	HasPercent bool
	// BytesDone and BytesTotal are BytesTransferred and BackupSizeInBytes, 0
	// where AWS does not count, as for snapshots.
	BytesDone, BytesTotal int64
	// Phase is the state in plain words.
	Phase string
	// Elapsed is the time since Wait was called.
	Elapsed time.Duration
	// Remaining is an estimate, 0 if there is none: AWS's own expected date, or
	// the pace at which the percentage has grown during this wait.
	Remaining time.Duration
}

// phases put the states in words.
var phases = map[types.BackupJobState]string{
	types.BackupJobStateCreated:   "waiting for its turn",
	types.BackupJobStatePending:   "starting",
	types.BackupJobStateRunning:   "backing up",
	types.BackupJobStateAborting:  "stopping",
	types.BackupJobStateAborted:   "stopped",
	types.BackupJobStateCompleted: "completed",
	types.BackupJobStateFailed:    "failed",
	types.BackupJobStateExpired:   "expired",
	types.BackupJobStatePartial:   "partially completed",
}

// percent reads PercentDone, a string that AWS writes as "0.0" or "100.0" and
// others with a sign or not at all.
func percent(s *string) (float64, bool) {
	text := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(aws.ToString(s)), "%"))
	p, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(p) {
		return 0, false
	}
	return min(max(p, 0), 100), true
}
