// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

func (l *lab) restoreIDs(t *testing.T, in backup.ListRestoreJobsInput) []string {
	t.Helper()
	var ids []string
	pages := backup.NewListRestoreJobsPaginator(l.client, &in)
	for pages.HasMorePages() {
		page, err := pages.NextPage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, job := range page.RestoreJobs {
			ids = append(ids, *job.RestoreJobId)
		}
	}
	return ids
}

func TestRestoreLists(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	old := l.pointOf(t, table, func(p *emulator.RecoveryPoint) { p.Created = start.Add(-48 * time.Hour) })
	l.home().ScriptRestores("*", emulator.RestoreScript{End: "FAILED"}, emulator.RestoreScript{})
	failed := l.mustRestore(t, old, restorable[table].metadata)
	l.Advance(time.Hour)
	done := l.mustRestore(t, l.pointOf(t, table), restorable[table].metadata)
	l.Advance(time.Hour)
	running := l.mustRestore(t, l.pointOf(t, volume), restorable[volume].metadata)
	l.Advance(time.Minute)
	for name, test := range map[string]struct {
		in   backup.ListRestoreJobsInput
		want []string
	}{
		"all":              {backup.ListRestoreJobsInput{}, []string{running, done, failed}},
		"pages":            {backup.ListRestoreJobsInput{MaxResults: aws.Int32(2)}, []string{running, done, failed}},
		"status":           {backup.ListRestoreJobsInput{ByStatus: types.RestoreJobStatusFailed}, []string{failed}},
		"type":             {backup.ListRestoreJobsInput{ByResourceType: aws.String("EBS")}, []string{running}},
		"account":          {backup.ListRestoreJobsInput{ByAccountId: aws.String(account)}, []string{running, done, failed}},
		"another account":  {backup.ListRestoreJobsInput{ByAccountId: aws.String("210987654321")}, nil},
		"created after":    {backup.ListRestoreJobsInput{ByCreatedAfter: aws.Time(start)}, []string{running, done}},
		"created before":   {backup.ListRestoreJobsInput{ByCreatedBefore: aws.Time(start.Add(time.Hour))}, []string{failed}},
		"completed after":  {backup.ListRestoreJobsInput{ByCompleteAfter: aws.Time(start.Add(time.Hour))}, []string{done}},
		"completed before": {backup.ListRestoreJobsInput{ByCompleteBefore: aws.Time(start.Add(time.Hour))}, []string{failed}},
		"testing plan":     {backup.ListRestoreJobsInput{ByRestoreTestingPlanArn: aws.String("arn:aws:backup:eu-central-1:123456789012:restore-testing-plan:p")}, nil},
		"parent":           {backup.ListRestoreJobsInput{ByParentJobId: &done}, nil},
		"all at once":      {backup.ListRestoreJobsInput{ByStatus: types.RestoreJobStatusCompleted, ByResourceType: aws.String("EBS")}, nil},
	} {
		if got := l.restoreIDs(t, test.in); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestNestedRestores(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		script emulator.RestoreScript
		want   types.RestoreJobStatus
	}{
		{"all well", emulator.RestoreScript{Running: 2 * time.Hour}, types.RestoreJobStatusCompleted},
		{"a child fails", emulator.RestoreScript{End: "FAILED", Message: "no such zone"}, types.RestoreJobStatusFailed},
	} {
		l := newLab(t)
		l.completed(t, cluster)
		var snapshot, composite string
		for _, p := range l.home().RecoveryPoints() {
			if p.ResourceType == "EBS" {
				snapshot = p.ARN
			}
			if p.IsParent {
				composite = p.ARN
			}
		}
		l.home().ScriptRestores(snapshot, test.script)
		inner, err := json.Marshal(map[string]string{snapshot: `{"AvailabilityZone":"eu-central-1a"}`})
		if err != nil {
			t.Fatal(err)
		}
		id := l.mustRestore(t, composite, map[string]string{"clusterName": "other", "nestedRestoreJobs": string(inner)})
		children := l.restoreIDs(t, backup.ListRestoreJobsInput{ByParentJobId: &id})
		if len(children) != 1 {
			t.Fatalf("%s: %d children", test.name, len(children))
		}
		l.Advance(time.Hour)
		if child := l.restoreJob(t, children[0]); *child.ParentJobId != id || *child.RecoveryPointArn != snapshot {
			t.Errorf("%s: %+v", test.name, child)
		}
		l.Advance(2 * time.Hour)
		parent := l.restoreJob(t, id)
		if parent.Status != test.want || !parent.IsParent || !strings.Contains(aws.ToString(parent.StatusMessage), test.script.Message) {
			t.Errorf("%s: %s %q, parent %t", test.name, parent.Status, aws.ToString(parent.StatusMessage), parent.IsParent)
		}
		_, err = l.restore(t, composite, map[string]string{"clusterName": "other", "nestedRestoreJobs": "x"})
		wantError(t, err, "InvalidParameterValueException", "nestedRestoreJobs")
		_, err = l.restore(t, composite, map[string]string{"clusterName": "other", "nestedRestoreJobs": `{"` + snapshot + `":"{}"}`})
		wantError(t, err, "InvalidParameterValueException", "availabilityZone")
	}
}

func TestRecordedMetadata(t *testing.T) {
	t.Parallel()
	for resource, want := range map[string]map[string]any{
		volume:   {"volumeId": "vol-0123456789abcdef0", "availabilityZone": nil, "encrypted": "false"},
		instance: {"KeyName": nil, "CpuOptions": `{"CoreCount":1,"ThreadsPerCore":2}`, "SecurityGroupIds": `["sg-0123456789abcdef0"]`},
		database: {"DBInstanceIdentifier": "orders", "KmsKeyId": nil, "PubliclyAccessible": "true"},
		aurora:   {"Engine": "aurora-mysql", "DatabaseName": "", "ScalingConfiguration": nil},
		table:    {"originalTableName": "orders", "encryptionType": "Default"},
		files:    {"file-system-id": "fs-0123456789abcdef0", "newFileSystem": "false"},
		dsql:     {"cluster_id": "abcdefghij"},
		hana:     {"SourceDatabaseArn": hana},
	} {
		l := newLab(t)
		point := l.pointOf(t, resource)
		path := "/backup-vaults/Default/recovery-points/" + url.PathEscape(point) + "/restore-metadata"
		// On the wire: the SDK does not tell null from "".
		_, body := l.raw(t, http.MethodGet, path, "")
		var reply map[string]any
		if err := json.Unmarshal([]byte(body), &reply); err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		recorded, _ := reply["RestoreMetadata"].(map[string]any)
		for key, value := range want {
			if got, there := recorded[key]; !there || got != value {
				t.Errorf("%s: %s is %v (there: %t), want %v", resource, key, got, there, value)
			}
		}
		if reply["RecoveryPointArn"] != point || reply["ResourceType"] == nil || reply["BackupVaultArn"] == nil {
			t.Errorf("%s: %v", resource, reply)
		}
	}
}

// What is recorded describes the source. Sent back as it is, it is refused or
// fails for these types.
func TestRecordedMetadataCannotBeReplayed(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{volume, instance, database, table, aurora, files, dsql} {
		l := newLab(t)
		point := l.pointOf(t, resource)
		recorded, err := l.client.GetRecoveryPointRestoreMetadata(t.Context(), &backup.GetRecoveryPointRestoreMetadataInput{
			BackupVaultName: aws.String("Default"), RecoveryPointArn: &point,
		})
		if err != nil {
			t.Fatal(err)
		}
		metadata := recorded.RestoreMetadata
		if resource == files {
			metadata["newFileSystem"] = "true" // only the creation token is missing then
		}
		id, err := l.restore(t, point, metadata)
		if err != nil {
			wantError(t, err, "InvalidParameterValueException", "Invalid restore metadata")
			continue
		}
		l.Advance(time.Hour)
		if job := l.restoreJob(t, id); job.Status != types.RestoreJobStatusFailed {
			t.Errorf("%s: %s", resource, job.Status)
		}
	}
}

func TestInferredMetadata(t *testing.T) {
	t.Parallel()
	infer := func(l *lab, point string) (*backup.GetRestoreTestingInferredMetadataOutput, error) {
		return l.client.GetRestoreTestingInferredMetadata(t.Context(), &backup.GetRestoreTestingInferredMetadataInput{
			BackupVaultName: aws.String("Default"), RecoveryPointArn: &point,
		})
	}
	// With what AWS cannot infer, it makes a restore.
	missing := map[string]map[string]string{
		volume: {}, instance: {}, database: {}, aurora: {}, table: {}, bucket: {},
		files: {"creationToken": "t"}, winFiles: {"subnetIds": `["subnet-1"]`}, ontap: {},
	}
	for resource, rest := range missing {
		l := newLab(t)
		point := l.pointOf(t, resource)
		out, err := infer(l, point)
		if err != nil {
			t.Errorf("%s: %v", resource, err)
			continue
		}
		maps.Copy(out.InferredMetadata, rest)
		if done := l.restored(t, point, out.InferredMetadata); done.Status != types.RestoreJobStatusCompleted {
			t.Errorf("%s: %s %q", resource, done.Status, aws.ToString(done.StatusMessage))
		}
	}
	for resource := range restorable {
		if _, tested := missing[resource]; tested {
			continue
		}
		l := newLab(t)
		_, err := infer(l, l.pointOf(t, resource))
		wantError(t, err, "InvalidParameterValueException", "Restore testing does not support")
	}
	l := newLab(t)
	_, err := infer(l, "arn:aws:ec2:eu-central-1::snapshot/snap-1")
	wantError(t, err, "ResourceNotFoundException", "snap-1")
}

func TestValidationResults(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	put := func(id string, status types.RestoreValidationStatus) error {
		_, err := l.client.PutRestoreValidationResult(t.Context(), &backup.PutRestoreValidationResultInput{
			RestoreJobId: &id, ValidationStatus: status, ValidationStatusMessage: aws.String("said " + string(status)),
		})
		return err
	}
	id := l.mustRestore(t, l.pointOf(t, volume), restorable[volume].metadata)
	wantError(t, put(id, types.RestoreValidationStatusSuccessful), "InvalidRequestException", "PENDING")
	wantError(t, put("unknown", types.RestoreValidationStatusSuccessful), "ResourceNotFoundException", "unknown")
	l.Advance(time.Hour)
	wantError(t, put(id, "GOOD"), "InvalidParameterValueException", "GOOD")
	for _, status := range []types.RestoreValidationStatus{types.RestoreValidationStatusValidating, types.RestoreValidationStatusFailed} {
		if err := put(id, status); err != nil {
			t.Fatal(err)
		}
		if job := l.restoreJob(t, id); job.ValidationStatus != status || *job.ValidationStatusMessage != "said "+string(status) {
			t.Errorf("%s %q, want %s", job.ValidationStatus, *job.ValidationStatusMessage, status)
		}
	}
	wantError(t, put(id, types.RestoreValidationStatusSuccessful), "InvalidRequestException", "final")
}

func TestRestoresInAPlanAndByControlRequest(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	plan, err := emulator.ReadPlan(strings.NewReader(`{"Scripts": [{"Region": "eu-central-1", "Resource": "` + volume + `",
		"Restores": [{"Pending": "2m", "Running": "3m", "End": "FAILED", "Message": "no"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	l.Apply(plan)
	point := l.pointOf(t, volume)
	id := l.mustRestore(t, point, restorable[volume].metadata)
	l.Advance(5 * time.Minute)
	if job := l.restoreJob(t, id); job.Status != types.RestoreJobStatusFailed || *job.StatusMessage != "no" || job.CompletionDate.Sub(start) != 5*time.Minute {
		t.Errorf("%s %q at %v", job.Status, aws.ToString(job.StatusMessage), job.CompletionDate)
	}
	_, body := l.raw(t, http.MethodGet, "/_emulator/restore-jobs?region=eu-central-1", "")
	var jobs []emulator.RestoreJob
	if err := json.Unmarshal([]byte(body), &jobs); err != nil || len(jobs) != 1 || jobs[0].ID != id || jobs[0].RecoveryPointARN != point ||
		!maps.Equal(jobs[0].Metadata, restorable[volume].metadata) || jobs[0].RoleARN != role {
		t.Errorf("%+v, %v", jobs, err)
	}
}
