// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package emulator is AWS Backup in memory behind the real wire protocol (API 2018-11-15): for tests, the demo, and users' own
// `terraform test`. It imports nothing of the provider and not the AWS SDK, and implements AWS's rules independently,
// so that it does not confirm the provider's mistakes.
//
// Time is a calendar: the base clock plus the jumps of Advance, at rate 1. Date headers, creation dates, windows, retention and
// the expiry of records follow it. Only the lengths of a job's phases, of deletions, copies, indexes and visibility lags are
// divided by the time scale. Nothing runs in the background: the first reader of the state lets everything happen that was
// due, in order and each thing at its own instant.
//
// What AWS documents is done so; where AWS is silent, the choice is stated where it is made, and what matters is switchable.
package emulator
