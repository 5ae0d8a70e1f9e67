// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"reflect"
	"regexp"
	"testing"
)

// TestTerminal writes a line anew, as the demo's progress does.
func TestTerminal(t *testing.T) {
	t.Parallel()
	var term terminal
	for _, step := range []struct {
		at     float64
		output string
	}{
		{1, "\x1b[1mdemo\x1b[0m\r\n"},
		{2, " 10%\r\n"},
		{3, "\x1b[1A\x1b[J 99%\r\n"},
	} {
		term.now = step.at
		if err := term.write(step.output); err != nil {
			t.Fatal(err)
		}
		term.record()
	}
	var got []shown
	for _, s := range term.all {
		if len(s.spans) > 0 {
			got = append(got, s)
		}
	}
	want := []shown{
		{row: 0, from: 1, spans: []span{{"1", "demo"}}},
		{row: 1, from: 2, to: 3, spans: []span{{"", " 10%"}}},
		{row: 1, from: 3, spans: []span{{"", " 99%"}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the terminal showed\n%v, want\n%v", got, want)
	}
}

func TestRecordingIsRefused(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ output, timing string }{
		"no first line":    {"", ""},
		"unknown sequence": {"Script started\n\x1b[3;4H", "0.1 6\n"},
		"above the screen": {"Script started\n\x1b[2A", "0.1 4\n"},
		"timing too long":  {"Script started\nx", "0.1 2\n"},
		"no timing":        {"Script started\nx", "soon 1\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := recording([]byte(test.output), []byte(test.timing)); err == nil {
				t.Error("the recording was drawn")
			}
		})
	}
}

// TestDemoIsImpersonal looks for what tells of the machine it was recorded on.
func TestDemoIsImpersonal(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("demo.svg")
	if err != nil {
		t.Fatal(err)
	}
	if path := regexp.MustCompile(`(/(tmp|home|root|Users|work)/[^ <]*)`).Find(content); path != nil {
		t.Errorf("the picture has the path %s; record it with record.sh", path)
	}
}
