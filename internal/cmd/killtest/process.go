// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// build builds the provider where a development override finds it.
func (s *suite) build(ctx context.Context, dir string) error {
	s.plugins = filepath.Join(dir, "plugins")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(s.plugins, "terraform-provider-awsbackup"), ".")
	cmd.Dir = s.repository
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	return nil
}

// environment keeps the person's settings out.
func environment(dir, url string) []string {
	return append(sandbox.Impersonal(os.Environ(), func(string) bool { return false }),
		"TF_CLI_CONFIG_FILE="+filepath.Join(dir, "terraformrc"), "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1",
		"AWS_ENDPOINT_URL="+url, "AWS_REGION="+region, "AWS_ACCESS_KEY_ID=made-up", "AWS_SECRET_ACCESS_KEY=made-up",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull)
}

// process is a Terraform at work. Its provider is its child.
type process struct {
	cmd    *exec.Cmd
	output bytes.Buffer
	once   sync.Once
	killed bool
}

// command is a Terraform that has not started yet.
func (s *suite) command(ctx context.Context, dir string, env []string, args ...string) *process {
	p := &process{cmd: exec.CommandContext(ctx, s.terraform, args...)}
	p.cmd.Dir, p.cmd.Env = dir, env
	p.cmd.Stdout, p.cmd.Stderr = &p.output, &p.output
	return p
}

func (s *suite) start(ctx context.Context, dir string, env []string, args ...string) (*process, error) {
	p := s.command(ctx, dir, env, args...)
	return p, p.cmd.Start()
}

// wait returns the exit code, -1 after a kill. A provider that was left without
// its Terraform ends by itself.
func (p *process) wait() (int, error) {
	err := p.cmd.Wait()
	// A kill that is under way ends first; one that comes later comes too late.
	p.once.Do(func() {})
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// kill ends the target at once. It does so once.
func (p *process) kill(target string) {
	p.once.Do(func() {
		providers := children(p.cmd.Process.Pid)
		p.killed = true
		if target != killProvider {
			end(p.cmd.Process.Pid)
		}
		if target != killTerraform {
			for _, pid := range providers {
				end(pid)
			}
		}
	})
}

func end(pid int) {
	if process, err := os.FindProcess(pid); err == nil {
		_ = process.Kill() // it may have ended by itself
	}
}

// children are the processes whose parent is pid.
func children(pid int) []int {
	out, err := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output() //nolint:noctx // over in milliseconds
	if err != nil {
		return childrenInProc(pid)
	}
	var found []int
	for line := range strings.Lines(string(out)) {
		var child, parent int
		if n, _ := fmt.Sscan(line, &child, &parent); n == 2 && parent == pid {
			found = append(found, child)
		}
	}
	return found
}

// childrenInProc is children where there is no ps, as in small containers.
func childrenInProc(pid int) []int {
	var found []int
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid)) // the pattern is good
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			continue
		}
		for field := range strings.FieldsSeq(string(text)) {
			if child, err := strconv.Atoi(field); err == nil {
				found = append(found, child)
			}
		}
	}
	return found
}
