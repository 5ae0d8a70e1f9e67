// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
)

// RecoveryPoint is what the ARN of a recovery point tells.
type RecoveryPoint struct {
	ARN
	// ResourceType is the API's ResourceType, or empty where the ARN does not tell: snapshots of EBS and Storage Gateway
	// look alike, so do cluster snapshots of Aurora, DocumentDB, Neptune and RDS, and most points of the service backup.
	ResourceType string
	// ID is what the source service calls the backup and takes for a restore: snap-..., ami-..., the name of an RDS or
	// Redshift snapshot (awsbackup:job-...), backup-... of FSx, the ID of a DynamoDB backup. For points of the service
	// backup it is all that follows recovery-point:, a UUID for most types. For ARNs of a service that the catalogue does
	// not list it is the whole resource part.
	ID string
	// Continuous tells whether the point is a continuous backup, for point-in-time restore. It is Yes where the ARN has
	// AWS's mark or, for S3, lacks the time that a periodic backup has.
	Continuous Support
	// Composite is true where the ARN marks the parent of nested recovery points.
	Composite bool
}

const recoveryPointPrefix = "recovery-point:"

// pointShape is one form of recovery point ARN (developer guide, access-control). The pattern's only group is the ID.
type pointShape struct {
	service      string
	shape        string
	pattern      func() *regexp.Regexp
	resourceType string
	continuous   Support
	composite    bool
}

const (
	uuid   = `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`
	bucket = `[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]`
)

// pointShapes is searched from the top: of the forms of the service backup, the first that matches tells the type.
var pointShapes = []pointShape{
	{service: "ec2", shape: "snapshot/snap-...", pattern: lazyregexp.New(`^snapshot/([^/:]+)$`), continuous: No},
	{service: "ec2", shape: "image/ami-...", pattern: lazyregexp.New(`^image/([^/:]+)$`), resourceType: "EC2", continuous: No},
	{service: "rds", shape: "snapshot:<name>", pattern: lazyregexp.New(`^snapshot:([^/]+)$`), resourceType: "RDS", continuous: No},
	{service: "rds", shape: "cluster-snapshot:<name>", pattern: lazyregexp.New(`^cluster-snapshot:([^/]+)$`), continuous: No},
	{
		service: "dynamodb", shape: "table/<name>/backup/<id>", pattern: lazyregexp.New(`^table/[^/:]+/backup/([^/:]+)$`),
		resourceType: DynamoDB, continuous: No,
	},
	{service: "fsx", shape: "backup/backup-...", pattern: lazyregexp.New(`^backup/([^/:]+)$`), resourceType: "FSx", continuous: No},
	{
		service: "redshift", shape: "snapshot:<cluster>/<name>", pattern: lazyregexp.New(`^snapshot:[^/:]+/([^/]+)$`),
		resourceType: "Redshift", continuous: No,
	},
	{
		service: "redshift-serverless", shape: "snapshot:<resource>/<name>", pattern: lazyregexp.New(`^snapshot:[^/:]+/([^/]+)$`),
		continuous: No,
	},
	// The form of Redshift Serverless's own documentation, which AWS Backup's page on restores has too.
	{service: "redshift-serverless", shape: "snapshot/<name>", pattern: lazyregexp.New(`^snapshot/([^/]+)$`), continuous: No},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(` + uuid + `)$`)},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(` + uuid + `_beta)$`), resourceType: "Timestream", continuous: No},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(continuous:db-[^/:]+)$`), resourceType: "RDS", continuous: Yes},
	// Of the types behind a cluster, only Aurora has point-in-time restore.
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(continuous:cluster-[^/:]+)$`), resourceType: "Aurora", continuous: Yes},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(continuous:.+)$`), continuous: Yes},
	{
		service: "backup", pattern: lazyregexp.New(`^recovery-point:(composite:eks/[^/:]+)$`), resourceType: "EKS",
		continuous: No, composite: true,
	},
	{
		service: "backup", pattern: lazyregexp.New(`^recovery-point:(composite:cloudformation/[^/:]+)$`), resourceType: "CloudFormation",
		continuous: No, composite: true,
	},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(composite:.+)$`), continuous: No, composite: true},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(eks/[^/:]+)$`), resourceType: "EKS", continuous: No},
	// Periodic and continuous points of a bucket; bucket names are 3 to 63 lower-case letters, digits, dots and hyphens.
	{
		service: "backup", pattern: lazyregexp.New(`^recovery-point:(` + bucket + `-[0-9]{14}-[0-9a-f]{8})$`), resourceType: "S3",
		continuous: No,
	},
	{service: "backup", pattern: lazyregexp.New(`^recovery-point:(` + bucket + `-[0-9a-f]{8})$`), resourceType: "S3", continuous: Yes},
	{service: "backup", shape: "recovery-point:<id>", pattern: lazyregexp.New(`^recovery-point:(.+)$`)},
}

// ParseRecoveryPointARN parses the ARN of a recovery point. ARNs of services unknown to the catalogue pass; the ARN of a
// source resource (a volume, a database) does not. The error is always an *ARNError.
func ParseRecoveryPointARN(s string) (RecoveryPoint, error) {
	a, err := ParseARN(s)
	if err != nil {
		return RecoveryPoint{}, err
	}
	var shapes []string
	for _, p := range pointShapes {
		if p.service != a.Service {
			continue
		}
		if m := p.pattern().FindStringSubmatch(a.Resource); m != nil {
			return RecoveryPoint{
				ARN: a, ResourceType: p.resourceType, ID: m[1], Continuous: p.continuous, Composite: p.composite,
			}, nil
		}
		if p.shape != "" {
			shapes = append(shapes, p.shape)
		}
	}
	if candidates := Lookup(s); len(candidates) > 0 {
		return RecoveryPoint{}, &ARNError{Value: s, Reason: fmt.Sprintf(
			"it names a resource of %s, not a backup of one", Labels(candidates))}
	}
	if len(shapes) > 0 {
		return RecoveryPoint{}, &ARNError{Value: s, Reason: fmt.Sprintf(
			"a recovery point of the service %s ends in %s, and it ends in %q", a.Service, strings.Join(shapes, " or "), a.Resource)}
	}
	return RecoveryPoint{ARN: a, ID: a.Resource}, nil
}

// IsRecoveryPointARN tells whether s has a form that the catalogue knows as a recovery point's.
func IsRecoveryPointARN(s string) bool {
	a, err := ParseARN(s)
	if err != nil {
		return false
	}
	for _, p := range pointShapes {
		if p.service == a.Service && p.pattern().MatchString(a.Resource) {
			return true
		}
	}
	return false
}

// Taggable tells whether AWS Backup can read and change the tags of a recovery point: only where its ARN belongs to the
// service backup (API reference, TagResource and ListTags). It goes by the ARN, not by the type, because DynamoDB differs by
// an account setting and everything in an air-gapped vault has such an ARN.
func Taggable(recoveryPointARN string) bool {
	a, err := ParseARN(recoveryPointARN)
	return err == nil && a.Service == "backup" && strings.HasPrefix(a.Resource, recoveryPointPrefix)
}
