// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// copyMessages are about copies into another vault, Region or account. A backup into an air-gapped vault ends with a
// copy too, so backup jobs report them as well. Sources: AWS Backup developer guide, pages "troubleshooting",
// "create-cross-account-backup" and "recov-point-create-a-copy".
var copyMessages = []message{
	{
		id:   "30a",
		kind: kindLifecycle,
		texts: []string{
			"The retention specified in the job is not within the range specified for the target Backup Vault",
			"retention * not within the range * target Backup Vault",
		},
		cause: "The destination vault refused the copy: {retention} is outside the retention range of that vault.",
		fix: "Set recovery_point_lifecycle.delete_after_days to a value from MinRetentionDays to MaxRetentionDays of the destination " +
			"vault, which aws backup describe-backup-vault shows.",
	},
	{
		id:    "30b",
		kind:  kindCopy,
		texts: []string{"account must be a member of the same organization", "not in the same organization"},
		cause: "The copy goes to another account, and the two accounts are not in one organization of AWS Organizations.",
		fix:   "Choose a destination vault in this account, or bring both accounts into one organization.",
	},
	{
		id:    "copy-feature",
		kind:  kindCopy,
		texts: []string{"Cross-account copy feature is not enabled"},
		cause: "Cross-account backup is turned off for the organization.",
		fix: "In the management account of the organization, run: aws backup update-global-settings --global-settings " +
			"isCrossAccountBackupEnabled=true. It can take 15 minutes to take effect; then apply again.",
	},
	{
		id:    "30d",
		kind:  kindCopyKey,
		texts: []string{"target Backup Vault is encrypted with the default", "destination Backup Vault is encrypted with the default"},
		cause: "The destination vault is encrypted with aws/backup, the AWS managed key of AWS Backup. Recovery points of services that keep " +
			"their own snapshots (EBS, EC2, RDS and others) and those of an air-gapped vault cannot be copied to such a vault, and nothing can be " +
			"copied to the vault Default of another account.",
		fix: "Choose a destination vault that has a customer managed KMS key.",
	},
	{
		id:   "30c",
		kind: kindCopyKey,
		texts: []string{
			"default Backup service managed key",
			"encrypted by a default service managed key",
			"AWS managed key cant be shared",
			"EBS default key cannot be shared",
		},
		cause: "The recovery point is encrypted with an AWS managed key, which no other account can use, so it cannot be copied to another account.",
		fix: "Copy the recovery point to a vault of this account that has a customer managed KMS key, and copy that copy to the other " +
			"account. For later backups, encrypt the source with a customer managed key.",
	},
	{
		id:    "copy-marketplace",
		kind:  kindUncopyable,
		texts: []string{"Images from AWS Marketplace cannot be copied"},
		cause: "An image that contains an AWS Marketplace product cannot be copied to another account.",
		fix:   "Copy within the account, to another Region if needed, or back up the data on volumes of their own.",
	},
	{
		id:    "copy-gateway",
		kind:  kindCopyKey,
		texts: []string{"Storage Gateway * user-created backup vault and key"},
		cause: "Copies of Storage Gateway volumes are refused by the vault named Default and by vaults that use the AWS managed key.",
		fix:   "Use a destination vault that you created, with a customer managed KMS key.",
	},
	{
		id:    "copy-unsupported",
		kind:  kindUncopyable,
		texts: []string{"cannot be initiated for * resources. Feature is not supported"},
		cause: "AWS does not copy this recovery point there: the pair of Regions, the kind of resource (a Multi-AZ DB cluster, for " +
			"example) or the combination of another Region and another account is not supported.",
		fix: "See \"Feature availability by resource\" in the AWS Backup developer guide. Where only the combination is missing, copy to " +
			"the other Region first and to the other account from there.",
	},
	{
		id:    "copy-options",
		kind:  kindCopy,
		texts: []string{"target option group with the following options"},
		cause: "The database snapshot carries persistent options, such as TDE, and the destination has no option group with them.",
		fix:   "Create an option group with the options that the message lists in the destination, then apply again.",
	},
	{
		id:    "copy-ami",
		kind:  kindCopy,
		texts: []string{"Source AMI not found in Region", "permission to access the storage of this ami"},
		cause: "The destination cannot use the source image: its Allowed AMIs setting excludes the source account, or automation " +
			"revoked the sharing of the snapshot while the copy was running.",
		fix: "Allow the source account, or the owner alias aws-backup-vault, in Allowed AMIs of the destination account, exempt AWS " +
			"Backup from automation that revokes sharing, and apply again.",
	},
	{
		id:    "copy-tags",
		kind:  kindJobRole,
		texts: []string{"Access denied exception while trying to list tags"},
		cause: "{role} may not list or add tags in the service that owns {resource}.",
		fix:   "Attach the backup policy to the role: aws iam attach-role-policy --role-name {role_arg} --policy-arn {backup_policy}",
	},
	{
		id:    "copy-concurrency",
		kind:  kindBusy,
		texts: []string{"There are too many copy jobs running for resource"},
		cause: "AWS Backup runs one backup or copy job of a resource at a time and limits the copies that wait.",
		fix:   "Apply again when the other copies of {resource} have ended. Copies of one resource in one configuration need a depends_on between them.",
	},
	{
		id:    "copy-unshare",
		kind:  kindRole,
		texts: []string{"Failed to unshare snapshot"},
		cause: "{role} was deleted, or lost its permissions, while the copy was running.",
		fix: "Keep the role until the copy job has ended: reference it in iam_role_arn, so that Terraform destroys it after the copy. " +
			"Restore the role and apply again.",
	},
	{
		id:    "copy-tag-policy",
		kind:  kindTags,
		texts: []string{"tag policy violation", "violates the tag policy"},
		cause: "A tag policy of the organization does not allow the tags of the recovery point in the destination.",
		fix:   "Change the tags of the source, or the tag policy, so that the destination account accepts them; then apply again.",
	},
}
