// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-awsbackup is the Terraform provider for on-demand AWS Backup jobs. Terraform starts it; it does
// nothing useful when started by hand.
package main

import (
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// address is where the provider is published.
const address = "registry.terraform.io/awsbackup/awsbackup"

// version is stamped by the release: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run with support for debuggers like delve: print how Terraform can attach, until interrupted")
	flag.Parse()
	provider.CleanStandardLog()

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	} else {
		endWithParent()
		provider.SilenceLibraryLogs()
	}
	// This is providerserver.Serve without the half of it that speaks protocol 5, which the linker would keep.
	if err := tf6server.Serve(address, provider.Server(provider.New(version)), options...); err != nil {
		log.Fatal(err)
	}
}

// endWithParent ends the provider when Terraform is gone, and not before. Terraform ends its providers itself, but not if it was
// killed: then nobody tells them, and one that has nothing to say would never find out. (Windows does not tell whether a parent is
// gone; there a provider may be left over.)
//
// It also keeps a SIGTERM to the whole process group (a CI runner that stops a job, a container that ends) from killing the
// provider before Terraform has the state of what is in progress: Terraform stops gracefully on it, asks the provider to stop by the
// plugin protocol, and ends it afterwards. The signal is caught, not ignored: an ignored signal would be inherited by
// credential_process helpers.
func endWithParent() {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGTERM)
	parent := os.Getppid()
	go func() {
		for os.Getppid() == parent {
			time.Sleep(250 * time.Millisecond)
		}
		os.Exit(1)
	}()
}
