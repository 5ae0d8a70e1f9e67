// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/action"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// recorder records what a reporter sends and when.
type recorder struct {
	began time.Time
	lines []string
	at    []time.Duration
}

func (h *recorder) send(e action.InvokeProgressEvent) {
	h.lines = append(h.lines, e.Message)
	h.at = append(h.at, time.Since(h.began))
}

func TestReporter_pace(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &recorder{began: time.Now()}
		r := job.NewReporter(h.send)
		r.WithHeartbeat(t.Context(), func() string { return "at it" }, func(func(job.ProgressUpdate)) { time.Sleep(10 * time.Hour) })
		for i := 1; i < len(h.at); i++ {
			if gap := h.at[i] - h.at[i-1]; gap < 10*time.Second || gap > 2*time.Minute {
				t.Errorf("%s between lines at %s", gap, h.at[i])
			}
		}
		if h.at[0] != 10*time.Second {
			t.Errorf("the first line came after %s", h.at[0])
		}
		if minute := linesBefore(h, time.Minute); minute < 5 {
			t.Errorf("%d lines in the first minute: no sign of life", minute)
		}
		if len(h.at) > 350 {
			t.Errorf("%d lines in 10 hours", len(h.at))
		}
	})
}

func linesBefore(h *recorder, limit time.Duration) (n int) {
	for _, at := range h.at {
		if at <= limit {
			n++
		}
	}
	return n
}

// A change is sent at once, what does not change is kept for the next line.
func TestReporter_update(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := &recorder{began: time.Now()}
		r := job.NewReporter(h.send)
		r.WithHeartbeat(t.Context(), func() string { return "begun" }, func(update func(job.ProgressUpdate)) {
			for i := range 3 {
				time.Sleep(2 * time.Second)
				update(job.ProgressUpdate{Line: func() string { return fmt.Sprint("step ", i) }, Now: i == 1})
			}
			time.Sleep(9 * time.Second)
		})
		want := []string{"step 1", "step 2"}
		if diff := cmp.Diff(want, h.lines); diff != "" {
			t.Errorf("lines (-want +got):\n%s", diff)
		}
		if wantAt := []time.Duration{4 * time.Second, 14 * time.Second}; !cmp.Equal(wantAt, h.at) {
			t.Errorf("said at %v, want %v", h.at, wantAt)
		}
	})
}

// A job that cannot be read yet is named, so that the wait has a subject.
func TestFollow_notSeen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var service auditor
		id := service.start("ledger", "1").id
		service.fault = errors.New("unreadable")
		kind, region := service.apply()
		waiting, cancel := context.WithTimeout(t.Context(), 15*time.Second)
		defer cancel()
		h := &recorder{began: time.Now()}
		_, err := job.Follow(job.NewReporter(h.send), t.Context(), waiting, kind, kind.Watcher(region), jobwatch.Request{ID: id})
		if want := []string{"waiting for the first status of audit job audit-1"}; !cmp.Equal(want, h.lines) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("said %q, then %v; want %q, then the time-out", h.lines, err, want)
		}
	})
}

// Nothing is sent once Terraform has stopped listening, while the work still
// ends: a line then would cost the action its result.
func TestReporter_silentAfterCancel(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var late []string
		r := job.NewReporter(func(e action.InvokeProgressEvent) {
			if ctx.Err() != nil {
				late = append(late, e.Message)
			}
		})
		r.WithHeartbeat(ctx, func() string { return "at it" }, func(update func(job.ProgressUpdate)) {
			time.Sleep(15 * time.Second)
			cancel()
			update(job.ProgressUpdate{Line: func() string { return "cancelled" }, Now: true})
			time.Sleep(10 * time.Minute)
		})
		r.Send(ctx, "the end")
		if len(late) > 0 {
			t.Errorf("said after the cancel: %q", late)
		}
	})
}
