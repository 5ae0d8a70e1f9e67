// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// FuzzActionTexts: whatever an action reports while it works and at its end, Terraform can be sent it, a terminal obeys nothing in it,
// and no secret that the process knows is in it, wherever that stands.
func FuzzActionTexts(f *testing.F) {
	const secret = "wJalrXUtnFEMIK7MDENGbPxRfiCY"
	f.Add("backup job 1 - 42% - RUNNING", 3)
	f.Add("\x1b[2Jpassword=\xff\u202e", 10)
	f.Add("https://user:pass@host/ Authorization: AWS4 ", 13)
	f.Add("line\r\nline\u2028line\x00", 0)
	awsdiag.AddSecrets(secret)
	f.Fuzz(func(t *testing.T, text string, at int) {
		at = max(0, min(at, len(text)))
		text = text[:at] + secret + text[at:]
		progress, _ := cleanEvent(tfprotov6.InvokeActionEvent{Type: tfprotov6.ProgressInvokeActionEventType{Message: text}}).
			Type.(tfprotov6.ProgressInvokeActionEventType)
		end, _ := cleanEvent(tfprotov6.InvokeActionEvent{Type: tfprotov6.CompletedInvokeActionEventType{
			Diagnostics: []*tfprotov6.Diagnostic{{Summary: text, Detail: text}, nil},
		}}).Type.(tfprotov6.CompletedInvokeActionEventType)
		for _, got := range []string{progress.Message, end.Diagnostics[0].Summary, end.Diagnostics[0].Detail} {
			switch {
			case strings.Contains(got, secret):
				t.Errorf("the secret is in %q", got)
			case !utf8.ValidString(got):
				t.Errorf("not UTF-8: %q", got)
			case strings.IndexFunc(got, func(r rune) bool {
				return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
			}) >= 0:
				t.Errorf("a control character is in %q", got)
			}
		}
	})
}
