// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command terraform-provider-awsbackup is the Terraform provider for on-demand AWS Backup jobs. Terraform starts it; it does
// nothing useful when started by hand.
package main

import (
	"context"
	"flag"
	"log"

	tfprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// address is where the provider is published.
const address = "registry.terraform.io/awsbackup/awsbackup"

// version is stamped by the release: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "run with support for debuggers like delve: print how Terraform can attach, until interrupted")
	flag.Parse()

	if !*debug {
		outliveTerminate()
	}
	err := providerserver.Serve(context.Background(), func() tfprovider.Provider { return provider.New(version) }, providerserver.ServeOpts{
		Address:         address,
		Debug:           *debug,
		ProtocolVersion: 6,
	})
	if err != nil {
		log.Fatal(err)
	}
}
