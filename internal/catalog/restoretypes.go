// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "slices"

// restoreTypes is the table of restores. Keys and needs are from the page of each type, refused tags from tags-on-restore-jobs.
// AWS adds keys without notice, so that a key that is not listed is no mistake by itself.
var restoreTypes = []RestoreType{
	{Name: "EBS", Label: "Amazon EBS", Page: guide + "restoring-ebs.html", Keys: volumeKeys, Needs: volumeNeeds},
	{
		Name: "Storage Gateway", Label: "AWS Storage Gateway", Page: guide + "restoring-storage-gateway.html", Keys: volumeKeys,
		Needs: []RestoreNeed{
			{AnyOf: []string{"gatewayArn", "availabilityZone"}},
			{AnyOf: []string{"targetName"}, When: []RestoreCondition{has("gatewayArn")}, Certain: true},
		},
	},
	{Name: "EC2", Label: "Amazon EC2", Page: guide + "restoring-ec2.html", Keys: instanceKeys},
	{
		Name: "EFS", Label: "Amazon EFS", Page: guide + "restoring-efs.html",
		Keys: slices.Concat(
			plain("file-system-id", "Encrypted", "KmsKeyId", "CreationToken", "newFileSystem", "singleAzFilesystem", "availabilityZoneName"),
			oneOf("PerformanceMode", "generalPurpose", "maxIO"), jsonLists("ItemsToRestore")),
		Needs: append(certain("newFileSystem", "Encrypted", "PerformanceMode"),
			RestoreNeed{AnyOf: []string{"file-system-id"}, When: []RestoreCondition{isNot("newFileSystem", "true")}, Certain: true},
			RestoreNeed{AnyOf: []string{"CreationToken"}, When: []RestoreCondition{is("newFileSystem", "true")}, Certain: true}),
	},
	{
		Name: "RDS", Label: "Amazon RDS", Page: guide + "restoring-rds.html", Keys: databaseKeys,
		Needs: []RestoreNeed{
			{AnyOf: []string{"DBInstanceIdentifier", "dbClusterIdentifier"}, Certain: true},
			{AnyOf: []string{"RestoreTime", "UseLatestRestorableTime"}, Continuous: true},
		},
		Public: "PubliclyAccessible", Subnets: "DBSubnetGroupName",
	},
	{
		Name: "Aurora", Label: "Amazon Aurora", Page: guide + "restoring-aur.html", Keys: clusterKeys, Needs: clusterNeeds,
		Public: "publiclyAccessible", Subnets: "dbSubnetGroupName",
	},
	{
		Name: "DocumentDB", Label: "Amazon DocumentDB", Page: guide + "restoring-docdb.html", Keys: clusterKeys, Needs: clusterNeeds,
		Subnets: "dbSubnetGroupName",
	},
	{
		Name: "Neptune", Label: "Amazon Neptune", Page: guide + "restoring-nep.html", Keys: clusterKeys, Needs: clusterNeeds,
		Subnets: "dbSubnetGroupName",
	},
	{
		// AWS's ResourceType string for DSQL is not confirmed.
		Name: "DSQL", Label: "Amazon Aurora DSQL", Page: guide + "restore-auroradsql.html", Closed: true,
		Keys: slices.Concat(plain("witnessRegion", "useMultiRegionOrchestration"), jsonLists("regionalConfig", "peerRegion"), informing("cluster_id")),
	},
	{
		Name: DynamoDB, Label: "Amazon DynamoDB", Page: guide + "restoring-dynamodb.html", Keys: tableKeys,
		Needs: certain("targetTableName"), RefusesTags: true,
	},
	{
		Name: "S3", Label: "Amazon S3", Page: guide + "restoring-s3.html", Keys: bucketKeys,
		Needs: append(certain("DestinationBucketName"), RestoreNeed{AnyOf: []string{"RestoreTime"}, Continuous: true}), RefusesTags: true,
	},
	{
		Name: "FSx", Label: "Amazon FSx", Page: guide + "restoring-fsx.html", Keys: fileSystemKeys,
		Needs: []RestoreNeed{
			{AnyOf: []string{"SubnetIds", "OntapConfiguration"}},
			{AnyOf: []string{"Name"}, When: []RestoreCondition{has("OntapConfiguration")}},
		},
	},
	{Name: "EKS", Label: "Amazon EKS", Page: guide + "restoring-eks.html", Keys: clusterStateKeys, Needs: certain("clusterName")},
	{
		Name: "CloudFormation", Label: "AWS CloudFormation", Page: guide + "restore-application-stacks.html",
		Keys: slices.Concat(
			plain("ChangeSetName", "ChangeSetDescription", "StackParameters"), ofSource("StackName", nameTaken)),
		Needs: certain("ChangeSetName", "StackName"),
	},
	{
		Name: "Redshift", Label: "Amazon Redshift", Page: guide + "redshift-restores.html", Keys: warehouseKeys,
		Needs: []RestoreNeed{
			{AnyOf: []string{"ClusterIdentifier"}, When: []RestoreCondition{isNot("RestoreType", "NAMESPACE_RESTORE")}, Certain: true},
			{AnyOf: []string{"NamespaceIdentifier"}, When: []RestoreCondition{is("RestoreType", "NAMESPACE_RESTORE")}, Certain: true},
		},
		Overwrites: []RestoreCondition{is("RestoreType", "NAMESPACE_RESTORE")},
		Public:     "PubliclyAccessible", Subnets: "ClusterSubnetGroupName",
		SubnetsWhen: []RestoreCondition{isNot("RestoreType", "TABLE_RESTORE"), isNot("RestoreType", "NAMESPACE_RESTORE")},
	},
	{
		Name: "Redshift Serverless", Label: "Amazon Redshift Serverless", Page: guide + "redshift-serverless-restore.html", Keys: warehouseKeys,
		Needs:      []RestoreNeed{{AnyOf: []string{"NamespaceIdentifier", "ClusterIdentifier"}}},
		Overwrites: []RestoreCondition{isNot("RestoreType", "TABLE_RESTORE"), isNot("RestoreType", "CLUSTER_RESTORE")},
	},
	{
		Name: "Timestream", Label: "Amazon Timestream", Page: guide + "timestream-restore.html",
		Keys: slices.Concat(
			ofSource("TableName", nameTaken),
			plain("DatabaseName", "MemoryStoreRetentionPeriodInHours", "MagneticStoreRetentionPeriodInDays", "EnableMagneticStoreWrites"),
			jsonObjects("MagneticStoreWriteProperties")),
		Needs:       certain("TableName", "DatabaseName", "MemoryStoreRetentionPeriodInHours", "MagneticStoreRetentionPeriodInDays"),
		RefusesTags: true,
	},
	{
		Name: "VirtualMachine", Label: "VMware virtual machine", Page: guide + "restoring-vm.html", Keys: machineKeys,
		Needs: append(certain("RestoreTo"), onVMware("HypervisorArn"), onVMware("VMName"), onVMware("VMPath"), onVMware("ComputeResourceName"),
			onVMware("VMDatastore")),
		RefusesTags: true,
	},
	{
		Name: "SAP HANA on Amazon EC2", Label: "SAP HANA on Amazon EC2", Page: guide + "saphana-restore.html",
		Keys: slices.Concat(
			plain("aws:backup:TargetDatabaseArn", "LocalCatalogPath", "RestoreTime"),
			oneOf("CatalogRestoreOption", "NO_CATALOG", "LATEST_CATALOG_FROM_AWS_BACKUP", "CATALOG_FROM_LOCAL_PATH"),
			oneOf("RecoveryType", "FULL_DATA_BACKUP_RECOVERY", "POINT_IN_TIME_RECOVERY", "MOST_RECENT_TIME_RECOVERY"),
			informing("AvailableRestoreBases", "BackupSize", "DatabaseName", "DatabaseType", "EarliestRestorablePitrTimestamp", "HanaBackupEndTime",
				"HanaBackupId", "HanaBackupPrefix", "HanaBackupStartTime", "HanaVersion", "IsCompressedBySap", "IsEncryptedBySap",
				"LatestRestorablePitrTimestamp", "SourceDatabaseArn", "SystemDatabaseSid")),
		Needs: append(certain("aws:backup:TargetDatabaseArn"), RestoreNeed{
			AnyOf: []string{"LocalCatalogPath"}, When: []RestoreCondition{is("CatalogRestoreOption", "CATALOG_FROM_LOCAL_PATH")},
		}),
		Overwrites: []RestoreCondition{}, RefusesTags: true,
	},
}

func onVMware(key string) RestoreNeed {
	return RestoreNeed{AnyOf: []string{key}, When: []RestoreCondition{is("RestoreTo", "VMware")}}
}
