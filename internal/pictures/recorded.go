// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// Sizes of the recorded terminal, in pixels.
const (
	column  = 8.0
	rowStep = 18
	margin  = 16
)

const terminalStyle = `<style>
text { font: 13.3px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #d6dde6; white-space: pre }
.ground { fill: #0d1117; stroke: #3d444d }
.l1 { font-weight: bold; fill: #f0f6fc }
.l2 { fill: #8b949e }
.l32 { fill: #56d364 }
.l136 { font-weight: bold; fill: #56d4dd }
</style>
`

// picture is the terminal as an SVG that plays. A terminal is dark on light
// pages, too.
func (t *terminal) picture() []byte {
	columns, last := 0, 0
	for _, s := range t.all {
		columns = max(columns, s.width())
		if len(s.spans) > 0 && s.to == 0 {
			last = max(last, s.row)
		}
	}
	width, height := int(float64(columns)*column)+2*margin, (last+1)*rowStep+2*margin
	var out bytes.Buffer
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img">`+"\n", width, height)
	fmt.Fprintf(&out, "<title>make demo</title>\n%s", terminalStyle)
	fmt.Fprintf(&out, `<rect class="ground" x="0.5" y="0.5" width="%d" height="%d" rx="8">`, width-1, height-1)
	fmt.Fprintf(&out, `<animate id="play" attributeName="opacity" from="1" to="1" begin="0s;play.end" dur="%.2fs"/></rect>`+"\n", t.now+finalPause)
	for _, s := range t.all {
		if len(s.spans) > 0 {
			s.write(&out)
		}
	}
	out.WriteString("</svg>\n")
	return out.Bytes()
}

func (s shown) width() (columns int) {
	for _, piece := range s.spans {
		columns += utf8.RuneCountInString(piece.text)
	}
	return columns
}

// write draws the row, and says when it is to be seen.
func (s shown) write(out *bytes.Buffer) {
	if s.to == 0 {
		fmt.Fprintf(out, `<g><set attributeName="visibility" to="hidden" begin="play.begin" dur="%.2fs"/>`, max(s.from, 0.01))
	} else {
		fmt.Fprintf(out, `<g visibility="hidden"><set attributeName="visibility" to="visible" begin="play.begin+%.2fs" dur="%.2fs"/>`, s.from, s.to-s.from)
	}
	fmt.Fprintf(out, `<text xml:space="preserve" x="%d" y="%d" textLength="%.0f">`, margin, margin+(s.row+1)*rowStep-5, float64(s.width())*column)
	for _, piece := range s.spans {
		if class := looks[piece.look]; class != "" {
			fmt.Fprintf(out, `<tspan class="%s">%s</tspan>`, class, escape(piece.text))
		} else {
			out.WriteString(escape(piece.text))
		}
	}
	out.WriteString("</text></g>\n")
}

// looks are the classes for the demo's SGR sequences.
var looks = map[string]string{"1": "l1", "2": "l2", "32": "l32", "1;36": "l136"}
