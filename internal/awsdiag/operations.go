// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// fault is a failure by its kind: what it is called, whose it is, and what to do about it.
type fault struct {
	summary    string
	attribute  string // The argument at fault, "" when no single one is.
	cause, fix string
}

// permission is an IAM action and the form of the ARN that it is checked on.
type permission struct{ action, resource string }

// operation is what a call needs and what its typical refusals mean. Permissions are those of the AWS Backup developer
// guide, page "access-control", and of the service authorization reference.
type operation struct {
	needs []permission
	// onVault says that a vault is part of the request. AWS answers 403 for a vault that does not exist.
	onVault bool
	missing fault // What a ResourceNotFoundException means.
	refused fault // What an InvalidRequestException means.
	// started is the command that shows whether a call without an answer has started a job, "" for a call that starts none.
	started string
}

var (
	jobMissing = fault{
		summary: "Backup Job Not Found",
		cause: "AWS Backup does not know {job} in {region}. Job records are removed after 30 days, and a job is known only in its own " +
			"account and Region.",
		fix: "Check the ID and the Region (import accepts id@region). For a job whose record has expired, import the recovery point " +
			"instead: backup_vault_name,recovery_point_arn",
	}
	copyJobMissing = fault{
		summary: "Copy Job Not Found",
		cause: "AWS Backup does not know {job} in {region}. Job records are removed after 30 days, and a copy job is known only in the " +
			"account and Region of its source.",
		fix: "Check the ID and the Region (import accepts id@region). For a job whose record has expired, import the copy instead: " +
			"destination_backup_vault_arn,recovery_point_arn",
	}
	restoreJobMissing = fault{
		summary: "Restore Job Not Found",
		cause: "AWS Backup does not know {job} in {region}. Job records are removed after about 30 days, and a job is known only in its own " +
			"account and Region.",
		fix: "Check the ID and the Region (import accepts id@region). What an older job restored needs no restore job: import it into " +
			"the provider that manages it.",
	}
	pointMissing = fault{
		summary: "Recovery Point Not Found",
		cause: "{point} is not in {vault}: it was deleted, its retention has ended, it is in another vault or Region, or it was " +
			"created so recently that AWS does not show it yet.",
		fix: "Look for it among the resource's recovery points: aws backup list-recovery-points-by-resource{region_flag} " +
			"--resource-arn {resource_arg}. If it was created a moment ago, try again.",
	}
	pointNowhere = fault{
		summary: "Recovery Point Not Found",
		cause: "No backup vault of this account in {region} holds it: it was deleted, its retention has ended, or it is in another " +
			"account or Region. Snapshots that another service manages are in no vault either.",
		fix: "Check the ARN, and the Region and account of the provider; set region if the recovery point is in another Region.",
	}
	tagsMissing = fault{
		summary: "Tags of the Recovery Point Not Found",
		cause: "AWS Backup keeps no tags of {point}: it was deleted, it is in another Region or account, or its tags belong to the service " +
			"that keeps it.",
		fix: "Check whether the recovery point exists: aws backup list-recovery-points-by-resource{region_flag} --resource-arn {resource_arg}",
	}
	vaultMissing = fault{
		summary:   kindVault.title,
		attribute: kindVault.attribute,
		cause:     "There is no {vault} in {region} of this account. It was deleted, or the name is misspelt; names are case-sensitive.",
		fix: "Create the vault before the backup, or correct backup_vault_name; this lists the vaults: aws backup list-backup-vaults{region_flag}. " +
			"If the same configuration creates the vault, refer to it (backup_vault_name = aws_backup_vault.example.name), so that " +
			"Terraform creates it first.",
	}
	sourceMissing = fault{
		summary:   kindSource.title,
		attribute: kindSource.attribute,
		cause:     "{resource} does not exist in {region} of this account, or AWS Backup may not see it.",
		fix:       "Check resource_arn, and set region if the resource is in another Region than the provider's.",
	}
	jobNotStoppable = fault{
		summary: "Backup Job Cannot Be Stopped",
		cause: "{job} has ended in the meantime, or its resource is of a type whose jobs AWS Backup cannot stop: Aurora, DocumentDB, " +
			"FSx, Neptune, RDS and SAP HANA on EC2.",
		fix: "Look at the state of the job. If it still runs, let it end, and delete its recovery point afterwards if it is not wanted.",
	}
	lifecycleFixed = fault{
		summary:   "Lifecycle Cannot Be Changed",
		attribute: "recovery_point_lifecycle",
		cause: "The lifecycle of a recovery point is fixed once it is in cold storage, while its vault is locked, and always for a " +
			"continuous backup. A move to cold storage has to lie in the future: at least the age of the point in days + 1.",
		fix: "Set recovery_point_lifecycle back to what the recovery point has, or keep the difference out of plans by lifecycle { " +
			"ignore_changes = [recovery_point_lifecycle] }. For a backup with the new lifecycle take another one: terraform apply -replace=ADDRESS.",
	}
	pointKept = fault{
		summary: "Recovery Point Cannot Be Deleted",
		cause: "AWS Backup refuses to delete {point} for the reason above. It refuses while the recovery point is being restored or " +
			"copied, while it has a backup access point (S3), nested recovery points or a legal hold, and while its vault is locked.",
		fix: "Destroy again after the restore or the copy has ended, or remove the access point, the hold or the lock (a governance lock " +
			"only) first. To leave the recovery point to its retention, set on_destroy = \"retain\" and apply before destroying. This shows the lock: aws backup describe-backup-vault{region_flag} --backup-vault-name {vault_arg}",
	}
	indexRefused = fault{
		summary:   "Backup Index Not Possible",
		attribute: "index",
		cause: "Only backups of EBS and S3 can be indexed, and not in a logically air-gapped vault. For EBS, {role} needs the policy " +
			"AWSBackupServiceRolePolicyForIndexing.",
		fix: "Remove index for a resource of another type. For EBS, attach {index_policy} to {role}.",
	}
	tagsRefused = fault{
		summary:   "Recovery Point Cannot Be Tagged",
		attribute: "tags",
		cause: "AWS Backup tags only recovery points of its own kind (arn:{partition}:backup:...). Those of EBS, EC2, RDS, Aurora, FSx " +
			"and others belong to their service.",
		fix: "Tag the snapshot through its own service (for EBS and EC2: aws ec2 create-tags), or take a new backup with the tags.",
	}
	copySourceMissing = fault{
		summary:   "Recovery Point Not Found",
		attribute: "recovery_point_arn",
		cause: "{point} is not in {vault} of {region}: it was deleted, its retention has ended, it is in another vault, Region or account, or " +
			"there is no such vault. A copy starts in the account and Region of its source.",
		fix: "Correct recovery_point_arn or source_backup_vault_name; this lists what the vault holds: aws backup " +
			"list-recovery-points-by-backup-vault{region_flag} --backup-vault-name {vault_arg}",
	}
	copyRefused = fault{
		summary: "Copy Job Refused",
		cause: "AWS Backup does not copy {point} in its present state, or not to {destination}: it may be incomplete, in deletion, or of a " +
			"type that cannot be copied there.",
		fix: "Do what the message asks for. This shows the state of the recovery point: aws backup describe-recovery-point{region_flag} " +
			"--backup-vault-name {vault_arg} --recovery-point-arn {point_arg}",
	}
	restoreSourceMissing = fault{
		summary:   pointNowhere.summary,
		attribute: "recovery_point_arn",
		cause:     pointNowhere.cause,
		fix:       pointNowhere.fix,
	}
	restoreRefused = fault{
		summary: "Restore Job Refused",
		cause: "AWS Backup does not restore {point} in its present state, or not as requested: it may be incomplete, in deletion, or " +
			"composite, whose nested recovery points are restored one by one.",
		fix: "Do what the message asks for. Look at the state of the recovery point, and compare metadata with what AWS documents for the " +
			"type; data.awsbackup_restore_metadata shows a set that can be replayed.",
	}
	startRefused = fault{
		summary: "Backup Job Refused",
		cause: "AWS Backup does not start this job in the present state of the account, the vault or the resource; resource types that " +
			"are switched off under service opt-in are one reason.",
		fix: "See what is opted in, and switch the type on if it is off: aws backup describe-region-settings{region_flag}. Check " +
			"that {vault} and {resource} are available.",
	}
)

