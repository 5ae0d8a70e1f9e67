// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package jobwatch waits for backup jobs and reads recovery points, for any
// number of callers with few calls.
//
// The contract: callers say which job they wait for and until when. One loop per
// [Watcher], alive only while somebody waits, looks at all of those jobs
// together. A caller that leaves affects nobody else. What AWS or the network
// gets wrong for a while never ends a wait: only the caller's context, the job's
// end, or an answer that stays the same refusal does.
package jobwatch
