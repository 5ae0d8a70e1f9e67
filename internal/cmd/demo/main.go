// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command demo shows what the provider does, on a machine without AWS: it
// applies examples/demo with the real Terraform against the emulator: backups,
// then a copy in a second Region and a restore from it.
//
//	demo [-time-scale N] [-mirror DIRECTORY [-provider-version VERSION]] [TERRAFORM...]
//
// It is the end-to-end test, too (make smoke, make release-dry-run): it fails
// unless every step does exactly what it should, checked from both sides, what
// Terraform reports and what AWS Backup then has. Each Terraform given runs
// everything once. With a mirror, terraform init installs the provider from
// there, as a released one; without, Terraform runs the provider just built.
//
// It leaves nothing behind, not after a failure or an interrupt either.
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
	d := demo{screen: newScreen(os.Stdout)}
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.StringVar(&d.repository, "repository", ".", "root `directory` of the repository")
	flags.Float64Var(&d.timeScale, "time-scale", 60, "how many times faster than the clock the backups run")
	flags.StringVar(&d.mirror, "mirror", "", "`directory` of a provider mirror to install from")
	flags.StringVar(&d.version, "provider-version", "", "expected `version` of the mirror's provider")
	if err := flags.Parse(args); err != nil {
		return err
	}
	programs := flags.Args()
	if len(programs) == 0 {
		programs = []string{"terraform"}
	}
	if d.dir, err = os.MkdirTemp("", "awsbackup-demo-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.close()) }()
	for _, d.terraform = range programs {
		if err := d.play(ctx); err != nil {
			return fmt.Errorf("with %s: %w", d.terraform, err)
		}
	}
	return nil
}
