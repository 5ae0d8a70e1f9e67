// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package jobwatch waits for jobs of one kind, for any number of callers with
// few calls.
//
// A caller names the job and how long to wait. One loop per [Watcher] polls all
// of these jobs together, and runs only while a caller waits. A caller that
// leaves affects no other. Transient faults of AWS or of the network never end a
// wait: only the caller's context, the end of the job, or a lasting denial does.
//
// Each poll lists the jobs back to the creation of the oldest, at most 1,000 in a
// call. Few jobs, and those that lists do not show, are described.
package jobwatch
