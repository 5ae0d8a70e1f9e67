// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

func isJSONList(value string) bool {
	var list []json.RawMessage
	return json.Unmarshal([]byte(value), &list) == nil && list != nil
}

func isJSONObject(value string) bool {
	var object map[string]json.RawMessage
	return json.Unmarshal([]byte(value), &object) == nil && object != nil
}

// checkRestoreTags: the page tags-on-restore-jobs names the types whose restores fail.
func checkRestoreTags(r Restore, t catalog.RestoreType) []Violation {
	if copied, _ := r.CopySourceTags.Get(); !copied || !t.RefusesTags {
		return nil
	}
	return report(RuleRestoreTags, Error, AttrCopySourceTags, "No tags of the source in a restore of this type",
		fmt.Sprintf("copy_source_tags_to_restored_resource is true, and the restore is one of %s.", t.Label),
		"AWS Backup fails such a job.",
		"Leave copy_source_tags_to_restored_resource out, and tag the restored resource through its own service.")
}

// checkOverwrite wants consent where a restore overwrites its target (redshift-serverless-restore, saphana-restore).
func checkOverwrite(r Restore, t catalog.RestoreType, m metadata) []Violation {
	if allowed, _ := r.AllowOverwrite.Get(); allowed || r.AllowOverwrite.IsUnknown() || t.Overwrites == nil || !m.all(t.Overwrites) {
		return nil
	}
	return report(RuleRestoreOverwrites, Error, AttrAllowOverwrite, "The restore overwrites its target",
		fmt.Sprintf("This restore of %s replaces all data of the target that metadata names.", t.Label),
		"AWS Backup does not ask again, and the data that was there is lost.",
		"Set allow_overwrite = true if that is what you want.")
}

// checkExposure warns of what a restore does when metadata says nothing else, or says it.
func checkExposure(t catalog.RestoreType, m metadata) []Violation {
	var all []Violation
	if value, _ := m.get(t.Public).Get(); t.Public != "" && strings.EqualFold(value, "true") {
		all = report(RuleMetadataPublic, Warning, element(AttrMetadata, t.Public), "The restored database is reachable from the internet",
			fmt.Sprintf("metadata has %s = %q.", t.Public, value),
			"A restored copy is often less protected and less monitored than its source.",
			fmt.Sprintf("Set %s = \"false\" unless the copy must be public.", t.Public))
	}
	if t.Subnets == "" || m.open || !m.get(t.Subnets).IsNull() || !m.all(t.SubnetsWhen) {
		return all
	}
	return append(all, report(RuleMetadataSubnets, Warning, AttrMetadata, "The restored database goes to the default VPC",
		fmt.Sprintf("metadata lacks %s.", t.Subnets),
		"AWS then uses the default VPC and its default security group, or fails the job where there is none.",
		fmt.Sprintf("Add %s to metadata, and the security groups as a JSON array.", t.Subnets))...)
}

// PointState is what DescribeRecoveryPoint tells of the recovery point to restore or to copy.
type PointState struct {
	// Status is the API's, such as COMPLETED.
	Status string
	// Cold is StorageClass = COLD.
	Cold bool
	// ResourceType is the API's; "" where AWS does not say.
	ResourceType string
}

// unusable are the states of a point from which no job starts.
var unusable = map[string]string{
	"CREATING": "Wait until it is completed.",
	"DELETING": "Use another recovery point.",
	"EXPIRED":  "Use another recovery point.",
}

func checkPointState(status string) []Violation {
	fix, found := unusable[status]
	if !found {
		return nil
	}
	return report(RulePointState, Error, AttrPointARN, "Recovery point not in a usable state: "+status,
		fmt.Sprintf("The recovery point is in state %s.", status),
		"AWS Backup cannot copy or restore it.",
		fix)
}

// PointMissing is what to report of a recovery point that no vault of its own account and Region holds.
func PointMissing(arn, region string) []Violation {
	return report(RulePointMissing, Error, AttrPointARN, "Recovery point not found",
		fmt.Sprintf("No backup vault of this account in %s holds recovery point %s.", region, arn),
		"It was deleted or has expired, or the ARN is that of a snapshot that AWS Backup does not manage.",
		"Use another recovery point; data.awsbackup_recovery_point finds the newest one of a resource.")
}

// CheckRestorePoint returns what AWS's answer about the recovery point means for a restore: its state, and where it shows the
// resource type that neither resource_type nor the ARN does, the rules of that type. Null and unknown are not judged.
func CheckRestorePoint(r Restore, state Value[PointState]) []Violation {
	p, _ := state.Get()
	all := checkPointState(p.Status)
	if restoreType(r) == "" && r.ResourceType.IsNull() && p.ResourceType != "" {
		typed := r
		typed.ResourceType = Known(p.ResourceType)
		all = append(all, beyond(CheckRestore(r), CheckRestore(typed))...)
	}
	if !p.Cold {
		return sorted(all)
	}
	took := "about four hours"
	if cmp.Or(restoreType(r), p.ResourceType) == "EBS" {
		took = "up to 72 hours"
	}
	return sorted(append(all, report(RuleRestoreCold, Warning, AttrPointARN, "Recovery point in cold storage",
		"The recovery point is in cold storage.",
		fmt.Sprintf("AWS Backup fetches it first, which takes %s more and is billed.", took),
		"Give timeouts.create enough time, or restore a recovery point in warm storage.")...))
}
