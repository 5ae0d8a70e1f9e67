// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func TestRestoreMissesMetadata(t *testing.T) {
	t.Parallel()
	const refused, failed = "refused", "failed"
	for _, test := range []struct{ resource, key, want string }{
		{volume, "availabilityZone", refused},
		{database, "DBInstanceIdentifier", refused},
		{aurora, "dbClusterIdentifier", refused},
		{aurora, "engine", refused},
		{table, "targetTableName", refused},
		{bucket, "DestinationBucketName", refused},
		{files, "newFileSystem", refused},
		{files, "PerformanceMode", refused},
		{files, "CreationToken", failed},
		{winFiles, "SubnetIds", failed},
		{ontap, "OntapConfiguration", refused},
		{gateway, "targetName", refused},
		{redshift, "ClusterIdentifier", refused},
		{namespace, "NamespaceIdentifier", refused},
		{timestream, "DatabaseName", refused},
		{machine, "RestoreTo", refused},
		{hana, "aws:backup:TargetDatabaseArn", refused},
		{cluster, "clusterName", refused},
	} {
		for how, metadata := range map[string]map[string]string{
			"left out": with(without(restorable[test.resource].metadata, test.key), "aws:backup:request-id", "1"),
			"empty":    with(restorable[test.resource].metadata, test.key, ""),
		} {
			l := newLab(t)
			id, err := l.restore(t, l.pointOf(t, test.resource), metadata)
			if test.want == refused {
				wantError(t, err, "InvalidParameterValueException", test.key)
				continue
			}
			if err != nil {
				t.Errorf("%s, %s %s: %v", test.resource, test.key, how, err)
				continue
			}
			l.Advance(time.Hour)
			if job := l.restoreJob(t, id); job.Status != types.RestoreJobStatusFailed || !strings.Contains(aws.ToString(job.StatusMessage), test.key) {
				t.Errorf("%s, %s %s: %s %q", test.resource, test.key, how, job.Status, aws.ToString(job.StatusMessage))
			}
		}
	}
}

func TestRestoreOfAContinuousPointNeedsATime(t *testing.T) {
	t.Parallel()
	for resource, key := range map[string]string{bucket: "RestoreTime", database: "UseLatestRestorableTime", aurora: "restoreToTime"} {
		l := newLab(t)
		point := l.pointOf(t, resource, continuous)
		_, err := l.restore(t, point, restorable[resource].metadata)
		wantError(t, err, "InvalidParameterValueException", key)
		if done := l.restored(t, point, with(restorable[resource].metadata, key, "true")); done.Status != types.RestoreJobStatusCompleted {
			t.Errorf("%s: %s %q", resource, done.Status, aws.ToString(done.StatusMessage))
		}
	}
}

func TestRestoresThatFail(t *testing.T) {
	t.Parallel()
	copyTags := func(in *backup.StartRestoreJobInput) { in.CopySourceTagsToRestoredResource = true }
	for _, test := range []struct {
		name, resource string
		metadata       map[string]string
		change         func(*backup.StartRestoreJobInput)
		message        string
	}{
		{"name of the source", table, map[string]string{"targetTableName": "orders"}, nil, "already exists"},
		{"name of the source, other case", database, map[string]string{"DBInstanceIdentifier": "ORDERS"}, nil, "already exists"},
		{"bucket to be made exists", bucket, map[string]string{"DestinationBucketName": "reports", "newBucket": "true"}, nil, "already exists"},
		{"cluster to be made exists", cluster, map[string]string{"clusterName": "shop", "newCluster": "true"}, nil, ""},
		{"comma list", database, with(restorable[database].metadata, "VpcSecurityGroupIds", "sg-1,sg-2"), nil, "must be a JSON array"},
		{"old network interface", instance, map[string]string{"NetworkInterfaces": `[{"NetworkInterfaceId":"eni-1"}]`}, nil, "associatePublicIPAddress"},
		{"new instance profile", instance, map[string]string{"IamInstanceProfileName": "admin"}, nil, "attaching a new instance profile"},
		{"tags", table, restorable[table].metadata, copyTags, "CopySourceTags"},
		{"tags", bucket, restorable[bucket].metadata, copyTags, "CopySourceTags"},
		{"tags", timestream, restorable[timestream].metadata, copyTags, "CopySourceTags"},
		{"tags", machine, restorable[machine].metadata, copyTags, "CopySourceTags"},
		{"tags", hana, restorable[hana].metadata, copyTags, "CopySourceTags"},
	} {
		l := newLab(t)
		id := l.mustRestore(t, l.pointOf(t, test.resource), test.metadata, test.change)
		l.Advance(2 * time.Hour)
		job := l.restoreJob(t, id)
		if job.Status != types.RestoreJobStatusFailed || !strings.Contains(aws.ToString(job.StatusMessage), test.message) || job.CreatedResourceArn != nil {
			t.Errorf("%s, %s: %s %q, created %v", test.name, test.resource, job.Status, aws.ToString(job.StatusMessage), job.CreatedResourceArn)
		}
	}
}

