// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command pictures draws the pictures of the documentation as SVG files beside
// its source: run as `go run ./internal/pictures` the diagrams, and by record.sh
// the terminal of the demo, from what script(1) recorded.
//
// They are here and not under docs/ because that is generated, and the Registry
// takes no other files there. Pages refer to them by their address on GitHub.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	dir := flag.String("dir", filepath.Join("internal", "pictures"), "`directory` to write to")
	output := flag.String("output", "", "`file` with the output of a terminal, to draw that instead")
	timing := flag.String("timing", "", "`file` with its timing, in script(1)'s classic format")
	flag.Parse()
	if err := draw(*dir, *output, *timing); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func draw(dir, output, timing string) error {
	if output != "" {
		return drawRecording(filepath.Join(dir, "demo.svg"), output, timing)
	}
	for name, draw := range diagrams {
		if err := write(filepath.Join(dir, name), draw()); err != nil {
			return err
		}
	}
	return nil
}

func drawRecording(target, outputFile, timingFile string) error {
	output, err := os.ReadFile(outputFile)
	if err != nil {
		return err
	}
	timing, err := os.ReadFile(timingFile)
	if err != nil {
		return err
	}
	picture, err := recording(output, timing)
	if err != nil {
		return err
	}
	return write(target, picture)
}

func write(target string, picture []byte) error {
	return os.WriteFile(target, picture, 0o644) //nolint:gosec // everybody may read it
}

// diagrams are the files that this program writes.
var diagrams = map[string]func() []byte{
	"job-life.svg":   jobLife,
	"on-destroy.svg": onDestroy,
	"read.svg":       read,
}
