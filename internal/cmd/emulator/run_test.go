// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestGoRun: the emulator runs by its module path and a version, without a clone,
// as the documentation says.
func TestGoRun(t *testing.T) {
	t.Parallel()
	const module, version = "github.com/awsbackup/terraform-provider-awsbackup", "v0.0.1"
	output := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), name, args...)
		cmd.Dir = filepath.Join("..", "..", "..")
		text, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s %v: %v", name, args, err)
		}
		return string(text)
	}
	// A module proxy of one module, with what is committed here; the modules of
	// internal/tools are none of its parts.
	proxy := t.TempDir()
	dir := filepath.Join(proxy, filepath.FromSlash(module), "@v")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	output("git", "archive", "--format=zip", "--prefix="+module+"@"+version+"/", "-o", filepath.Join(dir, version+".zip"), "HEAD", ":!internal/tools")
	for name, content := range map[string]string{
		version + ".mod": output("git", "show", "HEAD:go.mod"), version + ".info": `{"Version": "` + version + `"}`, "list": version + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	downloads := filepath.Join(strings.TrimSpace(output("go", "env", "GOMODCACHE")), "cache", "download")
	cmd := exec.CommandContext(t.Context(), "go", "run", module+"/internal/cmd/emulator@"+version, "-h")
	cmd.Dir = t.TempDir()
	// Without the paths of its directories the compiled modules are those in Go's cache.
	cmd.Env = append(os.Environ(), "GOPROXY=file://"+proxy+",file://"+downloads, "GOMODCACHE="+t.TempDir(), "GOFLAGS=-modcacherw -trimpath", "GOSUMDB=off", "GONOSUMDB=", "GOPRIVATE=", "GONOPROXY=")
	var help bytes.Buffer
	cmd.Stderr = &help
	_ = cmd.Run() // It ends with status 1, as for a flag that is wrong.
	if !strings.Contains(help.String(), "-time-scale") {
		t.Errorf("go run answered %q, want the help of the emulator", help.String())
	}
}

// TestFaultFileOfTheDocs: the fault file that the documentation shows is one.
func TestFaultFileOfTheDocs(t *testing.T) {
	t.Parallel()
	file, err := os.Open(filepath.Join("..", "..", "..", "examples", "guides", "testing", "faults.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	plan, err := emulator.ReadPlan(file)
	if err != nil || len(plan.Faults) != 3 || len(plan.Scripts) != 2 {
		t.Errorf("%d faults and %d scripts, %v", len(plan.Faults), len(plan.Scripts), err)
	}
}
