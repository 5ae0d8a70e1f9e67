// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/hashicorp/go-version"
)

// finder looks for a Terraform that is at least minimum.
type finder struct {
	minimum     *version.Version
	module      string // directory of the module that pins Terraform's source
	cacheRoot   string // the user's cache directory
	releasesURL string // base address of the official releases
	releasesKey string // what they are signed with, armoured; empty for HashiCorp's key
	getenv      func(string) string
	lookPath    func(string) (string, error)
	setTemp     func(dir string) // moves this process's temporary files
	progress    io.Writer
	build       func(ctx context.Context, module, target string, progress io.Writer) error
}

// overrides are the variables that name a Terraform outright, strongest first.
// The second is the one that terraform-plugin-testing reads.
var overrides = []string{"TF", "TF_ACC_TERRAFORM_PATH"}

func (f *finder) find(ctx context.Context) (string, error) {
	for _, name := range overrides {
		if value := f.getenv(name); value != "" {
			return f.named(ctx, name, value)
		}
	}
	if path, err := f.locate("terraform"); err == nil {
		err := f.check(ctx, path)
		if err == nil {
			return path, nil
		}
		f.sayf("Not using the Terraform on the PATH: %v.", err)
	} else if !errors.Is(err, exec.ErrNotFound) {
		f.sayf("Not using the Terraform on the PATH: %v.", err)
	}
	return f.own(ctx)
}

// locate returns the absolute path of a program, so that no change of directory
// makes it another program. A relative directory on the PATH is not searched.
func (f *finder) locate(name string) (string, error) {
	path, err := f.lookPath(name)
	if err == nil && !filepath.IsAbs(path) && filepath.Base(name) == name {
		err = fmt.Errorf("%s is relative: %w", path, exec.ErrDot)
	}
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// named checks the Terraform that the user chose. It is that one or none:
// running another than the one asked for would be a lie.
func (f *finder) named(ctx context.Context, variable, value string) (string, error) {
	path, err := f.locate(value)
	if err != nil {
		return "", fmt.Errorf("looking for the Terraform that %s names: %w", variable, err)
	}
	if err := f.check(ctx, path); err != nil {
		return "", fmt.Errorf("%s names a Terraform that will not do: %w", variable, err)
	}
	return path, nil
}

// own returns the project's Terraform, from the cache where it is there.
func (f *finder) own(ctx context.Context) (string, error) {
	pin, err := readPin(ctx, f.module)
	if err != nil {
		return "", err
	}
	if pin.version.LessThan(f.minimum) {
		return "", fmt.Errorf("wanted Terraform >= %s, and the project builds only %s: install one and put it on the PATH, or name it with TF=/path/to/terraform", f.minimum, pin.version)
	}
	cached := newCache(f.cacheRoot, pin)
	unlock, err := cached.open(ctx, f.sayf)
	if err != nil {
		return "", err
	}
	defer unlock()

	path := cached.binary()
	err = cached.verify()
	if err == nil {
		err = f.check(ctx, path)
	}
	if err == nil {
		return path, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		f.sayf("Not using the Terraform in the cache: %v.", err)
	}
	return path, cached.fill(func(target string) error {
		f.setTemp(filepath.Dir(target)) // removed even if this process is killed
		err := f.download(ctx, pin.version, target)
		if err == nil {
			return f.check(ctx, target)
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		f.sayf("No official release of Terraform %s is available (%v).", pin.version, err)
		f.sayf("Building it from source instead: once, a few minutes on two cores; kept in %s.", filepath.Dir(path))
		if err := f.build(ctx, f.module, target, f.progress); err != nil {
			return fmt.Errorf("%w\ninstall Terraform >= %s and put it on the PATH, or name it with TF=/path/to/terraform", err, f.minimum)
		}
		return f.check(ctx, target)
	})
}

// check runs the program and fails unless it is a Terraform that is new enough.
func (f *finder) check(ctx context.Context, path string) error {
	found, err := versionOf(ctx, path)
	if err != nil {
		return err
	}
	// A pre-release of the wanted version has what the release has.
	if found.Core().LessThan(f.minimum) {
		return fmt.Errorf("%s is Terraform %s, and at least %s is needed", path, found, f.minimum)
	}
	return nil
}

// versionOf asks the program at path for its version. Nothing of the user's
// Terraform configuration is read, and nothing is sent anywhere.
func versionOf(ctx context.Context, path string) (*version.Version, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "version", "-json")
	cmd.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE="+os.DevNull, "TF_CLI_ARGS=", "TF_CLI_ARGS_version=", "TF_LOG=")
	cmd.Dir = filepath.VolumeName(path) + string(filepath.Separator) // not a directory with a lock file to read
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("asking %s for its version: %w", path, err)
	}
	var answer struct {
		Version string `json:"terraform_version"`
	}
	if err := json.Unmarshal(out, &answer); err != nil {
		return nil, fmt.Errorf("reading the version of %s: %w", path, err)
	}
	if answer.Version == "" {
		return nil, errors.New(path + " does not say which Terraform it is")
	}
	return version.NewVersion(answer.Version)
}

func (f *finder) sayf(format string, args ...any) {
	fmt.Fprintf(f.progress, format+"\n", args...)
}
