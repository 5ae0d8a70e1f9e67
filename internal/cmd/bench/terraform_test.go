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
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
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
	<-time.After(time.Hour) // until it is killed; without a timer Go would end it as a deadlock
}

// pretended is such a provider, with a shell script for Terraform.
func pretended(t *testing.T, as, script string) *plugin {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	w, err := sandbox.New(t.TempDir(), sandbox.Settings{
		Terraform: terraform(t, script), Endpoint: "http://aws.invalid", Env: []string{pretend + "=" + as},
	})
	if err != nil {
		t.Fatal(err)
	}
	return &plugin{name: "a pretended one", path: self, Workspace: w}
}

func TestPlugin_listen(t *testing.T) {
	t.Parallel()
	end, pid, err := pretended(t, "listen", "").listen(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "linux" {
		if !slices.Contains(sandbox.Children(os.Getpid()), pid) {
			t.Errorf("process %d is not among the children %v", pid, sandbox.Children(os.Getpid()))
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
	_, _, err := pretended(t, "fail", "").listen(t.Context())
	if err == nil || !strings.Contains(err.Error(), "not started by Terraform") {
		t.Errorf("error %v, want what the provider said", err)
	}
}

// terraform is a shell script in its place.
func terraform(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "terraform")
	if err := sandbox.WriteScript(path, content); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestAlternate(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "log")
	first := pretended(t, "listen", fmt.Sprintf("echo first $1 >>%q", log))
	second := pretended(t, "listen", fmt.Sprintf("echo second $1 >>%q", log))
	medians, err := alternate(t.Context(), plan, 4, first, second)
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
	_, err := alternate(t.Context(), plan, 1, pretended(t, "listen", "echo no such provider >&2; exit 1"))
	if err == nil || !strings.Contains(err.Error(), "no such provider") {
		t.Errorf("error %v, want what Terraform said", err)
	}
}

// A run in which the provider never shows has no peak.
func TestPlugin_peakWithoutProcess(t *testing.T) {
	t.Parallel()
	if _, err := pretended(t, "listen", "exit 0").peak(t.Context(), plan, 1); err == nil {
		t.Error("a peak was found of a process that there was not")
	}
}

// Terraform finds the executable and the configuration. TestNew_environment of
// internal/sandbox looks at the rest.
func TestInstall(t *testing.T) {
	t.Parallel()
	p, err := install(t.TempDir(), terraform(t, "cat $TF_CLI_CONFIG_FILE main.tf"), "ours", "awsbackup/awsbackup",
		"/plugins/terraform-provider-awsbackup", ourConfiguration, &cloud{url: "http://aws.invalid"})
	if err != nil {
		t.Fatal(err)
	}
	output, err := p.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"awsbackup/awsbackup" = "/plugins"`, `awsbackup = { source = "awsbackup/awsbackup" }`, ourConfiguration} {
		if !strings.Contains(output, want) {
			t.Errorf("Terraform does not see %s:\n%s", want, output)
		}
	}
}
