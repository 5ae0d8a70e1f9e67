// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command testreport runs `go test` and judges the run.
//
//	testreport [-skips FILE] [-keep-aws] -- ARGUMENTS-OF-GO-TEST
//
// It prints what `go test` prints, and at last one line with the numbers. It
// fails where `go test` is content: a test that was skipped although the list
// of skips does not name it, and a run without any test.
//
// Tests see no AWS and Terraform settings of the person who runs them, and on
// Linux no network but loopback.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == insideArgument {
		enterAndExec(os.Args[2:])
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "testreport:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	skips := flag.String("skips", "internal/cmd/testreport/skips.txt", "`file` with the tests that may be skipped")
	keepAWS := flag.Bool("keep-aws", false, "let the tests see the AWS settings and the network: for the lane against a real account")
	flag.Parse()

	allowed, err := readSkips(*skips)
	if err != nil {
		return err
	}
	scratch, err := os.MkdirTemp("", "awsbackup-test-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch) //nolint:errcheck // a temporary directory
	env, err := environment(os.Environ(), scratch, *keepAWS)
	if err != nil {
		return err
	}

	places, err := goPlaces(ctx)
	if err != nil {
		return err
	}

	command := append([]string{"go", "test", "-json"}, flag.Args()...)
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	if !*keepAWS {
		cmd = isolated(ctx, command)
	}
	cmd.Env = append(env, places...)
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 30 * time.Second
	output, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("starting go test: %w", err)
	}
	report := newReport(os.Stdout, allowed)
	readErr := report.read(output)
	waitErr := cmd.Wait()
	return report.verdict(readErr, waitErr)
}
