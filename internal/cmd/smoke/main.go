// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command smoke takes examples/demo through its life with every Terraform that
// it is given, one after the other against one running emulator: apply, plan
// again, change, plan again, destroy.
//
//	smoke [-mirror DIRECTORY [-provider-version VERSION]] TERRAFORM...
//
// With a mirror the provider is installed from there by `terraform init`, as a
// released one is; else Terraform runs the one that was just built. The version
// is looked for in the lock file and in the requests that AWS Backup gets.
//
// It fails unless every step does exactly what it should, looked at from both
// sides: what Terraform says and what AWS Backup then has.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "smoke:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) (err error) {
	flags := flag.NewFlagSet("smoke", flag.ContinueOnError)
	repository := flags.String("repository", ".", "root `directory` of the repository")
	timeScale := flags.Int("time-scale", 300, "how many times faster than the clock the backups go")
	mirror := flags.String("mirror", "", "`directory` of a provider mirror to install from")
	version := flags.String("provider-version", "", "the `version` that the mirror's provider has to be of")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("name at least one Terraform")
	}
	world, err := sandbox.New(ctx, *repository, *timeScale)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, world.Close()) }()
	for _, terraform := range flags.Args() {
		l := &life{world: world, wanted: *version}
		if err := l.prepare(ctx, terraform, filepath.Join(*repository, "examples", "demo"), *mirror); err != nil {
			return fmt.Errorf("with %s: %w", terraform, err)
		}
		if err := l.live(ctx); err != nil {
			return fmt.Errorf("with %s: %w", terraform, err)
		}
	}
	return nil
}
