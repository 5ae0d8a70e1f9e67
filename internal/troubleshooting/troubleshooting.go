// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package troubleshooting links each error to its row in the guide of that name. [Link] makes the address from the title of the
// error; internal/cmd/docanchors puts the same anchors into the page.
package troubleshooting

import (
	"strings"
	"unicode"
)

// Docs is where the documentation can be read as long as the provider is not in the Registry.
const Docs = "https://github.com/awsbackup/terraform-provider-awsbackup/blob/main/docs/"

// Link is the address of the row about the error with this title. A title without a row leads to the top of the page.
func Link(title string) string { return Docs + "guides/troubleshooting.md#" + Anchor(title) }

// Anchor is the title in lower case, with hyphens, up to a colon: what follows differs each time, as do words with digits, such as
// job IDs, which are left out. But of a title that says how a job ended it is the part after the colon, as in the rows.
func Anchor(title string) string {
	title, after, cut := strings.Cut(title, ": ")
	if cut && saysEnd(title) {
		title = after
	}
	var words []string
	for word := range strings.FieldsFuncSeq(title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' }) {
		if !strings.ContainsFunc(word, unicode.IsDigit) {
			words = append(words, strings.ToLower(strings.ReplaceAll(word, "'", "")))
		}
	}
	return strings.Join(words, "-")
}

// saysEnd reports the titles "Backup Job Failed", "Copy Completed With Issues" and the like.
func saysEnd(title string) bool {
	kind, rest, _ := strings.Cut(title, " ")
	return (kind == "Backup" || kind == "Copy" || kind == "Restore") && (strings.HasPrefix(rest, "Job ") || rest == "Completed With Issues")
}
