// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// Looks of a box.
const (
	plain = "plain"
	good  = "good"
	bad   = "bad"
	ask   = "ask" // a question
	head  = "head"
)

// style works on light and on dark pages: the picture brings its own ground, and
// follows the reader's setting where the page lets it.
const style = `<style>
text { font-family: system-ui, -apple-system, "Segoe UI", sans-serif; font-size: 14px; fill: #1f2328 }
.small { font-size: 12px; fill: #59636e }
.ground { fill: #ffffff; stroke: #d1d9e0 }
.plain { fill: #f6f8fa; stroke: #59636e }
.good { fill: #dafbe1; stroke: #1a7f37 }
.bad { fill: #ffebe9; stroke: #cf222e }
.ask { fill: #fff8c5; stroke: #9a6700 }
.head { fill: #ddf4ff; stroke: #0969da }
.arrow { fill: none; stroke: #59636e; stroke-width: 1.5 }
.tip { fill: #59636e }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.small { fill: #9198a1 }
.ground { fill: #0d1117; stroke: #3d444d }
.plain { fill: #151b23; stroke: #9198a1 }
.good { fill: #12261e; stroke: #3fb950 }
.bad { fill: #25171c; stroke: #f85149 }
.ask { fill: #272115; stroke: #d29922 }
.head { fill: #121d2f; stroke: #4493f8 }
.arrow { stroke: #9198a1 }
.tip { fill: #9198a1 }
}
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>
`

// picture is an SVG in the making. Lengths are in pixels.
type picture struct{ out bytes.Buffer }

// newPicture begins one. The title and the description, which says what there is
// to see, are for those who do not see it.
func newPicture(width, height int, title, description string) *picture {
	p := &picture{}
	p.out.WriteString(opening(width, height, title, description))
	p.out.WriteString(style)
	fmt.Fprintf(&p.out, `<rect class="ground" x="0.5" y="0.5" width="%d" height="%d" rx="8"/>`+"\n", width-1, height-1)
	return p
}

// opening is the beginning of any picture.
func opening(width, height int, title, description string) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%[1]d" height="%[2]d" viewBox="0 0 %[1]d %[2]d" role="img" aria-labelledby="title description">
<title id="title">%[3]s</title>
<desc id="description">%[4]s</desc>
`, width, height, escape(title), escape(description))
}

// bytes ends the picture.
func (p *picture) bytes() []byte {
	p.out.WriteString("</svg>\n")
	return p.out.Bytes()
}

// box is a rectangle with lines of text in its middle; all but the first are
// small.
func (p *picture) box(look string, x, y, width, height int, lines ...string) {
	fmt.Fprintf(&p.out, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="6"/>`+"\n", look, x, y, width, height)
	const leading = 17
	top := y + height/2 - (len(lines)-1)*leading/2 + 5
	for i, line := range lines {
		p.text(x+width/2, top+i*leading, line, i > 0)
	}
}

// text is one line, centred.
func (p *picture) text(x, y int, line string, small bool) {
	class := ""
	if small {
		class = ` class="small"`
	}
	fmt.Fprintf(&p.out, `<text%s x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", class, x, y, escape(line))
}

// arrow goes through points given as x, y, x, y and so on.
func (p *picture) arrow(points ...int) {
	var path strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		fmt.Fprintf(&path, "%s%d %d", map[bool]string{true: "M", false: "L"}[i == 0], points[i], points[i+1])
	}
	fmt.Fprintf(&p.out, `<path class="arrow" d="%s" marker-end="url(#tip)"/>`+"\n", path.String())
}

func escape(text string) string {
	var out bytes.Buffer
	if err := xml.EscapeText(&out, []byte(text)); err != nil {
		panic(err) // a buffer takes everything
	}
	return out.String()
}
