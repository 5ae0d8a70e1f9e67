// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
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
	digest  string // of the recipe: other sources or flags build another program
}

// readPin reads the version from the module that pins it, so that it is
// written in one place only.
func readPin(ctx context.Context, module string) (pin, error) {
	digest := sha256.New()
	fmt.Fprintln(digest, buildFlags)
	err := filepath.WalkDir(module, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		below, _ := filepath.Rel(module, path)
		fmt.Fprintln(digest, filepath.ToSlash(below), len(content))
		digest.Write(content)
		return err
	})
	if err != nil {
		return pin{}, fmt.Errorf("reading which Terraform is pinned: %w", err)
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

// open makes the cache where there is none and locks it, so that a second run
// waits for what the first one fetches. The system releases the lock when a
// process ends.
func (c cache) open(ctx context.Context, sayf func(string, ...any)) (func(), error) {
	if err := os.MkdirAll(c.dir, 0o755); err != nil {
		return nil, fmt.Errorf("making the cache: %w", err)
	}
	for _, dir := range []string{filepath.Dir(c.dir), c.dir} {
		if err := trusted(dir); err != nil {
			return nil, fmt.Errorf("using the cache: %w; remove it or correct its permissions", err)
		}
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

// verify fails unless the binary is what fill put there. It does not run it.
func (c cache) verify() error {
	if err := trusted(c.binary()); err != nil {
		return err
	}
	sum, err := checksum(c.binary())
	if err != nil {
		return err
	}
	if recorded, err := os.ReadFile(c.binary() + ".sha256"); err != nil || string(recorded) != sum {
		return fmt.Errorf("%s is not the file whose checksum was recorded", c.binary())
	}
	return nil
}

// fill has the given function produce the binary, and puts it and its checksum
// in place once it is complete. The caller holds the lock.
func (c cache) fill(produce func(target string) error) error {
	const incoming = "incoming-"
	leftovers, err := filepath.Glob(filepath.Join(c.dir, incoming+"*"))
	if err != nil {
		return err
	}
	for _, dir := range leftovers { // of runs that were killed
		if err := os.RemoveAll(dir); err != nil {
			return fmt.Errorf("cleaning the cache: %w", err)
		}
	}
	work, err := os.MkdirTemp(c.dir, incoming)
	if err != nil {
		return fmt.Errorf("making room in the cache: %w", err)
	}
	defer os.RemoveAll(work) //nolint:errcheck // the next run removes it
	target := filepath.Join(work, filepath.Base(c.binary()))
	if err := produce(target); err != nil {
		return err
	}
	if err := os.Chmod(target, 0o755); err != nil { //nolint:gosec // A program; the user's umask may be laxer.
		return fmt.Errorf("keeping Terraform in the cache: %w", err)
	}
	sum, err := checksum(target)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.binary()+".sha256", []byte(sum), 0o600); err != nil {
		return fmt.Errorf("keeping Terraform's checksum: %w", err)
	}
	if err := os.Rename(target, c.binary()); err != nil {
		return fmt.Errorf("keeping Terraform in the cache: %w", err)
	}
	return nil
}

// trusted fails for a file that another process may have written: one that
// neither the current user nor root owns, or that others may write to.
func trusted(path string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	switch owned, mode := ownedByUs(info), info.Mode(); {
	case !mode.IsRegular() && !mode.IsDir():
		return fmt.Errorf("%s is neither a file nor a directory", path)
	case !owned:
		return fmt.Errorf("%s belongs to another user", path)
	case mode.Perm()&0o022 != 0 && runtime.GOOS != "windows":
		return fmt.Errorf("%s may be written by other users (%s)", path, mode)
	}
	return nil
}

// checksum is the SHA-256 of a file, in hexadecimal.
func checksum(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close() //nolint:errcheck // only read
	digest := sha256.New()
	if _, err := io.Copy(digest, file); err != nil {
		return "", fmt.Errorf("reading %s: %w", path, err)
	}
	return hex.EncodeToString(digest.Sum(nil)), nil
}