func TestRestoresThatTakeWhatIsThere(t *testing.T) {
	t.Parallel()
	copyTags := func(in *backup.StartRestoreJobInput) { in.CopySourceTagsToRestoredResource = true }
	for _, test := range []struct {
		name, resource string
		metadata       map[string]string
		change         func(*backup.StartRestoreJobInput)
		makes          string
	}{
		{"into the source file system", files, map[string]string{
			"file-system-id": "fs-0123456789abcdef0", "newFileSystem": "false", "Encrypted": "true", "PerformanceMode": "generalPurpose",
		}, nil, files},
		{"into the source bucket", bucket, map[string]string{"DestinationBucketName": "reports"}, nil, bucket},
		{"into the source cluster", cluster, map[string]string{"clusterName": "shop"}, nil, cluster},
		{"over the database", hana, restorable[hana].metadata, nil, hana},
		{"files of a volume", volume, map[string]string{
			"restoreType": "fileLevel", "destinationBucketName": "b", "pathsToRestore": `["/a"]`,
		}, nil, ""},
		{"instance profile of the backup", instance, map[string]string{"IamInstanceProfileName": "web"}, nil, "arn:aws:ec2:eu-central-1:123456789012:instance/i-"},
		{"instance without metadata", instance, map[string]string{"CpuOptions": "{}"}, nil, "arn:aws:ec2:eu-central-1:123456789012:instance/i-"},
		{"tags of a volume", volume, restorable[volume].metadata, copyTags, "arn:aws:ec2:eu-central-1:123456789012:volume/vol-"},
		{
			"cluster snapshot into a namespace", redshift,
			map[string]string{"RestoreType": "NAMESPACE_RESTORE", "NamespaceIdentifier": "n"},
			nil,
			"arn:aws:redshift-serverless:eu-central-1:123456789012:namespace/",
		},
		{"as the other Redshift", namespace, restorable[namespace].metadata, func(in *backup.StartRestoreJobInput) {
			in.ResourceType = aws.String("RedshiftServerless")
		}, "arn:aws:redshift-serverless:eu-central-1:123456789012:namespace/"},
	} {
		l := newLab(t)
		job := l.restored(t, l.pointOf(t, test.resource), test.metadata, test.change)
		if job.Status != types.RestoreJobStatusCompleted || !strings.HasPrefix(aws.ToString(job.CreatedResourceArn), test.makes) ||
			test.makes == "" && job.CreatedResourceArn != nil {
			t.Errorf("%s: %s %q, created %q", test.name, job.Status, aws.ToString(job.StatusMessage), aws.ToString(job.CreatedResourceArn))
		}
	}
}

func TestANameIsTakenByTheFirstRestore(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	point := l.pointOf(t, table)
	first := l.restored(t, point, restorable[table].metadata)
	if second := l.restored(t, point, restorable[table].metadata); second.Status != types.RestoreJobStatusFailed {
		t.Errorf("the second restore is %s", second.Status)
	}
	l.home().RemoveResources(*first.CreatedResourceArn)
	if third := l.restored(t, point, restorable[table].metadata); third.Status != types.RestoreJobStatusCompleted {
		t.Errorf("the third restore is %s %q", third.Status, aws.ToString(third.StatusMessage))
	}
}

