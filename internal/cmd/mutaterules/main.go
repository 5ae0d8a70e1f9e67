// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command mutaterules proves that the tests of the rules see every rule. It switches off one rule at a time, then moves each
// boundary by one, turns each comparison around and changes each fact of the catalogue, and runs the tests of the rules
// each time. A change that no test notices is an error, and is printed with its place.
//
// The working tree is not touched: the changed file goes to the tests by go's -overlay.
//
//	go run ./internal/cmd/mutaterules [-only TEXT] [-v]
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"time"
)

// packages are those whose code is changed and whose tests must notice.
var packages = []string{"internal/lifecycle", "internal/catalog"}

// The tables of the tests must suffice. Random requests are left out, and so are the tests that hold the rules against the
// emulator: they notice much, but are slow to build.
const (
	skippedTests = "Knowing"
	skippedFiles = "internal/lifecycle/emulator*_test.go"
)

func main() {
	only := flag.String("only", "", "make only the changes whose description has this text")
	verbose := flag.Bool("v", false, "print every change")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *only, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "mutaterules:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string, verbose bool) error {
	began := time.Now()
	var mutants []mutant
	for _, dir := range packages {
		found, err := mutantsOf(dir)
		if err != nil {
			return err
		}
		mutants = append(mutants, found...)
	}
	mutants = matching(mutants, only)
	if len(mutants) == 0 {
		return fmt.Errorf("no change matches %q", only)
	}
	t, err := newTester(ctx)
	if err != nil {
		return err
	}
	defer t.close()

	survivors, err := t.all(ctx, mutants, verbose)
	if err != nil {
		return err
	}
	for _, s := range survivors {
		fmt.Printf("no test notices: %s\n", s)
	}
	fmt.Printf("%d changes in %s, %d unnoticed\n", len(mutants), time.Since(began).Round(time.Second), len(survivors))
	if len(survivors) > 0 {
		return fmt.Errorf("%d changes of the rules go unnoticed", len(survivors))
	}
	return nil
}

func matching(mutants []mutant, text string) []mutant {
	var found []mutant
	for _, m := range mutants {
		if strings.Contains(m.String(), text) {
			found = append(found, m)
		}
	}
	return found
}

// all runs the tests against every mutant, as many at a time as there are processors, and returns those that survived.
func (t *tester) all(ctx context.Context, mutants []mutant, verbose bool) ([]mutant, error) {
	var (
		mu        sync.Mutex
		survivors []mutant
		failure   error
		group     sync.WaitGroup
	)
	queue := make(chan mutant)
	for range runtime.NumCPU() {
		group.Go(func() {
			for m := range queue {
				noticed, err := t.notices(ctx, m)
				mu.Lock()
				if err != nil && failure == nil {
					failure = err
				}
				if err == nil && !noticed {
					survivors = append(survivors, m)
				}
				if verbose {
					fmt.Printf("%-9s %s\n", map[bool]string{true: "noticed", false: "UNNOTICED"}[noticed], m)
				}
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		mu.Lock()
		stop := failure != nil
		mu.Unlock()
		if stop {
			break
		}
		queue <- m
	}
	close(queue)
	group.Wait()
	return survivors, failure
}
