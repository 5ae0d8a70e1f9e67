// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"
	"time"
)

// ARNAt is the moment at which a job knows its recovery point's ARN.
type ARNAt string

// Moments of a job.
const (
	ARNAtStart   ARNAt = "Start"   // in the reply of StartBackupJob
	ARNAtRunning ARNAt = "Running" // once the job runs
	ARNAtEnd     ARNAt = "End"     // once the job is done
)

// Sizes and times that jobs have when no script says otherwise.
const gib = 1 << 30

// kind is a resource type as AWS Backup treats it (reference 5).
type kind struct {
	name string // the API's ResourceType
	// managed: the points are AWS Backup's own, with its ARNs, tags and keys.
	managed bool
	// cold: points move to cold storage; archive: only with the archive opt-in.
	cold, archive bool
	// index: points can be searched.
	index bool
	// airGapped: can go to a logically air-gapped vault.
	airGapped bool
	// unstoppable: StopBackupJob does not serve it.
	unstoppable bool
	// uncopyable: its points cannot be copied at all; homebound: not to another
	// account.
	uncopyable, homebound bool
	// composite: a parent job with one child per member.
	composite bool
	// streams: bytes are counted while the job runs; else it is one snapshot.
	streams bool
	arnAt   ARNAt
	form    pointForm
	takes   time.Duration // RUNNING
	bytes   int64         // -1: AWS leaves the size out
}

// The resource types. What reference 5 leaves open is N here.
var (
	kindEBS = &kind{
		name: "EBS", cold: true, archive: true, index: true, airGapped: true,
		arnAt: ARNAtRunning, form: snapshotForm, takes: 4 * time.Minute, bytes: 8 * gib,
	}
	kindEC2 = &kind{
		name: "EC2", airGapped: true,
		arnAt: ARNAtRunning, form: imageForm, takes: 6 * time.Minute, bytes: 30 * gib,
	}
	kindRDS = &kind{
		name: "RDS", unstoppable: true,
		arnAt: ARNAtRunning, form: dbSnapshotForm, takes: 5 * time.Minute, bytes: 0,
	}
	kindRDSCluster = &kind{
		name: "RDS", unstoppable: true, uncopyable: true,
		arnAt: ARNAtRunning, form: clusterSnapshotForm, takes: 5 * time.Minute, bytes: 0,
	}
	kindAurora = &kind{
		name: "Aurora", airGapped: true, unstoppable: true,
		arnAt: ARNAtRunning, form: clusterSnapshotForm, takes: 3 * time.Minute, bytes: -1,
	}
	kindDocumentDB = &kind{
		name: "DocumentDB", airGapped: true, unstoppable: true,
		arnAt: ARNAtRunning, form: clusterSnapshotForm, takes: 3 * time.Minute, bytes: -1,
	}
	kindNeptune = &kind{
		name: "Neptune", airGapped: true, unstoppable: true,
		arnAt: ARNAtRunning, form: clusterSnapshotForm, takes: 3 * time.Minute, bytes: -1,
	}
	kindDSQL = &kind{
		name: "DSQL", managed: true, cold: true, airGapped: true, streams: true,
		arnAt: ARNAtRunning, form: managedForm, takes: 5 * time.Minute, bytes: 2 * gib,
	}
	kindTable = &kind{
		name: "DynamoDB", uncopyable: true,
		arnAt: ARNAtRunning, form: tableBackupForm, takes: 2 * time.Minute, bytes: gib / 4,
	}
	kindAdvancedTable = &kind{
		name: "DynamoDB", managed: true, cold: true, airGapped: true,
		arnAt: ARNAtStart, form: managedForm, takes: 3 * time.Minute, bytes: gib / 4,
	}
	kindEFS = &kind{
		name: "EFS", managed: true, cold: true, airGapped: true, streams: true,
		arnAt: ARNAtStart, form: managedForm, takes: 8 * time.Minute, bytes: 5 * gib,
	}
	kindFSx = &kind{
		name: "FSx", airGapped: true, unstoppable: true,
		arnAt: ARNAtRunning, form: fsxBackupForm, takes: 10 * time.Minute, bytes: -1,
	}
	kindONTAP = &kind{
		name: "FSx", airGapped: true, unstoppable: true,
		arnAt: ARNAtRunning, form: fsxBackupForm, takes: 10 * time.Minute, bytes: -1,
	}
	kindS3 = &kind{
		name: "S3", managed: true, index: true, airGapped: true, streams: true,
		arnAt: ARNAtEnd, form: bucketForm, takes: 12 * time.Minute, bytes: 20 * gib,
	}
	kindGateway = &kind{
		name: "Storage Gateway", airGapped: true,
		arnAt: ARNAtRunning, form: snapshotForm, takes: 6 * time.Minute, bytes: 50 * gib,
	}
	kindRedshift = &kind{
		name: "Redshift", uncopyable: true,
		arnAt: ARNAtRunning, form: redshiftForm, takes: 6 * time.Minute, bytes: 40 * gib,
	}
	kindRedshiftServerless = &kind{
		name: "Redshift Serverless", uncopyable: true,
		arnAt: ARNAtRunning, form: redshiftForm, takes: 6 * time.Minute, bytes: 40 * gib,
	}
	kindTimestream = &kind{
		name: "Timestream", managed: true, cold: true, airGapped: true, streams: true,
		arnAt: ARNAtEnd, form: timestreamForm, takes: 10 * time.Minute, bytes: 6 * gib,
	}
	kindVM = &kind{
		name: "VirtualMachine", managed: true, cold: true, airGapped: true, streams: true,
		arnAt: ARNAtEnd, form: managedForm, takes: 20 * time.Minute, bytes: 60 * gib,
	}
	kindStack = &kind{
		name: "CloudFormation", managed: true, composite: true, homebound: true,
		arnAt: ARNAtRunning, form: managedForm, takes: time.Minute, bytes: 64 << 10,
	}
	kindHANA = &kind{
		name: "SAP HANA on Amazon EC2", managed: true, cold: true, unstoppable: true, streams: true,
		arnAt: ARNAtEnd, form: managedForm, takes: 30 * time.Minute, bytes: 200 * gib,
	}
	kindEKS = &kind{
		name: "EKS", managed: true, airGapped: true, composite: true,
		arnAt: ARNAtRunning, form: clusterCompositeForm, takes: time.Minute, bytes: 64 << 20,
	}
	// kindEKSState is the child that holds the cluster's own objects.
	kindEKSState = &kind{
		name: "EKS", managed: true, airGapped: true,
		arnAt: ARNAtRunning, form: clusterStateForm, takes: 2 * time.Minute, bytes: 64 << 20,
	}
)

