// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"
)

// ReleaseFlags are the arguments of go build for a release (.goreleaser.yml),
// without the version. A release is built with CGO_ENABLED=0.
var ReleaseFlags = []string{"-trimpath", "-tags", "grpcnotrace", "-ldflags", "-s -w -funcalign=16"}

// WriteScript writes a shell script, without its first line, that can be started
// at once. Meanwhile this process starts no other program: that would inherit the
// open file, and until it ends a start of the script would fail ("text file busy").
func WriteScript(path, content string) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return os.WriteFile(path, []byte("#!/bin/sh\n"+content), 0o700) //nolint:gosec // a program must be executable
}

// Build builds a main package of the repository into the directory and returns
// the path of the executable, named name.
func Build(ctx context.Context, repository, pkg, dir, name string, release bool) (executable string, err error) {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	if executable, err = filepath.Abs(filepath.Join(dir, name)); err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-o", executable)
	if release {
		cmd.Args = append(cmd.Args, ReleaseFlags...)
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	} else {
		cmd.Args = append(cmd.Args, "-ldflags", "-s -w") // nobody debugs it, and linking takes half as long
	}
	cmd.Args = append(cmd.Args, pkg)
	cmd.Dir = repository
	if output, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", name, err, output)
	}
	return executable, nil
}

// BuildProvider builds the provider of the repository into the directory, where
// a development override finds it.
func BuildProvider(ctx context.Context, repository, dir string) (Installation, error) {
	executable, err := Build(ctx, repository, ".", dir, "terraform-provider-awsbackup", false)
	return Override(map[string]string{"awsbackup/awsbackup": filepath.Dir(executable)}), err
}
