// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
)

// Region is where everything in a sandbox is, and where examples/demo says that
// its resources are.
const Region = "eu-central-1"

// Sandbox is a temporary directory with the provider in it, and an emulator.
type Sandbox struct {
	// URL is where the emulator listens.
	URL string

	dir      string
	emulator *process
}

// New builds the provider and the emulator from the repository and starts the
// emulator, whose jobs run timeScale times as fast as the clock. The sandbox
// must be closed.
func New(ctx context.Context, repository string, timeScale int) (_ *Sandbox, err error) {
	dir, err := os.MkdirTemp("", "awsbackup-sandbox-")
	if err != nil {
		return nil, fmt.Errorf("making a temporary directory: %w", err)
	}
	s := &Sandbox{dir: dir}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if err := build(ctx, repository, ".", s.plugin()); err != nil {
		return nil, err
	}
	emulator := filepath.Join(dir, program("emulator"))
	if err := build(ctx, repository, "./internal/cmd/emulator", emulator); err != nil {
		return nil, err
	}
	s.emulator, s.URL, err = startEmulator(ctx, emulator, "-listen", "127.0.0.1:0", "-time-scale", strconv.Itoa(timeScale))
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Close stops the emulator and removes everything that was written.
func (s *Sandbox) Close() error {
	var stopErr error
	if s.emulator != nil {
		stopErr = s.emulator.stop()
	}
	return errors.Join(stopErr, os.RemoveAll(s.dir))
}

// plugin is the path of the provider's executable, in a directory of its own
// because a development override names a directory.
func (s *Sandbox) plugin() string {
	return filepath.Join(s.dir, "plugin", program("terraform-provider-awsbackup"))
}

func build(ctx context.Context, repository, pkg, target string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", target, pkg)
	cmd.Dir = repository
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", filepath.Base(target), err, output)
	}
	return nil
}

func program(name string) string {
	if runtime.GOOS == "windows" {
		return name + ".exe"
	}
	return name
}
