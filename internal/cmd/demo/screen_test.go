// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup/types"
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
	got := newProgress(types.BackupJob{
		ResourceArn: new("arn:aws:ec2:eu-central-1:123456789012:volume/vol-1"), PercentDone: new("42.5"), State: types.BackupJobStateRunning,
	})
	if want := (progress{"volume/vol-1", "RUNNING", 42.5}); got != want {
		t.Errorf("progress %+v, want %+v", got, want)
	}
	if got := newProgress(types.BackupJob{PercentDone: new("soon")}); got.percent != 0 {
		t.Errorf("an unknown share is %v", got.percent)
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
