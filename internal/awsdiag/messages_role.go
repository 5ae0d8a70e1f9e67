// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// roleMessages are about the job's role, its rights and keys. KMS comes before the general rights, whose fragments
// would take its messages. Sources: AWS Backup developer guide, pages "backup-dashboards" and "troubleshooting"; the
// form of "not authorized to perform" is that of the IAM user guide, page "troubleshoot_access-denied".
var roleMessages = []message{
	{
		id:    "5",
		kind:  kindRole,
		texts: []string{"cannot be assumed by AWS Backup"},
		cause: "{role} does not exist, its trust policy does not name AWS Backup, or it is new and IAM has not propagated it yet.",
		fix: "Check iam_role_arn with its path (the console's default role is {default_role}), and let the trust policy allow " +
			"sts:AssumeRole to the service backup.amazonaws.com; this shows it: aws iam get-role --role-name {role_arg}. If the role " +
			"was made a moment ago, apply again in a few minutes.",
	},
	{
		id:   "18",
		kind: kindKey,
		texts: []string{
			"KMS key is either disabled or pending deletion or access to KMS key is denied",
			"Given key ID is not accessible",
			"Given key ID does not exist",
		},
		fragments: []string{"kms key", "not authorized to perform: kms:"},
		cause: "The KMS key that encrypts the backup is disabled, waiting for its deletion, in another Region or account, or its key " +
			"policy does not let {role} use it. Fully managed resource types use the key of the vault, the others that of the source.",
		fix: "Enable the key or cancel its deletion, and allow kms:DescribeKey, kms:Decrypt, kms:GenerateDataKey and kms:CreateGrant " +
			"on it to {role}, in the key policy as well as in a policy of the role.",
	},
	{
		id:        "7",
		kind:      kindJobRole,
		texts:     []string{"Access Denied trying to call AWS Backup service"},
		fragments: []string{"not authorized to perform: backup:"},
		cause: "{role}, or the access policy of {vault}, does not allow a backup: action that the job needs, most often " +
			"backup:TagResource or backup:CopyIntoBackupVault.",
		fix: "Allow backup:TagResource on {any_point} to the role ({backup_policy} has it), and see that no Deny of the vault's " +
			"policy matches: aws backup get-backup-vault-access-policy{region_flag} --backup-vault-name {vault_arg}",
	},
	{
		id:    "8",
		kind:  kindJobRole,
		texts: []string{"Customer credential miss permission to get bucket versioning for bucket"},
		cause: "{role} may not read whether the bucket keeps versions. AWS Backup needs that right, and versioning turned on, for S3.",
		fix:   "Attach the S3 policy to the role: aws iam attach-role-policy --role-name {role_arg} --policy-arn {s3_policy}",
	},
	{
		id:        "6",
		kind:      kindJobRole,
		texts:     []string{"You are not authorized to perform this operation."},
		fragments: []string{"not authorized to", "access denied", "does not have permission", "missing permission"},
		cause:     "{role} lacks a right in the service that owns {resource}.",
		fix: "Attach the backup policy to the role: aws iam attach-role-policy --role-name {role_arg} --policy-arn {backup_policy}. " +
			"An S3 bucket needs {s3_policy} as well.",
	},
	{
		id:    "22",
		kind:  kindNotEnabled,
		texts: []string{"The AWS Access Key Id needs a subscription for the service"},
		cause: "The account is not signed up for the service that owns {resource}, or the Region is not enabled for it.",
		fix:   "Enable the service or the Region for the account, or take the backup in a Region where both are enabled.",
	},
}
