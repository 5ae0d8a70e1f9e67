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
)

// TestInterrupt stops the provider wherever it can be held up. That nothing of
// it continues afterwards is seen by the bubble, which does not end before every
// goroutine has.
//
//nolint:paralleltest // Virtual time must not go back in one process.
func TestInterrupt(t *testing.T) {
	var table strings.Builder
	var problems []string
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(40 * 365 * 24 * time.Hour) // later than what other tests have left in the process
		for i, blocking := range chaos.BlockingPoints {
			took, struck, broken, err := blocking.Interrupt(t.Context(), i)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&table, "%-52s answered after %s\n", blocking.Where, took)
			if !struck {
				problems = append(problems, blocking.Where+": the provider was not held up")
			}
			if took > time.Second {
				problems = append(problems, fmt.Sprintf("%s: the provider answered %s after the interrupt", blocking.Where, took))
			}
			problems = append(problems, broken...)
		}
	})
	t.Log("\n" + table.String())
	for _, words := range problems {
		t.Error(words)
	}
}
