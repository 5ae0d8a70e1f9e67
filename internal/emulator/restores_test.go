// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	aurora     = "arn:aws:rds:eu-central-1:123456789012:cluster:orders"
	dsql       = "arn:aws:dsql:eu-central-1:123456789012:cluster/abcdefghij"
	winFiles   = "arn:aws:fsx:eu-central-1:123456789012:file-system/fs-0123456789abcdef0"
	ontap      = "arn:aws:fsx:eu-central-1:123456789012:volume/fs-0123456789abcdef0/fsvol-0123456789abcdef0"
	gateway    = "arn:aws:storagegateway:eu-central-1:123456789012:gateway/sgw-12A3456B/volume/vol-12A3456B"
	redshift   = "arn:aws:redshift:eu-central-1:123456789012:cluster:dwh"
	namespace  = "arn:aws:redshift-serverless:eu-central-1:123456789012:namespace/0f35b5c0-5b09-4d31-9e6f-8ad1ffc1f2f1"
	timestream = "arn:aws:timestream:eu-central-1:123456789012:database/metrics/table/cpu"
	machine    = "arn:aws:backup-gateway:eu-central-1:123456789012:vm/vm-0123456789abcdef0"
	hana       = "arn:aws:ssm-sap:eu-central-1:123456789012:HANA/erp/DB/HDB"
)

// restorable is metadata with which a restore of the resource succeeds, and the
// beginning of the ARN that comes out.
var restorable = map[string]struct {
	metadata map[string]string
	makes    string
}{
	volume:   {map[string]string{"availabilityZone": "eu-central-1a"}, "arn:aws:ec2:eu-central-1:123456789012:volume/vol-"},
	instance: {map[string]string{"NetworkInterfaces": "[]"}, "arn:aws:ec2:eu-central-1:123456789012:instance/i-"},
	files: {map[string]string{
		"newFileSystem": "true", "Encrypted": "true", "PerformanceMode": "generalPurpose", "CreationToken": "t",
	}, "arn:aws:elasticfilesystem:eu-central-1:123456789012:file-system/fs-"},
	database: {map[string]string{"DBInstanceIdentifier": "Restored"}, "arn:aws:rds:eu-central-1:123456789012:db:restored"},
	aurora:   {map[string]string{"dbClusterIdentifier": "restored", "engine": "aurora-mysql"}, "arn:aws:rds:eu-central-1:123456789012:cluster:restored"},
	dsql:     {map[string]string{"useMultiRegionOrchestration": "false"}, "arn:aws:dsql:eu-central-1:123456789012:cluster/"},
	table:    {map[string]string{"targetTableName": "restored"}, "arn:aws:dynamodb:eu-central-1:123456789012:table/restored"},
	bucket:   {map[string]string{"DestinationBucketName": "restored"}, "arn:aws:s3:::restored"},
	winFiles: {map[string]string{"SubnetIds": `["subnet-1"]`}, "arn:aws:fsx:eu-central-1:123456789012:file-system/fs-"},
	ontap:    {map[string]string{"Name": "v", "OntapConfiguration": "{}"}, "arn:aws:fsx:eu-central-1:123456789012:volume/fs-"},
	gateway: {
		map[string]string{"gatewayArn": "arn:aws:storagegateway:eu-central-1:123456789012:gateway/sgw-1", "targetName": "t"},
		"arn:aws:storagegateway:eu-central-1:123456789012:gateway/sgw-1/volume/vol-",
	},
	redshift:  {map[string]string{"ClusterIdentifier": "restored"}, "arn:aws:redshift:eu-central-1:123456789012:cluster:restored"},
	namespace: {map[string]string{"NamespaceIdentifier": "n"}, "arn:aws:redshift-serverless:eu-central-1:123456789012:namespace/"},
	timestream: {map[string]string{
		"TableName": "restored", "DatabaseName": "metrics", "MemoryStoreRetentionPeriodInHours": "6", "MagneticStoreRetentionPeriodInDays": "7",
	}, "arn:aws:timestream:eu-central-1:123456789012:database/metrics/table/restored"},
	machine: {map[string]string{"RestoreTo": "EC2Instance"}, "arn:aws:ec2:eu-central-1:123456789012:instance/i-"},
	hana:    {map[string]string{"aws:backup:TargetDatabaseArn": hana}, hana},
	cluster: {map[string]string{"clusterName": "other"}, "arn:aws:eks:eu-central-1:123456789012:cluster/other"},
}

