// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"log"
	"os"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// What a library writes to Go's standard log reaches Terraform's without secrets and control characters.
func TestCleanStandardLog(t *testing.T) { //nolint:paralleltest // The standard log is that of the whole process.
	var output strings.Builder
	standard := log.Writer()
	log.SetOutput(&output)
	t.Cleanup(func() { log.SetOutput(standard) })
	provider.CleanStandardLog()
	awsdiag.AddSecrets("a-secret-of-a-library")
	log.Print("retrying with a-secret-of-a-library\x1b[2J")
	if got := output.String(); !strings.Contains(got, "retrying with") || strings.ContainsAny(got, "\x1b") || strings.Contains(got, "a-secret") {
		t.Errorf("the log is %q", got)
	}
}

// Who asks for a log in any of Terraform's ways gets all of it.
func TestSilenceLibraryLogs(t *testing.T) {
	for _, test := range []struct{ name, value, want string }{
		{"TF_LOG", "", "off"},
		{"TF_LOG", "trace", ""},
		{"TF_LOG_PROVIDER", "debug", ""},
		{"TF_LOG_SDK_PROTO_DATA_DIR", "somewhere", ""},
		{"TF_LOG_PATH", "file", ""},
	} {
		t.Run(test.name+"="+test.value, func(t *testing.T) {
			for _, entry := range append(os.Environ(), "TF_LOG_SDK=", "TF_LOG_SDK_FRAMEWORK=", "TF_LOG_SDK_PROTO=") {
				if name, _, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "TF_LOG") {
					t.Setenv(name, "")
				}
			}
			t.Setenv(test.name, test.value)
			provider.SilenceLibraryLogs()
			for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO"} {
				if got := os.Getenv(name); got != test.want {
					t.Errorf("%s is %q, want %q", name, got, test.want)
				}
			}
		})
	}
}
