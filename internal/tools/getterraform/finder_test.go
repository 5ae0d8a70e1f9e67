// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/hashicorp/go-version"
)

// pinned is the version in the test's module.
const pinned = "1.16.4"

// place is a machine: a PATH, a cache, a module that pins Terraform.
type place struct {
	finder *finder
	path   string
	builds atomic.Int32
	said   strings.Builder
}

// newPlace makes a machine that has nothing on its PATH, and no network.
func newPlace(t *testing.T) *place {
	t.Helper()
	p := &place{path: t.TempDir()}
	module := t.TempDir()
	write(t, filepath.Join(module, "go.mod"), "module m\n\ngo 1.26\n\nrequire github.com/hashicorp/terraform v"+pinned+"\n")
	write(t, filepath.Join(module, "go.sum"), "")
	nobody := httptest.NewServer(http.NotFoundHandler())
	nobody.Close() // nothing listens there any more
	p.finder = &finder{
		minimum:     version.Must(version.NewVersion("1.14.0")),
		module:      module,
		cacheRoot:   t.TempDir(),
		releasesURL: nobody.URL,
		getenv:      func(string) string { return "" },
		lookPath:    p.look,
		setTemp:     func(string) {},
		progress:    &p.said,
		build: func(_ context.Context, _, target string, _ io.Writer) error {
			p.builds.Add(1)
			return writeProgram(target, program(pinned), 0o700)
		},
	}
	return p
}

// look finds programs on the place's PATH; a path it takes as it is.
func (p *place) look(name string) (string, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(p.path, name)
	}
	return exec.LookPath(name)
}

// program is a Terraform of the given version, as far as it is asked here.
func program(version string) string {
	return "#!/bin/sh\n[ \"$*\" = 'version -json' ] && echo '{\"terraform_version\": \"" + version + "\"}'\n"
}

func write(t *testing.T, path, content string) string {
	t.Helper()
	if err := writeProgram(path, content, 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// writeProgram writes a program that can be started at once. Meanwhile no other test starts one: that would inherit
// the open file, and until it ends a start of this one would fail ("text file busy").
func writeProgram(path, content string, mode os.FileMode) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return os.WriteFile(path, []byte(content), mode)
}

func (p *place) find(t *testing.T) string {
	t.Helper()
	path, err := p.finder.find(t.Context())
	if err != nil {
		t.Fatalf("find: %v", err)
	}
	return path
}

func TestFind_onThePath(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	good := write(t, filepath.Join(p.path, "terraform"), program("1.14.0"))
	if got := p.find(t); got != good {
		t.Errorf("found %s, want %s", got, good)
	}
	if p.builds.Load() != 0 {
		t.Error("built one although the PATH has one")
	}
}

func TestFind_oldOnThePath(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, filepath.Join(p.path, "terraform"), program("1.11.4"))
	first := p.find(t)
	if !strings.HasPrefix(first, p.finder.cacheRoot) {
		t.Errorf("found %s, want one in the cache", first)
	}
	if !strings.Contains(p.said.String(), "is Terraform 1.11.4, and at least 1.14.0 is needed") {
		t.Errorf("said %q", p.said.String())
	}
	if second := p.find(t); second != first || p.builds.Load() != 1 {
		t.Errorf("found %s after %s with %d builds, want the cached one", second, first, p.builds.Load())
	}
}

func TestFind_brokenOnThePath(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	write(t, filepath.Join(p.path, "terraform"), "#!/bin/sh\nexit 1\n")
	if got := p.find(t); !strings.HasPrefix(got, p.finder.cacheRoot) {
		t.Errorf("found %s, want one in the cache", got)
	}
}

func TestFind_named(t *testing.T) {
	t.Parallel()
	for _, variable := range overrides {
		t.Run(variable, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			old := write(t, filepath.Join(t.TempDir(), "old"), program("1.13.9"))
			good := write(t, filepath.Join(t.TempDir(), "good"), program("1.15.0-beta1"))
			named := good
			p.finder.getenv = func(name string) string {
				if name == variable {
					return named
				}
				return ""
			}
			if got := p.find(t); got != good {
				t.Errorf("found %s, want %s", got, good)
			}
			named = old
			if got, err := p.finder.find(t.Context()); err == nil || !strings.Contains(err.Error(), variable) {
				t.Errorf("found %q, %v; want an error that names %s", got, err, variable)
			}
			if p.builds.Load() != 0 {
				t.Error("built another one than the user named")
			}
		})
	}
}

func TestFind_release(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.finder.releasesURL, p.finder.releasesKey = serveRelease(t, pinned)
	path := p.find(t)
	if p.builds.Load() != 0 {
		t.Errorf("built one although there is a release; said %q", p.said.String())
	}
	if content, err := os.ReadFile(path); err != nil || string(content) != program(pinned) {
		t.Errorf("the cache holds %q, %v", content, err)
	}
}

func TestFind_releaseWithBadSignature(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.finder.releasesURL, _ = serveRelease(t, pinned) // signed with a key that is not HashiCorp's
	p.find(t)
	if p.builds.Load() != 1 {
		t.Errorf("took a release of unknown origin; said %q", p.said.String())
	}
}

func TestFind_tooNewForUs(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.finder.minimum = version.Must(version.NewVersion("1.99.0"))
	if _, err := p.finder.find(t.Context()); err == nil || !strings.Contains(err.Error(), "wanted Terraform >= 1.99.0") {
		t.Errorf("error %v, want it to say what was wanted", err)
	}
}

func TestFind_failedBuild(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.finder.build = func(_ context.Context, _, target string, _ io.Writer) error {
		write(t, target, "half a program")
		return errors.New("disk full")
	}
	if _, err := p.finder.find(t.Context()); err == nil || !strings.Contains(err.Error(), "disk full") || !strings.Contains(err.Error(), "TF=") {
		t.Errorf("error %v, want the cause and what to do", err)
	}
	kept, err := filepath.Glob(filepath.Join(p.finder.cacheRoot, "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range kept {
		if filepath.Base(path) != "lock" {
			t.Errorf("left %s behind", path)
		}
	}
}

func TestFind_twoAtOnce(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.finder.progress = io.Discard
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if _, err := p.finder.find(t.Context()); err != nil {
				t.Errorf("find: %v", err)
			}
		})
	}
	both.Wait()
	if p.builds.Load() != 1 {
		t.Errorf("built %d times, want once", p.builds.Load())
	}
}

func TestFollow(t *testing.T) {
	t.Parallel()
	lines := make(chan string, 3)
	lines <- "github.com/hashicorp/terraform/internal/plans"
	lines <- "x.go:1:2: undefined: y"
	close(lines)
	if got := follow(lines, 10, io.Discard); len(got) != 1 || got[0] != "x.go:1:2: undefined: y" {
		t.Errorf("complaints %q", got)
	}
}