func TestRestoreIsRefused(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().AddVault(emulator.Vault{Name: "shut"})
	policy := `{"Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:StartRestoreJob","Resource":"*"}]}`
	if _, err := l.client.PutBackupVaultAccessPolicy(t.Context(), &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: aws.String("shut"), Policy: &policy}); err != nil {
		t.Fatal(err)
	}
	point := l.pointOf(t, volume)
	shut := l.pointOf(t, volume, func(p *emulator.RecoveryPoint) { p.VaultName = "shut" })
	foreign := l.Account("210987654321").Region(region).AddRecoveryPoints(emulator.RecoveryPoint{
		VaultName: "Default", ResourceARN: strings.ReplaceAll(files, account, "210987654321"),
	})[0]
	elsewhere := l.Region("us-east-1").AddRecoveryPoints(emulator.RecoveryPoint{
		VaultName: "Default", ResourceARN: strings.ReplaceAll(files, region, "us-east-1"),
	})[0]
	deleted := l.pointOf(t, volume)
	l.home().RemoveRecoveryPoint(deleted)
	composite := *l.completed(t, stack).RecoveryPointArn
	l.home().DenyRole("arn:aws:iam::123456789012:role/lost", emulator.RoleDenial{})
	fine := restorable[volume].metadata
	role := func(arn string) func(*backup.StartRestoreJobInput) {
		return func(in *backup.StartRestoreJobInput) { in.IamRoleArn = &arn }
	}
	for _, test := range []struct {
		name, point string
		metadata    map[string]string
		change      func(*backup.StartRestoreJobInput)
		code, part  string
	}{
		{"no ARN", "snap-1", fine, nil, "InvalidParameterValueException", "snap-1"},
		{"deleted point", deleted, fine, nil, "ResourceNotFoundException", deleted},
		{"another account", foreign, fine, nil, "AccessDeniedException", "Insufficient privileges"},
		{"another Region", elsewhere, fine, nil, "ResourceNotFoundException", elsewhere},
		{"vault policy", shut, fine, nil, "AccessDeniedException", "Insufficient privileges"},
		{"composite of a stack", composite, map[string]string{"StackName": "s", "ChangeSetName": "c"}, nil, "InvalidRequestException", "nested"},
		{"wrong type", point, fine, func(in *backup.StartRestoreJobInput) { in.ResourceType = aws.String("RDS") }, "InvalidParameterValueException", "RDS"},
		{"no role", point, fine, role("admin"), "InvalidParameterValueException", "admin"},
		{"foreign role", point, fine, role("arn:aws:iam::210987654321:role/r"), "AccessDeniedException", "Cross-account"},
		{"lost role", point, fine, role("arn:aws:iam::123456789012:role/lost"), "InvalidParameterValueException", "cannot be assumed by AWS Backup"},
		{"same key twice", point, with(fine, "AvailabilityZone", "eu-central-1b"), nil, "InvalidParameterValueException", "AvailabilityZone, availabilityZone"},
		{"too much metadata", point, with(fine, "volumeType", strings.Repeat("x", 200<<10)), nil, "InvalidParameterValueException", "limit of 204800 bytes"},
		{"unknown key of DSQL", l.pointOf(t, dsql), map[string]string{"cluster_id": "c"}, nil, "InvalidParameterValueException", "cluster_id"},
	} {
		_, err := l.restore(t, test.point, test.metadata, test.change)
		if err == nil {
			t.Errorf("%s: no error", test.name)
			continue
		}
		wantError(t, err, test.code, test.part)
	}
	if jobs := l.home().RestoreJobs(); len(jobs) != 0 {
		t.Errorf("%d jobs of refused calls", len(jobs))
	}
}

func TestRestoreLosesItsPointOrRole(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	point := l.pointOf(t, volume)
	id := l.mustRestore(t, point, restorable[volume].metadata)
	l.Advance(time.Minute)
	l.home().RemoveRecoveryPoint(point)
	l.Advance(time.Hour)
	if job := l.restoreJob(t, id); job.Status != types.RestoreJobStatusFailed || !strings.Contains(*job.StatusMessage, "no longer exists") {
		t.Errorf("%s %q", job.Status, aws.ToString(job.StatusMessage))
	}
	id = l.mustRestore(t, l.pointOf(t, volume), restorable[volume].metadata)
	l.home().DenyRole(role, emulator.RoleDenial{})
	l.Advance(time.Hour)
	if job := l.restoreJob(t, id); job.Status != types.RestoreJobStatusFailed || !strings.Contains(*job.StatusMessage, "cannot be assumed") {
		t.Errorf("%s %q", job.Status, aws.ToString(job.StatusMessage))
	}
}
