// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"slices"
	"strings"
)

// foldedMetadata is restore metadata by lower-case key: AWS does not look at
// the case of keys (restoring-dynamodb, restore-testing-inferred-metadata).
type foldedMetadata map[string]string

func fold(metadata map[string]string) foldedMetadata {
	folded := make(foldedMetadata, len(metadata))
	for key, value := range metadata {
		folded[strings.ToLower(key)] = value
	}
	return folded
}

func (m foldedMetadata) get(key string) string { return m[strings.ToLower(key)] }

func (m foldedMetadata) is(key, value string) bool { return strings.EqualFold(m.get(key), value) }

// need is metadata that a restore cannot do without.
type need struct {
	anyOf []string
	// late: the call is accepted, and the job fails for it.
	late bool
	// when says whether the need applies; nil is always.
	when func(foldedMetadata) bool
}

func (n need) met(m foldedMetadata) bool {
	if n.when != nil && !n.when(m) {
		return true
	}
	return slices.ContainsFunc(n.anyOf, func(key string) bool { return m.get(key) != "" })
}

func needs(keys ...string) []need {
	all := make([]need, 0, len(keys))
	for _, key := range keys {
		all = append(all, need{anyOf: []string{key}})
	}
	return all
}

// recipe is how AWS Backup restores the points of one kind (copy-restore 3.4,
// 3.5).
type recipe struct {
	needs []need
	// lists are the keys whose values are JSON arrays.
	lists []string
	// only are the keys that AWS takes, in lower case, where it refuses others.
	only []string
	// refusesTags: CopySourceTagsToRestoredResource fails the job.
	refusesTags bool
	// intoExisting: the restore fills what exists, whatever the metadata says;
	// isNew decides it by the metadata; otherwise everything is made anew.
	intoExisting bool
	isNew        func(foldedMetadata) bool
	// trouble is what else the job fails for, "" if nothing.
	trouble func(p *point, m foldedMetadata) string
	// makes is the ARN of what comes out, "" if AWS shows none.
	makes func(r *regionState, p *point, m foldedMetadata) string
}

// fresh says whether the restore makes something that must not exist yet.
func (rc recipe) fresh(m foldedMetadata) bool {
	return !rc.intoExisting && (rc.isNew == nil || rc.isNew(m))
}

// recipeFor finds the recipe of a restore.
func recipeFor(rj *restoreJob) recipe {
	k, m := rj.source.kind, fold(rj.metadata)
	if k == kindRedshift && m.is("RestoreType", "NAMESPACE_RESTORE") {
		k = kindRedshiftServerless
	}
	return recipes[k]
}

func itemLevel(m foldedMetadata) bool { return m.get("restoreType") != "" }

func toGateway(m foldedMetadata) bool { return m.get("gatewayArn") != "" }

// isTrue gives a condition on a switch of the metadata.
func isTrue(key string) func(foldedMetadata) bool {
	return func(m foldedMetadata) bool { return m.is(key, "true") }
}

func isNot(key, value string) func(foldedMetadata) bool {
	return func(m foldedMetadata) bool { return !m.is(key, value) }
}

var volumeNeeds = []need{
	{anyOf: []string{"availabilityZone"}, when: func(m foldedMetadata) bool { return !itemLevel(m) && !toGateway(m) }},
	{anyOf: []string{"targetName"}, when: toGateway},
	{anyOf: []string{"destinationBucketName"}, when: itemLevel},
	{anyOf: []string{"pathsToRestore"}, when: itemLevel},
}

var clusterRecipe = recipe{
	needs: needs("dbClusterIdentifier", "engine"),
	lists: []string{"availabilityZones", "enableCloudwatchLogsExports", "vpcSecurityGroupIds"},
	makes: named("rds", "cluster:", "dbClusterIdentifier"),
}

var fileSystemRecipe = recipe{
	lists: []string{"SubnetIds", "SecurityGroupIds"},
	needs: []need{{anyOf: []string{"SubnetIds"}, late: true}},
	makes: random("fsx", "file-system/fs-"),
}

