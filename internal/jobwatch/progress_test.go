// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package jobwatch_test

import (
	"context"
	"math"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// watch waits for a job and gives all that was reported, with the times.
func watch(t *testing.T, a *account, j *job, cfg jobwatch.Config) (reports []jobwatch.Progress) {
	t.Helper()
	_, err := newWatcher(a, cfg).Wait(t.Context(), jobwatch.Request{
		ID: j.id, Created: j.created,
		Progress: func(p jobwatch.Progress) { reports = append(reports, p) },
	})
	if err != nil {
		t.Fatal(err)
	}
	return reports
}

// Every change of state is told, and in between not more often than configured.
func TestProgress_throttled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: []stage{{0, "CREATED"}, {4 * time.Second, "PENDING"}, {8 * time.Second, "RUNNING"}, {time.Hour, "COMPLETED"}}})
		reports := watch(t, a, j, jobwatch.Config{ProgressInterval: 5 * time.Minute})
		var states []string
		for i, r := range reports {
			if i > 0 && r.Job.State == states[i-1] && r.Elapsed-reports[i-1].Elapsed < 5*time.Minute {
				t.Errorf("told again after %v", r.Elapsed-reports[i-1].Elapsed)
			}
			states = append(states, r.Job.State)
		}
		if len(states) < 12 || states[0] != "CREATED" || states[1] != "PENDING" || states[2] != "RUNNING" || states[len(states)-1] != "COMPLETED" {
			t.Errorf("told %v", states)
		}
		if first, last := reports[0].Job.Phase, reports[len(reports)-1].Job.Phase; first == "" || last != "completed" {
			t.Errorf("phases from %q to %q", first, last)
		}
	})
}

// PercentDone is text, in whatever form.
func TestProgress_percent(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]float64{
		"0.0": 0, "100.0": 100, "99": 99, " 42.5 ": 42.5, "12%": 12, "12.5 %": 12.5, "1e1": 10,
		"-3": 0, "250": 100,
		"": math.NaN(), "NaN": math.NaN(), "Inf": math.NaN(), "n/a": math.NaN(), "%": math.NaN(),
	} {
		inBubble(t, text, func(t *testing.T) {
			a := &account{}
			j := a.add(&job{states: []stage{{0, "COMPLETED"}}, alter: func(item *types.BackupJob) { item.PercentDone = aws.String(text) }})
			got := watch(t, a, j, jobwatch.Config{})[0]
			if got.HasPercent == math.IsNaN(want) || got.HasPercent && got.Percent != want {
				t.Errorf("got %v, %t; want %v", got.Percent, got.HasPercent, want)
			}
		})
	}
}

// The estimate comes from the pace of the percentage.
func TestProgress_remaining(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		began := time.Now()
		j := a.add(&job{states: []stage{{0, "RUNNING"}, {time.Hour, "COMPLETED"}}, alter: func(item *types.BackupJob) {
			item.PercentDone = aws.String(strconv.FormatFloat(100*time.Since(began).Hours(), 'f', 3, 64))
			item.BytesTransferred, item.BackupSizeInBytes = aws.Int64(5), aws.Int64(9)
		}})
		for i, r := range watch(t, a, j, jobwatch.Config{}) {
			if r.BytesDone != 5 || r.BytesTotal != 9 {
				t.Fatalf("got %d of %d bytes, want 5 of 9", r.BytesDone, r.BytesTotal)
			}
			if i == 0 || jobwatch.Finished(r.Job) {
				within(t, "no estimate", r.Remaining, 0, 0)
				continue
			}
			within(t, "sum of elapsed and remaining", r.Elapsed+r.Remaining, 59*time.Minute, 61*time.Minute)
		}
	})
}

// AWS's own expected date is worth more than the pace.
func TestProgress_expectedDate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		began := time.Now()
		j := a.add(&job{states: []stage{{0, "RUNNING"}, {time.Hour, "COMPLETED"}}, alter: func(item *types.BackupJob) {
			item.ExpectedCompletionDate = aws.Time(began.Add(30 * time.Minute))
		}})
		for _, r := range watch(t, a, j, jobwatch.Config{}) {
			want := max(30*time.Minute-r.Elapsed, 0)
			if r.Remaining != want {
				t.Errorf("after %v: got %v, want %v", r.Elapsed, r.Remaining, want)
			}
		}
	})
}

// Nothing is told once the caller's context has ended, nor after Wait returned.
func TestProgress_neverAfterCancel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		j := a.add(&job{states: lasting(time.Hour)})
		ctx, cancel := context.WithCancel(t.Context())
		told, returned := 0, false
		_, err := newWatcher(a, jobwatch.Config{ProgressInterval: 1}).Wait(ctx, jobwatch.Request{
			ID: j.id, Created: j.created,
			Progress: func(jobwatch.Progress) {
				if told++; returned || ctx.Err() != nil {
					t.Error("told after the end")
				}
				if told == 5 {
					cancel()
					time.Sleep(time.Minute) // polls continue meanwhile
				}
			},
		})
		returned = true
		if err == nil || told != 5 {
			t.Errorf("got %v after %d reports, want the cancel after 5", err, told)
		}
		time.Sleep(time.Hour)
	})
}

// A slow callback holds up its own caller only.
func TestProgress_slowCallback(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		a := &account{}
		jobs := a.addMany(20, 10*time.Minute)
		w := newWatcher(a, jobwatch.Config{})
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			_, err := w.Wait(t.Context(), jobwatch.Request{ID: jobs[0].id, Created: jobs[0].created, Progress: func(jobwatch.Progress) {
				time.Sleep(5 * time.Hour)
			}})
			if err != nil {
				t.Error(err)
			}
		}()
		within(t, "late", waitAll(t, w, jobs[1:]), 0, 30*time.Second)
		<-ended
	})
}
