// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import "slices"

// guide is the address of AWS's developer guide.
const guide = "https://docs.aws.amazon.com/aws-backup/latest/devguide/"

func keysOf(encoding RestoreEncoding, names ...string) []RestoreKey {
	keys := make([]RestoreKey, 0, len(names))
	for _, name := range names {
		keys = append(keys, RestoreKey{Name: name, Encoding: encoding})
	}
	return keys
}

func plain(names ...string) []RestoreKey { return keysOf(RestorePlain, names...) }

func jsonLists(names ...string) []RestoreKey { return keysOf(RestoreList, names...) }

func jsonObjects(names ...string) []RestoreKey { return keysOf(RestoreObject, names...) }

func informing(names ...string) []RestoreKey {
	keys := plain(names...)
	for i := range keys {
		keys[i].Informs = true
	}
	return keys
}

func ofSource(name, reason string) []RestoreKey {
	return []RestoreKey{{Name: name, OfSource: reason}}
}

func oneOf(name string, values ...string) []RestoreKey {
	return []RestoreKey{{Name: name, Values: values}}
}

// certain are keys without which every restore of the type fails.
func certain(names ...string) []RestoreNeed {
	needs := make([]RestoreNeed, 0, len(names))
	for _, name := range names {
		needs = append(needs, RestoreNeed{AnyOf: []string{name}, Certain: true})
	}
	return needs
}

func is(key, value string) RestoreCondition { return RestoreCondition{Key: key, Value: value} }

func isNot(key, value string) RestoreCondition {
	return RestoreCondition{Key: key, Value: value, Not: true}
}

func has(key string) RestoreCondition { return RestoreCondition{Key: key} }

func lacks(key string) RestoreCondition { return RestoreCondition{Key: key, Not: true} }

const (
	nameTaken = "It is the name of the source, which is taken: give a new one."
	zoneOfOld = "It is the availability zone of the source: choose one, or let AWS choose."
	notPublic = "The source was reachable from the internet: the restored database is not, unless you say so."
)

// volumeKeys are those of an EBS volume or a Storage Gateway volume: the snapshots are the same (restoring-ebs,
// restoring-storage-gateway).
var volumeKeys = slices.Concat(
	plain("availabilityZone", "encrypted", "iops", "kmsKeyId", "throughput", "volumeSize", "temporaryRestoreDays", "restoreType",
		"destinationBucketName"),
	oneOf("volumeType", "gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"),
	jsonLists("pathsToRestore"), oneOf("encryptionType", "SSE-S3", "SSE-KMS"),
	plain("gatewayArn", "gatewayType", "targetName", "kmsKey", "volumeSizeInBytes", "diskId"), informing("volumeId"),
)

var volumeNeeds = []RestoreNeed{
	{AnyOf: []string{"availabilityZone"}, When: []RestoreCondition{lacks("restoreType"), lacks("gatewayArn")}, Certain: true},
	{AnyOf: []string{"destinationBucketName"}, When: []RestoreCondition{has("restoreType")}, Certain: true},
	{AnyOf: []string{"pathsToRestore"}, When: []RestoreCondition{has("restoreType")}, Certain: true},
	{AnyOf: []string{"targetName"}, When: []RestoreCondition{has("gatewayArn")}, Certain: true},
}

// clusterKeys are those of RestoreDBClusterFromSnapshot and RestoreDBClusterToPointInTime (restoring-aur, restoring-docdb,
// restoring-nep).
var clusterKeys = slices.Concat(
	ofSource("dbClusterIdentifier", nameTaken),
	plain("engine", "engineMode", "engineVersion", "backtrackWindow", "copyTagsToSnapshot", "databaseName", "dbClusterParameterGroupName",
		"dbSubnetGroupName", "enableIAMDatabaseAuthentication", "kmsKeyId", "optionGroupName", "port", "deletionProtection",
		"publiclyAccessible", "dbClusterInstanceClass", "storageType", "iops", "restoreToTime", "useLatestRestorableTime", "restoreType",
		"domain", "domainIAMRoleName", "networkType"),
	jsonLists("availabilityZones", "enableCloudwatchLogsExports", "vpcSecurityGroupIds"),
	jsonObjects("scalingConfiguration", "serverlessV2ScalingConfiguration"),
)

