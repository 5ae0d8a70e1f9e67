// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"strings"
)

// SilenceLibraryLogs switches off what the plugin libraries log about themselves, unless an environment variable of the TF_LOG family
// is set. By default they write a line about every step of every attribute to standard error, some thousand for the plan of one
// resource, which Terraform parses and throws away: a third of what such a plan takes beyond the minimum of any provider.
//
// It must be called before anything is served. What this provider logs itself stays.
func SilenceLibraryLogs() {
	if logRequested() {
		return
	}
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO"} {
		_ = os.Setenv(name, "off") // fails for bad names only
	}
}

// logRequested reports whether anybody reads Terraform's log.
func logRequested() bool {
	for _, entry := range os.Environ() {
		if name, value, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "TF_LOG") && value != "" {
			return true
		}
	}
	return false
}
