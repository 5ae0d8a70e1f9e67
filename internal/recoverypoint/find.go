// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go/middleware"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// clockMargin is how far this machine's clock may be off AWS's when a listing
// is bounded by age. What is too old after all is sorted out by AWS's clock.
const clockMargin = 10 * time.Minute

// usable are the statuses of recovery points that a restore can start from.
var usable = []types.RecoveryPointStatus{types.RecoveryPointStatusCompleted, types.RecoveryPointStatusAvailable}

// search is what the newest recovery point of a resource is looked for by.
type search struct {
	api         awsbackup.API
	resourceARN string
	vault       string // "" is any
	status      types.RecoveryPointStatus
	maxAge      time.Duration // 0 is any
}

// candidate is a recovery point as far as a search needs it.
type candidate struct {
	arn, vault string
	created    time.Time
	status     types.RecoveryPointStatus
}

// findings is what a search has come to.
type findings struct {
	matching tally // of those that match
	all      tally
	// now is AWS's clock.
	now time.Time
}

// tally is how many recovery points there were, and the newest of them.
type tally struct {
	count  int
	newest candidate
}

// add counts one more. Of two from the same moment the newest is the same one
// in whatever order AWS lists them.
func (t *tally) add(c candidate) {
	if t.count == 0 || cmp.Or(c.created.Compare(t.newest.created), cmp.Compare(c.arn, t.newest.arn)) > 0 {
		t.newest = c
	}
	t.count++
}

// run lists the resource's recovery points and counts what matches.
func (s search) run(ctx context.Context) (findings, error) {
	list := s.listResource
	if s.vault != "" {
		list = s.listVault
	}
	found := findings{now: time.Now()}
	err := list(ctx, func(metadata middleware.Metadata, page []candidate) {
		if now, ok := awsmiddleware.GetServerTime(metadata); ok {
			found.now = now
		}
		for _, c := range page {
			found.all.add(c)
			if s.matches(c, found.now) {
				found.matching.add(c)
			}
		}
	})
	return found, err
}

func (s search) matches(c candidate, now time.Time) bool {
	wanted := usable
	if s.status != "" {
		wanted = []types.RecoveryPointStatus{s.status}
	}
	return slices.Contains(wanted, c.status) && (s.maxAge == 0 || now.Sub(c.created) <= s.maxAge)
}

// listVault asks for the resource's points in one vault, and only for those
// that are young enough.
func (s search) listVault(ctx context.Context, take func(middleware.Metadata, []candidate)) error {
	in := &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &s.vault, ByResourceArn: &s.resourceARN, MaxResults: aws.Int32(pageSize)}
	if s.maxAge > 0 {
		in.ByCreatedAfter = aws.Time(time.Now().Add(-s.maxAge - clockMargin))
	}
	for page, err := range awsbackup.Pages(ctx, s.api.ListRecoveryPointsByBackupVault, in) {
		if err != nil {
			return err
		}
		candidates := make([]candidate, 0, len(page.RecoveryPoints))
		for _, p := range page.RecoveryPoints {
			if awsbackup.Contradicts(p.ResourceArn, s.resourceARN) {
				continue
			}
			candidates = append(candidates, candidate{arn: aws.ToString(p.RecoveryPointArn), vault: s.vault, created: aws.ToTime(p.CreationDate), status: p.Status})
		}
		take(page.ResultMetadata, candidates)
	}
	return nil
}

// listResource asks for the resource's points in all vaults. AWS often leaves
// the vault out here.
func (s search) listResource(ctx context.Context, take func(middleware.Metadata, []candidate)) error {
	for page, err := range resourcePages(ctx, s.api, s.resourceARN) {
		if err != nil {
			return err
		}
		candidates := make([]candidate, 0, len(page.RecoveryPoints))
		for _, p := range page.RecoveryPoints {
			candidates = append(candidates, candidate{arn: aws.ToString(p.RecoveryPointArn), vault: aws.ToString(p.BackupVaultName), created: aws.ToTime(p.CreationDate), status: p.Status})
		}
		take(page.ResultMetadata, candidates)
	}
	return nil
}

// describe reads a candidate in full, from lists no older than this call: they
// lack the storage class. Where the vault is not known, every vault is asked.
func describe(ctx context.Context, api awsbackup.API, vault, arn string) (*awsbackup.Point, error) {
	if vault == "" {
		return awsbackup.FindPoint(ctx, api, arn)
	}
	return api.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: &arn})
}
