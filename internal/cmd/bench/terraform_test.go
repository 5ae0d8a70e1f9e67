// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// pretend makes this test program a provider that only says that it listens.
const pretend = "BENCH_TEST_PRETEND"

func TestMain(m *testing.M) {
	if os.Getenv(pretend) == "" {
		os.Exit(m.Run())
	}
	if os.Getenv(pretend) != "listen" || os.Getenv("TF_PLUGIN_MAGIC_COOKIE") == "" {
		fmt.Fprintln(os.Stderr, "not started by Terraform")
		os.Exit(1)
	}
	fmt.Println("1|6|unix|/nowhere|grpc|")
	select {} // until it is killed
}

func pretended(t *testing.T, as string) *plugin {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return &plugin{name: "a pretended one", path: self, dir: t.TempDir(), env: append(os.Environ(), pretend+"="+as)}
}

func TestPlugin_listen(t *testing.T) {
	t.Parallel()
	end, pid, err := pretended(t, "listen").listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" {
		if !slices.Contains(children(os.Getpid()), pid) {
			t.Errorf("process %d is not among the children %v", pid, children(os.Getpid()))
		}
		if got := highWater(pid); got < 1<<20 {
			t.Errorf("a Go program had %d bytes at most", got)
		}
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	if got := highWater(pid); got != 0 {
		t.Errorf("a process that has ended has %d bytes", got)
	}
}

func TestPlugin_listenFails(t *testing.T) {
	t.Parallel()
	_, _, err := pretended(t, "fail").listen(t.Context())
	if err == nil || !strings.Contains(err.Error(), "not started by Terraform") {
		t.Errorf("error %v, want what the provider said", err)
	}
}

// terraform is a shell script in its place.
func terraform(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terraform")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+content), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAlternate(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "log")
	first, second := pretended(t, "listen"), pretended(t, "listen")
	first.env, second.env = append(first.env, "NAME=first"), append(second.env, "NAME=second")
	medians, err := alternate(t.Context(), terraform(t, fmt.Sprintf("echo $NAME $1 >>%q", log)), plan, 4, first, second)
	if err != nil {
		t.Fatal(err)
	}
	if len(medians) != 2 || medians[0].wall <= 0 || medians[1].cpu <= 0 {
		t.Errorf("medians %v, want two", medians)
	}
	order, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Repeat("first plan\nsecond plan\nsecond plan\nfirst plan\n", 2)
	if string(order) != want {
		t.Errorf("the order was\n%s\nwant each to come first as often", order)
	}
}

func TestAlternate_failure(t *testing.T) {
	t.Parallel()
	_, err := alternate(t.Context(), terraform(t, "echo no such provider >&2; exit 1"), plan, 1, pretended(t, "listen"))
	if err == nil || !strings.Contains(err.Error(), "no such provider") {
		t.Errorf("error %v, want what Terraform said", err)
	}
}

// A run in which the provider never shows has no peak.
func TestPlugin_peakWithoutProcess(t *testing.T) {
	t.Parallel()
	if _, err := pretended(t, "listen").peak(t.Context(), terraform(t, "exit 0"), plan, 1); err == nil {
		t.Error("a peak was found of a process that there was not")
	}
}

// Terraform finds the executable, the emulator and nothing of the person's.
func TestInstall(t *testing.T) {
	t.Setenv("AWS_PROFILE", "production")
	root := t.TempDir()
	p, err := install(root, "ours", "awsbackup/awsbackup", "/plugins/terraform-provider-awsbackup", ourConfiguration, &cloud{url: "http://aws.invalid"})
	if err != nil {
		t.Fatal(err)
	}
	rc, err := os.ReadFile(filepath.Join(root, "awsbackup", "terraformrc"))
	if err != nil || !strings.Contains(string(rc), `"awsbackup/awsbackup" = "/plugins"`) {
		t.Errorf("the override is %q, %v", rc, err)
	}
	config, err := os.ReadFile(filepath.Join(p.dir, "main.tf"))
	if err != nil || !strings.Contains(string(config), `awsbackup = { source = "awsbackup/awsbackup" }`) {
		t.Errorf("the configuration is %q, %v", config, err)
	}
	if !slices.Contains(p.env, "AWS_ENDPOINT_URL=http://aws.invalid") || slices.Contains(p.env, "AWS_PROFILE=production") {
		t.Errorf("the environment is %q", p.env)
	}
}

// The arguments of a release are those of the release.
func TestRelease(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../../.goreleaser.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{release[1], release[3], release[5], "CGO_ENABLED=0"} {
		if !strings.Contains(string(text), wanted) {
			t.Errorf("the release is not built with %s", wanted)
		}
	}
}
