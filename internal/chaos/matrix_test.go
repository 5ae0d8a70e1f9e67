// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package chaos_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/chaos"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// harmless are the faults that a user must not notice: the answers say the same
// in other words, or a little later.
var harmless = map[emulator.FaultKind]bool{emulator.PlainTimes: true, emulator.UnknownMembers: true}

// TestFaultMatrix puts every fault into every call that the resource makes. For
// two hours the call goes wrong; then it must be as if nothing had been.
//
//nolint:paralleltest // Virtual time must not go back in one process.
func TestFaultMatrix(t *testing.T) {
	var table strings.Builder
	var problems []string
	problem := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(5 * 365 * 24 * time.Hour) // later than what TestWorld has left in the process
		serial, hits := 0, map[emulator.FaultKind]int{}
		for _, call := range chaos.Calls {
			for _, kind := range chaos.Kinds {
				serial++
				cell, err := call.Strike(t.Context(), kind, serial)
				if err != nil {
					t.Fatal(err)
				}
				if !cell.Hit {
					if kind != emulator.EmptyPage && kind != emulator.RepeatToken {
						problem("%s was not hit by %s", call.Operation, kind)
					}
					continue
				}
				hits[kind]++
				lost := "nothing"
				if len(cell.Lost) > 0 {
					lost = strings.Join(cell.Lost, "; ")
					problem("%s under %s lost: %s", call.Operation, kind, lost)
				}
				if harmless[kind] && strings.HasPrefix(cell.Saw, "error") {
					problem("%s under %s, which is harmless: the user saw %q", call.Operation, kind, cell.Saw)
				}
				// A deletion that was carried out and not answered is no loss.
				if kind != emulator.RemoveVault && !strings.HasPrefix(call.Operation, "Delete") && strings.Contains(cell.After, "Deleted Early") {
					problem("%s under %s: the backup is gone", call.Operation, kind)
				}
				fmt.Fprintf(&table, "%-33s %-17s saw %-58s then %-40s lost %s\n", call.Operation, kind, cell.Saw, cell.After, lost)
			}
		}
		for _, kind := range chaos.Kinds {
			if hits[kind] == 0 {
				problem("no call was hit by %s", kind)
			}
		}
	})
	t.Log("\n" + table.String())
	for _, words := range problems {
		t.Error(words)
	}
}
