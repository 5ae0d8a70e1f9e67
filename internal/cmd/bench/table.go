// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// verdict is what became of a figure that must be reached.
type verdict int

const (
	unjudged verdict = iota // a line that only tells
	met
	missed // over the limit by less than a loaded machine explains
	failed // the program's exit code says so, too
)

func (v verdict) String() string {
	switch v {
	case met:
		return "yes"
	case missed:
		return "missed"
	case failed:
		return "NO"
	default:
		return ""
	}
}

// tolerance is how far a ratio of times may be over its limit before the run
// fails: the machine has other work, and a second run half an hour later differs
// by a tenth. What is counted has none.
const tolerance = 1.25

// counted judges a number of calls or bytes, which no other process on the
// machine changes.
func counted[T int | int64 | float64](value, most T) verdict {
	if value <= most {
		return met
	}
	return failed
}

// timed judges a ratio of times.
func timed(ratio, most float64) verdict {
	switch {
	case ratio <= most:
		return met
	case ratio <= most*tolerance:
		return missed
	default:
		return failed
	}
}

// row is one line of the table.
type row struct {
	what     string // is done
	measured string
	against  string
	result   string // a ratio or a number of calls
	must     string
	met      verdict
}

// table is what the program prints.
type table []row

// write aligns the columns. A part that was not measured has a line that says
// why.
func (t table) write(w io.Writer) error {
	columns := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	rows := append([]row{{"WHAT", "MEASURED", "AGAINST", "RATIO OR CALLS", "MUST REACH", unjudged}}, t...)
	for i, r := range rows {
		last := r.met.String()
		if i == 0 {
			last = "MET"
		}
		line := strings.Join([]string{r.what, r.measured, r.against, r.result, r.must, last}, "\t")
		fmt.Fprintln(columns, line)
	}
	return columns.Flush()
}

// failures counts the lines that must be met and are not, tolerance included.
func (t table) failures() (n int) {
	for _, r := range t {
		if r.met == failed {
			n++
		}
	}
	return n
}

// times is a ratio.
func times(r float64) string {
	switch {
	case r < 0.01:
		return fmt.Sprintf("%.4fx", r)
	case r < 0.1:
		return fmt.Sprintf("%.3fx", r)
	default:
		return fmt.Sprintf("%.2fx", r)
	}
}

// grouped is a number with its thousands apart.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// megabytes are of 10^6 bytes.
func megabytes(bytes int64) string { return fmt.Sprintf("%.1f MB", float64(bytes)/1e6) }
