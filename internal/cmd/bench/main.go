// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command bench prints one table of what the provider costs, in time, memory and
// calls, against what is possible: ratios and numbers of calls, never a bare
// time, all from one run against the emulator with AWS's quotas on.
//
//	TF_ACC_TERRAFORM_PATH=terraform PEER_PROVIDER=path go run ./internal/cmd/bench
//
// It exits with status 1 if a required count is not met, or a required time ratio is exceeded by more than a quarter.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if len(os.Args) == 2 && os.Args[1] == watchOnly {
		exit(watchFor(ctx, nil, os.Stdin, os.Stdout))
		return
	}
	terraform := flag.String("terraform", os.Getenv("TF_ACC_TERRAFORM_PATH"), "path of Terraform")
	repository := flag.String("repository", ".", "root `directory` of the provider's repository")
	only := flag.String("only", "abcdef", "which `parts` to measure")
	resources := flag.Int("resources", 1000, "how `many` resources part f plans; limits are for 1000")
	flag.Parse()

	t, err := measure(ctx, *terraform, *repository, os.Getenv("PEER_PROVIDER"), *only, *resources)
	if err != nil {
		exit(err)
	}
	fmt.Printf("%s, %d CPUs, %s%s; quotas and clocks are in real time, nothing is scaled\n\n",
		time.Now().UTC().Format(time.DateOnly), runtime.NumCPU(), runtime.GOOS+"/"+runtime.GOARCH, load())
	if err := t.write(os.Stdout); err != nil {
		exit(err)
	}
	if n := t.failures(); n > 0 {
		exit(fmt.Errorf("%d lines are not met", n))
	}
}

// load is how busy the machine has been in the last quarter of an hour, as far
// as it tells: ratios of times from a busy machine prove little.
func load() string {
	text, err := os.ReadFile(procfs + "/loadavg")
	fields := strings.Fields(string(text))
	if err != nil || len(fields) < 3 {
		return ""
	}
	return ", load average " + fields[2]
}

func exit(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// progress reports the current step on standard error; the table alone is the
// output.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

// measure runs the parts. The first has the machine for itself. The others wait
// for quotas nearly all of the time, each in a cloud of its own, and run side by
// side.
func measure(ctx context.Context, terraform, repository, peerPath, only string, resources int) (t table, err error) {
	if strings.ContainsAny(only, "af") && terraform == "" {
		return nil, errors.New("name a Terraform with -terraform or TF_ACC_TERRAFORM_PATH")
	}
	if strings.Contains(only, "a") {
		c := newCloud()
		defer c.close()
		if t, err = startUp(ctx, c, terraform, repository, peerPath); err != nil {
			return nil, err
		}
	}
	if strings.Contains(only, "f") {
		planned, err := many(ctx, terraform, repository, resources)
		if err != nil {
			return nil, err
		}
		t = append(t, planned...)
	}
	parts := []struct {
		name string
		run  func(context.Context) (table, error)
	}{
		{"b", func(ctx context.Context) (table, error) {
			c := newCloud()
			defer c.close()
			return starts(ctx, c, 1000)
		}},
		{"c", func(ctx context.Context) (table, error) { return waiting(ctx, 1000) }},
		{"d", func(ctx context.Context) (table, error) {
			return refreshing(ctx, newCloud, []int{1, 10, 100, 1000, 5000}, foreign)
		}},
		{"e", func(ctx context.Context) (table, error) { return watching(ctx, 100, 1000, 10_000) }},
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tables, errs := make([]table, len(parts)), make([]error, len(parts))
	progress("starting, waiting and refreshing at AWS's pace: about six minutes")
	var wg sync.WaitGroup
	for i, part := range parts {
		if !strings.Contains(only, part.name) {
			continue
		}
		wg.Go(func() {
			if tables[i], errs[i] = part.run(ctx); errs[i] != nil {
				cancel() // the table would not be whole
			}
		})
	}
	wg.Wait()
	for _, part := range tables {
		t = append(t, part...)
	}
	return t, errors.Join(errs...)
}

// waiting is part c.
func waiting(ctx context.Context, n int) (table, error) {
	var ours, theirs wait
	var failed [2]error
	var wg sync.WaitGroup
	for i, run := range []func(c *cloud) error{
		func(c *cloud) (err error) { ours, err = watch(ctx, c, n); return err },
		func(c *cloud) (err error) { theirs, err = loop(ctx, c, n); return err },
	} {
		wg.Go(func() {
			c := newCloud()
			defer c.close()
			failed[i] = run(c)
		})
	}
	wg.Wait()
	if err := errors.Join(failed[:]...); err != nil {
		return nil, err
	}
	return compare(n, ours, theirs), nil
}

// watching is part e, one size after the other.
func watching(ctx context.Context, sizes ...int) (table, error) {
	var all []growth
	for _, n := range sizes {
		g, err := grow(ctx, n)
		if err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	return growing(all), nil
}
