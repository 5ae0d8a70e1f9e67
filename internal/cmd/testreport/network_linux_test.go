// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"net"
	"os"
	"testing"
)

// TestMain lets this test binary be the program that isolated starts again.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == insideArgument {
		enterAndExec(os.Args[2:])
	}
	os.Exit(m.Run())
}

const insideChild = "TESTREPORT_INSIDE_CHILD"

// TestIsolated runs itself again in the namespace and looks around there.
func TestIsolated(t *testing.T) {
	t.Parallel()
	if os.Getenv(insideChild) != "" {
		lookAround(t)
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := isolated(t.Context(), []string{self, "-test.run=^TestIsolated$", "-test.count=1"})
	if cmd.SysProcAttr == nil {
		t.Log("this system forbids network namespaces; the program said so and goes on without")
		return
	}
	cmd.Env = append(os.Environ(), insideChild+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("inside: %v\n%s", err, out)
	}
}

func lookAround(t *testing.T) {
	t.Helper()
	interfaces, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range interfaces {
		if found.Flags&net.FlagLoopback == 0 && found.Flags&net.FlagUp != 0 {
			t.Errorf("there is an interface besides loopback: %s", found.Name)
		}
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("loopback does not work: %v", err)
	}
	defer func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
	}()
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", listener.Addr().String())
	if err != nil {
		t.Fatalf("loopback does not work: %v", err)
	}
	if err := connection.Close(); err != nil {
		t.Error(err)
	}
}
