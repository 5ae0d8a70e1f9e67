// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

//go:build linux

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// victim is who is killed.
type victim int

const (
	everything victim = iota
	onlyProvider
)

// ownGroup makes Terraform the leader of a group, which its plugins join.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// kill ends Terraform and its plugins, or only the plugins, without a warning.
// Only processes of the group that this program started are touched.
func kill(cmd *exec.Cmd, v victim) {
	if v == everything {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // It may have ended by itself.
		return
	}
	for _, pid := range plugins(cmd.Process.Pid) {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
}

// plugins are the provider processes whose parent is the Terraform.
func plugins(terraform int) []int {
	entries, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		return nil
	}
	var found []int
	for _, entry := range entries {
		stat, err := os.ReadFile(entry)
		if err != nil {
			continue // It has ended since.
		}
		// "pid (name) state ppid ...", where the name may have spaces.
		after := string(stat)[strings.LastIndexByte(string(stat), ')')+1:]
		fields := strings.Fields(after)
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(entry)))
		if err == nil && len(fields) > 1 && fields[1] == strconv.Itoa(terraform) {
			found = append(found, pid)
		}
	}
	return found
}
