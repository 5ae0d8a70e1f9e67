// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// vaultMessages are about the vault, its lock, the lifecycle and the windows. Sources: AWS Backup developer guide,
// pages "backup-dashboards", "eventbridge", "lag-vault-primary-backup"; error texts of the API for the 90-day rule.
var vaultMessages = []message{
	{
		id:    "1",
		kind:  kindBusy,
		texts: []string{"Backup job failed because there was a running job for the same resource."},
		cause: "AWS Backup runs one backup or copy job of a resource at a time, and another one was running for {resource}.",
		fix: "Apply again when the other job has ended; this lists it: aws backup list-backup-jobs{region_flag} --by-resource-arn " +
			"{resource_arg} --by-state RUNNING. To let a job wait longer for its turn, raise start_window_minutes. Two backups of one " +
			"resource in one configuration need a depends_on between them.",
	},
	{
		id:    "2",
		kind:  kindCompleteBy,
		texts: []string{"Backup job expired before completion."},
		cause: "The backup was not finished when its complete window ended. That window counts from the creation of the job, so " +
			"time spent waiting for the start is part of it. For Aurora, an RDS snapshot taken at the same time can also cause this.",
		fix: "Raise complete_window_minutes, so that it exceeds start_window_minutes by at least the time that the backup itself takes.",
	},
	{
		id:    "3",
		kind:  kindVault,
		texts: []string{"backup vault * does not exist"},
		cause: vaultMissing.cause,
		fix:   vaultMissing.fix,
	},
	{
		id:    "4",
		kind:  kindLifecycle,
		texts: []string{"lifecycle is outside the valid range for backup vault"},
		cause: "{vault} is locked with a minimum or a maximum retention, and {retention} is outside of it. A vault with a maximum " +
			"also refuses backups that are kept indefinitely.",
		fix: "Set recovery_point_lifecycle.delete_after_days to a value from MinRetentionDays to MaxRetentionDays of the vault. This " +
			"shows both: aws backup describe-backup-vault{region_flag} --backup-vault-name {vault_arg}",
	},
	{
		id:    "lifecycle-90",
		kind:  kindLifecycle,
		texts: []string{"DeleteAfterDays cannot be less than 90 days apart from MoveToColdStorageAfterDays"},
		cause: "A backup that moves to cold storage has to stay there for at least 90 days.",
		fix: "Set delete_after_days to at least move_to_cold_storage_after_days + 90, or remove move_to_cold_storage_after_days. To " +
			"turn cold storage off leave the argument out; 0 does not mean off.",
	},
	{
		id:    "lifecycle-range",
		kind:  kindLifecycle,
		texts: []string{"DeleteAfterDays cannot be less than 1 or more than 36500 days"},
		cause: "The retention is outside of what AWS Backup accepts.",
		fix:   "Set delete_after_days to a value from 1 to 36500, or leave it out to keep the backup indefinitely.",
	},
	{
		id:    "lifecycle-cold",
		kind:  kindLifecycle,
		texts: []string{"MoveToColdStorageAfterDays is unavailable"},
		cause: "This recovery point cannot move to cold storage; continuous ones never can.",
		fix:   "Remove recovery_point_lifecycle.move_to_cold_storage_after_days.",
	},
	{
		id:    "20",
		kind:  kindGone,
		texts: []string{"Could not find cryopod", "Cannot find recovery point"},
		cause: "AWS Backup did not find the vault (\"cryopod\" is its internal word for one) or the recovery point in it: " +
			"it was deleted while the job was running, or the vault is in another Region.",
		fix: "Check that {vault} exists in {region}: aws backup list-backup-vaults{region_flag}",
	},
	{
		id:    "31",
		kind:  kindElsewhere,
		texts: []string{"already has continuous backup enabled for another vault"},
		cause: "A bucket can have continuous backups (point-in-time recovery) in one vault only, and another vault has them.",
		fix:   "Take this backup into the vault that holds the bucket's continuous backups, or end those first.",
	},
}
