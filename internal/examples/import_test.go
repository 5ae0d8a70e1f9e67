// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	// exampleID is the ARN of a recovery point or the ID of a job.
	exampleID = regexp.MustCompile(`arn:aws:(ec2:[a-z0-9-]+::(snapshot|image)/[a-z0-9-]+|backup:[a-z0-9-]+:[0-9]{12}:recovery-point:[A-Za-z0-9-]+)|[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}`)
	importTo  = regexp.MustCompile(`(?m)^\s*to\s*=\s*(\S+)`)
)

// importEverything forgets what the example made and imports it in each of the
// ways that the example shows, with the IDs that it really has.
func importEverything(w *world, e example) {
	w.t.Helper()
	for _, name := range e.named(".tf") {
		if isImport(name) {
			importBlock(w, name, e.files[name])
		}
	}
	script := e.files["import.sh"]
	if script == "" {
		return
	}
	for line := range strings.Lines(script) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			importCommand(w, line)
		}
	}
}

// importBlock applies a file with an import block.
func importBlock(w *world, name, content string) {
	w.t.Helper()
	to := importTo.FindStringSubmatch(content)
	if to == nil {
		w.t.Errorf("%s imports nothing", name)
		return
	}
	content, ids := w.real(content, to[1])
	w.terraform("state", "rm", to[1])
	w.write(name, content)
	output := w.terraform("apply", "-auto-approve")
	if !strings.Contains(output, "1 imported, 0 added") || !strings.Contains(output, "0 destroyed") {
		w.t.Errorf("%s did more than import:\n%s", name, output)
	}
	w.sameBackup(name, to[1], ids)
	w.settled("after " + name)
	if err := os.Remove(filepath.Join(w.Dir, name)); err != nil {
		w.t.Fatal(err)
	}
}

// importCommand runs a line of import.sh.
func importCommand(w *world, line string) {
	w.t.Helper()
	words := strings.Fields(line)
	if len(words) != 4 || words[0] != "terraform" || words[1] != "import" {
		w.t.Errorf("%s is not terraform import ADDRESS ID", line)
		return
	}
	id, ids := w.real(words[3], words[2])
	w.terraform("state", "rm", words[2])
	w.terraform("import", words[2], id)
	w.sameBackup(line, words[2], ids)
	// A command has no apply of its own, in which state adopts the configuration.
	if output := w.terraform("apply", "-auto-approve"); !strings.Contains(output, "0 added") || !strings.Contains(output, "0 destroyed") {
		w.t.Errorf("after %s, an apply takes another backup:\n%s", line, output)
	}
	w.settled("after " + line)
}

// made is what an example's resource really got.
type made struct{ job, point string }

// real puts the IDs that a resource got when it was made in place of the
// example's.
func (w *world) real(text, address string) (changed string, ids made) {
	w.t.Helper()
	ids, known := w.made[address]
	if !known {
		ids = made{w.attribute(address, "id"), w.attribute(address, resultOf(address))}
		w.made[address] = ids
	}
	return exampleID.ReplaceAllStringFunc(text, func(id string) string {
		if strings.HasPrefix(id, "arn:") {
			return ids.point
		}
		return ids.job
	}), ids
}

// resultOf is the attribute of the recovery point that an object is about.
func resultOf(address string) string {
	if strings.HasPrefix(address, "awsbackup_copy_job.") {
		return "destination_recovery_point_arn"
	}
	return "recovery_point_arn"
}

// sameBackup checks that what is in state now is the backup that was made.
func (w *world) sameBackup(way, address string, ids made) {
	w.t.Helper()
	if now := w.attribute(address, resultOf(address)); now != ids.point {
		w.t.Errorf("%s imported the recovery point %q, not %q", way, now, ids.point)
	}
}
