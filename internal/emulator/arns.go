// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// arn is a parsed Amazon Resource Name.
type arn struct {
	partition, service, region, account, resource string
}

// parseARN splits text; ok is false for anything that is no ARN.
func parseARN(text string) (a arn, ok bool) {
	parts := strings.SplitN(text, ":", 6)
	if len(parts) != 6 || parts[0] != "arn" || parts[1] == "" || parts[2] == "" || parts[5] == "" {
		return arn{}, false
	}
	return arn{parts[1], parts[2], parts[3], parts[4], parts[5]}, true
}

// last is the final path or colon part of the resource: the name people know.
func (a arn) last() string {
	return a.resource[strings.LastIndexAny(a.resource, ":/")+1:]
}

// partitionOf derives the partition from a Region's name.
func partitionOf(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	case strings.HasPrefix(region, "eusc-"):
		return "aws-eusc"
	case strings.HasPrefix(region, "us-iso-"):
		return "aws-iso"
	case strings.HasPrefix(region, "us-isob-"):
		return "aws-iso-b"
	}
	return "aws"
}

var roleARN = regexp.MustCompile(`^arn:aws[a-z-]*:iam::([0-9]{12}):role/.+`)

// vaultARN names a vault of the Region.
func (r *regionState) vaultARN(name string) string {
	return fmt.Sprintf("arn:%s:backup:%s:%s:backup-vault:%s", r.partition, r.name, r.account, name)
}

// backupPointARN is the form of points that AWS Backup itself keeps.
func (r *regionState) backupPointARN(id string) string {
	return fmt.Sprintf("arn:%s:backup:%s:%s:recovery-point:%s", r.partition, r.name, r.account, id)
}

// pointForm names a new recovery point of a resource (reference 4.2). label
// ("job-<uuid>", of a copy "copyjob-<uuid>") and the time are used where the
// source service's names have them.
type pointForm func(r *regionState, source arn, label string, at time.Time) string

func managedForm(r *regionState, _ arn, _ string, _ time.Time) string {
	return r.backupPointARN(r.server.uuid())
}

func snapshotForm(r *regionState, _ arn, _ string, _ time.Time) string {
	return fmt.Sprintf("arn:%s:ec2:%s::snapshot/snap-%s", r.partition, r.name, r.server.hex(17))
}

func imageForm(r *regionState, _ arn, _ string, _ time.Time) string {
	return fmt.Sprintf("arn:%s:ec2:%s::image/ami-%s", r.partition, r.name, r.server.hex(17))
}

func dbSnapshotForm(r *regionState, _ arn, label string, _ time.Time) string {
	return fmt.Sprintf("arn:%s:rds:%s:%s:snapshot:awsbackup:%s", r.partition, r.name, r.account, label)
}

func clusterSnapshotForm(r *regionState, _ arn, label string, _ time.Time) string {
	return fmt.Sprintf("arn:%s:rds:%s:%s:cluster-snapshot:awsbackup:%s", r.partition, r.name, r.account, label)
}

func tableBackupForm(r *regionState, source arn, _ string, at time.Time) string {
	return fmt.Sprintf("arn:%s:dynamodb:%s:%s:table/%s/backup/%013d-%s",
		r.partition, r.name, r.account, source.last(), at.UnixMilli(), r.server.hex(8))
}

func fsxBackupForm(r *regionState, _ arn, _ string, _ time.Time) string {
	return fmt.Sprintf("arn:%s:fsx:%s:%s:backup/backup-%s", r.partition, r.name, r.account, r.server.hex(17))
}

func redshiftForm(r *regionState, source arn, label string, _ time.Time) string {
	return fmt.Sprintf("arn:%s:%s:%s:%s:snapshot:%s/awsbackup:%s",
		r.partition, source.service, r.name, r.account, source.last(), label)
}

func timestreamForm(r *regionState, _ arn, _ string, _ time.Time) string {
	return r.backupPointARN(r.server.uuid() + "_beta")
}

func bucketForm(r *regionState, source arn, _ string, at time.Time) string {
	return r.backupPointARN(fmt.Sprintf("%s-%s-%s", source.last(), at.Format("20060102150405"), r.server.hex(8)))
}

func clusterCompositeForm(r *regionState, source arn, _ string, at time.Time) string {
	return r.backupPointARN(fmt.Sprintf("composite:eks/%s-%s", source.last(), at.Format("20060102150405")))
}

func clusterStateForm(r *regionState, source arn, _ string, at time.Time) string {
	return r.backupPointARN(fmt.Sprintf("eks/%s-%s", source.last(), at.Format("20060102150405")))
}
