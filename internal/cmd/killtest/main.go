// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command killtest kills Terraform and the provider, with signal 9, at named
// points and at random moments of an apply, and checks after the next apply
// that no backup, copy or restore was made twice: each resource has exactly one
// job as long as that job was in flight, and a finished job that was superseded
// is named. A finished restore is not superseded: it has to be imported.
//
//	TF_ACC_TERRAFORM_PATH=terraform go run ./internal/cmd/killtest -n 100 -seed 1
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

func main() {
	var s suite
	n := flag.Int("n", 100, "how many random moments, after the named points")
	seed := flag.Uint64("seed", uint64(time.Now().UnixNano()), "what the random moments follow from")
	flag.StringVar(&s.terraform, "terraform", os.Getenv("TF_ACC_TERRAFORM_PATH"), "path of Terraform")
	flag.StringVar(&s.repository, "repository", ".", "root of the provider's repository")
	flag.IntVar(&s.parallel, "parallel", 4, "how many cases at a time")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	results, err := s.run(ctx, append(named(), moments(*n, *seed)...))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	bad := results.print(os.Stdout)
	fmt.Printf("seed %d\n", *seed)
	if bad > 0 {
		fmt.Printf("%d violations; again: make kill-test N=%d SEED=%d\n", bad, *n, *seed)
		os.Exit(1)
	}
}

// suite runs cases with one build of the provider, below a temporary directory.
type suite struct {
	terraform, repository string
	parallel              int

	dir      string
	provider sandbox.Installation
}

// build makes the suite ready to run. The caller removes its directory.
func (s *suite) build(ctx context.Context) (err error) {
	if s.dir, err = os.MkdirTemp("", "awsbackup-kill-"); err != nil {
		return err
	}
	s.provider, err = sandbox.BuildProvider(ctx, s.repository, filepath.Join(s.dir, "plugin"))
	return err
}

func (s *suite) run(ctx context.Context, cases []kill) (results, error) {
	if s.provider == "" {
		if err := s.build(ctx); err != nil {
			return nil, err
		}
		defer func() { _ = os.RemoveAll(s.dir) }()
	}
	outcomes := make(results, len(cases))
	next := make(chan int)
	var wg sync.WaitGroup
	for range s.parallel {
		wg.Go(func() {
			for i := range next {
				outcomes[i] = s.play(ctx, cases[i])
			}
		})
	}
	for i := range cases {
		next <- i
	}
	close(next)
	wg.Wait()
	return outcomes, ctx.Err()
}
