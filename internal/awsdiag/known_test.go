// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// A value that is known to be secret is cut out in any form; short values and texts without it stay as they are.
func TestAddSecrets(t *testing.T) {
	t.Parallel()
	const secret = "wJalr/XUtnFEMI+K7MDENG=known"
	awsdiag.AddSecrets(secret, "short", "", "  ")
	for name, text := range map[string]string{
		"bare":        "the vault said " + secret,
		"in a path":   "/tmp/" + secret + "/x",
		"as a query":  "?t=wJalr%2FXUtnFEMI%2BK7MDENG%3Dknown",
		"in a path 2": "/wJalr%2FXUtnFEMI+K7MDENG=known",
	} {
		if got := awsdiag.Clean(text); strings.Contains(got, "FEMI") || !strings.Contains(got, "(redacted)") {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, text := range []string{"a short word", "", "arn:aws:backup:eu-west-1:123456789012:recovery-point:abc"} {
		if got := awsdiag.Clean(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// Addresses without credentials stay whole, and cleaning twice changes nothing.
func TestClean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"see https://eu-west-1.console.aws.amazon.com/backup/home?region=eu-west-1#/jobs": "see https://eu-west-1.console.aws.amazon.com/backup/home?region=eu-west-1#/jobs",
		"dial http://127.0.0.1:4566: refused":                                             "dial http://127.0.0.1:4566: refused",
		"a\x1b[31mred\x1b[0m\u0085\u202etxt\u2066":                                        "a [31mred [0m  txt ",
		"line\nbreak\tand tab":                                                            "line\nbreak\tand tab",
		"bell\a and \r return":                                                            "bell  and   return",
		"\xff broken":                                                                     "\uFFFD broken",
		"HTTPS://me:pass@host/x":                                                          "HTTPS://(redacted)@host/x",
	} {
		if got := awsdiag.Clean(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
	for _, text := range leaks {
		if once := awsdiag.Clean(text); awsdiag.Clean(once) != once {
			t.Errorf("cleaned twice, %q becomes %q", once, awsdiag.Clean(once))
		}
	}
}
