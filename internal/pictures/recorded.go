// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"fmt"
	"regexp"
	"unicode/utf8"
)

// Sizes of the recorded terminal, in pixels.
const (
	column  = 8.0
	rowStep = 18
	margin  = 16
)

const terminalStyle = `<style>
text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 13.3px; fill: #d6dde6 }
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
	out.WriteString(opening(width, height, "make demo", "A terminal on which make demo runs: terraform apply takes three backups at once, "+
		"the recovery points are listed, a second plan has no changes, a plan with cold storage for less than 90 days is refused, "+
		"terraform destroy keeps the backups, and one of them is copied to a second Region and restored there."))
	out.WriteString(terminalStyle)
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

// write draws the row, and says when it can be seen.
func (s shown) write(out *bytes.Buffer) {
	if s.to == 0 {
		fmt.Fprintf(out, `<g><set attributeName="visibility" to="hidden" begin="play.begin" dur="%.2fs"/>`, max(s.from, 0.01))
	} else {
		fmt.Fprintf(out, `<g visibility="hidden"><set attributeName="visibility" to="visible" begin="play.begin+%.2fs" dur="%.2fs"/>`, s.from, s.to-s.from)
	}
	at := 0
	for _, piece := range s.spans {
		writeWords(out, piece, at, margin+(s.row+1)*rowStep-5)
		at += utf8.RuneCountInString(piece.text)
	}
	out.WriteString("</g>\n")
}

// words are what stands together: columns of a table are apart by more than one
// space.
var words = regexp.MustCompile(`\S+(?: \S+)*`)

// writeWords puts each at its own column, so that they stand in line in a font
// of another width, too.
func writeWords(out *bytes.Buffer, piece span, column0, y int) {
	for _, place := range words.FindAllStringIndex(piece.text, -1) {
		word := piece.text[place[0]:place[1]]
		x := margin + float64(column0+utf8.RuneCountInString(piece.text[:place[0]]))*column
		class := ""
		if look := looks[piece.look]; look != "" {
			class = fmt.Sprintf(` class="%s"`, look)
		}
		fmt.Fprintf(out, `<text%s x="%.0f" y="%d" textLength="%.0f">%s</text>`, class, x, y, float64(utf8.RuneCountInString(word))*column, escape(word))
	}
}

// looks are the classes for the demo's SGR sequences.
var looks = map[string]string{"1": "l1", "2": "l2", "32": "l32", "1;36": "l136"}
