// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"

// types is the catalogue.
//
// FullManagement, Cold, AirGapped, Copy and CopyToAccount are from backup-feature-availability, as of November 2026; Stop is
// from the API reference of
// StopBackupJob (not supported for Aurora, DocumentDB, the four FSx kinds, Neptune, SAP HANA on EC2, RDS); Index is from
// the API reference of StartBackupJob (EBS and S3). ARN shapes are from access-control, and from the services' own
// documentation for DSQL, Redshift Serverless, SAP HANA, Timestream, VirtualMachine and Storage Gateway. Where the copies
// of the documentation that were read do not settle a cell, it is Unknown, and no rule speaks.
var types = []ResourceType{
	{
		Name: "EBS", Label: "Amazon EBS", Service: "ec2",
		Shape: "volume/vol-...", pattern: lazyregexp.New(`^volume/[^/:]+$`),
		FullManagement: No, Cold: ColdArchive, Index: Yes, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Yes,
	},
	{
		Name: "EC2", Label: "Amazon EC2", Service: "ec2",
		Shape: "instance/i-...", pattern: lazyregexp.New(`^instance/[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Yes,
		Options: []string{OptionWindowsVSS},
	},
	{
		Name: "RDS", Label: "Amazon RDS", Service: "rds",
		Shape: "db:<name>", pattern: lazyregexp.New(`^db:[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: No,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Name: "RDS", Label: "Amazon RDS Multi-AZ clusters", Service: "rds",
		Shape: "cluster:<name>", pattern: lazyregexp.New(`^cluster:[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: No,
		Copy: No, CopyToAccount: No, Stop: No,
	},
	{
		Name: "Aurora", Label: "Amazon Aurora", Service: "rds",
		Shape: "cluster:<name>", pattern: lazyregexp.New(`^cluster:[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Name: "DocumentDB", Label: "Amazon DocumentDB", Service: "rds",
		Shape: "cluster:<name>", pattern: lazyregexp.New(`^cluster:[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Name: "Neptune", Label: "Amazon Neptune", Service: "rds",
		Shape: "cluster:<name>", pattern: lazyregexp.New(`^cluster:[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Label: "Amazon Aurora DSQL", Service: "dsql", // AWS's ResourceType string for DSQL is not confirmed.
		Shape: "cluster/<id>", pattern: lazyregexp.New(`^cluster/[^/:]+$`),
		FullManagement: Yes, Cold: ColdYes, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Unknown,
	},
	{
		// Full management, cold storage, copies and air-gapped vaults come with the advanced features.
		Name: DynamoDB, Label: "Amazon DynamoDB", Service: "dynamodb",
		Shape: "table/<name>", pattern: lazyregexp.New(`^table/[^/:]+$`),
		FullManagement: Unknown, Cold: ColdAdvanced, Index: No, AirGapped: Unknown,
		Copy: Unknown, CopyToAccount: Unknown, Stop: Unknown,
	},
	{
		Name: "EFS", Label: "Amazon EFS", Service: "elasticfilesystem",
		Shape: "file-system/fs-...", pattern: lazyregexp.New(`^file-system/[^/:]+$`),
		FullManagement: Yes, Cold: ColdYes, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Yes,
	},
	{
		Name: "FSx", Label: "Amazon FSx for Lustre or Windows File Server", Service: "fsx",
		Shape: "file-system/fs-...", pattern: lazyregexp.New(`^file-system/[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Name: "FSx", Label: "Amazon FSx for OpenZFS", Service: "fsx",
		Shape: "file-system/fs-...", pattern: lazyregexp.New(`^file-system/[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: No,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Name: "FSx", Label: "Amazon FSx for NetApp ONTAP", Service: "fsx",
		Shape: "volume/fs-.../fsvol-...", pattern: lazyregexp.New(`^volume/[^/:]+/[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		// S3 has a low-cost warm tier of its own; the lifecycle does not reach it.
		Name: "S3", Label: "Amazon S3", Service: "s3", global: true,
		Shape: "<bucket>", pattern: lazyregexp.New(`^[^/:]+$`),
		FullManagement: Yes, Cold: ColdIgnored, Index: Yes, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Yes,
		Options: []string{OptionBackupACLs, OptionBackupObjectTags},
	},
	{
		Name: "Storage Gateway", Label: "AWS Storage Gateway", Service: "storagegateway",
		Shape: "gateway/sgw-.../volume/vol-...", pattern: lazyregexp.New(`^gateway/[^/:]+/volume/[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Unknown,
	},
	{
		Name: "Redshift", Label: "Amazon Redshift", Service: "redshift",
		Shape: "cluster:<name>", pattern: lazyregexp.New(`^cluster:[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: No,
		Copy: No, CopyToAccount: No, Stop: Unknown,
	},
	{
		Label: "Amazon Redshift Serverless", Service: "redshift-serverless", // ResourceType string not confirmed.
		Shape: "namespace/<uuid>", pattern: lazyregexp.New(`^namespace/[^/:]+$`),
		FullManagement: No, Cold: ColdIgnored, Index: No, AirGapped: No,
		Copy: No, CopyToAccount: No, Stop: Unknown,
	},
	{
		Name: "Timestream", Label: "Amazon Timestream", Service: "timestream",
		Shape: "database/<name>/table/<name>", pattern: lazyregexp.New(`^database/[^/:]+/table/[^/:]+$`),
		FullManagement: Yes, Cold: ColdYes, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Unknown,
	},
	{
		Name: "VirtualMachine", Label: "VMware virtual machine", Service: "backup-gateway",
		Shape: "vm/vm-...", pattern: lazyregexp.New(`^vm/[^/:]+$`),
		FullManagement: Yes, Cold: ColdYes, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Unknown,
	},
	{
		Name: "CloudFormation", Label: "AWS CloudFormation", Service: "cloudformation",
		Shape: "stack/<name>/<uuid>", pattern: lazyregexp.New(`^stack/[^/:]+/[^/:]+$`),
		FullManagement: Yes, Cold: ColdChildren, Index: No, AirGapped: No,
		Copy: Yes, CopyToAccount: No, Stop: Unknown, Composite: true,
	},
	{
		Name: "SAP HANA on Amazon EC2", Label: "SAP HANA on Amazon EC2", Service: "ssm-sap",
		Shape: "HANA/<application>/DB/<database>", pattern: lazyregexp.New(`^HANA/[^/:]+/DB/[^:]+$`),
		FullManagement: Yes, Cold: ColdYes, Index: No, AirGapped: No,
		Copy: Yes, CopyToAccount: Yes, Stop: No,
	},
	{
		Name: "EKS", Label: "Amazon EKS", Service: "eks",
		Shape: "cluster/<name>", pattern: lazyregexp.New(`^cluster/[^/:]+$`),
		FullManagement: Yes, Cold: ColdChildren, Index: No, AirGapped: Yes,
		Copy: Yes, CopyToAccount: Yes, Stop: Unknown, Composite: true,
	},
}
