// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"cmp"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
)

const cutOut = "(redacted)"

// minKnownSecret is the length from which a value is secret by itself. Shorter ones occur in ordinary words.
const minKnownSecret = 12

// knownSecrets are the values that are registered as secret in this process, in whatever form they turn up.
var knownSecrets atomic.Pointer[secretValues]

type secretValues struct {
	values   []string
	replacer *strings.Replacer
}

// AddSecrets makes values secret for the rest of the process: [Clean] cuts them out wherever they occur. Values of fewer than 12 bytes
// are left to the forms that they turn up in. Safe for concurrent use.
func AddSecrets(values ...string) {
	for {
		old := knownSecrets.Load()
		next := &secretValues{}
		if old != nil {
			next.values = slices.Clone(old.values)
		}
		for _, v := range values {
			v = strings.TrimSpace(v)
			for _, form := range []string{v, url.QueryEscape(v), url.PathEscape(v)} {
				if len(form) >= minKnownSecret && !slices.Contains(next.values, form) {
					next.values = append(next.values, form)
				}
			}
		}
		if old != nil && len(old.values) == len(next.values) {
			return
		}
		// The replacer takes the first that fits: the longest must come first.
		slices.SortFunc(next.values, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
		pairs := make([]string, 0, 2*len(next.values))
		for _, v := range next.values {
			pairs = append(pairs, v, cutOut)
		}
		next.replacer = strings.NewReplacer(pairs...)
		if knownSecrets.CompareAndSwap(old, next) {
			return
		}
	}
}

// secretForm is one form in which a credential turns up.
type secretForm struct {
	// hints are in lower case; one of them is in every text that the form matches, which spares most texts the search.
	hints []string
	// form matches the secret and what is around it: its groups 1 and 2 are kept.
	form func() *regexp.Regexp
}

// secrets are the forms in which credentials turn up in errors of the SDK, of HTTP and of AWS itself: a signature
// error quotes the canonical request, security token included, and a transport error quotes the URL, which may be
// presigned or carry a proxy's password.
var secrets = []secretForm{
	{
		// The whole output of a credential_process that is not the JSON it should be.
		[]string{"process output: "},
		lazyregexp.New(`(?s)(\bprocess output: ).*(, error: )`),
	},
	{
		[]string{"authorization"},
		lazyregexp.New(`(?i)(authorization["']?\s*[:=]\s*)(?:\(redacted\)|"[^"\n]*"|'[^'\n]*'|[^"'\n]+)`),
	},
	{
		[]string{"bearer", "basic"},
		lazyregexp.New(`(?i)((?:\b|\\[nrt])(?:bearer|basic)\s+)[A-Za-z0-9+/._~=-]{8,}`),
	},
	{
		[]string{"x-amz", "x-aws-"},
		lazyregexp.New(`(?i)(x-(?:amz-(?:security-token|signature|credential|sso[_-]bearer[_-]token)|aws-ec2-metadata-token|amzn-authorization)` +
			`["']?(?:\s*[:=]\s*|%3[ad]))["'\[]?[^\s"'&,;<\]]+`),
	},
	{
		[]string{"signature=", "credential="},
		lazyregexp.New(`(?i)((?:Signature|Credential)=)[^\s"'&,;<]+`),
	},
	{
		[]string{"key", "token", "secret", "passw"},
		lazyregexp.New(`(?i)((?:secret_?access_?key|secret_?key|session_?token|security_?token|web_?identity_?token|client_?secret|` +
			`access_?token|refresh_?token|id_?token|bearer_?token|password|passwd)(?:\\?["'])?\s*[:=]\s*)(?:\\?["'])?[^\s"'&,;<>\\]+`),
	},
	{
		// The same as elements of XML, and the bare member of the metadata service.
		[]string{"key>", "token>", "token\""},
		lazyregexp.New(`(?i)(<(?:secretaccesskey|sessiontoken|webidentitytoken|token)>|["']token\\?["']\s*:\s*\\?["'])[^\s"'<\\]+`),
	},
	{
		[]string{"://"},
		lazyregexp.New(`(?i)([a-z][a-z0-9+.-]*://)(?:[^\s/?#@"']+|[^\s/?#@:"']*:[^\s"']*[^\s/"'])(@)`),
	},
	{
		[]string{"eyj"},
		lazyregexp.New(`()eyJ[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?`),
	},
	{
		[]string{"akia", "asia"},
		lazyregexp.New(`((?:AKIA|ASIA))[A-Z0-9]{12,}`),
	},
}

// redact cuts credentials out of text and leaves everything else as it is.
func redact(text string) string {
	if known := knownSecrets.Load(); known != nil {
		text = known.replacer.Replace(text)
	}
	lower := strings.ToLower(text)
	for _, s := range secrets {
		if slices.ContainsFunc(s.hints, func(h string) bool { return strings.Contains(lower, h) }) {
			text = s.form().ReplaceAllString(text, "${1}"+cutOut+"${2}")
		}
	}
	return text
}
