// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// script writes a shell script.
func script(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "emulator")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+content), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestStartEmulator(t *testing.T) {
	t.Parallel()
	path := script(t, `trap 'exit 0' INT
echo starting
echo export AWS_ENDPOINT_URL=http://127.0.0.1:4577
mkfifo "$0.fifo"; read -r line <"$0.fifo"
`)
	p, url, err := startEmulator(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	if url != "http://127.0.0.1:4577" {
		t.Errorf("address %q", url)
	}
	if err := p.stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
}

func TestStartEmulator_endsAtOnce(t *testing.T) {
	t.Parallel()
	_, _, err := startEmulator(t.Context(), script(t, "echo the port is taken >&2; exit 1"))
	if err == nil || !strings.Contains(err.Error(), "the port is taken") {
		t.Errorf("error %v, want it to say what the emulator said", err)
	}
}

func TestStartEmulator_cancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := startEmulator(ctx, script(t, "trap 'exit 0' INT\nmkfifo $0.fifo; read -r line <$0.fifo")); err == nil {
		t.Error("an emulator that says nothing was taken for one that listens")
	}
}