// pointOf plants a recovery point of the resource.
func (l *lab) pointOf(t *testing.T, resource string, changes ...func(*emulator.RecoveryPoint)) string {
	t.Helper()
	p := emulator.RecoveryPoint{VaultName: "Default", ResourceARN: resource}
	for _, change := range changes {
		change(&p)
	}
	arns := l.home().AddRecoveryPoints(p)
	if arns[0] == "" {
		t.Fatalf("no point of %s", resource)
	}
	return arns[0]
}

func continuous(p *emulator.RecoveryPoint) { p.Continuous = true }

// restore starts a restore of a point; a change may be nil.
func (l *lab) restore(t *testing.T, point string, metadata map[string]string, changes ...func(*backup.StartRestoreJobInput)) (string, error) {
	t.Helper()
	in := &backup.StartRestoreJobInput{RecoveryPointArn: &point, Metadata: metadata, IamRoleArn: aws.String(role)}
	for _, change := range changes {
		if change != nil {
			change(in)
		}
	}
	out, err := l.client.StartRestoreJob(t.Context(), in)
	if err != nil {
		return "", err
	}
	return *out.RestoreJobId, nil
}

func (l *lab) mustRestore(t *testing.T, point string, metadata map[string]string, changes ...func(*backup.StartRestoreJobInput)) string {
	t.Helper()
	id, err := l.restore(t, point, metadata, changes...)
	if err != nil {
		t.Fatalf("StartRestoreJob: %v", err)
	}
	return id
}

func (l *lab) restoreJob(t *testing.T, id string) *backup.DescribeRestoreJobOutput {
	t.Helper()
	out, err := l.client.DescribeRestoreJob(t.Context(), &backup.DescribeRestoreJobInput{RestoreJobId: &id})
	if err != nil {
		t.Fatalf("DescribeRestoreJob: %v", err)
	}
	return out
}

// restored lets a restore end and describes it.
func (l *lab) restored(t *testing.T, point string, metadata map[string]string, changes ...func(*backup.StartRestoreJobInput)) *backup.DescribeRestoreJobOutput {
	t.Helper()
	id := l.mustRestore(t, point, metadata, changes...)
	l.Advance(time.Hour)
	return l.restoreJob(t, id)
}

func with(metadata map[string]string, pairs ...string) map[string]string {
	changed := maps.Clone(metadata)
	for i := 0; i < len(pairs); i += 2 {
		changed[pairs[i]] = pairs[i+1]
	}
	return changed
}

func without(metadata map[string]string, key string) map[string]string {
	changed := maps.Clone(metadata)
	delete(changed, key)
	return changed
}

func TestRestoreOfEveryType(t *testing.T) {
	t.Parallel()
	for resource, want := range restorable {
		l := newLab(t)
		done := l.restored(t, l.pointOf(t, resource), want.metadata)
		if done.Status != types.RestoreJobStatusCompleted || !strings.HasPrefix(aws.ToString(done.CreatedResourceArn), want.makes) {
			t.Errorf("%s: %s %q, created %q, want %s...", resource, done.Status, aws.ToString(done.StatusMessage), aws.ToString(done.CreatedResourceArn), want.makes)
		}
		if *done.SourceResourceArn != resource || done.StatusMessage != nil {
			t.Errorf("%s: source %s, message %q", resource, *done.SourceResourceArn, aws.ToString(done.StatusMessage))
		}
		// AWS does not look at the case of keys.
		upper := map[string]string{}
		for key, value := range want.metadata {
			upper[strings.ToUpper(key)] = value
		}
		l = newLab(t)
		if done := l.restored(t, l.pointOf(t, resource), upper); done.Status != types.RestoreJobStatusCompleted {
			t.Errorf("%s, keys in upper case: %s %q", resource, done.Status, aws.ToString(done.StatusMessage))
		}
	}
}

