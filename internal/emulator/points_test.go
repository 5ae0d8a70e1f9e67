// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestPointARNs has the forms of AWS's table (access-control page).
func TestPointARNs(t *testing.T) {
	t.Parallel()
	const (
		own     = `^arn:aws:backup:eu-central-1:123456789012:recovery-point:`
		uuid    = `[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`
		rds     = `^arn:aws:rds:eu-central-1:123456789012:`
		jobName = `awsbackup:job-` + uuid
		arn     = "arn:aws:"
		here    = ":eu-central-1:123456789012:"
	)
	for _, test := range []struct {
		resource, resourceType, typeShown, want string
		taggable                                bool
		when                                    string // S: in the reply, R: when it runs, E: at the end
	}{
		{volume, "", "EBS", `^arn:aws:ec2:eu-central-1::snapshot/snap-[0-9a-f]{17}$`, false, "R"},
		{instance, "", "EC2", `^arn:aws:ec2:eu-central-1::image/ami-[0-9a-f]{17}$`, false, "R"},
		{database, "", "RDS", rds + `snapshot:` + jobName, false, "R"},
		{arn + "rds" + here + "cluster:c", "", "Aurora", rds + `cluster-snapshot:` + jobName, false, "R"},
		{arn + "rds" + here + "cluster:c", "DocumentDB", "DocumentDB", rds + `cluster-snapshot:` + jobName, false, "R"},
		{arn + "rds" + here + "cluster:c", "Neptune", "Neptune", rds + `cluster-snapshot:` + jobName, false, "R"},
		{arn + "rds" + here + "cluster:c", "RDS", "RDS", rds + `cluster-snapshot:` + jobName, false, "R"},
		{files, "", "EFS", own + uuid, true, "S"},
		{table, "", "DynamoDB", own + uuid, true, "S"},
		{bucket, "", "S3", own + `reports-20260301[0-9]{6}-[0-9a-f]{8}$`, true, "E"},
		{arn + "fsx" + here + "file-system/fs-1", "", "FSx", `^arn:aws:fsx:eu-central-1:123456789012:backup/backup-[0-9a-f]{17}$`, false, "R"},
		{arn + "fsx" + here + "volume/fs-1/fsvol-1", "", "FSx", `^arn:aws:fsx:eu-central-1:123456789012:backup/backup-`, false, "R"},
		{arn + "dsql" + here + "cluster/x", "", "DSQL", own + uuid, true, "R"},
		{arn + "storagegateway" + here + "gateway/sgw-1/volume/vol-1", "", "Storage Gateway", `^arn:aws:ec2:eu-central-1::snapshot/snap-`, false, "R"},
		{arn + "redshift" + here + "cluster:dw", "", "Redshift", `^arn:aws:redshift:eu-central-1:123456789012:snapshot:dw/` + jobName, false, "R"},
		{arn + "redshift-serverless" + here + "namespace/n1", "", "Redshift Serverless", `^arn:aws:redshift-serverless:eu-central-1:123456789012:snapshot:n1/` + jobName, false, "R"},
		{arn + "timestream" + here + "database/d/table/t", "", "Timestream", own + `[0-9a-f-]{36}_beta$`, true, "E"},
		{arn + "backup-gateway" + here + "vm/vm-1", "", "VirtualMachine", own + uuid, true, "E"},
		{arn + "ssm-sap" + here + "HANA/app/DB/db", "", "SAP HANA on Amazon EC2", own + uuid, true, "E"},
		{stack, "", "CloudFormation", own + uuid, true, "R"},
		{cluster, "", "EKS", own + `composite:eks/shop-`, true, "R"},
	} {
		t.Run(test.typeShown, func(t *testing.T) {
			t.Parallel()
			l := newLab(t)
			l.home().Script(test.resource, emulator.Script{ResourceType: test.resourceType})
			out := l.backup(t, test.resource)
			seen := ""
			if out.RecoveryPointArn != nil {
				seen = "S"
			}
			l.Advance(21 * time.Second)
			if seen == "" && l.describe(t, out.BackupJobId).RecoveryPointArn != nil {
				seen = "R"
			}
			l.Advance(time.Hour)
			job := l.describe(t, out.BackupJobId)
			if seen == "" {
				seen = "E"
			}
			if seen != test.when {
				t.Errorf("the ARN is known at %s, want %s", seen, test.when)
			}
			if got := aws.ToString(job.RecoveryPointArn); !regexp.MustCompile(test.want).MatchString(got) {
				t.Errorf("%s does not look like %s", got, test.want)
			}
			if got := aws.ToString(job.ResourceType); got != test.typeShown {
				t.Errorf("type %s, want %s", got, test.typeShown)
			}
			_, err := l.client.ListTags(t.Context(), &backup.ListTagsInput{ResourceArn: job.RecoveryPointArn})
			if (err == nil) != test.taggable {
				t.Errorf("ListTags: %v", err)
			}
		})
	}
}

