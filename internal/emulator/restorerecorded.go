// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strconv"
)

// recorded is what GetRecoveryPointRestoreMetadata shows of a point: the
// source's configuration at the time of the backup, in the source service's own
// spelling. It describes; it cannot be sent back as it is.
func (p *point) recorded() map[string]*string {
	source, _ := parseARN(p.resource)
	id := source.last()
	recorded := map[string]*string{}
	set := func(pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			recorded[pairs[i]] = new(pairs[i+1])
		}
	}
	zone := func(letter string) string { return p.region.name + letter }
	key := p.region.keyARN("aws/" + source.service)
	switch p.kind {
	case kindEBS:
		set("encrypted", strconv.FormatBool(p.encrypted), "volumeId", id)
		recorded["availabilityZone"] = nil
	case kindGateway:
		set("volumeId", id, "encrypted", strconv.FormatBool(p.encrypted))
		recorded["availabilityZone"] = nil
	case kindEC2:
		set("InstanceType", "t3.large", "Architecture", "x86_64", "EnaSupport", "true", "EbsOptimized", "true",
			"VpcId", "vpc-0123456789abcdef0", "SubnetId", "subnet-0123456789abcdef0", "SecurityGroupIds", `["sg-0123456789abcdef0"]`,
			"IamInstanceProfileName", "web", "CpuOptions", `{"CoreCount":1,"ThreadsPerCore":2}`,
			"InstanceInitiatedShutdownBehavior", "stop", "HibernationOptions", `{"Configured":false}`, "DisableApiTermination", "false",
			"CreditSpecification", `{"CpuCredits":"unlimited"}`, "RootDeviceType", "ebs", "VirtualizationType", "hvm", "Monitoring", `{"State":"disabled"}`,
			"Placement", fmt.Sprintf(`{"AvailabilityZone":%q,"GroupName":"","Tenancy":"default"}`, zone("a")),
			"CapacityReservationSpecification", `{"CapacityReservationPreference":"open"}`,
			"NetworkInterfaces", `[{"AssociatePublicIpAddress":true,"DeleteOnTermination":true,"DeviceIndex":0,"NetworkInterfaceId":"eni-0123456789abcdef0",`+
				`"PrivateIpAddress":"10.0.0.12","SubnetId":"subnet-0123456789abcdef0"}]`,
			"aws:backup:request-id", nameUUID(p.arn))
		for _, absent := range []string{"KeyName", "RamdiskId", "KernelId", "Platform", "UserData", "ElasticGpuSpecification", "InstanceMarketOptions", "LicenseSpecifications"} {
			recorded[absent] = nil
		}
	case kindRDS:
		set("DBInstanceIdentifier", id, "DBInstanceClass", "db.t4g.medium", "Engine", "postgres", "EngineVersion", "16.4", "Port", "5432",
			"MultiAZ", "false", "PubliclyAccessible", "true", "AvailabilityZone", zone("b"), "StorageType", "gp3", "AutoMinorVersionUpgrade", "true",
			"DBSubnetGroupName", "default", "VpcSecurityGroupIds", `["sg-0123456789abcdef0"]`, "OptionGroupName", "default:postgres-16",
			"DBParameterGroupName", "default.postgres16", "CopyTagsToSnapshot", "true", "EnableIAMDatabaseAuthentication", "false",
			"LicenseModel", "postgresql-license", "DeletionProtection", "true", "Encrypted", strconv.FormatBool(p.encrypted), "vpcId", "vpc-0123456789abcdef0")
		for _, absent := range []string{"KmsKeyId", "Iops", "Domain", "DomainIAMRoleName", "TdeCredentialArn"} {
			recorded[absent] = nil
		}
	case kindAurora, kindDocumentDB, kindNeptune, kindRDSCluster:
		set("Engine", engines[p.kind], "EngineVersion", "3.07.1", "EngineMode", "provisioned", "Port", "3306", "DatabaseName", "",
			"AvailabilityZones", fmt.Sprintf("[%q,%q,%q]", zone("a"), zone("b"), zone("c")), "DBSubnetGroupName", "default",
			"VpcSecurityGroupIds", `["sg-0123456789abcdef0"]`, "DBClusterParameterGroupName", "default", "CopyTagsToSnapshot", "true",
			"EnableIAMDatabaseAuthentication", "false", "EnableCloudwatchLogsExports", "[]", "KmsKeyId", key)
		recorded["ScalingConfiguration"] = nil
	case kindDSQL:
		set("cluster_id", id)
	case kindTable, kindAdvancedTable:
		set("originalTableName", id, "encryptionType", "Default")
	case kindEFS:
		set("file-system-id", id, "Encrypted", "true", "KmsKeyId", key, "PerformanceMode", "generalPurpose", "newFileSystem", "false")
	case kindFSx:
		set("FileSystemType", "WINDOWS", "FileSystemId", id, "StorageType", "SSD", "StorageCapacity", "300", "VpcId", "vpc-0123456789abcdef0",
			"KmsKeyId", key, "SubnetIds", `["subnet-0123456789abcdef0"]`,
			"WindowsConfiguration", `{"ActiveDirectoryId":"d-0123456789","DeploymentType":"SINGLE_AZ_2","ThroughputCapacity":32}`)
	case kindONTAP:
		set("FileSystemType", "ONTAP", "VolumeId", id, "Name", "vol1",
			"OntapConfiguration", `{"junctionPath":"/vol1","sizeInMegabytes":1024,"storageVirtualMachineId":"svm-0123456789abcdef0"}`)
	case kindS3:
		set("bucketName", id, "RestoreACLs", "true")
	case kindRedshift, kindRedshiftServerless:
		set("ClusterIdentifier", id, "NodeType", "ra3.xlplus", "NumberOfNodes", "2", "Port", "5439", "PubliclyAccessible", "false", "Encrypted", "true")
	case kindTimestream:
		set("TableName", id, "DatabaseName", "metrics", "MemoryStoreRetentionPeriodInHours", "6", "MagneticStoreRetentionPeriodInDays", "73000",
			"EnableMagneticStoreWrites", "true")
	case kindVM:
		set("vmId", "vm-101", "VMName", "vm", "DisksToRestore", `[{"DiskId":"2000","Label":"Hard disk 1"}]`)
	case kindStack:
		set("StackName", id)
	case kindHANA:
		set("SourceDatabaseArn", p.resource, "DatabaseName", id, "DatabaseType", "SYSTEM", "BackupSize", "1660948480",
			"HanaVersion", "2.00.040.00.1553674765", "aws:backup:request-id", nameUUID(p.arn))
	case kindEKS, kindEKSState:
		set("clusterName", id, "eksClusterVersion", "1.33",
			"clusterVpcConfig", `{"vpcId":"vpc-0123456789abcdef0","subnetIds":["subnet-0123456789abcdef0"],"securityGroupIds":["sg-0123456789abcdef0"]}`)
	}
	return recorded
}

