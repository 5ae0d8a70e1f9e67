// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"strings"
	"time"
)

// FormatTime is a date in a message.
func FormatTime(t *time.Time) string {
	if t == nil {
		return "at an unknown time"
	}
	return t.UTC().Format(time.RFC3339)
}

// ShortTime is a date to the minute, for people.
func ShortTime(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// Sentence starts an error as a sentence does.
func Sentence(err error) string { return capital(err.Error()) }

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
