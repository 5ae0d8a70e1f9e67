// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

func TestTable_write(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	err := table{
		{what: "plan", measured: "median", against: "the floor", result: "1.20x", must: "<= 1.3x", met: met},
		{what: "  peak memory", measured: "50.0 MB", against: "the floor: 20.0 MB", result: "2.50x", must: "< 45 MB", met: failed},
		{what: "start", measured: "median", against: "the floor", result: "1.90x"},
	}.write(&out)
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for line := range strings.Lines(out.String()) {
		text.WriteString(strings.TrimRight(line, " \n") + "\n")
	}
	want := `WHAT           MEASURED  AGAINST             RATIO OR CALLS  MUST REACH  MET
plan           median    the floor           1.20x           <= 1.3x     yes
  peak memory  50.0 MB   the floor: 20.0 MB  2.50x           < 45 MB     NO
start          median    the floor           1.90x
`
	if got := text.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTable_failures(t *testing.T) {
	t.Parallel()
	all := table{{met: met}, {met: missed}, {met: failed}, {}, {met: failed}}
	if got := all.failures(); got != 2 {
		t.Errorf("%d failures, want 2", got)
	}
}

func TestVerdicts(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ got, want verdict }{
		"calls within":           {counted(64, 64), met},
		"one call too many":      {counted(65, 64), failed},
		"time within":            {timed(1.3, 1.3), met},
		"time a little over":     {timed(1.31, 1.3), missed},
		"time clearly exceeded":  {timed(1.3*tolerance+0.01, 1.3), failed},
		"a byte below 30 MB":     {counted(int64(29_999_999), mostBinary-1), met},
		"30 MB are not below it": {counted(int64(30_000_000), mostBinary-1), failed},
	} {
		if test.got != test.want {
			t.Errorf("%s: %q, want %q", name, test.got, test.want)
		}
	}
}

func TestTexts(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"0.0034x": times(0.00336), "0.071x": times(0.0714), "0.90x": times(0.9), "1.05x": times(1.049),
		"7": grouped(7), "999": grouped(999), "1,000": grouped(1000), "50,000": grouped(50_000), "1,234,567": grouped(1_234_567),
		"26.0 MB": megabytes(25_968_802),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestMedian(t *testing.T) {
	t.Parallel()
	if got := median([]float64{1, 2, 9}); got != 2 {
		t.Errorf("median of three %v, want 2", got)
	}
	if got := median([]float64{1, 2, 4, 9}); got != 3 {
		t.Errorf("median of four %v, want 3", got)
	}
}
