// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

// documentedRows are the job messages that AWS documents, as section 6.3 of the project's AWS Backup reference lists
// them, with what the message must contain. A row that AWS lists as a fragment stands here in a sentence around it.
var documentedRows = []struct {
	id        string
	messages  []string
	title     string
	attribute string
	phrases   []string
}{
	{
		"1",
		[]string{"Backup job failed because there was a running job for the same resource."},
		"Another Job Was Running", "",
		[]string{"raise start_window_minutes", "--by-state RUNNING"},
	},
	{
		"2",
		[]string{"Backup job expired before completion."},
		"Complete Window Ran Out", "complete_window_minutes",
		[]string{"Raise complete_window_minutes", "Aurora"},
	},
	{
		"3",
		[]string{"Backup job failed because backup vault arn:aws:backup:us-west-2:496821122410:backup-vault:prod does not exist."},
		"Backup Vault Missing", "backup_vault_name",
		[]string{`vault "prod"`, "aws_backup_vault.example.name"},
	},
	{
		"4",
		[]string{"Backup job failed because the lifecycle is outside the valid range for backup vault."},
		"Lifecycle Not Allowed", "recovery_point_lifecycle",
		[]string{"delete_after_days = 5 is outside", "MinRetentionDays"},
	},
	{
		"5",
		[]string{"IAM Role " + testRole + " cannot be assumed by AWS Backup"},
		"Role Not Assumable", "iam_role_arn",
		[]string{"backup.amazonaws.com", "aws iam get-role --role-name Backup", "apply again in a few minutes"},
	},
	{"6", []string{
		"You are not authorized to perform this operation.",
		"The role is not authorized to create this snapshot",
		"Received an access denied while copying",
		"The role does not have permission for this table",
		"There is a missing permission on the file system",
	}, "Job Role Lacks Permissions", "iam_role_arn", []string{
		"aws iam attach-role-policy --role-name Backup --policy-arn arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
		"arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
	}},
	{
		"7",
		[]string{"Access Denied trying to call AWS Backup service"},
		"Job Role Lacks Permissions", "iam_role_arn",
		[]string{"backup:TagResource on arn:aws:backup:eu-west-1:111122223333:recovery-point:*", "get-backup-vault-access-policy"},
	},
	{
		"8",
		[]string{"Customer credential miss permission to get bucket versioning for bucket."},
		"Job Role Lacks Permissions", "iam_role_arn",
		[]string{"--policy-arn arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup", "versioning"},
	},
	{
		"9",
		[]string{"The resultant tag set must not have more than 50 user tags.", "Failed: More than 50 tags specified"},
		"Too Many Tags", "tags",
		[]string{"at most 50 keys"},
	},
	{
		"10",
		[]string{"Subscriber limit exceeded: You have reached the maximum concurrent number of backups, which is 300. Try again later."},
		"Quota Reached", "",
		[]string{"DynamoDB", "-parallelism=10"},
	},
	{"11", []string{
		"Maximum allowed in-progress snapshots for a single volume exceeded.",
		"Image creation throttled due to maximum number of concurrent snapshots on an EBS volume.",
	}, "Quota Reached", "", []string{"describe-snapshots --region eu-west-1"}},
	{
		"12",
		[]string{"Maximum allowed active snapshot limit exceeded.", "Cannot create more than 20 user snapshots"},
		"Quota Reached", "",
		[]string{"Delete snapshots", "Service Quotas"},
	},
	{
		"13",
		[]string{"You have reached your quota of 50,000 for the number of public and private images allowed in this Region."},
		"Quota Reached", "",
		[]string{"Deregister images"},
	},
	{
		"14",
		[]string{"You have reached the maximum supported backups for your account.", "You have reached the maximum supported backups for your database."},
		"Quota Reached", "",
		[]string{"at most 4 backups"},
	},
	{
		"15",
		[]string{"Backup could not start because it is either inside or too close to the weekly maintenance window configured in RDS instance."},
		"Service Window in the Way", "",
		[]string{"weekly maintenance window", "raise start_window_minutes"},
	},
	{
		"16",
		[]string{"Backup could not start because it is either inside or too close to the automated backup window configured in RDS instance."},
		"Service Window in the Way", "",
		[]string{"automated backup window", "raise start_window_minutes"},
	},
	{"17", []string{
		"Instance is not in state 'running'.",
		"DBInstance db is not in the available state.",
		"The cluster is not in available state",
		"Cannot snapshot volume 'vol-1' when it is in creating state",
	}, "Resource Not Ready", "", []string{"Wait until it is available", "depends_on"}},
	{"18", []string{
		"KMS key is either disabled or pending deletion or access to KMS key is denied",
		"Given key ID is not accessible",
		"The default kms key could not be used",
		"Given key ID does not exist",
	}, "KMS Key Not Usable", "", []string{"kms:CreateGrant", testRole}},
	{"19", []string{
		"The specified volume was not found.",
		"Table not found.",
		"The virtual machine is not found.",
		"File system fs-1 does not exist",
		"Could not find resource fs-1",
		"The resource not found in the account",
		"The instance is no longer available",
	}, "Resource Missing", "resource_arn", []string{"Check resource_arn", testVolume}},
	{
		"20",
		[]string{"Could not find cryopod with name prod", "Cannot find recovery point"},
		"Vault or Recovery Point Missing", "backup_vault_name",
		[]string{"aws backup list-backup-vaults --region eu-west-1"},
	},
	{
		"21",
		[]string{"This is an unsupported resource type: volume"},
		"Not Supported for This Resource", "resource_arn",
		[]string{"get-supported-resource-types"},
	},
	{
		"21",
		[]string{"Feature is not supported for provided resource type."},
		"Not Supported for This Resource", "resource_arn",
		[]string{"Remove the argument"},
	},
	{
		"21",
		[]string{"The provided ARN is invalid"},
		"Invalid Value", "",
		[]string{"Compare resource_arn and backup_options"},
	},
	{
		"22",
		[]string{"The AWS Access Key Id needs a subscription for the service"},
		"Service Not Enabled", "",
		[]string{"Enable the service"},
	},
	{"23", []string{
		"Windows VSS Backup attempt failed because either Instance or SSM Agent has invalid state or insufficient privileges.",
		"Windows VSS Backup attempt failed because of insufficient privileges to perform this operation.",
		"Windows VSS Backup attempt failed because ec2-vss-agent.exe is not installed.",
		"Windows VSS Backup attempt failed because of timeout on VSS enabled snapshot creation.",
		"Windows VSS Backup attempt failed because of unsupported Windows version",
	}, "No Windows VSS Backup", "backup_options", []string{"SSM agent", "AwsVssComponents", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"}},
	{
		"24",
		[]string{"Windows VSS Backup Job Error encountered, trying for regular backup"},
		"No Windows VSS Backup", "backup_options",
		[]string{"crash-consistent", "triggers"},
	},
	{
		"25",
		[]string{"Your backup succeeded, but we were unable to persist NetworkInterfaces metadata for your instance."},
		"Metadata Not Saved", "",
		[]string{"network"},
	},
	{"26", []string{
		"We are unable to copy resource tags to your backup because of the Internal Failure.",
		"We are unable to copy resource tags to your backup because source or destination recovery point is unavailable",
	}, "Tags Not Copied", "", []string{"tags of " + testVolume + " are not on it"}},
	{"27", []string{
		"This operation is not valid for the specified hypervisor because it is not online",
		"CreateSnapshot method not supported on hypervisor vcenter",
	}, "Hypervisor Not Reachable", "", []string{"gateway"}},
	{
		"28",
		[]string{"An internal error occurred.", "Backup job encountered a fatal error", "Token expired. Try again."},
		"Fault Inside AWS", "",
		[]string{"starts a new job", "AWS Support"},
	},
	{
		"29",
		[]string{"Backup job was stopped by user."},
		"Stopped on Request", "",
		[]string{"StopBackupJob"},
	},
	{
		"30",
		[]string{"Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault."},
		"Lifecycle Not Allowed", "recovery_point_lifecycle",
		[]string{"MaxRetentionDays of the destination vault"},
	},
	{
		"30",
		[]string{"Copy job failed. Both source and destination account must be a member of the same organization."},
		"Copy Refused", "logically_air_gapped_backup_vault_arn",
		[]string{"organization"},
	},
	{
		"30",
		[]string{"Copy job failed. The backup is encrypted with the default Backup service managed key, which cannot be copied."},
		"Key Cannot Be Used for the Copy", "logically_air_gapped_backup_vault_arn",
		[]string{"customer managed KMS key"},
	},
	{
		"31",
		[]string{"Bucket logs already has continuous backup enabled for another vault Backup job failed."},
		"Continuous Backups Are in Another Vault", "backup_vault_name",
		[]string{"one vault only"},
	},
}
