// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"fmt"
	"strings"
)

// denial is what AWS says of a refused permission. The form is that of the IAM user guide, page
// "troubleshoot_access-denied": "User: P is not authorized to perform: A on resource: R because no T policy allows the
// A action", or "... with an explicit deny in a T policy".
type denial struct {
	principal, action, resource string
	reason                      string // AWS's own words from "because" or "with" on, without the full stop.
}

// parseDenial reads the first refusal in text; false if there is none in that form.
func parseDenial(text string) (denial, bool) {
	before, after, ok := strings.Cut(text, "not authorized to perform: ")
	if !ok {
		return denial{}, false
	}
	var d denial
	if _, user, ok := strings.Cut(before, "User: "); ok {
		d.principal = firstWord(user)
	}
	d.action = firstWord(after)
	if service, name, ok := strings.Cut(d.action, ":"); !ok || service == "" || name == "" {
		return denial{}, false
	}
	if _, rest, ok := strings.Cut(after, "on resource: "); ok {
		d.resource = firstWord(rest)
	}
	for _, start := range []string{"because no ", "with an explicit deny "} {
		if _, rest, ok := strings.Cut(after, start); ok {
			line, _, _ := strings.Cut(rest, "\n")
			d.reason = strings.TrimRight(start+line, " .")
			break
		}
	}
	return d, true
}

// explicit reports that some policy forbids the action, so that allowing it elsewhere does not help.
func (d denial) explicit() bool { return strings.HasPrefix(d.reason, "with ") }

// String says what is refused and why.
func (d denial) String() string {
	return d.action + phrase(" on %s", d.resource, "") + phrase(" (%s)", d.reason, "")
}

// firstWord is text up to the first space, without punctuation around it.
func firstWord(text string) string {
	fields := strings.Fields(text)
	if len(fields) == 0 {
		return ""
	}
	return strings.Trim(fields[0], `"'.,;()`)
}

// encodedDenial is how EC2 introduces a refusal that only its owner can read.
const encodedDenial = "Encoded authorization failure message:"

// denialNote names the permission that a job's message names, and how to read one that AWS has encoded. It is "" if the
// message holds neither.
func denialNote(text string) string {
	var notes []string
	if d, ok := parseDenial(text); ok {
		notes = append(notes, fmt.Sprintf("AWS names the permission: %s.", d))
	}
	if strings.Contains(text, encodedDenial) {
		notes = append(notes, "The encoded part of the message names the permission; this decodes it: "+
			"aws sts decode-authorization-message --encoded-message TEXT")
	}
	return strings.Join(notes, " ")
}
