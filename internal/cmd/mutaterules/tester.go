// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// tester runs the tests of the rules with one file changed.
type tester struct {
	dir  string // for changed files
	root string // of the repository
}

// newTester checks that the tests pass before anything is changed: else every change would seem to be noticed.
func newTester(ctx context.Context) (*tester, error) {
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "mutaterules")
	if err != nil {
		return nil, err
	}
	t := &tester{dir: dir, root: root}
	if out, err := t.test(ctx, dir, nil); err != nil {
		t.close()
		return nil, fmt.Errorf("the tests do not pass unchanged: %w\n%s", err, out)
	}
	return t, nil
}

func (t *tester) close() { _ = os.RemoveAll(t.dir) }

// notices tells whether a test fails with the change. A change that does not compile is a mistake of this program.
func (t *tester) notices(ctx context.Context, m mutant) (bool, error) {
	dir, err := os.MkdirTemp(t.dir, "")
	if err != nil {
		return false, err
	}
	changed := filepath.Join(dir, filepath.Base(m.file))
	if err := os.WriteFile(changed, m.content, 0o600); err != nil {
		return false, err
	}
	out, err := t.test(ctx, dir, map[string]string{m.file: changed})
	switch {
	case err == nil:
		return false, nil
	case ctx.Err() != nil:
		return false, ctx.Err()
	case strings.Contains(out, "[build failed]"):
		return false, fmt.Errorf("%s does not compile:\n%s", m, out)
	}
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return true, nil
	}
	return false, err
}

// test runs the tests with some files replaced; dir is for the list of these.
func (t *tester) test(ctx context.Context, dir string, replaced map[string]string) (output string, err error) {
	without, err := filepath.Glob(filepath.Join(t.root, skippedFiles))
	if err != nil || len(without) == 0 {
		return "", fmt.Errorf("no file matches %s: %w", skippedFiles, err)
	}
	files := make(map[string]string)
	for _, file := range without {
		files[file] = "" // There is no such file.
	}
	for file, other := range replaced {
		files[filepath.Join(t.root, file)] = other
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": files})
	if err != nil {
		return "", err
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, overlay, 0o600); err != nil {
		return "", err
	}
	args := []string{"test", "-failfast", "-vet=off", "-timeout", "60s", "-skip", skippedTests, "-overlay", list}
	for _, dir := range packages {
		args = append(args, "./"+dir)
	}
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = t.root
	out, err := cmd.CombinedOutput()
	return string(out), err
}
