// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
)

// foreign is how many points of others a crowded vault holds, spread over a year
// as ours are: the least favourable case, since no period holds ours alone.
const foreign = 50_000

// describe reports whether a job has ended, with the SDK alone.
func describe(ctx context.Context, client *backup.Client, id string) (finished bool, err error) {
	job, err := client.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: &id})
	return err == nil && awsbackup.Finished(job.State), err
}

// refresh is one refresh of n recovery points.
type refresh struct {
	n, foreign int
	calls      int
	took       time.Duration
	throttled  int
}

// best is the fewest calls that could do: a describe each, or every page of the
// vault.
func (r refresh) best() int { return min(r.n, (r.n+r.foreign+999)/1000) }

// reader reads one recovery point.
type reader func(ctx context.Context, arn string, created time.Time) error

// coalesced is the provider's reader.
func coalesced(c *cloud) reader {
	points := pointcache.New(c.ours(), pointcache.Config{})
	return func(ctx context.Context, arn string, created time.Time) error {
		_, err := points.Get(ctx, vault, arn, created)
		return err
	}
}

// singly reads with one describe each, at the speed of the quota and without a
// throttled answer: nothing faster is possible that way.
func singly(c *cloud) reader {
	client := c.ours()
	return func(ctx context.Context, arn string, _ time.Time) error {
		_, err := client.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: new(vault), RecoveryPointArn: &arn})
		return err
	}
}

// scatter puts n points of the last year into the vault.
func (c *cloud) scatter(r *rand.Rand, n int) []emulator.RecoveryPoint {
	points := make([]emulator.RecoveryPoint, 0, n)
	for i := range n {
		points = append(points, emulator.RecoveryPoint{
			VaultName: vault, ResourceARN: volume(i), Created: c.now().Add(-time.Duration(r.Int64N(int64(365 * 24 * time.Hour)))),
		})
	}
	for i, arn := range c.aws.Region(region).AddRecoveryPoints(points...) {
		points[i].ARN = arn
	}
	return points
}

// read refreshes n points, ten at a time as Terraform does, in a cloud that it
// fills first.
func read(ctx context.Context, c *cloud, n, others int, with func(*cloud) reader) (refresh, error) {
	r := rand.New(rand.NewPCG(3, 4))
	c.scatter(r, others)
	own := c.scatter(r, n)
	get := with(c)
	var mu sync.Mutex
	var failure error
	began := time.Now()
	each(n, parallel, func(i int) {
		if err := get(ctx, own[i].ARN, own[i].Created); err != nil {
			mu.Lock()
			defer mu.Unlock()
			failure = err
		}
	})
	result := refresh{n: n, foreign: others, took: time.Since(began), throttled: c.throttled()}
	_, _, result.calls = c.bill()
	return result, failure
}

// line compares a refresh with one that describes each.
func (r refresh) line(each refresh) row {
	out := row{
		what:     fmt.Sprintf("refresh of %s points", grouped(r.n)),
		measured: fmt.Sprintf("%d calls, %d throttled", r.calls, r.throttled),
		against:  fmt.Sprintf("one describe each: %s calls", grouped(each.calls)),
		result:   fmt.Sprintf("%s calls, %s time", times(float64(r.calls)/float64(each.calls)), times(r.took.Seconds()/each.took.Seconds())),
	}
	var most int
	switch {
	case r.foreign > 0:
		most = r.best() * 5 / 2
		out.what += fmt.Sprintf(" among %s of others", grouped(r.foreign))
		out.against = fmt.Sprintf("the best possible: %d calls", r.best())
		out.result = fmt.Sprintf("%s calls, %s time of one describe each", times(float64(r.calls)/float64(r.best())), times(r.took.Seconds()/each.took.Seconds()))
		out.must = "<= 2.5x calls"
	case r.n == 1000:
		most = 64
	case r.n == 5000:
		most = 150
	case r.n <= 10:
		most = each.calls
	default:
		return out
	}
	if out.must == "" {
		out.must = fmt.Sprintf("<= %d calls", most)
	}
	out.met = counted(r.calls, most)
	return out
}

// refreshing is part d: vaults with our points alone, and the two largest once
// more among the points of others. All run at the same time, each in a cloud
// of its own.
func refreshing(ctx context.Context, in func(...emulator.Option) *cloud, sizes []int, others int) (table, error) {
	crowded := sizes[max(len(sizes)-2, 0):]
	singles, ours, crowds := make([]refresh, len(sizes)), make([]refresh, len(sizes)), make([]refresh, len(crowded))
	var (
		wg      sync.WaitGroup
		mu      sync.Mutex
		failure error
	)
	measure := func(target *refresh, n, others int, with func(*cloud) reader) {
		wg.Go(func() {
			c := in()
			defer c.close()
			result, err := read(ctx, c, n, others, with)
			mu.Lock()
			defer mu.Unlock()
			*target = result
			if err != nil {
				failure = fmt.Errorf("refreshing %d points: %w", n, err)
			}
		})
	}
	for i, n := range sizes {
		measure(&singles[i], n, 0, singly)
		measure(&ours[i], n, 0, coalesced)
	}
	for i, n := range crowded {
		measure(&crowds[i], n, others, coalesced)
	}
	wg.Wait()
	if failure != nil {
		return nil, failure
	}
	var t table
	for i, r := range ours {
		t = append(t, r.line(singles[i]))
	}
	for i, r := range crowds {
		t = append(t, r.line(singles[len(sizes)-len(crowded)+i]))
	}
	return t, nil
}
