// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"unsafe"
)

// insideArgument makes this program take its other arguments as a command to
// run in the network namespace that it was started in.
const insideArgument = "-inside-namespace"

// isolated returns the command in a network of its own, which has a loopback
// interface and nothing else: a test that calls out fails. Where the system
// forbids that, it says so and returns the plain command.
func isolated(ctx context.Context, command []string) *exec.Cmd {
	self, err := os.Executable()
	if err == nil {
		probe := inside(exec.CommandContext(ctx, self, insideArgument))
		if err = probe.Run(); err == nil {
			return inside(exec.CommandContext(ctx, self, append([]string{insideArgument}, command...)...))
		}
	}
	fmt.Printf("The tests run with this machine's network: it cannot be taken away here (%v).\n", err)
	return exec.CommandContext(ctx, command[0], command[1:]...)
}

func inside(cmd *exec.Cmd) *exec.Cmd {
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	if uid, gid := os.Getuid(), os.Getgid(); uid != 0 {
		// Only root may make a network; a user may be root of a world of his own.
		cmd.SysProcAttr.Cloneflags |= syscall.CLONE_NEWUSER
		cmd.SysProcAttr.UidMappings = []syscall.SysProcIDMap{{ContainerID: uid, HostID: uid, Size: 1}}
		cmd.SysProcAttr.GidMappings = []syscall.SysProcIDMap{{ContainerID: gid, HostID: gid, Size: 1}}
		cmd.SysProcAttr.AmbientCaps = []uintptr{capNetAdmin}
	}
	return cmd
}

// capNetAdmin is CAP_NET_ADMIN of linux/capability.h.
const capNetAdmin = 12

// enterAndExec brings the loopback interface up and becomes the command. It
// does not return.
func enterAndExec(command []string) {
	err := loopbackUp()
	if err == nil && len(command) == 0 {
		os.Exit(0)
	}
	if err == nil {
		var path string
		if path, err = exec.LookPath(command[0]); err == nil {
			err = syscall.Exec(path, command, os.Environ())
		}
	}
	fmt.Fprintln(os.Stderr, "testreport: entering the network namespace:", err)
	os.Exit(1)
}

func loopbackUp() error {
	socket, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return fmt.Errorf("opening a socket: %w", err)
	}
	defer syscall.Close(socket) //nolint:errcheck // the process goes on to be another
	// struct ifreq of net/if.h.
	request := struct {
		name  [syscall.IFNAMSIZ]byte
		flags uint16
		_     [22]byte
	}{flags: syscall.IFF_UP | syscall.IFF_RUNNING}
	copy(request.name[:], "lo")
	_, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(socket), syscall.SIOCSIFFLAGS, uintptr(unsafe.Pointer(&request)))
	if errno != 0 {
		return fmt.Errorf("bringing up the loopback interface: %w", errno)
	}
	return nil
}
