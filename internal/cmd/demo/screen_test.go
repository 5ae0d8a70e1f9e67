// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
	"time"
)

func TestColumns(t *testing.T) {
	t.Parallel()
	got := columns([][]string{{"a", "bbb", "c"}, {"äää", "b", "cc"}})
	if want := "a     bbb   c\näää   b     cc\n"; got != want {
		t.Errorf("columns\n%s\nwant\n%s", got, want)
	}
}

func TestPicture_plain(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	p := (&screen{out: &out}).picture()
	for _, job := range []progress{
		{"volume/vol-1", "RUNNING", 1}, {"volume/vol-1", "RUNNING", 24}, {"volume/vol-1", "RUNNING", 26}, {"volume/vol-1", "COMPLETED", 100},
	} {
		p.draw([]progress{job})
	}
	if lines := strings.Count(out.String(), "\n"); lines != 3 {
		t.Errorf("%d lines for three steps worth telling:\n%s", lines, out.String())
	}
	if strings.Contains(out.String(), "\x1b") {
		t.Error("escape sequences outside a terminal")
	}
}

func TestPicture_terminal(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	p := (&screen{out: &out, terminal: true}).picture()
	jobs := []progress{{"volume/vol-1", "RUNNING", 50}}
	p.draw(jobs)
	p.draw(jobs)
	if want := "\x1b[2A\x1b[J"; strings.Count(out.String(), want) != 1 {
		t.Errorf("the second picture does not cover the first: %q", out.String())
	}
	if want := strings.Repeat("█", barWidth/2) + "░"; !strings.Contains(out.String(), want) {
		t.Errorf("half is not half a bar:\n%s", out.String())
	}
}

func TestBar(t *testing.T) {
	t.Parallel()
	for percent, full := range map[float64]int{-1: 0, 0: 0, 100: barWidth, 250: barWidth} {
		if got := strings.Count(bar(percent), "█"); got != full {
			t.Errorf("%v%% fills %d, want %d", percent, got, full)
		}
	}
}

func TestNewProgress(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		done    *string
		percent float64
		shown   string
	}{
		{name: "a backup", done: new("42.5"), percent: 42.5, shown: "42%"},
		{name: "a restore", done: new("42.50%"), percent: 42.5, shown: "42%"},
		{name: "no number", done: new("soon"), percent: 0, shown: "0%"},
		{name: "not reported yet", done: nil, percent: 0, shown: "0%"},
	} {
		got := newProgress("volume/vol-1", "RUNNING", test.done)
		if want := (progress{"volume/vol-1", "RUNNING", test.percent}); got != want || share(got.percent) != test.shown {
			t.Errorf("%s: progress %+v, shown as %q, want %+v, %q", test.name, got, share(got.percent), want, test.shown)
		}
	}
	if got := share(-1); got != "" {
		t.Errorf("an unknown share is shown as %q", got)
	}
	if got := resourceOf("arn:aws:ec2:eu-central-1:123456789012:volume/vol-1"); got != "volume/vol-1" {
		t.Errorf("the resource of the ARN is %q", got)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	if got := short(1234 * time.Millisecond); got != "1.2s" {
		t.Errorf("short: %s", got)
	}
	if got := short(74*time.Second + 600*time.Millisecond); got != "1m15s" {
		t.Errorf("short: %s", got)
	}
	if got := gibibytes(5 << 29); got != "2.5 GiB" {
		t.Errorf("gibibytes: %s", got)
	}
	if got := lineWith("a\n  b c \nd", "c"); got != "b c" {
		t.Errorf("lineWith: %q", got)
	}
}