// passRole is what a start needs for the role of its job.
var passRole = permission{"iam:PassRole", "{role_arn} (condition: iam:PassedToService = backup.amazonaws.com)"}

// operations has every call that this provider makes.
var operations = map[string]operation{
	"StartBackupJob": {
		needs: []permission{
			{"backup:StartBackupJob", "{vault_arn}"},
			passRole,
			{"backup:TagResource", "{any_point} (when there are tags)"},
		},
		onVault: true,
		missing: vaultMissing,
		refused: startRefused,
		started: "aws backup list-backup-jobs{region_flag} --by-resource-arn {resource_arg}",
	},
	"StopBackupJob":     {needs: []permission{{"backup:StopBackupJob", "*"}}, missing: jobMissing, refused: jobNotStoppable},
	"DescribeBackupJob": {needs: []permission{{"backup:DescribeBackupJob", "*"}}, missing: jobMissing},
	"ListBackupJobs":    {needs: []permission{{"backup:ListBackupJobs", "*"}}},
	"DescribeRecoveryPoint": {
		needs:   []permission{{"backup:DescribeRecoveryPoint", "{point_arn}"}, {"backup:DescribeRecoveryPoint", "{vault_arn}"}},
		onVault: true,
		missing: pointMissing,
	},
	"ListRecoveryPointsByBackupVault": {
		needs:   []permission{{"backup:ListRecoveryPointsByBackupVault", "{vault_arn}"}},
		onVault: true,
		missing: vaultMissing,
	},
	"ListRecoveryPointsByResource": {needs: []permission{{"backup:ListRecoveryPointsByResource", "*"}}, missing: sourceMissing},
	"UpdateRecoveryPointLifecycle": {
		needs: []permission{
			{"backup:UpdateRecoveryPointLifecycle", "{point_arn}"},
			{"backup:UpdateRecoveryPointLifecycle", "{vault_arn}"},
		},
		onVault: true,
		missing: pointMissing,
		refused: lifecycleFixed,
	},
	"UpdateRecoveryPointIndexSettings": {
		needs:   []permission{{"backup:UpdateRecoveryPointIndexSettings", "{point_arn}"}},
		onVault: true,
		missing: pointMissing,
		refused: indexRefused,
	},
	"DeleteRecoveryPoint": {
		needs: []permission{
			{"backup:DeleteRecoveryPoint", "{point_arn}"},
			{"backup:DeleteRecoveryPoint", "{vault_arn}"},
			{"iam:CreateServiceLinkedRole", "arn:{partition}:iam::*:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup"},
		},
		onVault: true,
		missing: pointMissing,
		refused: pointKept,
	},
	"TagResource":            {needs: []permission{{"backup:TagResource", "{any_point}"}}, missing: tagsMissing, refused: tagsRefused},
	"UntagResource":          {needs: []permission{{"backup:UntagResource", "{any_point}"}}, missing: tagsMissing, refused: tagsRefused},
	"ListTags":               {needs: []permission{{"backup:ListTags", "{any_point}"}}, missing: tagsMissing, refused: tagsRefused},
	"DescribeBackupVault":    {needs: []permission{{"backup:DescribeBackupVault", "{vault_arn}"}}, onVault: true, missing: vaultMissing},
	"ListBackupVaults":       {needs: []permission{{"backup:ListBackupVaults", "*"}}},
	"DescribeRegionSettings": {needs: []permission{{"backup:DescribeRegionSettings", "*"}}},
	"DescribeGlobalSettings": {needs: []permission{{"backup:DescribeGlobalSettings", "*"}}},

	"StartCopyJob": {
		needs: []permission{
			{"backup:StartCopyJob", "{point_arn}"},
			passRole,
			{"backup:CopyIntoBackupVault", "{destination_arn} (which the role of the job needs too, and the access policy of that vault must not deny)"},
		},
		onVault: true,
		missing: copySourceMissing,
		refused: copyRefused,
		started: "aws backup list-copy-jobs{region_flag} --by-source-recovery-point-arn {point_arg}",
	},
	"DescribeCopyJob": {needs: []permission{{"backup:DescribeCopyJob", "*"}}, missing: copyJobMissing},
	"ListCopyJobs":    {needs: []permission{{"backup:ListCopyJobs", "*"}}},

	"StartRestoreJob": {
		needs: []permission{
			{"backup:StartRestoreJob", "{point_arn}"},
			{"backup:StartRestoreJob", "{vault_arn}"},
			passRole,
		},
		missing: restoreSourceMissing,
		refused: restoreRefused,
		started: "aws backup list-restore-jobs{region_flag}", // AWS has no filter by recovery point.
	},
	"DescribeRestoreJob":    {needs: []permission{{"backup:DescribeRestoreJob", "*"}}, missing: restoreJobMissing},
	"ListRestoreJobs":       {needs: []permission{{"backup:ListRestoreJobs", "*"}}},
	"GetRestoreJobMetadata": {needs: []permission{{"backup:GetRestoreJobMetadata", "*"}}, missing: restoreJobMissing},
	"GetRecoveryPointRestoreMetadata": {
		needs: []permission{
			{"backup:GetRecoveryPointRestoreMetadata", "{point_arn}"},
			{"backup:GetRecoveryPointRestoreMetadata", "{vault_arn}"},
		},
		onVault: true,
		missing: pointMissing,
	},
	"GetRestoreTestingInferredMetadata": {
		needs:   []permission{{"backup:GetRestoreTestingInferredMetadata", "*"}},
		onVault: true,
		missing: pointMissing,
	},
}
