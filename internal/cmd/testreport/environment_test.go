// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestEnvironment(t *testing.T) {
	t.Parallel()
	user := []string{
		"PATH=/bin", "HOME=/home/me", "TF_ACC=1", "TF_ACC_TERRAFORM_PATH=/tf",
		"AWS_PROFILE=production", "AWS_CA_BUNDLE=/ca.pem", "https_proxy=http://p", "NO_PROXY=x",
		"TF_CLI_CONFIG_FILE=/home/me/.terraformrc", "TF_LOG=TRACE", "TFC_WORKSPACE_NAME=w", "TF_CLI_ARGS_plan=-refresh=false",
	}
	for name, test := range map[string]struct {
		keepAWS bool
		left    []string
	}{
		"lanes on the emulator": {false, user[:4]},
		"lane on AWS":           {true, user[:8]},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			scratch := t.TempDir()
			env, err := environment(user, scratch, test.keepAWS)
			if err != nil {
				t.Fatal(err)
			}
			config := filepath.Join(scratch, "terraformrc")
			want := append(slices.Clone(test.left), "TF_CLI_CONFIG_FILE="+config, "CHECKPOINT_DISABLE=1", "AWS_EC2_METADATA_DISABLED=true")
			if !slices.Equal(env, want) {
				t.Errorf("environment\n%q\nwant\n%q", env, want)
			}
			if content, err := os.ReadFile(config); err != nil || len(content) != 0 {
				t.Errorf("the configuration is %q, %v; want it empty", content, err)
			}
		})
	}
}

func TestReadSkips(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "skips.txt")
	if err := os.WriteFile(path, []byte("# why\n\np.TestA: needs a moon\np.TestB:\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readSkips(path); err == nil || !strings.Contains(err.Error(), ":4: no reason is given") {
		t.Errorf("error %v, want it to name line 4", err)
	}
	if err := os.WriteFile(path, []byte("p.TestA: needs a moon\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if allowed, err := readSkips(path); err != nil || len(allowed) != 1 || allowed["p.TestA"] != "needs a moon" {
		t.Errorf("read %v, %v", allowed, err)
	}
}

func TestGoPlaces(t *testing.T) {
	t.Parallel()
	places, err := goPlaces(t.Context())
	if err != nil || len(places) != 3 {
		t.Fatalf("places %q, %v; want three", places, err)
	}
	for _, place := range places {
		if _, path, _ := strings.Cut(place, "="); !filepath.IsAbs(path) {
			t.Errorf("%s is no place", place)
		}
	}
}
