// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog

import (
	"fmt"
	"regexp"
	"strings"
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
}

const recoveryPointPrefix = "recovery-point:"

// pointShape is one form of recovery point ARN (developer guide, access-control). The pattern's only group is the ID.
type pointShape struct {
	service      string
	shape        string
	pattern      *regexp.Regexp
	resourceType string
}

const uuid = `[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}`

// pointShapes is searched from the top: of the forms of the service backup, the first that matches tells the type.
var pointShapes = []pointShape{
	{"ec2", "snapshot/snap-...", regexp.MustCompile(`^snapshot/([^/:]+)$`), ""},
	{"ec2", "image/ami-...", regexp.MustCompile(`^image/([^/:]+)$`), "EC2"},
	{"rds", "snapshot:<name>", regexp.MustCompile(`^snapshot:([^/]+)$`), "RDS"},
	{"rds", "cluster-snapshot:<name>", regexp.MustCompile(`^cluster-snapshot:([^/]+)$`), ""},
	{"dynamodb", "table/<name>/backup/<id>", regexp.MustCompile(`^table/[^/:]+/backup/([^/:]+)$`), DynamoDB},
	{"fsx", "backup/backup-...", regexp.MustCompile(`^backup/([^/:]+)$`), "FSx"},
	{"redshift", "snapshot:<cluster>/<name>", regexp.MustCompile(`^snapshot:[^/:]+/([^/]+)$`), "Redshift"},
	{"redshift-serverless", "snapshot:<resource>/<name>", regexp.MustCompile(`^snapshot:[^/:]+/([^/]+)$`), ""},
	// The form of Redshift Serverless's own documentation, in case AWS Backup keeps to it.
	{"redshift-serverless", "snapshot/<name>", regexp.MustCompile(`^snapshot/([^/]+)$`), ""},
	{"backup", "", regexp.MustCompile(`^recovery-point:(` + uuid + `)$`), ""},
	{"backup", "", regexp.MustCompile(`^recovery-point:(` + uuid + `_beta)$`), "Timestream"},
	{"backup", "", regexp.MustCompile(`^recovery-point:((?:composite:)?eks/[^/:]+)$`), "EKS"},
	// Periodic and continuous points of a bucket; bucket names are 3 to 63 lower-case letters, digits, dots and hyphens.
	{"backup", "", regexp.MustCompile(`^recovery-point:([a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:-[0-9]{14})?-[0-9a-f]{8})$`), "S3"},
	{"backup", "recovery-point:<id>", regexp.MustCompile(`^recovery-point:(.+)$`), ""},
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
		if m := p.pattern.FindStringSubmatch(a.Resource); m != nil {
			return RecoveryPoint{ARN: a, ResourceType: p.resourceType, ID: m[1]}, nil
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
		if p.service == a.Service && p.pattern.MatchString(a.Resource) {
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
