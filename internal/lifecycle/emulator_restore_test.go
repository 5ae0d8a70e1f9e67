// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// restoredSources are a resource of each type that can be told by its ARN, with what the suggested metadata still lacks.
var restoredSources = map[string]map[string]string{
	ebs:      {"availabilityZone": "eu-west-1a"},
	ec2:      {},
	rds:      {"DBInstanceIdentifier": "restored"},
	cluster:  {"dbClusterIdentifier": "restored"},
	dsql:     {"useMultiRegionOrchestration": "false"},
	dynamodb: {"targetTableName": "restored"},
	efs:      {"newFileSystem": "true", "CreationToken": "t"},
	fsx:      {},
	s3:       {"DestinationBucketName": "restored"},
	redshift: {"ClusterIdentifier": "restored"},
	tstream:  {"TableName": "restored"},
	vmware:   {"RestoreTo": "EC2Instance"},
	hana:     {"aws:backup:TargetDatabaseArn": hana},
	eks:      {"clusterName": "restored"},
	gateway:  {"availabilityZone": "eu-west-1a"},
}

// plant puts a recovery point of a resource into the emulator and tells its type.
func (w *world) plant(t *testing.T, resource string) (arn, resourceType string) {
	t.Helper()
	arn = w.emulator.Region(region).AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: resource})[0]
	for _, p := range w.emulator.Region(region).RecoveryPoints() {
		if p.ARN == arn {
			return arn, p.ResourceType
		}
	}
	t.Fatalf("no recovery point of %s", resource)
	return "", ""
}

// restore runs a restore through the emulator and returns why it was refused or failed, or nothing.
func (w *world) restore(t *testing.T, r lifecycle.Restore) string {
	t.Helper()
	copyTags, _ := r.CopySourceTags.Get()
	started, err := w.client.StartRestoreJob(t.Context(), &backup.StartRestoreJobInput{
		RecoveryPointArn: pointer(r.RecoveryPointARN), ResourceType: pointer(r.ResourceType), IamRoleArn: pointer(r.RoleARN),
		Metadata: known(r.Metadata), CopySourceTagsToRestoredResource: copyTags,
	})
	if err != nil {
		return err.Error()
	}
	w.emulator.Advance(2 * time.Hour)
	job, err := w.client.DescribeRestoreJob(t.Context(), &backup.DescribeRestoreJobInput{RestoreJobId: started.RestoreJobId})
	if err != nil {
		t.Fatal(err)
	}
	if job.Status == types.RestoreJobStatusCompleted {
		w.emulator.Region(region).RemoveResources(aws.ToString(job.CreatedResourceArn))
		return ""
	}
	return string(job.Status) + ": " + aws.ToString(job.StatusMessage)
}

// What is suggested, with a new name, breaks no rule and makes a restore.
func TestSuggestedMetadataMakesARestore(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for resource, rest := range restoredSources {
		arn, resourceType := w.plant(t, resource)
		recorded, err := w.client.GetRecoveryPointRestoreMetadata(t.Context(), &backup.GetRecoveryPointRestoreMetadataInput{
			BackupVaultName: aws.String("Default"), RecoveryPointArn: &arn,
		})
		if err != nil {
			t.Fatal(err)
		}
		suggested, _ := catalog.SuggestRestoreMetadata(resourceType, recorded.RestoreMetadata)
		for key := range rest { // as merge() does where the case is the same
			maps.DeleteFunc(suggested, func(k, _ string) bool { return strings.EqualFold(k, key) })
		}
		maps.Copy(suggested, rest)
		r := restored(of(resourceType), func(r *lifecycle.Restore) {
			r.RecoveryPointARN, r.Metadata, r.AllowOverwrite = lifecycle.Known(arn), lifecycle.KnownMap(suggested), lifecycle.Known(true)
		})
		if found := lifecycle.CheckRestore(r); len(lifecycle.Errors(found)) > 0 {
			t.Errorf("%s: %v", resourceType, lines(found))
		}
		if failed := w.restore(t, r); failed != "" {
			t.Errorf("%s: %s", resourceType, failed)
		}
	}
}

// The emulator restates AWS's rules on its own: what the rules call an error must not be restored there, and what is taken
// away from good metadata must be noticed by the rules where the emulator refuses it.
func TestRestoreVerdictEqualsTheEmulators(t *testing.T) {
	t.Parallel()
	w := newWorld(t, 0)
	for resource := range restoredSources {
		arn, resourceType := w.plant(t, resource)
		good := map[string]string{}
		for i, pairs := 0, plainSets[resourceType]; i+1 < len(pairs); i += 2 {
			good[pairs[i]] = pairs[i+1]
		}
		variants := map[string]map[string]string{"good": good}
		for _, key := range slices.Sorted(maps.Keys(good)) {
			less := maps.Clone(good)
			delete(less, key)
			variants["without "+key] = less
			empty := maps.Clone(good)
			empty[key] = ""
			variants["with an empty "+key] = empty
			twice := maps.Clone(good)
			twice[strings.ToUpper(key)] = good[key]
			variants["with two of "+key] = twice
		}
		row, _ := catalog.RestoreTypeOf(resourceType)
		for _, key := range row.Keys {
			if key.Encoding == catalog.RestoreList {
				comma := maps.Clone(good)
				comma[key.Name] = "a,b"
				variants["with a comma list in "+key.Name] = comma
			}
		}
		for name, m := range variants {
			for _, tags := range []bool{false, true} {
				r := restored(of(resourceType), func(r *lifecycle.Restore) {
					r.RecoveryPointARN, r.Metadata, r.AllowOverwrite = lifecycle.Known(arn), lifecycle.KnownMap(m), lifecycle.Known(true)
					r.CopySourceTags = lifecycle.Known(tags)
				})
				found, failed := lifecycle.CheckRestore(r), w.restore(t, r)
				if failed != "" && len(found) == 0 {
					t.Errorf("%s %s, tags %t: the rules say nothing, the emulator says %s", resourceType, name, tags, failed)
				}
				if failed == "" && len(lifecycle.Errors(found)) > 0 && !strings.HasPrefix(name, "with a comma list") {
					t.Errorf("%s %s, tags %t: the rules refuse what the emulator restores: %v", resourceType, name, tags, lines(found))
				}
			}
		}
	}
}