func TestDynamoDBWithoutAdvancedFeatures(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().SetAdvancedDynamoDB(false)
	out := l.backup(t, table)
	if out.RecoveryPointArn != nil {
		t.Error("the reply has an ARN")
	}
	l.Advance(time.Hour)
	got := aws.ToString(l.describe(t, out.BackupJobId).RecoveryPointArn)
	if !regexp.MustCompile(`^arn:aws:dynamodb:eu-central-1:123456789012:table/orders/backup/[0-9]{13}-[0-9a-f]{8}$`).MatchString(got) {
		t.Errorf("ARN %s", got)
	}
}

func TestVisibilityLag(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(files, emulator.Script{VisibilityLag: time.Minute})
	out := l.backup(t, files)
	find := func() (*backup.DescribeRecoveryPointOutput, error) {
		return l.point(t, "Default", out.RecoveryPointArn)
	}
	_, err := find()
	wantError(t, err, "ResourceNotFoundException", "")
	l.Advance(time.Minute)
	point, err := find()
	if err != nil || point.Status != types.RecoveryPointStatusCreating {
		t.Fatalf("after the lag: %v, %v", point, err)
	}
	_, err = l.point(t, "other", out.RecoveryPointArn)
	wantError(t, err, "AccessDeniedException", "")
}

func (l *lab) remove(t *testing.T, vault string, arn *string) error {
	t.Helper()
	_, err := l.client.DeleteRecoveryPoint(t.Context(), &backup.DeleteRecoveryPointInput{BackupVaultName: &vault, RecoveryPointArn: arn})
	return err
}

func TestDeletionIsAsynchronous(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(volume, emulator.Script{DeleteTakes: time.Minute})
	job := l.completed(t, volume)
	if err := l.remove(t, "Default", job.RecoveryPointArn); err != nil {
		t.Fatal(err)
	}
	if point := l.kept(t, job.RecoveryPointArn); point.Status != types.RecoveryPointStatusDeleting {
		t.Errorf("at first: %v", point)
	}
	wantError(t, l.remove(t, "Default", job.RecoveryPointArn), "InvalidRequestException", "Recovery point already started the deletion process")
	_, err := l.client.DeleteBackupVault(t.Context(), &backup.DeleteBackupVaultInput{BackupVaultName: aws.String("Default")})
	wantError(t, err, "InvalidRequestException", "")
	l.Advance(time.Minute)
	l.wantGone(t, job.RecoveryPointArn)
	wantError(t, l.remove(t, "Default", job.RecoveryPointArn), "ResourceNotFoundException", "")
}