var recipes = map[*kind]recipe{
	kindEBS: {needs: volumeNeeds, makes: volumeMade},
	kindGateway: {
		needs: []need{{anyOf: []string{"gatewayArn", "availabilityZone"}}, {anyOf: []string{"targetName"}, when: toGateway}},
		makes: volumeMade,
	},
	kindEC2: {
		lists:   []string{"SecurityGroupIds", "NetworkInterfaces", "BlockDeviceMappings"},
		trouble: instanceTrouble, makes: random("ec2", "instance/i-"),
	},
	kindRDS: {
		needs: needs("DBInstanceIdentifier"),
		lists: []string{"VpcSecurityGroupIds", "EnableCloudwatchLogsExports", "DBSecurityGroups", "ProcessorFeatures"},
		makes: named("rds", "db:", "DBInstanceIdentifier"),
	},
	kindRDSCluster: clusterRecipe,
	kindAurora:     clusterRecipe,
	kindDocumentDB: clusterRecipe,
	kindNeptune:    clusterRecipe,
	kindDSQL: {
		lists: []string{"regionalConfig", "peerRegion"},
		only:  []string{"regionalconfig", "witnessregion", "peerregion", "usemultiregionorchestration", "aws:backup:request-id"},
		makes: random("dsql", "cluster/"),
	},
	kindTable:         {needs: needs("targetTableName"), refusesTags: true, makes: named("dynamodb", "table/", "targetTableName")},
	kindAdvancedTable: {needs: needs("targetTableName"), refusesTags: true, makes: named("dynamodb", "table/", "targetTableName")},
	kindEFS: {
		needs: append(needs("newFileSystem", "Encrypted", "PerformanceMode"),
			need{anyOf: []string{"file-system-id"}, when: isNot("newFileSystem", "true")},
			need{anyOf: []string{"CreationToken"}, late: true, when: isTrue("newFileSystem")}),
		lists: []string{"ItemsToRestore"}, isNew: isTrue("newFileSystem"), makes: fileSystemMade,
	},
	kindFSx: fileSystemRecipe,
	kindONTAP: {
		needs: []need{{anyOf: []string{"Name"}}, {anyOf: []string{"OntapConfiguration"}}},
		makes: random("fsx", "volume/fs-0123456789abcdef0/fsvol-"),
	},
	kindS3: {
		needs: needs("DestinationBucketName"), lists: []string{"ItemsToRestore"}, refusesTags: true, isNew: isTrue("newBucket"),
		makes: func(r *regionState, _ *point, m foldedMetadata) string {
			return "arn:" + r.partition + ":s3:::" + m.get("DestinationBucketName")
		},
	},
	kindRedshift: {
		needs: []need{{anyOf: []string{"ClusterIdentifier"}}},
		lists: []string{"VpcSecurityGroupIds", "ClusterSecurityGroups", "IamRoles"},
		isNew: isNot("RestoreType", "TABLE_RESTORE"), makes: named("redshift", "cluster:", "ClusterIdentifier"),
	},
	kindRedshiftServerless: {
		needs: needs("NamespaceIdentifier"), intoExisting: true,
		makes: func(r *regionState, _ *point, m foldedMetadata) string {
			return r.arnOf("redshift-serverless", "namespace/"+nameUUID(m.get("NamespaceIdentifier")))
		},
	},
	kindTimestream: {
		needs:       needs("TableName", "DatabaseName", "MemoryStoreRetentionPeriodInHours", "MagneticStoreRetentionPeriodInDays"),
		refusesTags: true,
		makes: func(r *regionState, _ *point, m foldedMetadata) string {
			return r.arnOf("timestream", "database/"+m.get("DatabaseName")+"/table/"+m.get("TableName"))
		},
	},
	kindVM: {
		needs: []need{{anyOf: []string{"RestoreTo"}}, {anyOf: []string{"HypervisorArn"}, when: onVMware}, {anyOf: []string{"VMName"}, when: onVMware}},
		lists: []string{"DisksToRestore", "ItemsToRestore", "SecurityGroupIds"}, refusesTags: true, makes: machineMade,
	},
	kindStack: {needs: needs("ChangeSetName", "StackName"), makes: func(r *regionState, _ *point, m foldedMetadata) string {
		return r.arnOf("cloudformation", "stack/"+m.get("StackName")+"/"+nameUUID(m.get("StackName")))
	}},
	kindHANA: {
		needs: needs("aws:backup:TargetDatabaseArn"), refusesTags: true, intoExisting: true,
		makes: func(_ *regionState, _ *point, m foldedMetadata) string { return m.get("aws:backup:TargetDatabaseArn") },
	},
	kindEKS:      {needs: needs("clusterName"), lists: eksLists, isNew: isTrue("newCluster"), makes: named("eks", "cluster/", "clusterName")},
	kindEKSState: {needs: needs("clusterName"), lists: eksLists, isNew: isTrue("newCluster"), makes: named("eks", "cluster/", "clusterName")},
}

