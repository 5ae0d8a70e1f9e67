// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import "testing"

func TestAddAnchors(t *testing.T) {
	t.Parallel()
	const guide = "`In prose`\n\n| message | why |\n| --- | --- |\n| `Backup Job Forgotten`, `Empty` | `other` |\n| `Copy Job Forgotten` | none |\n"
	const want = "`In prose`\n\n| message | why |\n| --- | --- |\n" +
		"| <a id=\"backup-job-forgotten\"></a><a id=\"restore-job-forgotten\"></a>`Backup Job Forgotten`, <a id=\"empty\"></a>`Empty` | `other` |\n" +
		"| <a id=\"copy-job-forgotten\"></a>`Copy Job Forgotten` | none |\n"
	if got := addAnchors(guide); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
