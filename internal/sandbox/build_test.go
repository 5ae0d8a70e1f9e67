// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"os"
	"strings"
	"testing"
)

// The flags of a release are those of goreleaser.
func TestReleaseFlags(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../.goreleaser.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{ReleaseFlags[0], ReleaseFlags[2], ReleaseFlags[4], "CGO_ENABLED=0"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the release is not built with %s", want)
		}
	}
}
