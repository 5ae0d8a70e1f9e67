// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestPicturesAreCurrent compares the files with what the program draws.
func TestPicturesAreCurrent(t *testing.T) {
	t.Parallel()
	for name, draw := range diagrams {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(content, draw()) {
			t.Errorf("%s is not what its source draws; run: go run ./internal/pictures", name)
		}
	}
}

// TestPicturesAreXML reads every picture to its end, recorded ones included.
func TestPicturesAreXML(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.svg")
	if err != nil || len(files) < len(diagrams) {
		t.Fatalf("%d pictures found (%v)", len(files), err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(bytes.NewReader(content))
		for err == nil {
			_, err = decoder.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
