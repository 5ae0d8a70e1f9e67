// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

const (
	// growthTicks is how many sweeps part e measures, growthTick the time
	// between them: shorter than in earnest, since a sweep costs the same.
	growthTicks = 10
	growthTick  = 2 * time.Second
	// warmUp is how many sweeps come before: connections, buffers, the first
	// looks.
	warmUp = 2
)

// growth is what watching n jobs costs.
type growth struct {
	n     int
	calls float64 // a tick
	cost
}

// cost is what a process that only watches measures of itself.
type cost struct {
	CPU          time.Duration // a tick
	Heap, Stacks int64         // while all wait, over what there was before
}

// errand is what such a process is told, on standard input.
type errand struct {
	URL  string
	Jobs []string
	Born []time.Time
}

// grow has a process of its own watch n jobs that do not end: what it takes is
// the watcher's and the client's, and the emulator's is not in it.
func grow(ctx context.Context, n int) (growth, error) {
	c := newCloud()
	defer c.close()
	self, err := os.Executable()
	if err != nil {
		return growth{}, err
	}
	return c.growth(ctx, n, func(told []byte) ([]byte, error) {
		cmd := exec.CommandContext(ctx, self, watchOnly)
		cmd.Stdin, cmd.Stderr = bytes.NewReader(told), os.Stderr
		return cmd.Output()
	})
}

// growth starts n jobs that do not end, has them watched and counts the calls.
func (c *cloud) growth(ctx context.Context, n int, watch func(errand []byte) (cost []byte, err error)) (growth, error) {
	jobs, err := c.start(ctx, slices.Repeat([]time.Duration{1000 * time.Hour}, n))
	if err != nil {
		return growth{}, err
	}
	task := errand{URL: c.url}
	for _, j := range jobs {
		task.Jobs, task.Born = append(task.Jobs, j.id), append(task.Born, j.created)
	}
	told, err := json.Marshal(task)
	if err != nil {
		return growth{}, err
	}
	out, err := watch(told)
	if err != nil {
		return growth{}, fmt.Errorf("watching %d jobs: %w", n, err)
	}
	result := growth{n: n}
	if err := json.Unmarshal(out, &result.cost); err != nil {
		return growth{}, err
	}
	lists, describes, _ := c.bill()
	sweeps := 0
	for _, r := range c.aws.Requests() {
		if r.Operation == "ListBackupJobs" && !continues(r) {
			sweeps++
		}
	}
	result.calls = float64(lists+describes) / float64(max(sweeps, 1))
	return result, nil
}

// watchOnly as the only argument makes this program the process that watches.
const watchOnly = "watch-only"

// watchFor is that process: it waits for the jobs that it is told and prints its
// cost. A nil client is the SDK's own.
func watchFor(ctx context.Context, client *http.Client, in io.Reader, out io.Writer) error {
	var task errand
	if err := json.NewDecoder(in).Decode(&task); err != nil {
		return err
	}
	c := &cloud{url: task.URL, http: client}
	w := jobwatch.New(awsbackup.BackupJobs, c.ours(), jobwatch.Config{MinInterval: growthTick, MaxInterval: growthTick, Steady: true})
	before := inUse()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	for i, id := range task.Jobs {
		wg.Go(func() { _, _ = w.Wait(ctx, jobwatch.Request{ID: id, Created: task.Born[i]}) })
	}
	if err := pause(ctx, warmUp*growthTick+growthTick/2); err != nil {
		return err
	}
	cpu := cpuTime()
	if err := pause(ctx, growthTicks*growthTick); err != nil {
		return err
	}
	result := inUse()
	result.CPU = (cpuTime() - cpu) / growthTicks
	result.Heap -= before.Heap
	result.Stacks -= before.Stacks
	cancel()
	wg.Wait()
	return json.NewEncoder(out).Encode(result)
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// inUse is the memory in use. The second collection empties the pools.
func inUse() cost {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return cost{Heap: int64(m.HeapInuse), Stacks: int64(m.StackInuse)}
}

// growing is part e as lines; the first is what the others are measured against.
func growing(sizes []growth) (t table) {
	for i, g := range sizes {
		n, first := int64(g.n), sizes[0]
		perJob := float64(g.CPU) / float64(g.n) / (float64(first.CPU) / float64(first.n))
		r := row{
			what:     fmt.Sprintf("growth: %s watched jobs, a job", grouped(g.n)),
			measured: fmt.Sprintf("%d bytes in the watcher, %d of its caller's stack", g.Heap/n, g.Stacks/n),
			against:  fmt.Sprintf("%s jobs", grouped(first.n)),
			result:   fmt.Sprintf("%.4f calls a tick, %s CPU", g.calls/float64(g.n), times(perJob)),
		}
		if i == 0 {
			r.against, r.result = "-", fmt.Sprintf("%.4f calls a tick", g.calls/float64(g.n))
		} else {
			r.must, r.met = "< 8 KB in the watcher", counted(g.Heap/n, 8<<10-1)
		}
		t = append(t, r)
	}
	return t
}
