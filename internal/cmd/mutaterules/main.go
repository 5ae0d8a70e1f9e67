// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command mutaterules proves that the tests of the rules see every rule. It
// switches off one rule at a time, then moves each number by one, turns each
// comparison around and changes each fact of the catalog, and runs the tests of
// the rules each time. A change that no test notices is an error, and is printed
// with its place. Mutation testers for Go change operators only.
//
// The working tree is not touched: go test gets the changed file by -overlay.
//
//	go run ./internal/cmd/mutaterules [TEXT-IN-THE-DESCRIPTION-OF-A-CHANGE]
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// packages are those whose code is changed and whose tests must notice.
var packages = []string{"./internal/lifecycle", "./internal/catalog"}

// The tables of the tests must suffice. Random requests are left out, and so are
// the tests that hold the rules against the emulator: they are slow to build.
const (
	skippedTests = "Knowing"
	skippedFiles = "internal/lifecycle/emulator*_test.go"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, strings.Join(os.Args[1:], " "))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutaterules:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only string) error {
	var mutants []mutant
	for _, dir := range packages {
		found, err := mutantsOf(dir)
		if err != nil {
			return err
		}
		for _, m := range found {
			if strings.Contains(m.String(), only) {
				mutants = append(mutants, m)
			}
		}
	}
	switch noticed, err := test(ctx, mutant{}); {
	case err != nil:
		return err
	case noticed:
		return errors.New("the tests do not pass without a change")
	}
	var (
		mu        sync.Mutex
		unnoticed int
		failure   error
		workers   sync.WaitGroup
	)
	queue := make(chan mutant)
	for range runtime.NumCPU() {
		workers.Go(func() {
			for m := range queue {
				noticed, err := test(ctx, m)
				mu.Lock()
				failure = errors.Join(failure, err)
				if err == nil && !noticed {
					unnoticed++
					fmt.Println("no test notices:", m)
				}
				mu.Unlock()
			}
		})
	}
	for _, m := range mutants {
		if ctx.Err() == nil {
			queue <- m
		}
	}
	close(queue)
	workers.Wait()
	fmt.Printf("%d changes, %d unnoticed\n", len(mutants), unnoticed)
	if failure == nil && (unnoticed > 0 || len(mutants) == 0) {
		failure = errors.New("not every change was made and noticed")
	}
	return errors.Join(failure, ctx.Err())
}

// test runs the tests with one change and reports whether one of them fails. A
// change that does not compile is an error.
func test(ctx context.Context, m mutant) (noticed bool, err error) {
	dir, err := os.MkdirTemp("", "mutaterules")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	without, err := filepath.Glob(skippedFiles)
	if err != nil {
		return false, err
	}
	replaced := map[string]string{}
	for _, file := range without {
		replaced[file] = "" // there is no such file
	}
	if m.file != "" {
		replaced[m.file] = filepath.Join(dir, "changed.go")
		if err := os.WriteFile(replaced[m.file], m.content(), 0o600); err != nil {
			return false, err
		}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return false, err
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		return false, err
	}
	args := []string{"test", "-failfast", "-vet=off", "-timeout=60s", "-skip=" + skippedTests, "-overlay=" + list}
	out, err := exec.CommandContext(ctx, "go", append(args, packages...)...).CombinedOutput() //nolint:gosec // of constants
	exit, exited := errors.AsType[*exec.ExitError](err)
	if exited && exit.Exited() && !strings.Contains(string(out), "[build failed]") {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("%s: %w\n%s", m, err, out)
	}
	return false, nil
}