func TestRestoreGoesThroughItsStates(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	point := l.pointOf(t, volume)
	id := l.mustRestore(t, point, restorable[volume].metadata)
	for _, step := range []struct {
		after   time.Duration
		status  types.RestoreJobStatus
		percent string
	}{
		{0, types.RestoreJobStatusPending, "0.00%"},
		{30 * time.Second, types.RestoreJobStatusRunning, "0.00%"},
		{5 * time.Minute, types.RestoreJobStatusRunning, "50.00%"},
		{5*time.Minute - time.Second, types.RestoreJobStatusRunning, "99.83%"},
		{time.Second, types.RestoreJobStatusCompleted, "100.00%"},
	} {
		l.Advance(step.after)
		now := l.restoreJob(t, id)
		ended := step.status == types.RestoreJobStatusCompleted
		if now.Status != step.status || *now.PercentDone != step.percent || (now.CreatedResourceArn != nil) != ended || (now.CompletionDate != nil) != ended {
			t.Errorf("%s %s, want %s %s; created %v, completed %v", now.Status, *now.PercentDone, step.status, step.percent, now.CreatedResourceArn, now.CompletionDate)
		}
	}
	job := l.restoreJob(t, id)
	if *job.AccountId != account || *job.RecoveryPointArn != point || *job.IamRoleArn != role || *job.ResourceType != "EBS" ||
		*job.BackupVaultArn != "arn:aws:backup:eu-central-1:123456789012:backup-vault:Default" || *job.BackupSizeInBytes != 8<<30 ||
		*job.ExpectedCompletionTimeMinutes != 10 || !job.RecoveryPointCreationDate.Equal(start) || !job.CreationDate.Equal(start) {
		t.Errorf("%+v", job)
	}
	metadata, err := l.client.GetRestoreJobMetadata(t.Context(), &backup.GetRestoreJobMetadataInput{RestoreJobId: &id})
	if err != nil || !maps.Equal(metadata.Metadata, restorable[volume].metadata) {
		t.Errorf("%+v, %v", metadata, err)
	}
	if found := l.kept(t, &point); !aws.ToTime(found.LastRestoreTime).Equal(*job.CompletionDate) {
		t.Errorf("the point does not show the restore: %v", found)
	}
}

func TestRestoreRecordsExpire(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	id := l.mustRestore(t, l.pointOf(t, table), restorable[table].metadata)
	l.home().ScriptRestores("*", emulator.RestoreScript{NeverEnds: true})
	forever := l.mustRestore(t, l.pointOf(t, volume), restorable[volume].metadata)
	// The job ends after ten and a half minutes, and is kept for 30 days.
	l.Advance(30*24*time.Hour + 10*time.Minute + 29*time.Second)
	l.restoreJob(t, id)
	l.Advance(time.Second)
	_, err := l.client.DescribeRestoreJob(t.Context(), &backup.DescribeRestoreJobInput{RestoreJobId: &id})
	wantError(t, err, "ResourceNotFoundException", id)
	_, err = l.client.GetRestoreJobMetadata(t.Context(), &backup.GetRestoreJobMetadataInput{RestoreJobId: &id})
	wantError(t, err, "ResourceNotFoundException", id)
	l.Advance(365 * 24 * time.Hour)
	if got := l.restoreJob(t, forever).Status; got != types.RestoreJobStatusRunning {
		t.Errorf("a job that runs is %s", got)
	}
	if jobs := l.home().RestoreJobs(); len(jobs) != 2 || !jobs[0].RecordExpired || jobs[1].RecordExpired {
		t.Errorf("%+v", jobs)
	}
}

func TestRestoreTokens(t *testing.T) {
	t.Parallel()
	token := func(in *backup.StartRestoreJobInput) { in.IdempotencyToken = aws.String("T") }
	l := newLab(t)
	point := l.pointOf(t, volume)
	first := l.mustRestore(t, point, restorable[volume].metadata, token)
	l.Advance(time.Hour - time.Second)
	if again := l.mustRestore(t, l.pointOf(t, table), map[string]string{"other": "metadata"}, token); again != first {
		t.Error("the token has started another job within an hour")
	}
	l.Advance(time.Second)
	if later := l.mustRestore(t, point, restorable[volume].metadata, token); later == first {
		t.Error("the token is remembered for more than an hour")
	}
	l.home().ForgetTokens()
	l.mustRestore(t, point, restorable[volume].metadata, token)
	if jobs := len(l.home().RestoreJobs()); jobs != 3 {
		t.Errorf("%d jobs, want 3", jobs)
	}
}

