// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
	"github.com/hashicorp/go-version"
)

// terraformModule is the module whose source Terraform is built from.
const terraformModule = "github.com/hashicorp/terraform"

// pin is the Terraform that the project is tested with.
type pin struct {
	version *version.Version
	digest  string // of go.mod and go.sum: other dependencies are another program
}

// readPin reads the version from the module that pins it, so that it is
// written in one place only.
func readPin(ctx context.Context, module string) (pin, error) {
	digest := sha256.New()
	for _, name := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join(module, name))
		if err != nil {
			return pin{}, fmt.Errorf("reading which Terraform is pinned: %w", err)
		}
		digest.Write(content)
	}
	out, err := exec.CommandContext(ctx, "go", "mod", "edit", "-json", filepath.Join(module, "go.mod")).Output()
	if err != nil {
		return pin{}, fmt.Errorf("reading which Terraform is pinned: %w", err)
	}
	var mod struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		return pin{}, fmt.Errorf("reading which Terraform is pinned: %w", err)
	}
	for _, require := range mod.Require {
		if require.Path == terraformModule {
			v, err := version.NewVersion(require.Version)
			if err != nil {
				return pin{}, fmt.Errorf("reading which Terraform is pinned: %w", err)
			}
			return pin{version: v.Core(), digest: hex.EncodeToString(digest.Sum(nil))[:8]}, nil
		}
	}
	return pin{}, fmt.Errorf("%s does not require %s", module, terraformModule)
}

// cache is the directory that holds one Terraform.
type cache struct{ dir string }

func newCache(root string, p pin) cache {
	name := fmt.Sprintf("terraform-%s-%s-%s_%s", p.version, p.digest, runtime.GOOS, runtime.GOARCH)
	return cache{dir: filepath.Join(root, "terraform-provider-awsbackup", name)}
}

func (c cache) binary() string {
	name := "terraform"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	return filepath.Join(c.dir, name)
}

// lock keeps a second run from fetching the same Terraform at the same time:
// it waits, and then finds the first one's. The system lets go of the lock when
// a process dies.
func (c cache) lock(ctx context.Context, sayf func(string, ...any)) (func(), error) {
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the cache: %w", err)
	}
	lock := flock.New(filepath.Join(c.dir, "lock"))
	held, err := lock.TryLock()
	if err == nil && !held {
		sayf("Waiting for another run that is fetching Terraform.")
		_, err = lock.TryLockContext(ctx, time.Second)
	}
	if err != nil {
		return nil, fmt.Errorf("locking the cache: %w", err)
	}
	return func() { _ = lock.Unlock() }, nil
}

// fill has the given function produce the binary and puts it in place only when
// it is whole.
func (c cache) fill(produce func(target string) error) error {
	work, err := os.MkdirTemp(c.dir, "incoming-")
	if err != nil {
		return fmt.Errorf("making room in the cache: %w", err)
	}
	defer os.RemoveAll(work) //nolint:errcheck // what stays behind is only rubbish in a cache
	target := filepath.Join(work, filepath.Base(c.binary()))
	if err := produce(target); err != nil {
		return err
	}
	if err := os.Rename(target, c.binary()); err != nil {
		return fmt.Errorf("keeping Terraform in the cache: %w", err)
	}
	return nil
}
