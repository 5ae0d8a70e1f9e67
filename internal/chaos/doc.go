// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package chaos takes the provider through random lifecycles under random
// faults, all from one seed, and checks after every step that nothing was lost:
// no job unknown to the user, no second job for one intent, no resource dropped
// without cause, nothing deleted that should have been kept. The lifecycles are those
// of awsbackup_backup_job, one at a time or two applies of one configuration at
// once, replaced in either order, renamed without a moved block; of composite,
// temporary and short-lived backups. Beside them copies and restores are started
// and replaced, awsbackup_backup_job_completion waits for backup jobs, and the
// actions start and stop some.
//
// [Terraform] runs in process, by package inprocess, and so does the provider. The
// emulator is reached without a network, so that everything runs in the virtual
// time of testing/synctest: at production paces, with waits of hours that take
// no time.
package chaos