func TestDeletionsThatFail(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().Script(volume, emulator.Script{DeleteEnds: "EXPIRED"})
	expired := l.completed(t, volume)
	if err := l.remove(t, "Default", expired.RecoveryPointArn); err != nil {
		t.Fatal(err)
	}
	l.Advance(time.Hour)
	if point := l.kept(t, expired.RecoveryPointArn); point.Status != types.RecoveryPointStatusExpired {
		t.Errorf("the point is %v", point)
	}
	held := l.completed(t, files, keep(0, 1))
	l.home().HoldRecoveryPoint(*held.RecoveryPointArn)
	wantError(t, l.remove(t, "Default", held.RecoveryPointArn), "InvalidRequestException", "legal hold")
	l.Advance(2 * day)
	l.kept(t, held.RecoveryPointArn) // although its retention is over

	creating := l.backup(t, table)
	wantError(t, l.remove(t, "Default", creating.RecoveryPointArn), "InvalidResourceStateException", "")
	locked := l.completed(t, database)
	l.home().LockVault("Default", emulator.Lock{Min: 1})
	wantError(t, l.remove(t, "Default", locked.RecoveryPointArn), "InvalidRequestException", "locked")
}

func TestRemovedByHand(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	job := l.completed(t, volume)
	if !l.home().RemoveRecoveryPoint(*job.RecoveryPointArn) || l.home().RemoveRecoveryPoint(*job.RecoveryPointArn) {
		t.Error("it was not removed exactly once")
	}
	l.wantGone(t, job.RecoveryPointArn)
	if got := aws.ToString(l.describe(t, job.BackupJobId).RecoveryPointArn); got != *job.RecoveryPointArn {
		t.Errorf("the job's record changed: %q", got)
	}
}

func TestIndex(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	indexed := func(in *backup.StartBackupJobInput) { in.Index = types.IndexEnabled }
	out := l.backup(t, volume, indexed)
	l.Advance(260 * time.Second)
	arn := l.describe(t, out.BackupJobId).RecoveryPointArn
	status := func() types.IndexStatus { return l.kept(t, arn).IndexStatus }
	set := func(arn *string, index types.Index) (*backup.UpdateRecoveryPointIndexSettingsOutput, error) {
		return l.client.UpdateRecoveryPointIndexSettings(t.Context(), &backup.UpdateRecoveryPointIndexSettingsInput{
			BackupVaultName: aws.String("Default"), RecoveryPointArn: arn, Index: index,
		})
	}
	if got := status(); got != types.IndexStatusPending {
		t.Errorf("at first %s", got)
	}
	l.Advance(time.Hour)
	if got := status(); got != types.IndexStatusActive {
		t.Errorf("an hour later %s", got)
	}
	if off, err := set(arn, types.IndexDisabled); err != nil || off.IndexStatus != types.IndexStatusDeleting {
		t.Errorf("switched off: %+v, %v", off, err)
	}
	l.Advance(time.Hour)
	if got := status(); got != "" {
		t.Errorf("in the end %s", got)
	}
	l.home().Script(bucket, emulator.Script{IndexEnds: "FAILED"})
	job := l.completed(t, bucket)
	if on, err := set(job.RecoveryPointArn, types.IndexEnabled); err != nil || on.IndexStatus != types.IndexStatusPending {
		t.Errorf("switched on: %+v, %v", on, err)
	}
	l.Advance(time.Hour)
	if got := l.kept(t, job.RecoveryPointArn).IndexStatus; got != types.IndexStatusFailed {
		t.Errorf("where it fails %s", got)
	}
	_, err := set(l.completed(t, files).RecoveryPointArn, types.IndexEnabled)
	wantError(t, err, "InvalidRequestException", "index")
}

func TestSnapshotsOfALostRoleStay(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	snapshot, own := l.completed(t, volume, keep(0, 10)), l.completed(t, files, keep(0, 10))
	l.home().DenyRole(role, emulator.RoleDenial{})
	l.Advance(11 * day)
	if point := l.kept(t, snapshot.RecoveryPointArn); point.Status != types.RecoveryPointStatusExpired || aws.ToString(point.StatusMessage) == "" {
		t.Errorf("the snapshot: %+v", point)
	}
	l.wantGone(t, own.RecoveryPointArn)
	l.home().AllowRole(role)
	if err := l.remove(t, "Default", snapshot.RecoveryPointArn); err != nil {
		t.Fatal(err)
	}
	l.Advance(time.Hour)
	if points := l.home().RecoveryPoints(); len(points) != 0 {
		t.Errorf("the second deletion leaves %+v", points)
	}
}
