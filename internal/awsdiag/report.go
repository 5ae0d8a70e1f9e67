// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// report holds the parts of a diagnostic. Empty parts are left out.
type report struct {
	summary   string
	attribute string   // The argument at fault, "" when no single one is.
	happened  string   // What was tried and how it ended, with the numbers.
	said      string   // What AWS said, whole, and who said it; or the error, when no answer came.
	cause     string   // May hold placeholders of Attempt.expand.
	fix       string   // May hold placeholders of Attempt.expand.
	look      []string // Console links and commands, one a line; indented, so that Terraform does not wrap them.
}

// diagnostic renders the report as an error.
func (r report) diagnostic(a Attempt) diag.Diagnostic {
	paragraphs := []string{r.happened}
	if r.said != "" {
		paragraphs = append(paragraphs, r.said)
	}
	if r.cause != "" {
		paragraphs = append(paragraphs, "Likely cause: "+a.prose(r.cause))
	}
	if r.fix != "" {
		paragraphs = append(paragraphs, "Fix: "+a.prose(r.fix))
	}
	if len(r.look) > 0 {
		lines := []string{"Where to look:"}
		for _, l := range r.look {
			lines = append(lines, "  "+a.expand(l))
		}
		paragraphs = append(paragraphs, strings.Join(lines, "\n"))
	}
	for i := range paragraphs {
		paragraphs[i] = Clean(paragraphs[i])
	}
	detail := strings.Join(paragraphs, "\n\n")
	if r.attribute == "" {
		return diag.NewErrorDiagnostic(r.summary, detail)
	}
	return diag.NewAttributeErrorDiagnostic(path.Root(r.attribute), r.summary, detail)
}

// Warning is the same diagnostic, path included, as a warning.
func Warning(d diag.Diagnostic) diag.Diagnostic {
	if at, ok := d.(diag.DiagnosticWithPath); ok {
		return diag.NewAttributeWarningDiagnostic(at.Path(), d.Summary(), d.Detail())
	}
	return diag.NewWarningDiagnostic(d.Summary(), d.Detail())
}

// WithoutPath is the same diagnostic without an attribute, for objects whose schema lacks the argument at fault, such
// as the completion resource and the actions that name only a job.
func WithoutPath(d diag.Diagnostic) diag.Diagnostic {
	if d.Severity() == diag.SeverityWarning {
		return diag.NewWarningDiagnostic(d.Summary(), d.Detail())
	}
	return diag.NewErrorDiagnostic(d.Summary(), d.Detail())
}

// Clean makes text fit to leave the process: no secrets, valid UTF-8, no control characters that a terminal would obey. Cleaning
// twice changes nothing more.
func Clean(text string) string {
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029':
			return ' '
		}
		return r
	}, text)
	return redact(text)
}

// sentence starts text with a capital letter.
func sentence(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if size == 0 || r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}
