// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-awsbackup is the Terraform provider for on-demand AWS Backup jobs. Terraform starts it; it does
// nothing useful when started by hand.
package main

import (
	"flag"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
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

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	} else {
		outliveTerminate()
	}
	// This is providerserver.Serve without the half of it that speaks protocol 5, which the linker would keep.
	if err := tf6server.Serve(address, providerserver.NewProtocol6(provider.New(version)), options...); err != nil {
		log.Fatal(err)
	}
}
