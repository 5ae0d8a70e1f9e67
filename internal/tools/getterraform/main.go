// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command getterraform prints the path of a Terraform that is at least as new
// as asked for.
//
// It looks, in this order, at the one that the user names (TF or
// TF_ACC_TERRAFORM_PATH), at the PATH, at its own cache, at HashiCorp's
// releases, and at last builds Terraform from its source through the Go module
// proxy, which takes a few minutes on two cores. What it downloads or
// builds stays in the user's cache directory, outside the repository.
//
// Only the path goes to standard output; progress goes to standard error.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"syscall"

	"github.com/hashicorp/go-version"
)

// releasesURL is where HashiCorp publishes Terraform.
const releasesURL = "https://releases.hashicorp.com"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	path, err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "getterraform:", err)
		os.Exit(1)
	}
	fmt.Println(path)
}

func run(ctx context.Context, args []string) (string, error) {
	flags := flag.NewFlagSet("getterraform", flag.ContinueOnError)
	minimum := flags.String("min", "1.14.0", "oldest Terraform `version` that will do")
	module := flags.String("module", "internal/tools/terraform", "`directory` of the module that pins Terraform's source")
	if err := flags.Parse(args); err != nil {
		return "", err
	}
	wanted, err := version.NewVersion(*minimum)
	if err != nil {
		return "", fmt.Errorf("reading -min: %w", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding a place to keep Terraform (set XDG_CACHE_HOME): %w", err)
	}
	finder := &finder{
		minimum:     wanted,
		module:      *module,
		cacheRoot:   cache,
		releasesURL: releasesURL,
		getenv:      os.Getenv,
		lookPath:    exec.LookPath,
		setTemp:     func(dir string) { _ = os.Setenv("TMPDIR", dir) },
		progress:    os.Stderr,
		build:       buildFromSource,
	}
	return finder.find(ctx)
}
