// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package absent is what is left of a remote-state backend in a Terraform that
// was built for tests.
package absent

import (
	"fmt"
	"os"

	"github.com/hashicorp/terraform/internal/backend"
)

// New ends Terraform with an error that names the backend. Terraform calls it
// only for a configuration that uses the backend, and an error in the ordinary
// way would first complain about every argument.
func New(name string) backend.Backend {
	fmt.Fprintf(os.Stderr, "Error: this Terraform was built without the backend %q\n\n"+
		"It was built for the tests of terraform-provider-awsbackup, without the\n"+
		"backends for remote state. Use a released Terraform: put it on the PATH, or\n"+
		"name it with TF=/path/to/terraform.\n", name)
	os.Exit(1)
	return nil
}
