// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

//go:build !linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
)

const insideArgument = "-inside-namespace"

// isolated returns the plain command: only Linux lets a program take the
// network away from another.
func isolated(ctx context.Context, command []string) *exec.Cmd {
	fmt.Println("The tests run with this machine's network: only on Linux can it be taken away.")
	return exec.CommandContext(ctx, command[0], command[1:]...)
}

func enterAndExec([]string) {
	fmt.Fprintln(os.Stderr, "testreport: only on Linux can a command run without the network")
	os.Exit(1)
}
