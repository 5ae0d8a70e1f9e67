// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// FuzzStatusMessage: whatever AWS says of a job, the diagnostic can be sent to Terraform, and the message is in it.
func FuzzStatusMessage(f *testing.F) {
	for _, row := range documentedRows {
		for _, m := range row.messages {
			f.Add(m)
			f.Add(`"\"` + m + `\""`)
		}
	}
	for _, m := range issueTexts {
		f.Add(m)
	}
	for _, m := range leaks {
		f.Add(m)
	}
	f.Add("blank at the end\u3000")
	f.Fuzz(func(t *testing.T, message string) {
		failed := endedJob(types.BackupJobStateFailed, message)
		completed := endedJob(types.BackupJobStateCompleted, message)
		completed.MessageCategory = new("MISCELLANEOUS")
		for _, d := range []diag.Diagnostic{
			jobEnded(attempt(), failed),
			jobIssues(attempt(), completed, true),
			seenMessage{kind: "copy"}.ended(attempt(), message),
			seenMessage{kind: "restore"}.ended(attempt(), message),
			awsdiag.FromError(attempt(), errors.New(message)),
		} {
			fitToSend(t, d)
			if plain(message) && !strings.Contains(d.Detail(), strings.TrimFunc(message, blankOrQuote)) {
				t.Errorf("the message did not come through whole: %q\n%s", message, d.Detail())
			}
		}
		trimmed := awsdiag.StatusMessage(failed)
		if !strings.Contains(message, trimmed) {
			t.Errorf("trimming made %q of %q", trimmed, message)
		}
		failed.StatusMessage = new(trimmed)
		if again := awsdiag.StatusMessage(failed); again != trimmed {
			t.Errorf("trimming twice made %q of %q", again, trimmed)
		}
	})
}

// blankOrQuote reports what AWS puts around a message and nobody misses.
func blankOrQuote(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '\\' }

// plain reports a message in which nothing can be treated as a secret or a control character, so that it has to come
// through as it is.
func plain(message string) bool {
	return utf8.ValidString(message) && !strings.ContainsAny(message, ":=%@<") &&
		!strings.Contains(message, "eyJ") && !strings.Contains(message, "AKIA") && !strings.Contains(message, "ASIA") &&
		!strings.Contains(strings.ToLower(message), "bearer") && !strings.Contains(strings.ToLower(message), "basic") &&
		strings.IndexFunc(message, unicode.IsControl) < 0
}

// fitToSend checks what every diagnostic must be.
func fitToSend(t *testing.T, d diag.Diagnostic) {
	t.Helper()
	for _, text := range []string{d.Summary(), d.Detail()} {
		if text == "" || !utf8.ValidString(text) {
			t.Errorf("not a text that Terraform can be sent: %q", text)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
			t.Errorf("a control character at %d: %q", i, text)
		}
	}
	if strings.ContainsAny(d.Summary(), "{}\n") {
		t.Errorf("summary %q", d.Summary())
	}
}
