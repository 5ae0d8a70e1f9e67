// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// judge feeds events to a report and returns what it printed and its verdict.
func judge(t *testing.T, allowed map[string]string, waitErr error, events ...string) (string, error) {
	t.Helper()
	var out strings.Builder
	r := newReport(&out, allowed)
	readErr := r.read(strings.NewReader(strings.Join(events, "\n")))
	err := r.verdict(readErr, waitErr)
	return out.String(), err
}

const (
	passA    = `{"Action":"pass","Package":"p","Test":"TestA"}`
	skipB    = `{"Action":"skip","Package":"p","Test":"TestB"}`
	endPass  = `{"Action":"pass","Package":"p"}`
	endFail  = `{"Action":"fail","Package":"p"}`
	okLine   = `{"Action":"output","Package":"p","Output":"ok  \tp\t0.1s\n"}`
	passLine = `{"Action":"output","Package":"p","Output":"PASS\n"}`
)

func TestReport_good(t *testing.T) {
	t.Parallel()
	out, err := judge(t, map[string]string{"p.TestB": "needs a moon"}, nil,
		`{"Action":"output","Package":"p","Test":"TestA","Output":"chatter\n"}`, passA, skipB, passLine, okLine, endPass)
	if err != nil {
		t.Errorf("verdict: %v", err)
	}
	if want := "    skipped as listed: needs a moon\nok  \tp\t0.1s\n\n1 passed, 0 failed, 1 skipped\n"; out != want {
		t.Errorf("printed %q, want %q", out, want)
	}
}

func TestReport_bad(t *testing.T) {
	t.Parallel()
	exited := errors.New("exit status 1")
	for name, test := range map[string]struct {
		waitErr   error
		events    []string
		printed   string
		complaint string
	}{
		"unlisted skip": {
			events:    []string{passA, skipB, okLine, endPass},
			printed:   "1 passed, 0 failed, 1 skipped\n",
			complaint: "p.TestB was skipped, and the list of skips does not name it",
		},
		"no test": {
			events:    []string{endPass},
			printed:   "0 passed, 0 failed, 0 skipped\n",
			complaint: "no test ran",
		},
		"failed test": {
			waitErr:   exited,
			events:    []string{passA, `{"Action":"output","Package":"p","Test":"TestC","Output":"    why\n"}`, `{"Action":"fail","Package":"p","Test":"TestC"}`, endFail},
			printed:   "    why\n\n1 passed, 1 failed, 0 skipped\n",
			complaint: "tests failed",
		},
		"panic": {
			waitErr:   exited,
			events:    []string{passA, `{"Action":"output","Package":"p","Test":"TestC","Output":"panic: boom\n"}`, endFail},
			printed:   "panic: boom\n\n1 passed, 1 failed, 0 skipped\n",
			complaint: "tests failed",
		},
		"build failure": {
			waitErr:   exited,
			events:    []string{`{"Action":"build-output","ImportPath":"p","Output":"p.go:1:1: oops\n"}`, endFail},
			printed:   "p.go:1:1: oops\n\n0 passed, 1 failed, 0 skipped\n",
			complaint: "tests failed",
		},
		"go command fails": {
			waitErr:   exited,
			events:    []string{passA, endPass},
			printed:   "1 passed, 0 failed, 0 skipped\n",
			complaint: "running go test: exit status 1",
		},
		"no events": {
			waitErr:   exited,
			events:    []string{"go: cannot find main module"},
			printed:   "go: cannot find main module",
			complaint: "reading the events of go test",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := judge(t, nil, test.waitErr, test.events...)
			if err == nil || !strings.Contains(err.Error(), test.complaint) {
				t.Errorf("verdict %v, want it to say %q", err, test.complaint)
			}
			if !strings.Contains(out, test.printed) {
				t.Errorf("printed %q, want %q in it", out, test.printed)
			}
		})
	}
}

func TestReport_unreadable(t *testing.T) {
	t.Parallel()
	r := newReport(io.Discard, nil)
	broken := errors.New("pipe is broken")
	if err := r.read(io.MultiReader(strings.NewReader(passA), failingReader{broken})); !errors.Is(err, broken) {
		t.Errorf("read: %v, want %v", err, broken)
	}
}

type failingReader struct{ err error }

func (f failingReader) Read([]byte) (int, error) { return 0, f.err }
