// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

// restoreMessages are about restores. They come before all others for a restore job, whose failures mostly lie in its
// metadata. Sources: AWS Backup developer guide, pages "restoring-*" and "troubleshooting"; AWS knowledge center.
var restoreMessages = []message{
	{
		id:    "restore-profile",
		kind:  kindMetadataValue,
		texts: []string{"does not permit attaching a new instance profile"},
		cause: "A restored EC2 instance can have its original instance profile or none.",
		fix:   "Set IamInstanceProfileName in metadata to the original name or to UseBackedUpValue, or leave it out, and attach another profile afterwards.",
	},
	{
		id:    "restore-passrole",
		kind:  kindJobRole,
		texts: []string{"You are not authorized to perform this operation. Encoded", "is not authorized to perform: iam:PassRole"},
		cause: "{role} may not pass the role of the instance profile to EC2: AWSBackupServiceRolePolicyForRestores does not include that right.",
		fix:   "Allow iam:PassRole on the role of the instance profile to {role}, then apply again.",
	},
	{
		id:    "restore-network",
		kind:  kindNetwork,
		texts: []string{"No default VPC for this user", "No subnets found for the default VPC", "No default subnet", "does not contain a default VPC"},
		cause: "The metadata names no subnet, and the account has no default VPC, or none with subnets, in the Region.",
		fix:   "Set SubnetId (EC2) or DBSubnetGroupName (RDS; dbSubnetGroupName for clusters) in metadata.",
	},
	{
		id:    "restore-interface",
		kind:  kindNetwork,
		texts: []string{"associatePublicIPAddress parameter cannot be specified for a network interface with an ID", "network interface with an ID"},
		cause: "The metadata replays the network interfaces of the original instance, which still exist or belong to it.",
		fix:   "Set NetworkInterfaces = \"[]\" in metadata and give SubnetId and SecurityGroupIds instead. The suggested value of data.awsbackup_restore_metadata does so.",
	},
	{
		id:    "restore-exists",
		kind:  kindNameTaken,
		texts: []string{"already exists", "AlreadyExists", "AlreadyOwnedByYou", "name is already in use"},
		cause: "Something with the name in metadata exists, perhaps what an earlier restore made.",
		fix:   "Choose another name in metadata, or delete what exists if it is no longer needed; then apply again.",
	},
	{
		id:    "restore-bucket",
		kind:  kindJobRole,
		texts: []string{"s3:CreateBucket"},
		cause: "{role} may not create the destination bucket.",
		fix:   "Attach AWSBackupServiceRolePolicyForS3Restore to {role}, or restore into an existing bucket: set DestinationBucketName to it and newBucket to \"false\".",
	},
	{
		id:    "restore-empty",
		kind:  kindNotRestored,
		texts: []string{"No objects were restored"},
		cause: "No object could be written to the destination bucket: {role} lacks rights on it or on its KMS key, or a bucket policy denies the writes.",
		fix:   "Attach AWSBackupServiceRolePolicyForS3Restore to {role}, check the policies of the bucket and of its key, then apply again.",
	},
	{
		id:    "restore-acl",
		kind:  kindMetadataValue,
		texts: []string{"bucket does not allow ACLs", "AccessControlListNotSupported", "ACLs are disabled", "ACLs are not enabled"},
		cause: "The metadata asks for access control lists (RestoreACLs), and the destination bucket has them disabled.",
		fix:   "Set RestoreACLs = \"false\" in metadata, or enable ACLs on the bucket.",
	},
	{
		id:    "restore-tags",
		kind:  kindMetadataValue,
		texts: []string{"CopySourceTagsToRestoredResource", "copy source tags * not supported", "copying tags * not supported"},
		cause: "AWS Backup cannot copy the tags of the source to a restored resource of this type.",
		fix:   "Remove copy_source_tags_to_restored_resource and tag the restored resource where it is managed.",
	},
	{
		id:        "restore-key",
		kind:      kindKey,
		texts:     []string{"KMS key is either disabled or pending deletion or access to KMS key is denied", "Given key ID is not accessible", "Given key ID does not exist"},
		fragments: []string{"kms key", "not authorized to perform: kms:"},
		cause:     "The KMS key of the recovery point, or the one that metadata names for the restored resource, is not usable by {role}.",
		fix: "Allow kms:DescribeKey, kms:Decrypt, kms:GenerateDataKey and kms:CreateGrant on both keys to {role}, in the key policies as well " +
			"as in a policy of the role.",
	},
	{
		id:        "restore-rights",
		kind:      kindJobRole,
		texts:     []string{"You are not authorized to perform this operation."},
		fragments: []string{"not authorized to", "access denied", "accessdenied", "does not have permission", "missing permission"},
		cause:     "{role} lacks a right in the service that owns the restored resource.",
		fix: "Attach the restore policy to the role: aws iam attach-role-policy --role-name {role_arg} --policy-arn {restore_policy}. " +
			"An S3 bucket needs AWSBackupServiceRolePolicyForS3Restore as well.",
	},
	{
		id:        "restore-parameter",
		kind:      kindMetadataValue,
		fragments: []string{"invalid parameter", "is invalid", "not a valid", "missing required", "must be specified", "is required"},
		cause:     "The restored resource's own service refused a value of metadata, or misses one.",
		fix:       "Correct the key that the message names. data.awsbackup_restore_metadata shows the values at backup time and a set that can be replayed.",
	},
}
