// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// runBuild runs a `go build -v`, which names each package that it compiles on
// standard error, and turns that into a line of progress now and then.
func runBuild(ctx context.Context, cmd *exec.Cmd, total int, progress io.Writer) error {
	output, err := cmd.StderrPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("building Terraform: %w", err)
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(output); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	complaints := follow(lines, total, progress)
	if err := cmd.Wait(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("building Terraform: %w\n%s", err, strings.Join(complaints, "\n"))
	}
	return nil
}

// follow reads the build's output to its end and returns what was not a
// package's name.
func follow(lines <-chan string, total int, progress io.Writer) []string {
	started := time.Now()
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	compiled := 0
	var complaints []string
	for {
		select {
		case line, open := <-lines:
			switch {
			case !open:
				return complaints
			case strings.ContainsAny(line, " \t:#"):
				complaints = append(complaints, line)
			default:
				compiled++
			}
		case <-tick.C:
			fmt.Fprintf(progress, "Building Terraform: %d of at most %d packages compiled, %s so far.\n",
				compiled, total, time.Since(started).Round(time.Second))
		}
	}
}
