// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"regexp"
	"slices"
	"strings"
)

const cutOut = "(redacted)"

// secrets are the forms in which credentials turn up in errors of the SDK, of HTTP and of AWS itself: a signature
// error quotes the canonical request, security token included, and a transport error quotes the URL, which may be
// presigned or carry a proxy's password. The first group is kept, the rest is cut out. One of the hints, in lower case,
// is in every text that the form matches, which spares most texts the search.
var secrets = []struct {
	hints []string
	form  *regexp.Regexp
}{
	{
		[]string{"authorization"},
		regexp.MustCompile(`(?i)(\bauthorization["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^"'\n]+)`),
	},
	{
		[]string{"bearer", "basic"},
		regexp.MustCompile(`(?i)(\b(?:bearer|basic)\s+)[A-Za-z0-9+/._~=-]{8,}`),
	},
	{
		[]string{"x-amz-"},
		regexp.MustCompile(`(?i)(\bx-amz-(?:security-token|signature|credential)["']?(?:\s*[:=]\s*|%3[ad]))["']?[^\s"'&,;<]+`),
	},
	{
		[]string{"signature=", "credential="},
		regexp.MustCompile(`(\b(?:Signature|Credential)=)[^\s"'&,;<]+`),
	},
	{
		[]string{"key", "token", "secret", "passw"},
		regexp.MustCompile(`(?i)((?:secret_?access_?key|session_?token|security_?token|web_?identity_?token|client_?secret|` +
			`access_?token|refresh_?token|id_?token|password|passwd)(?:\\?["'])?\s*[:=]\s*)(?:\\?["'])?[^\s"'&,;<>\\]+`),
	},
	{
		[]string{"://"},
		regexp.MustCompile(`([a-z][a-z0-9+.-]*://)[^\s/@"']+@`),
	},
	{
		[]string{"eyj"},
		regexp.MustCompile(`()\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?`),
	},
	{
		[]string{"akia", "asia"},
		regexp.MustCompile(`(\b(?:AKIA|ASIA))[A-Z0-9]{12,}\b`),
	},
}

// redact cuts credentials out of text and leaves everything else as it is.
func redact(text string) string {
	lower := strings.ToLower(text)
	for _, s := range secrets {
		if slices.ContainsFunc(s.hints, func(h string) bool { return strings.Contains(lower, h) }) {
			text = s.form.ReplaceAllString(text, "${1}"+cutOut)
		}
	}
	return text
}