var clusterNeeds = append(certain("dbClusterIdentifier", "engine"),
	RestoreNeed{AnyOf: []string{"restoreToTime", "useLatestRestorableTime"}, Continuous: true})

var tableKeys = slices.Concat(
	plain("targetTableName", "kmsMasterKeyArn", "deletionProtection"), oneOf("encryptionType", "Default", "KMS"), informing("originalTableName"),
)

var instanceKeys = slices.Concat(
	plain("InstanceType", "KeyName", "SubnetId", "Architecture", "EnaSupport", "IamInstanceProfileName", "InstanceInitiatedShutdownBehavior",
		"DisableApiTermination", "RootDeviceType", "RamdiskId", "KernelId", "UserData", "EbsOptimized", "VirtualizationType", "Platform",
		"RequireIMDSv2"),
	jsonLists("SecurityGroupIds", "BlockDeviceMappings"),
	[]RestoreKey{
		// As AWS's own restore tests do it: the recorded interface is in use, and its options are refused beside an ID.
		{
			Name: "NetworkInterfaces", Encoding: RestoreList, Instead: "[]",
			OfSource: "It holds the network interface and the addresses of the source, which are in use: [] makes a new one.",
		},
		{
			Name: "CpuOptions", Encoding: RestoreObject, Instead: "{}",
			OfSource: "Its recorded form is refused for many instance types: {} takes the defaults of the type.",
		},
	},
	// Of the remaining keys, the page leaves the form open.
	plain("HibernationOptions", "CreditSpecification", "Placement", "Monitoring", "ElasticGpuSpecification", "CapacityReservationSpecification",
		"InstanceMarketOptions", "LicenseSpecifications"),
	informing("vpcId"),
)

var databaseKeys = slices.Concat(
	ofSource("DBInstanceIdentifier", nameTaken), ofSource("AvailabilityZone", zoneOfOld),
	[]RestoreKey{{Name: "PubliclyAccessible", OfSource: notPublic, Instead: "false"}},
	plain("DBInstanceClass", "Engine", "Port", "MultiAZ", "StorageType", "Iops", "StorageThroughput", "AllocatedStorage", "AutoMinorVersionUpgrade",
		"DBSubnetGroupName", "OptionGroupName", "DBParameterGroupName", "CopyTagsToSnapshot", "EnableIAMDatabaseAuthentication", "LicenseModel",
		"DBName", "Domain", "DomainFqdn", "DomainOu", "DomainAuthSecretArn", "DomainIAMRoleName", "TdeCredentialArn", "TdeCredentialPassword",
		"DeletionProtection", "UseDefaultProcessorFeatures", "EnableCustomerOwnedIp", "NetworkType", "BackupTarget", "CustomIamInstanceProfile",
		"DedicatedLogVolume", "CACertificateIdentifier", "EngineLifecycleSupport", "ManageMasterUserPassword", "MasterUserSecretKmsKeyId",
		"RestoreTime", "UseLatestRestorableTime", "MaxAllocatedStorage", "dbClusterIdentifier", "DBClusterParameterGroupName",
		"DBClusterInstanceClass", "EngineMode", "DatabaseName"),
	jsonLists("VpcSecurityGroupIds", "EnableCloudwatchLogsExports", "DomainDnsIps", "ProcessorFeatures", "AvailabilityZones", "DBSecurityGroups"),
	informing("EngineVersion", "KmsKeyId", "Encrypted", "vpcId"),
)