// engines are those of cluster snapshots.
var engines = map[*kind]string{
	kindAurora: "aurora-mysql", kindDocumentDB: "docdb", kindNeptune: "neptune", kindRDSCluster: "mysql",
}

// inferred is what AWS Backup would restore the point with in a restore test:
// little, harmless and complete but for FSx (restore-testing-inferred-metadata).
// It is nil for types without restore testing.
func (p *point) inferred() map[string]string {
	name := "awsbackup-restore-test-" + p.region.server.hex(12)
	zones := []string{p.region.name + "a", p.region.name + "b", p.region.name + "c"}
	source, _ := parseARN(p.resource)
	switch p.kind {
	case kindTable, kindAdvancedTable:
		return map[string]string{"deletionProtection": "false", "encryptionType": "Default", "targetTableName": name}
	case kindEBS:
		return map[string]string{"availabilityZone": zones[0], "encrypted": "true"}
	case kindEC2:
		return map[string]string{"disableApiTermination": "false", "instanceType": text(p.recorded()["InstanceType"]), "requireImdsV2": "true"}
	case kindEFS:
		return map[string]string{
			"encrypted": "true", "file-system-id": source.last(), "kmsKeyId": "alias/aws/elasticfilesystem", "newFileSystem": "true",
			"performanceMode": "generalPurpose",
		}
	case kindFSx:
		return map[string]string{"windowsConfiguration": `{"automaticBackupRetentionDays":0,"deploymentType":"SINGLE_AZ_2","throughputCapacity":8}`}
	case kindONTAP:
		return map[string]string{
			"name":               "awsbackup_restore_test_" + p.region.server.hex(12),
			"ontapConfiguration": `{"junctionPath":"/vol1","sizeInMegabytes":1024,"snapshotPolicy":"none"}`,
		}
	case kindAurora, kindDocumentDB, kindNeptune, kindRDSCluster:
		return map[string]string{
			"availabilityZones": fmt.Sprintf("[%q,%q,%q]", zones[0], zones[1], zones[2]), "dbClusterIdentifier": name, "engine": engines[p.kind],
		}
	case kindRDS:
		return map[string]string{"dbInstanceIdentifier": name, "deletionProtection": "false", "multiAz": "false", "publiclyAccessible": "false"}
	case kindS3:
		return map[string]string{
			"destinationBucketName": name, "encrypted": "true", "encryptionType": "SSE-S3", "newBucket": "true", "restoreACLs": "true",
		}
	}
	return nil
}
