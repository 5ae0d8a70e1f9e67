// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package jobwatch waits for jobs of one kind, for any number of callers with
// few calls.
//
// A caller names the job and until when to wait. One loop per [Watcher], which
// lives only while a caller waits, polls all of those jobs together. A caller
// that leaves affects no other. A fault of AWS or of the network that passes
// never ends a wait: only the caller's context, the end of the job, or a denial
// that lasts does.
package jobwatch
