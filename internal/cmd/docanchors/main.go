// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Command docanchors adds to the generated guide on troubleshooting the anchors that the provider's errors link to:
//
//	docanchors docs/guides/troubleshooting.md
package main

import (
	"log"
	"os"
	"regexp"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/troubleshooting"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: docanchors FILE")
	}
	guide, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = os.WriteFile(os.Args[1], []byte(addAnchors(string(guide))), 0o600)
	}
	if err != nil {
		log.Fatal(err)
	}
}

var (
	row   = regexp.MustCompile("(?m)^\\| `.*?` \\| ")
	title = regexp.MustCompile("`[^`]+`")
)

// addAnchors gives each title in the first column of the guide's tables an anchor. One that names a backup also stands for the
// same error of a copy and of a restore, unless that has a row of its own.
func addAnchors(guide string) string {
	own := make(map[string]bool)
	for _, cell := range row.FindAllString(guide, -1) {
		for _, t := range title.FindAllString(cell, -1) {
			own[troubleshooting.Anchor(t)] = true
		}
	}
	written := make(map[string]bool)
	return row.ReplaceAllStringFunc(guide, func(cell string) string {
		return title.ReplaceAllStringFunc(cell, func(t string) string {
			var anchors strings.Builder
			for _, kind := range []string{"Backup", "Copy", "Restore"} {
				id := troubleshooting.Anchor(strings.ReplaceAll(t, "Backup", kind))
				if written[id] || kind != "Backup" && own[id] {
					continue
				}
				written[id] = true
				anchors.WriteString(`<a id="` + id + `"></a>`)
			}
			return anchors.String() + t
		})
	})
}
