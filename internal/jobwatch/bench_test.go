// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// prepared answers ListBackupJobs from pages that are made once, so that a
// benchmark measures the watcher and not the double.
type prepared struct {
	*account

	pages map[string]*backup.ListBackupJobsOutput
	left  int           // sweeps until all jobs are complete
	over  chan struct{} // closed then
}

func prepare(n int) *prepared {
	p := &prepared{account: &account{}, pages: make(map[string]*backup.ListBackupJobsOutput)}
	for range n {
		p.add(&job{states: []stage{{0, "RUNNING"}}, alter: lifelike})
	}
	ctx := context.Background()
	for token := ""; ; {
		in := &backup.ListBackupJobsInput{MaxResults: aws.Int32(1000), NextToken: aws.String(token)}
		out, _ := p.account.ListBackupJobs(ctx, in)
		p.pages[token] = out
		if token = aws.ToString(out.NextToken); token == "" {
			return p
		}
	}
}

func (p *prepared) ListBackupJobs(_ context.Context, in *backup.ListBackupJobsInput, _ ...func(*backup.Options)) (*backup.ListBackupJobsOutput, error) {
	if in.NextToken == nil {
		if p.left--; p.left == 0 {
			close(p.over)
		}
	}
	return p.pages[aws.ToString(in.NextToken)], nil
}

// BenchmarkWatcher_fanOut is one sweep with n waiting callers, each of whom gets
// its look. The cost per job should not depend on n.
func BenchmarkWatcher_fanOut(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			p := prepare(n)
			p.left, p.over = b.N+5, make(chan struct{})
			w := newWatcher(p, jobwatch.Config{MinInterval: time.Microsecond, MaxInterval: time.Microsecond})
			ctx, cancel := context.WithCancel(b.Context())
			defer cancel()
			b.ReportAllocs()
			var wg sync.WaitGroup
			for _, j := range p.jobs {
				wg.Go(func() { _, _ = w.Wait(ctx, jobwatch.Request{ID: j.id, Created: j.created}) })
			}
			b.ResetTimer()
			<-p.over
			b.StopTimer()
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/job")
			cancel()
			wg.Wait()
		})
	}
}
