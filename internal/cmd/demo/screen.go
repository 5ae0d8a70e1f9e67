// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"
)

// style is how a line looks on a terminal; elsewhere all lines are plain.
type style string

const (
	plain style = ""
	bold  style = "1"
	faint style = "2"
	good  style = "32"
	title style = "1;36"
)

// indent is before everything that belongs to a chapter.
const indent = "      "

// screen is where the demo tells its story.
type screen struct {
	out      io.Writer
	terminal bool
}

func newScreen(file *os.File) *screen {
	info, err := file.Stat()
	terminal := err == nil && info.Mode()&os.ModeCharDevice != 0 &&
		os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return &screen{out: file, terminal: terminal}
}

func (s *screen) paint(look style, text string) string {
	if !s.terminal || look == plain || text == "" {
		return text
	}
	return "\x1b[" + string(look) + "m" + text + "\x1b[0m"
}

// say prints a line on its own; good lines belong to a chapter.
func (s *screen) say(look style, format string, args ...any) {
	text := s.paint(look, fmt.Sprintf(format, args...))
	if look == good {
		text = indent + text
	}
	fmt.Fprintln(s.out, text)
}

func (s *screen) title(number, text string) {
	fmt.Fprintf(s.out, "\n%s %s\n", s.paint(faint, fmt.Sprintf("[%s]", number)), s.paint(title, text))
}

// block prints lines as they are.
func (s *screen) block(text string) {
	for line := range strings.Lines(text) {
		fmt.Fprintln(s.out, strings.TrimRight(indent+line, " \n"))
	}
}

// table prints rows of cells in columns.
func (s *screen) table(rows [][]string) {
	s.block(columns(rows))
}

// columns lines up cells; the last one of a row is as long as it likes.
func columns(rows [][]string) string {
	var widths []int
	for _, row := range rows {
		for i, cell := range row[:len(row)-1] {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			out.WriteString(cell)
			if i < len(row)-1 {
				out.WriteString(strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+3))
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}

// short is a duration, rounded for people.
func short(d time.Duration) string {
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}

// gibibytes is a size in bytes, for people.
func gibibytes(bytes int64) string {
	return fmt.Sprintf("%.1f GiB", float64(bytes)/(1<<30))
}

// lineWith is the first line that holds the text, trimmed.
func lineWith(output, text string) string {
	for line := range strings.Lines(output) {
		if strings.Contains(line, text) {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
