// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

// ARNs of sources and of the role that backs them up, one for each family that
// behaves in its own way.
const (
	RoleARN   = "arn:aws:iam::" + Account + ":role/service-role/AWSBackupDefaultServiceRole"
	VolumeARN = "arn:aws:ec2:" + Region + ":" + Account + ":volume/vol-0123456789abcdef0"
	HostARN   = "arn:aws:ec2:" + Region + ":" + Account + ":instance/i-0123456789abcdef0"
	FilesARN  = "arn:aws:elasticfilesystem:" + Region + ":" + Account + ":file-system/fs-0123456789abcdef0"
	DBARN     = "arn:aws:rds:" + Region + ":" + Account + ":db:orders"
	TableARN  = "arn:aws:dynamodb:" + Region + ":" + Account + ":table/orders"
	BucketARN = "arn:aws:s3:::orders-documents"
	FSxARN    = "arn:aws:fsx:" + Region + ":" + Account + ":file-system/fs-0fedcba9876543210"
	StackARN  = "arn:aws:cloudformation:" + Region + ":" + Account + ":stack/orders/5f6d3c1e-1111-4222-8333-944445555666"
)
