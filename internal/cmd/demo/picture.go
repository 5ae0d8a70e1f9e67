// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"strings"
)

// barWidth is the width of a full bar, in characters.
const barWidth = 24

// picture shows how far the jobs are: on a terminal as a table that is drawn
// over itself, elsewhere as one line for each step that is worth telling.
type picture struct {
	screen *screen
	drawn  int // lines of the last table
	told   map[string]step
}

// step is what is worth telling of a job.
type step struct {
	state   string
	quarter int
}

func (s *screen) picture() *picture {
	return &picture{screen: s, told: map[string]step{}}
}

func (p *picture) draw(jobs []progress) {
	if p.screen.terminal {
		p.redraw(jobs)
		return
	}
	for _, job := range jobs {
		now := step{job.state, int(job.percent) / 25}
		if p.told[job.source] == now {
			continue
		}
		p.told[job.source] = now
		p.screen.block(columns([][]string{{fmt.Sprintf("%-32s", job.source), fmt.Sprintf("%5s", share(job.percent)), job.state}}))
	}
}

func (p *picture) redraw(jobs []progress) {
	rows := [][]string{{"SOURCE", "", "DONE", "STATE"}}
	for _, job := range jobs {
		rows = append(rows, []string{job.source, bar(job.percent), fmt.Sprintf("%4s", share(job.percent)), job.state})
	}
	if p.drawn > 0 {
		fmt.Fprintf(p.screen.out, "\x1b[%dA\x1b[J", p.drawn)
	}
	p.screen.table(rows)
	p.drawn = len(rows)
}

// share is "" for one that AWS does not report.
func share(percent float64) string {
	if percent < 0 {
		return ""
	}
	return fmt.Sprintf("%.0f%%", percent)
}

func bar(percent float64) string {
	full := min(barWidth, max(0, int(percent/100*barWidth+0.5)))
	return strings.Repeat("█", full) + strings.Repeat("░", barWidth-full)
}
