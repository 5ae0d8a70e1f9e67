// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxPause is the longest that the picture stands still, in seconds; finalPause
// is before it begins anew.
const (
	maxPause   = 0.6
	finalPause = 8
)

// span is a piece of a line in one look: the parameters of its SGR sequence.
type span struct{ look, text string }

// shown is what a row of the terminal showed for a time, in seconds.
type shown struct {
	row      int
	from, to float64 // to is 0 for what stays
	spans    []span
}

// terminal is as much of one as the demo needs: it writes lines, and goes up
// some to write them anew.
type terminal struct {
	rows [][]span
	row  int
	look string
	now  float64
	all  []shown
}

var escapes = regexp.MustCompile("\x1b\\[([0-9;]*)([A-Za-z])")

// write shows a piece of output.
func (t *terminal) write(output string) error {
	for output != "" {
		at := escapes.FindStringSubmatchIndex(output)
		plain := output
		if at != nil {
			plain = output[:at[0]]
		}
		t.print(plain)
		if at == nil {
			return nil
		}
		parameter, command := output[at[2]:at[3]], output[at[4]:at[5]]
		switch command {
		case "m":
			t.look = strings.TrimPrefix(parameter, "0")
		case "A":
			up, err := strconv.Atoi(parameter)
			if err != nil || up > t.row {
				return fmt.Errorf("going up %q lines from line %d", parameter, t.row)
			}
			t.row -= up
		case "J":
			for row := t.row; row < len(t.rows); row++ {
				t.rows[row] = nil
			}
		default:
			return fmt.Errorf("the sequence ESC[%s%s is not known here", parameter, command)
		}
		output = output[at[1]:]
	}
	return nil
}

func (t *terminal) print(text string) {
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		if i > 0 {
			t.row++
		}
		for len(t.rows) <= t.row {
			t.rows = append(t.rows, nil)
		}
		if line != "" {
			t.rows[t.row] = append(t.rows[t.row], span{t.look, line})
		}
	}
}

// record notes what the rows show now.
func (t *terminal) record() {
	for row, spans := range t.rows {
		last := slices.IndexFunc(t.all, func(s shown) bool { return s.row == row && s.to == 0 })
		if last >= 0 && slices.Equal(t.all[last].spans, spans) {
			continue
		}
		if last >= 0 {
			t.all[last].to = t.now
		}
		t.all = append(t.all, shown{row: row, from: t.now, spans: slices.Clone(spans)})
	}
}

// recording turns what script(1) recorded, with its timing, into a picture that
// plays it. Where pictures do not move it shows the end.
func recording(typescript, timing []byte) ([]byte, error) {
	_, output, found := bytes.Cut(typescript, []byte("\n"))
	if !found {
		return nil, fmt.Errorf("the recording has no first line")
	}
	var t terminal
	for line := range strings.Lines(string(timing)) {
		var pause float64
		var length int
		if _, err := fmt.Sscan(line, &pause, &length); err != nil || length > len(output) {
			return nil, fmt.Errorf("the timing has the line %q: %w", line, err)
		}
		// A piece may end within a character; it is shown with the next one.
		for length < len(output) && !utf8.RuneStart(output[length]) {
			length++
		}
		t.now += min(pause, maxPause)
		if err := t.write(string(output[:length])); err != nil {
			return nil, err
		}
		output = output[length:]
		t.record()
	}
	return t.picture(), nil
}