func TestRestoreScripts(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	point := l.pointOf(t, bucket)
	for name, test := range map[string]struct {
		script  emulator.RestoreScript
		status  types.RestoreJobStatus
		message string
	}{
		"fails":        {emulator.RestoreScript{End: "FAILED", Message: "No default VPC for this user"}, types.RestoreJobStatusFailed, "No default VPC for this user"},
		"aborted":      {emulator.RestoreScript{End: "ABORTED", Message: "m"}, types.RestoreJobStatusAborted, "m"},
		"with a note":  {emulator.RestoreScript{Message: "m"}, types.RestoreJobStatusCompleted, "m"},
		"losses":       {emulator.RestoreScript{Losses: true}, types.RestoreJobStatusCompleted, "One or more objects failed to be restored from " + point + " to restored."},
		"never ends":   {emulator.RestoreScript{NeverEnds: true}, types.RestoreJobStatusRunning, ""},
		"takes longer": {emulator.RestoreScript{Running: 2 * time.Hour}, types.RestoreJobStatusRunning, ""},
		"waits longer": {emulator.RestoreScript{Pending: 2 * time.Hour}, types.RestoreJobStatusPending, ""},
	} {
		l.home().ScriptRestores(point, test.script)
		done := l.restored(t, point, restorable[bucket].metadata)
		if done.Status != test.status || !strings.Contains(aws.ToString(done.StatusMessage), test.message) {
			t.Errorf("%s: %s %q, want %s %q", name, done.Status, aws.ToString(done.StatusMessage), test.status, test.message)
		}
		if created := done.CreatedResourceArn != nil; created != (test.status == types.RestoreJobStatusCompleted) {
			t.Errorf("%s: created %v", name, aws.ToString(done.CreatedResourceArn))
		}
	}
	l.home().ScriptRestores(cluster, emulator.RestoreScript{Losses: true})
	if done := l.restored(t, l.pointOf(t, cluster), restorable[cluster].metadata); !strings.Contains(aws.ToString(done.StatusMessage), "Kubernetes objects failed") {
		t.Errorf("%q", aws.ToString(done.StatusMessage))
	}
	// The queue of a point, then that of its resource, then the default, which stays.
	l.home().ScriptRestores(bucket, emulator.RestoreScript{Message: "of the resource"})
	l.home().ScriptRestores(point, emulator.RestoreScript{Message: "of the point"})
	l.home().ScriptRestores("*", emulator.RestoreScript{Message: "default"})
	for _, want := range []string{"of the point", "of the resource", "default", "default"} {
		if got := aws.ToString(l.restored(t, point, restorable[bucket].metadata).StatusMessage); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestRestoreThatIsNotSeenAtOnce(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	l.home().ScriptRestores("*", emulator.RestoreScript{RecordLag: time.Minute})
	id := l.mustRestore(t, l.pointOf(t, volume), restorable[volume].metadata)
	_, err := l.client.DescribeRestoreJob(t.Context(), &backup.DescribeRestoreJobInput{RestoreJobId: &id})
	wantError(t, err, "ResourceNotFoundException", id)
	l.Advance(time.Minute)
	l.restoreJob(t, id)
}

func TestColdPointsTakeLonger(t *testing.T) {
	t.Parallel()
	archive := func(p *emulator.RecoveryPoint) {
		p.Created = start.Add(-40 * 24 * time.Hour)
		p.Lifecycle = emulator.Lifecycle{MoveToColdStorageAfterDays: aws.Int64(30), OptInToArchiveForSupportedResources: aws.Bool(true)}
	}
	for resource, takes := range map[string]time.Duration{table: 4 * time.Hour, volume: 72 * time.Hour} {
		l := newLab(t)
		point := l.pointOf(t, resource, archive)
		l.Advance(20 * 24 * time.Hour)
		if got := l.kept(t, &point).StorageClass; got != types.StorageClassCold {
			t.Fatalf("%s: %v", resource, got)
		}
		id := l.mustRestore(t, point, restorable[resource].metadata)
		l.Advance(takes)
		if got := l.restoreJob(t, id).Status; got != types.RestoreJobStatusRunning {
			t.Errorf("%s: %s after %v", resource, got, takes)
		}
		l.Advance(time.Hour)
		if got := l.restoreJob(t, id).Status; got != types.RestoreJobStatusCompleted {
			t.Errorf("%s: %s an hour later", resource, got)
		}
	}
}