// clusterKinds are what an rds:...:cluster: ARN may be; only a script can tell.
var clusterKinds = map[string]*kind{
	"Aurora": kindAurora, "RDS": kindRDSCluster, "DocumentDB": kindDocumentDB, "Neptune": kindNeptune,
}

// resourceTypes are the strings of GetSupportedResourceTypes and of the opt-in
// map, in AWS's spelling.
var resourceTypes = []string{
	"Aurora", "CloudFormation", "DSQL", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "EKS", "FSx", "Neptune", "RDS",
	"Redshift", "Redshift Serverless", "S3", "SAP HANA on Amazon EC2", "Storage Gateway", "Timestream", "VirtualMachine",
}

// kindOf tells the type of a source by its ARN; resourceType, where a script
// gives it, settles what the ARN leaves open. nil is an unsupported resource.
func (r *regionState) kindOf(source arn, resourceType string) *kind {
	has := func(prefix string) bool { return strings.HasPrefix(source.resource, prefix) }
	switch {
	case source.service == "ec2" && has("volume/"):
		return kindEBS
	case source.service == "ec2" && has("instance/"):
		return kindEC2
	case source.service == "rds" && has("db:"):
		return kindRDS
	case source.service == "rds" && has("cluster:"):
		if k := clusterKinds[resourceType]; k != nil {
			return k
		}
		return kindAurora
	case source.service == "dsql" && has("cluster/"):
		return kindDSQL
	case source.service == "dynamodb" && has("table/") && strings.Count(source.resource, "/") == 1:
		if r.management["DynamoDB"] {
			return kindAdvancedTable
		}
		return kindTable
	case source.service == "elasticfilesystem" && has("file-system/"):
		return kindEFS
	case source.service == "fsx" && has("file-system/"):
		return kindFSx
	case source.service == "fsx" && has("volume/"):
		return kindONTAP
	case source.service == "s3" && !strings.Contains(source.resource, "/"):
		return kindS3
	case source.service == "storagegateway" && strings.Contains(source.resource, "/volume/"):
		return kindGateway
	case source.service == "redshift" && has("cluster:"):
		return kindRedshift
	case source.service == "redshift-serverless" && has("namespace/"):
		return kindRedshiftServerless
	case source.service == "timestream" && strings.Contains(source.resource, "/table/"):
		return kindTimestream
	case source.service == "backup-gateway" && has("vm/"):
		return kindVM
	case source.service == "cloudformation" && has("stack/"):
		return kindStack
	case source.service == "ssm-sap" && has("HANA/"):
		return kindHANA
	case source.service == "eks" && has("cluster/"):
		return kindEKS
	}
	return nil
}
