// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import "regexp"

const cutOut = "(redacted)"

// secrets are the forms in which credentials turn up in errors of the SDK, of HTTP and of AWS itself: a signature
// error quotes the canonical request, security token included, and a transport error quotes the URL, which may be
// presigned or carry a proxy's password. The first group is kept, the rest is cut out.
var secrets = []*regexp.Regexp{
	regexp.MustCompile(`(?i)(\bauthorization["']?\s*[:=]\s*)("[^"\n]*"|'[^'\n]*'|[^"'\n]+)`),
	regexp.MustCompile(`(?i)(\b(?:bearer|basic)\s+)[A-Za-z0-9+/._~=-]{8,}`),
	regexp.MustCompile(`(?i)(\bx-amz-(?:security-token|signature|credential)["']?(?:\s*[:=]\s*|%3[ad]))["']?[^\s"'&,;<]+`),
	regexp.MustCompile(`(\b(?:Signature|Credential)=)[^\s"'&,;<]+`),
	regexp.MustCompile(`(?i)((?:secret_?access_?key|session_?token|security_?token|web_?identity_?token|client_?secret|` +
		`access_?token|refresh_?token|id_?token|password|passwd)(?:\\?["'])?\s*[:=]\s*)(?:\\?["'])?[^\s"'&,;<>\\]+`),
	regexp.MustCompile(`([a-z][a-z0-9+.-]*://)[^\s/@"']+@`),
	regexp.MustCompile(`()\beyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?`),
	regexp.MustCompile(`(\b(?:AKIA|ASIA))[A-Z0-9]{12,}\b`),
}

// redact cuts credentials out of text and leaves everything else as it is.
func redact(text string) string {
	for _, s := range secrets {
		text = s.ReplaceAllString(text, "${1}"+cutOut)
	}
	return text
}
