// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// backups is how many examples/demo takes.
const backups = 3

// vault is where examples/demo puts them.
const vault = "Default"

// jobs are the backup jobs that there are, in an order that stays.
func (s *story) jobs(ctx context.Context) ([]progress, error) {
	list, err := s.sandbox.Client().ListBackupJobs(ctx, &backup.ListBackupJobsInput{})
	if err != nil {
		return nil, fmt.Errorf("listing the backup jobs: %w", err)
	}
	rows := make([]progress, 0, len(list.BackupJobs))
	for _, job := range list.BackupJobs {
		rows = append(rows, newProgress(job))
	}
	slices.SortFunc(rows, func(a, b progress) int { return strings.Compare(a.source, b.source) })
	return rows, nil
}

// progress is how far a job is.
type progress struct {
	source  string
	state   string
	percent float64
}

func newProgress(job types.BackupJob) progress {
	p := progress{state: string(job.State)}
	if job.ResourceArn != nil {
		_, id, _ := strings.Cut(*job.ResourceArn, "123456789012:")
		p.source = id
	}
	if job.PercentDone != nil {
		// What is no number is not known yet.
		p.percent, _ = strconv.ParseFloat(*job.PercentDone, 64)
	}
	return p
}
