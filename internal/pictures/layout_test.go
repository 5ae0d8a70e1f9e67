// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/xml"
	"fmt"
	"image"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// drawing decodes the parts of an SVG that make up its layout.
type drawing struct {
	Width  int    `xml:"width,attr"`
	Height int    `xml:"height,attr"`
	Title  string `xml:"title"`
	Desc   string `xml:"desc"`
	Style  string `xml:"style"`
	Rects  []struct {
		Class  string  `xml:"class,attr"`
		X      float64 `xml:"x,attr"`
		Y      float64 `xml:"y,attr"`
		Width  float64 `xml:"width,attr"`
		Height float64 `xml:"height,attr"`
	} `xml:"rect"`
	Texts []struct {
		Class string `xml:"class,attr"`
		X     int    `xml:"x,attr"`
		Y     int    `xml:"y,attr"`
		Text  string `xml:",chardata"`
	} `xml:"text"`
	Paths []struct {
		D string `xml:"d,attr"`
	} `xml:"path"`
}

func parse(t *testing.T, picture []byte) drawing {
	t.Helper()
	var d drawing
	if err := xml.Unmarshal(picture, &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Rects) < 2 || len(d.Texts) == 0 || len(d.Paths) == 0 && d.Title != "What destroying the resource does" {
		t.Fatal("next to nothing is drawn: this test reads the picture wrongly")
	}
	return d
}

// boxes are the rectangles but the ground.
func (d drawing) boxes() []image.Rectangle {
	var all []image.Rectangle
	for _, r := range d.Rects {
		if r.Class != "ground" {
			all = append(all, image.Rect(int(r.X), int(r.Y), int(r.X+r.Width), int(r.Y+r.Height)))
		}
	}
	return all
}

// texts are where the lines are in a wide font, with a little air.
func (d drawing) texts() map[string]image.Rectangle {
	all := map[string]image.Rectangle{}
	for _, text := range d.Texts {
		size := 14.0
		if text.Class == "small" {
			size = 12
		}
		const wide = 0.57 // of a character's height
		half := int(math.Ceil(float64(len(text.Text))*size*wide/2)) + 3
		all[fmt.Sprintf("%s at %d,%d", text.Text, text.X, text.Y)] = image.Rect(text.X-half, text.Y-int(size)+2, text.X+half, text.Y+4)
	}
	return all
}

var number = regexp.MustCompile(`\d+`)

// lines are the pieces of the arrows, a pixel wide.
func (d drawing) lines(t *testing.T) []image.Rectangle {
	t.Helper()
	var all []image.Rectangle
	for _, path := range d.Paths {
		var at []int
		for _, n := range number.FindAllString(path.D, -1) {
			v, err := strconv.Atoi(n)
			if err != nil {
				t.Fatal(err)
			}
			at = append(at, v)
		}
		for i := 0; i+3 < len(at); i += 2 {
			line := image.Rect(at[i], at[i+1], at[i+2], at[i+3])
			line.Max = line.Max.Add(image.Pt(1, 1))
			all = append(all, line)
		}
	}
	return all
}

// TestLayout sees to it that no text is cut, crossed or out of its box.
func TestLayout(t *testing.T) {
	t.Parallel()
	for name, draw := range diagrams {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := parse(t, draw())
			ground := image.Rect(0, 0, d.Width, d.Height).Inset(6)
			texts, boxes := d.texts(), d.boxes()
			for line, place := range texts {
				if !place.In(ground) {
					t.Errorf("%q is cut at the edge", line)
				}
				for _, box := range boxes {
					if place.Overlaps(box) && !place.In(box) {
						t.Errorf("%q is wider than its box, or runs into one", line)
					}
				}
				for _, arrow := range d.lines(t) {
					if place.Overlaps(arrow) {
						t.Errorf("%q is crossed by the arrow at %v", line, arrow)
					}
				}
				for other, occupied := range texts {
					if line != other && place.Overlaps(occupied.Inset(2)) && place.Min.Y == occupied.Min.Y {
						t.Errorf("%q and %q overlap", line, other)
					}
				}
			}
			for i, box := range boxes {
				if !box.In(ground) {
					t.Errorf("the box %v is cut at the edge", box)
				}
				for _, other := range boxes[:i] {
					if box.Overlaps(other) {
						t.Errorf("the boxes %v and %v overlap", box, other)
					}
				}
			}
		})
	}
}

var fill = regexp.MustCompile(`(?m)^(text|\.\w+) \{.*?\bfill: (#[0-9a-f]{6})`)

// TestContrast measures texts on boxes as WCAG does: 4.5 is what it asks for.
func TestContrast(t *testing.T) {
	t.Parallel()
	light, dark, found := strings.Cut(style, "@media (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("there is no dark style")
	}
	for mode, rules := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]string{}
		for _, rule := range fill.FindAllStringSubmatch(rules, -1) {
			colours[rule[1]] = rule[2]
		}
		for _, text := range []string{"text", ".small"} {
			for _, ground := range []string{".ground", "." + plain, "." + good, "." + bad, "." + ask, "." + head} {
				a, b := luminance(t, colours[text]), luminance(t, colours[ground])
				if contrast := (max(a, b) + 0.05) / (min(a, b) + 0.05); contrast < 4.5 {
					t.Errorf("%s: %s on %s has a contrast of %.1f", mode, text, ground, contrast)
				}
			}
		}
	}
}

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil {
		t.Fatalf("colour %q: %v", colour, err)
	}
	part := func(shift uint) float64 {
		c := float64(rgb>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// TestDescribed looks for what is read to those who do not see a picture.
func TestDescribed(t *testing.T) {
	t.Parallel()
	for name, draw := range diagrams {
		if d := parse(t, draw()); d.Title == "" || len(d.Desc) < 100 {
			t.Errorf("%s has the title %q and the description %q", name, d.Title, d.Desc)
		}
	}
}
