// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"os/signal"
	"syscall"
	"time"
)

// outliveTerminate keeps a SIGTERM to the whole process group (a CI runner that stops a job, systemd, a container) from killing the
// provider before Terraform has the state of what is under way: Terraform stops gracefully on it, asks the provider to stop by the
// plugin protocol, and ends it afterwards. Only when Terraform itself is gone does SIGTERM end the provider, so that no process is
// left over.
//
// The signal is caught, not ignored: an ignored signal would be inherited by credential_process helpers.
func outliveTerminate() {
	parent := os.Getppid()
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM)
	go func() {
		<-terminated
		for os.Getppid() == parent {
			time.Sleep(time.Second)
		}
		os.Exit(1)
	}()
}