var eksLists = []string{"nodeGroups", "fargateProfiles", "podIdentityAssociations", "kubernetesRestoreOrder", "namespaces"}

// continuousNeeds: a point in time must be chosen.
func continuousNeeds(p *point) []need {
	if !p.continuous {
		return nil
	}
	switch p.kind {
	case kindS3:
		return needs("RestoreTime")
	case kindRDS:
		return []need{{anyOf: []string{"RestoreTime", "UseLatestRestorableTime"}}}
	case kindAurora:
		return []need{{anyOf: []string{"restoreToTime", "UseLatestRestorableTime"}}}
	}
	return nil
}

func onVMware(m foldedMetadata) bool { return m.is("RestoreTo", "VMware") }

// arnOf names a resource of the Region.
func (r *regionState) arnOf(service, resource string) string {
	return "arn:" + r.partition + ":" + service + ":" + r.name + ":" + r.account + ":" + resource
}

// named makes a resource that the metadata names. The services keep the names
// of databases and clusters in lower case.
func named(service, prefix, key string) func(*regionState, *point, foldedMetadata) string {
	return func(r *regionState, _ *point, m foldedMetadata) string {
		name := m.get(key)
		if service == "rds" || service == "redshift" {
			name = strings.ToLower(name)
		}
		return r.arnOf(service, prefix+name)
	}
}

// random makes a resource to which its service gives an ID.
func random(service, prefix string) func(*regionState, *point, foldedMetadata) string {
	return func(r *regionState, _ *point, _ foldedMetadata) string {
		return r.arnOf(service, prefix+r.server.hex(17))
	}
}

// volumeMade is a volume of EBS or of a gateway; single files go to a bucket,
// for which AWS shows nothing.
func volumeMade(r *regionState, _ *point, m foldedMetadata) string {
	switch {
	case itemLevel(m):
		return ""
	case toGateway(m):
		return m.get("gatewayArn") + "/volume/vol-" + strings.ToUpper(r.server.hex(8))
	}
	return r.arnOf("ec2", "volume/vol-"+r.server.hex(17))
}

func fileSystemMade(r *regionState, _ *point, m foldedMetadata) string {
	if m.is("newFileSystem", "true") {
		return r.arnOf("elasticfilesystem", "file-system/fs-"+r.server.hex(17))
	}
	return r.arnOf("elasticfilesystem", "file-system/"+m.get("file-system-id"))
}

func machineMade(r *regionState, _ *point, m foldedMetadata) string {
	switch {
	case m.is("RestoreTo", "EC2Instance"):
		return r.arnOf("ec2", "instance/i-"+r.server.hex(17))
	case onVMware(m):
		return r.arnOf("backup-gateway", "vm/vm-"+strings.ToUpper(r.server.hex(8)))
	}
	return r.arnOf("ec2", "volume/vol-"+r.server.hex(17))
}

// instanceTrouble restates what a replay of the recorded metadata runs into:
// the old network interface is in use, and another instance profile than the
// recorded one is refused.
func instanceTrouble(p *point, m foldedMetadata) string {
	var interfaces []map[string]any
	if json.Unmarshal([]byte(m.get("NetworkInterfaces")), &interfaces) == nil {
		for _, one := range interfaces {
			for key := range one {
				if strings.EqualFold(key, "networkInterfaceId") {
					return "The associatePublicIPAddress parameter cannot be specified for a network interface with an ID."
				}
			}
		}
	}
	profile, recorded := m.get("IamInstanceProfileName"), p.recorded()["IamInstanceProfileName"]
	if profile != "" && profile != "UseBackedUpValue" && profile != text(recorded) {
		return "AWS Backup does not permit attaching a new instance profile to a restored instance."
	}
	return ""
}
