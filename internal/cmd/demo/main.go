// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command demo shows what the provider does, on a machine without AWS: it
// applies examples/demo with the real Terraform against the emulator.
//
// It leaves nothing behind, whether it ends well, badly or by an interrupt,
// and its exit code is 0 only if everything that it shows really happened.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	interrupted := ctx.Err() != nil
	stop()
	switch {
	case err == nil:
	case interrupted:
		fmt.Fprintln(os.Stderr, "\ndemo: interrupted; everything is stopped and removed")
		os.Exit(130)
	default:
		fmt.Fprintln(os.Stderr, "\ndemo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	terraform := flags.String("terraform", "terraform", "`program` to use as Terraform, 1.8 or newer")
	repository := flags.String("repository", ".", "root `directory` of the repository")
	timeScale := flags.Int("time-scale", 30, "how many times faster than the clock the backups go")
	if err := flags.Parse(args); err != nil {
		return err
	}
	s := &story{
		screen:     newScreen(os.Stdout),
		terraform:  *terraform,
		repository: *repository,
		timeScale:  *timeScale,
	}
	defer func() { err = errors.Join(err, s.close()) }()
	return s.tell(ctx)
}
