// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package jobcompletion is one wait for many jobs as a Terraform resource, such
// as awsbackup_backup_job_completion. It waits for all of its jobs with a few
// list calls, keeps how each ended, and fails with one report of all that failed.
//
// A kind of job describes its completion in an [Of] and offers [New] of it.
package jobcompletion