var fileSystemKeys = slices.Concat(
	plain("StorageCapacity", "StorageType", "VpcId", "KmsKeyId", "DeploymentType", "WeeklyMaintenanceStartTime", "DailyAutomaticBackupStartTime",
		"AutomaticBackupRetentionDays", "CopyTagsToBackups", "Name", "ThroughputCapacity", "PreferredSubnetId", "ActiveDirectoryId"),
	jsonLists("SecurityGroupIds", "SubnetIds"),
	jsonObjects("WindowsConfiguration", "LustreConfiguration", "OntapConfiguration", "OpenZFSConfiguration"),
	informing("FileSystemId", "FileSystemType", "VolumeId"),
)

var bucketKeys = slices.Concat(
	plain("DestinationBucketName", "RestoreACLs", "KMSKey", "RestoreLatestVersionsUpTo", "RestoreTime", "NewBucket", "Encrypted"),
	oneOf("EncryptionType", "original", "SSE-S3", "SSE-KMS"), jsonLists("ItemsToRestore"), informing("bucketName"),
)

var warehouseKeys = slices.Concat(
	ofSource("ClusterIdentifier", nameTaken),
	plain("AdditionalInfo", "AllowVersionUpgrade", "AquaConfigurationStatus", "AutomatedSnapshotRetentionPeriod", "AvailabilityZone",
		"AvailabilityZoneRelocation", "ClusterParameterGroupName", "ClusterSubnetGroupName", "DefaultIamRoleArn", "ElasticIp", "Encrypted",
		"EnhancedVpcRouting", "HsmClientCertificateIdentifier", "HsmConfigurationIdentifier", "KmsKeyId", "MaintenanceTrackName",
		"ManageMasterPassword", "ManualSnapshotRetentionPeriod", "MasterPasswordSecretKmsKeyId", "NodeType", "NumberOfNodes", "OwnerAccount",
		"Port", "PreferredMaintenanceWindow", "PubliclyAccessible", "ReservedNodeId", "SnapshotClusterIdentifier", "SnapshotScheduleIdentifier",
		"TargetReservedNodeOfferingId", "NamespaceIdentifier", "WorkgroupName", "SourceDatabaseName", "SourceSchemaName", "SourceTableName",
		"TargetDatabaseName", "TargetSchemaName", "NewTableName", "EnableCaseSensitiveIdentifier"),
	jsonLists("ClusterSecurityGroups", "IamRoles", "VpcSecurityGroupIds"),
	oneOf("RestoreType", "CLUSTER_RESTORE", "TABLE_RESTORE", "NAMESPACE_RESTORE"),
)

var machineKeys = slices.Concat(
	plain("RestoreTo", "InstanceType", "VpcId", "SubnetId", "IamInstanceProfileName", "InstanceInitiatedShutdownBehavior", "HibernationOptions",
		"DisableApiTermination", "Placement", "CreditSpecification", "RamdiskId", "KernelId", "UserData", "EbsOptimized", "LicenseSpecifications",
		"KmsKeyId", "AvailabilityZone", "EbsVolumeType", "IsEncrypted", "RequireIMDSv2", "HypervisorArn", "VMName", "VMPath",
		"ComputeResourceName", "VMDatastore"),
	jsonLists("SecurityGroupIds", "ItemsToRestore", "DisksToRestore", "NetworkInterfaces"), informing("vmId"),
)

var clusterStateKeys = slices.Concat(
	ofSource("clusterName", "It is the cluster that was backed up: name the one to restore to."),
	plain("newCluster", "eksClusterVersion", "clusterRole", "controlPlaneScalingTier", "encryptionConfigProviderKeyArn", "namespaceLevelRestore",
		"restoreKubernetesManifestsOnly"),
	jsonObjects("clusterVpcConfig", "nestedRestoreJobs"),
	jsonLists("nodeGroups", "fargateProfiles", "podIdentityAssociations", "kubernetesRestoreOrder", "namespaces"),
)
