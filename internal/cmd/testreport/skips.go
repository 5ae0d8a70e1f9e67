// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// readSkips reads the list of tests that may be skipped. A line is the
// package, a dot, the test, a colon and the reason; "#" starts a comment.
func readSkips(path string) (map[string]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading the list of skips: %w", err)
	}
	defer file.Close() //nolint:errcheck // only read
	allowed := map[string]string{}
	lines := bufio.NewScanner(file)
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, found := strings.Cut(line, ": ")
		if !found || strings.TrimSpace(reason) == "" {
			return nil, fmt.Errorf("%s:%d: no reason is given; write: PACKAGE.TEST: REASON", path, number)
		}
		allowed[name] = strings.TrimSpace(reason)
	}
	return allowed, lines.Err()
}
