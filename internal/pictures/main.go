// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command pictures draws the diagrams of the documentation: run it as
// `go run ./internal/pictures`, which writes the SVG files beside its source.
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
	flag.Parse()
	for name, draw := range diagrams {
		if err := os.WriteFile(filepath.Join(*dir, name), draw(), 0o644); err != nil { //nolint:gosec // everybody may read it
			fmt.Fprintln(os.Stderr, "pictures:", err)
			os.Exit(1)
		}
	}
}

// diagrams are the files that this program writes.
var diagrams = map[string]func() []byte{
	"job-life.svg":   jobLife,
	"on-destroy.svg": onDestroy,
	"read.svg":       read,
}
