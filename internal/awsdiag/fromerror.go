// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// FromError translates an error into an error diagnostic.
func FromError(a Attempt, err error) diag.Diagnostic {
	return report{summary: "AWS Backup Error", happened: sentence(a.Doing) + " failed: " + fmt.Sprint(err)}.diagnostic(a)
}
