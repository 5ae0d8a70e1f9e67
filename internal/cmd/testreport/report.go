// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// event is one line of `go test -json`; see `go doc test2json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a build's events, in place of Package
	Test       string // empty: about the package as a whole
	Output     string
}

// name is how the list of skips writes a test.
func (e event) name() string { return e.Package + "." + e.Test }

// report turns events into what a person reads, and counts.
type report struct {
	out     io.Writer
	allowed map[string]string // tests that may be skipped, and why

	output map[string][]string // what unfinished tests and packages printed
	broken map[string]bool     // packages with a failed test

	passed, failed, skipped int
	unlisted                []string // skips that nobody allowed
}

func newReport(out io.Writer, allowed map[string]string) *report {
	return &report{out: out, allowed: allowed, output: map[string][]string{}, broken: map[string]bool{}}
}

// read takes the events to their end. A line that is no event is shown as it
// is: the go command complains that way when it cannot even start.
func (r *report) read(events io.Reader) error {
	for decoder := json.NewDecoder(events); ; {
		var e event
		switch err := decoder.Decode(&e); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			_, copyErr := io.Copy(r.out, io.MultiReader(decoder.Buffered(), events))
			return errors.Join(fmt.Errorf("reading the events of go test: %w", err), copyErr)
		}
		r.take(e)
	}
}

func (r *report) take(e event) {
	switch {
	case e.Action == "build-output":
		r.print(e.Output)
	case e.Action == "output":
		r.output[e.name()] = append(r.output[e.name()], e.Output)
	case e.Test == "":
		r.takePackage(e)
	default:
		r.takeTest(e)
	}
}

func (r *report) takeTest(e event) {
	switch e.Action {
	case "pass":
		r.passed++
	case "fail":
		r.failed++
		r.broken[e.Package] = true
		r.printTest(e.name())
	case "skip":
		r.skipped++
		r.printTest(e.name())
		if reason, ok := r.allowed[e.name()]; ok {
			r.print(fmt.Sprintf("    skipped as listed: %s\n", reason))
		} else {
			r.unlisted = append(r.unlisted, e.name())
		}
	default:
		return // run, pause, cont: the test goes on
	}
	delete(r.output, e.name())
}

// takePackage handles the end of a package.
func (r *report) takePackage(e event) {
	if e.Action != "pass" && e.Action != "fail" && e.Action != "skip" {
		return
	}
	if e.Action == "fail" {
		// What tests printed that never came to an end: a panic, a time-out.
		for _, name := range slices.Sorted(maps.Keys(r.output)) {
			if strings.HasPrefix(name, e.Package+".") && name != e.name() {
				r.printTest(name)
				delete(r.output, name)
			}
		}
		if !r.broken[e.Package] {
			r.failed++ // the package itself: it does not build, or it exits
		}
	}
	for _, line := range r.output[e.name()] {
		if line == "PASS\n" || strings.Contains(line, "[no test files]") {
			continue
		}
		r.print(line)
	}
	delete(r.output, e.name())
}

// printTest prints what a test printed, less the marks of `go test -v`.
func (r *report) printTest(name string) {
	for _, line := range r.output[name] {
		if !strings.HasPrefix(line, "=== ") {
			r.print(line)
		}
	}
}

func (r *report) print(lines ...string) {
	for _, line := range lines {
		fmt.Fprint(r.out, line)
	}
}

// verdict prints the closing line and says whether the run is good.
func (r *report) verdict(readErr, waitErr error) error {
	fmt.Fprintf(r.out, "\n%d passed, %d failed, %d skipped\n", r.passed, r.failed, r.skipped)
	var complaints []error
	for _, name := range r.unlisted {
		complaints = append(complaints, fmt.Errorf("%s was skipped, and the list of skips does not name it", name))
	}
	switch {
	case readErr != nil:
		complaints = append(complaints, readErr)
	case r.failed > 0:
		complaints = append(complaints, errors.New("tests failed"))
	case waitErr != nil:
		complaints = append(complaints, fmt.Errorf("running go test: %w", waitErr))
	case r.passed == 0:
		complaints = append(complaints, errors.New("no test ran"))
	}
	return errors.Join(complaints...)
}
