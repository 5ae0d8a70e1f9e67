// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A relative path means the file that the user sees, not one in another
// directory in which getterraform starts it.
func TestFind_relative(t *testing.T) {
	p := newPlace(t)
	p.finder.lookPath = func(name string) (string, error) { return name, nil } // as exec.LookPath for a path
	p.finder.getenv = func(name string) string { return map[string]string{"TF": "./terraform"}[name] }
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	good := write(t, filepath.Join(dir, "terraform"), program("1.15.0"))
	t.Chdir(dir)
	if got := p.find(t); got != good {
		t.Errorf("found %s, want %s", got, good)
	}
}

func TestFind_relativeDirectoryOnThePath(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	p.finder.lookPath = func(string) (string, error) { return "bin/terraform", nil }
	if got := p.find(t); !strings.HasPrefix(got, p.finder.cacheRoot) {
		t.Errorf("found %s, want one in the cache", got)
	}
	if want := "bin/terraform is relative"; !strings.Contains(p.said.String(), want) {
		t.Errorf("said %q, want %q", p.said.String(), want)
	}
	p.finder.getenv = func(name string) string { return map[string]string{"TF": "terraform"}[name] }
	if got, err := p.finder.find(t.Context()); err == nil || !strings.Contains(err.Error(), "TF names") {
		t.Errorf("found %q, %v; want an error about TF", got, err)
	}
}

// A program in the cache is not even asked for its version unless it is what
// was put there.
func TestFind_changedCache(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(t *testing.T, binary string) error
		said   string // about the binary, before another one is built
		err    string // when nothing in the cache can be used
	}{
		"other content": {
			change: func(t *testing.T, binary string) error {
				write(t, binary, "#!/bin/sh\ntouch \"$0.ran\"\n"+program(pinned))
				return nil
			},
			said: "is not the file whose checksum was recorded",
		},
		"no checksum":        {change: func(_ *testing.T, binary string) error { return os.Remove(binary + ".sha256") }, said: "checksum"},
		"writable by all":    {change: func(_ *testing.T, binary string) error { return os.Chmod(binary, 0o757) }, said: "may be written by other users"},
		"writable by group":  {change: func(_ *testing.T, binary string) error { return os.Chmod(binary, 0o775) }, said: "may be written by other users"},
		"writable directory": {change: func(_ *testing.T, binary string) error { return os.Chmod(filepath.Dir(binary), 0o777) }, err: "may be written by other users"},
		"writable parent": {
			change: func(_ *testing.T, binary string) error {
				return os.Chmod(filepath.Dir(filepath.Dir(binary)), 0o770)
			},
			err: "may be written by other users",
		},
		"link": {
			change: func(t *testing.T, binary string) error {
				other := write(t, filepath.Join(t.TempDir(), "terraform"), program(pinned))
				return os.Rename(link(t, other), binary)
			},
			said: "is neither a file nor a directory",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newPlace(t)
			binary := p.find(t)
			if err := test.change(t, binary); err != nil {
				t.Fatal(err)
			}
			again, err := p.finder.find(t.Context())
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) {
					t.Errorf("found %s, %v; want the error %q", again, err, test.err)
				}
				return
			}
			if err != nil || again != binary || p.builds.Load() != 2 || !strings.Contains(p.said.String(), test.said) {
				t.Errorf("found %s, %v with %d builds and said %q; want another build because of %q", again, err, p.builds.Load(), p.said.String(), test.said)
			}
			if _, err := os.Stat(binary + ".ran"); err == nil {
				t.Error("the changed program was run")
			}
		})
	}
}

func link(t *testing.T, target string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(target, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// A run that was killed cannot remove what it began. The next one does, and its
// own temporary files are in the same place.
func TestFind_leftovers(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	var temp string
	p.finder.setTemp = func(dir string) { temp = dir }
	pinned, err := readPin(t.Context(), p.finder.module)
	if err != nil {
		t.Fatal(err)
	}
	leftover := filepath.Join(newCache(p.finder.cacheRoot, pinned).dir, "incoming-1")
	if err := os.MkdirAll(leftover, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(leftover, "terraform"), "half a program")
	p.find(t)
	if _, err := os.Stat(leftover); !os.IsNotExist(err) {
		t.Errorf("%s is still there (%v)", leftover, err)
	}
	if !strings.HasPrefix(temp, filepath.Dir(leftover)+string(filepath.Separator)+"incoming-") {
		t.Errorf("temporary files are in %q", temp)
	}
}

// Another recipe builds another program, so its cache is another one.
func TestReadPin_recipe(t *testing.T) {
	t.Parallel()
	p := newPlace(t)
	first := p.find(t)
	write(t, filepath.Join(p.finder.module, "stub.go"), "package stub\n")
	if second := p.find(t); second == first {
		t.Errorf("found %s, which was built without stub.go", second)
	}
	p.finder.build = func(_ context.Context, _, target string, _ io.Writer) error {
		return writeProgram(target, program(pinned), 0o777) // as with a lax umask
	}
	write(t, filepath.Join(p.finder.module, "stub.go"), "package other\n")
	if info, err := os.Stat(p.find(t)); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the binary's mode is %v, %v", info.Mode(), err)
	}
}
