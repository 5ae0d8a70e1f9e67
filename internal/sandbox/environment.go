// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"slices"
	"strings"
)

// Impersonal returns the variables without the user's AWS and Terraform
// settings, except for the names that keep allows.
func Impersonal(env []string, keep func(name string) bool) []string {
	return slices.DeleteFunc(slices.Clone(env), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return isPersonal(name) && !keep(name)
	})
}

func isPersonal(name string) bool {
	return slices.ContainsFunc([]string{"AWS_", "TF_", "TFC_"}, func(prefix string) bool {
		return strings.HasPrefix(name, prefix)
	})
}
