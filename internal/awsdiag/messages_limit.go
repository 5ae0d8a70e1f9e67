// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// limitMessages are about quotas, of tags too. Sources: AWS Backup developer guide, pages "backup-dashboards" and
// "aws-backup-limits".
var limitMessages = []message{
	{
		id:    "9",
		kind:  kindTags,
		texts: []string{"The resultant tag set must not have more than 50 user tags", "More than 50 tags specified"},
		cause: "AWS Backup copies the tags of {resource} to the recovery point and adds tags and default_tags; together they exceed 50.",
		fix:   "Remove entries from tags or default_tags, or tags from the resource, until the two sets have at most 50 keys together.",
	},
	{
		id:    "10",
		kind:  kindQuota,
		texts: []string{"Subscriber limit exceeded: You have reached the maximum concurrent number of backups, which is *"},
		cause: "DynamoDB runs a limited number of on-demand backups of an account at a time (300 by default), and that many were running.",
		fix: "Apply again, with fewer at a time: terraform apply -parallelism=10, or depends_on between groups of tables. AWS Support can raise " +
			"the quota.",
	},
	{
		id:   "11",
		kind: kindQuota,
		texts: []string{
			"Maximum allowed in-progress snapshots for a single volume exceeded",
			"Image creation throttled due to maximum number of concurrent snapshots on an EBS volume",
		},
		cause: "Too many snapshots of one EBS volume were in progress.",
		fix: "Apply again when they have ended; this lists them: aws ec2 describe-snapshots{region_flag} --owner-ids self --filters " +
			"Name=status,Values=pending. Do not back up an instance and its volumes at the same time.",
	},
	{
		id:    "12",
		kind:  kindQuota,
		texts: []string{"Maximum allowed active snapshot limit exceeded", "Cannot create more than * snapshots", "SnapshotQuotaExceeded"},
		cause: "The account has as many manual snapshots of this service as its quota allows in the Region.",
		fix:   "Delete snapshots that are no longer needed, shorten delete_after_days of other backups, or raise the quota in Service Quotas; then apply again.",
	},
	{
		id:    "13",
		kind:  kindQuota,
		texts: []string{"You have reached your quota of * for the number of public and private images"},
		cause: "The account has as many machine images (AMIs) as its quota allows in the Region.",
		fix:   "Deregister images that are no longer needed, or raise the EC2 quota for AMIs in Service Quotas; then apply again.",
	},
	{
		id:    "14",
		kind:  kindQuota,
		texts: []string{"You have reached the maximum supported backups for your *"},
		cause: "Timestream runs at most 4 backups of an account at a time, and that many were running.",
		fix:   "Apply again when they have ended, and put depends_on between groups of at most 4 tables.",
	},
	{
		// For the category alone: no text says so.
		id:    "quota",
		kind:  kindQuota,
		cause: "A quota of AWS Backup, or of the service that owns {resource}, is used up in the Region.",
		fix:   "Look at the quotas of both in Service Quotas, delete what is no longer needed or raise the quota, then apply again.",
	},
}

// issueMessages come with backups that were made, but not quite as asked for, and with Windows VSS. Sources: AWS Backup
// developer guide, pages "backup-dashboards", "windows-backups", "eks-backups" and "lag-vault-primary-backup".
var issueMessages = []message{
	{
		id:    "23",
		kind:  kindVSS,
		texts: []string{"Windows VSS Backup attempt failed because"},
		cause: "The instance could not make an application-consistent snapshot: the SSM agent is not running or lacks rights, the VSS " +
			"components are missing, the Windows version is too old, or the instance was too slow.",
		fix: "Attach arn:{partition}:iam::aws:policy/AmazonSSMManagedInstanceCore and the rights for VSS snapshots to the instance profile, install " +
			"the AwsVssComponents package through Systems Manager, and use an instance type larger than nano or micro. To do without " +
			"VSS, remove WindowsVSS from backup_options.",
	},
	{
		id:    "24",
		kind:  kindVSS,
		texts: []string{"Windows VSS Backup Job Error encountered, trying for regular backup"},
		cause: "VSS failed on the instance, so the backup is crash-consistent: as if the power had been cut, without the help of the applications.",
		fix: "If application consistency matters, repair VSS (SSM agent running, AwsVssComponents installed, rights in the instance " +
			"profile) and take a new backup, by a change of triggers for example.",
	},
	{
		id:    "25",
		kind:  kindMetadata,
		texts: []string{"Your backup succeeded, but we were unable to persist NetworkInterfaces metadata"},
		cause: "The backup is complete, but a restore does not know the network interfaces of the instance.",
		fix:   "Nothing, unless the original network interfaces are wanted: give the network settings when restoring, or take a new backup.",
	},
	{
		id:    "26",
		kind:  kindTagsLost,
		texts: []string{"We are unable to copy resource tags to your backup", "source or destination recovery point is unavailable"},
		cause: "The backup is complete, but the tags of {resource} are not on it.",
		fix:   "If policies go by these tags, put them on {point} by hand or in tags, or take a new backup.",
	},
	{
		id:    "airgap-key",
		kind:  kindAirGapped,
		texts: []string{"encrypted with an AWS managed key and cannot be copied to a logically air-gapped backup vault"},
		cause: "{resource} is encrypted with an AWS managed key (such as aws/ebs), which no other account can use, so the backup stayed " +
			"in {vault}.",
		fix: "Encrypt the resource with a customer managed KMS key and take a new backup, or remove logically_air_gapped_backup_vault_arn.",
	},
	{
		id:    "airgap-type",
		kind:  kindAirGapped,
		texts: []string{"resource type is not supported by logically air-gapped backup vault"},
		cause: "Air-gapped vaults do not take backups of this resource type, so the backup stayed in {vault}.",
		fix:   "Remove logically_air_gapped_backup_vault_arn for this resource, and protect {vault} by a vault lock if that is the aim.",
	},
	{
		id:    "eks",
		kind:  kindIncomplete,
		texts: []string{"Some Kubernetes Objects failed to be backed up"},
		cause: "The backup of the cluster lacks objects that AWS Backup could not read.",
		fix: "Set the cluster's authentication mode to API or API_AND_CONFIG_MAP, check the rights of {role} in the cluster, and take a " +
			"new backup.",
	},
}
