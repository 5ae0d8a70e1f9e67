// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Restore is what is known of a restore before it starts. Arguments keep their Terraform names.
type Restore struct {
	RecoveryPointARN Value[string]
	// ResourceType is the API's; null is the one that the recovery point's ARN tells, if it does.
	ResourceType Value[string]
	// Metadata may have null elements, which count as left out: the caller must not send them.
	Metadata         Map
	RoleARN          Value[string]
	CopySourceTags   Value[bool]
	AllowOverwrite   Value[bool]
	IdempotencyToken Value[string]
	Place            Place
}

// CheckRestore returns all violations of a restore that need no call to AWS, errors first, each reported once.
func CheckRestore(r Restore) []Violation {
	all := checkPoint(r.RecoveryPointARN)
	all = append(all, checkRole(Request{RoleARN: r.RoleARN})...)
	all = append(all, checkToken(Request{IdempotencyToken: r.IdempotencyToken})...)
	all = append(all, checkRestorePlace(r)...)
	all = append(all, checkRestoreType(r)...)
	all = append(all, checkComposite(r)...)
	all = append(all, checkMetadata(r)...)
	return sorted(all)
}

// CheckRestorePlan is [CheckPlan] for a restore: all warnings, and the errors that CheckRestore(config) could not see.
func CheckRestorePlan(config, planned Restore) []Violation {
	return beyond(Errors(CheckRestore(config)), CheckRestore(planned))
}

// point parses a known recovery point ARN; false for all others, whose form is for checkPoint.
func point(v Value[string]) (catalog.RecoveryPoint, bool) {
	value, known := v.Get()
	if !known {
		return catalog.RecoveryPoint{}, false
	}
	p, err := catalog.ParseRecoveryPointARN(value)
	return p, err == nil
}

func checkPoint(v Value[string]) []Violation {
	value, known := v.Get()
	if !known {
		return nil
	}
	_, err := catalog.ParseRecoveryPointARN(value)
	if err == nil && strings.Contains(value, "*") {
		err = &catalog.ARNError{Value: value, Reason: "it has a wildcard, and a job works on one recovery point"}
	}
	if err == nil {
		return nil
	}
	return report(RulePointARN, Error, AttrPointARN, "Not the ARN of a recovery point",
		fmt.Sprintf("recovery_point_arn is %q, which cannot be used because %s.", value, catalog.Reason(err)),
		"AWS Backup needs the full ARN of the recovery point, such as",
		"arn:aws:backup:eu-central-1:111122223333:recovery-point:1eb3b5e7-9eb0-435a-a80b-108b488b0d45.",
		"Use the recovery_point_arn attribute of the backup job or of a data source.")
}

// checkRestorePlace: StartRestoreJob acts in the region that it is called in. The recovery point may belong to another
// account where an air-gapped vault is shared (developer guide, logicallyairgappedvault), so that is a warning.
func checkRestorePlace(r Restore) []Violation {
	p, role := arnOf(r.RecoveryPointARN), arnOf(r.RoleARN)
	partition, region, account := anchorTo(r.Place.Partition), anchorTo(r.Place.Region), anchorTo(r.Place.AccountID)
	const why = "A restore job runs in the Region of the recovery point, with a role of the account that starts it."
	all := compare(AttrPointARN, p, why, []dimension{
		{RulePointPartition, "partition", p.Partition, partition},
		{RulePointRegion, "region", p.Region, region},
	})
	all = append(all, compare(AttrRoleARN, role, why, []dimension{
		{RuleRolePartition, "partition", role.Partition, partition},
		{RuleRoleAccount, "account", role.AccountID, account},
	})...)
	if caller := r.Account(); len(all) == 0 && p.AccountID != "" && caller != "" && p.AccountID != caller {
		return report(RulePointShared, Warning, AttrPointARN, "Recovery point of another account: "+p.AccountID,
			fmt.Sprintf("recovery_point_arn is %q, but AWS Backup is called in account %s.", p, caller),
			"AWS Backup restores from another account only where its logically air-gapped vault is shared with this one.",
			"Unless that is so, copy the recovery point to a vault of this account and restore the copy.")
	}
	return all
}

// Account is the account that starts the restore: the caller's, or else the role's, which is the same; "" if neither is known.
func (r Restore) Account() string {
	if caller, known := r.Place.AccountID.Get(); known {
		return caller
	}
	return arnOf(r.RoleARN).AccountID
}

// restoreType is the type to restore, as far as it is known: the argument, else what the ARN tells.
func restoreType(r Restore) string {
	if given, known := r.ResourceType.Get(); known || r.ResourceType.IsUnknown() {
		return given
	}
	p, _ := point(r.RecoveryPointARN)
	return p.ResourceType
}

// interchangeable are the types whose recovery points AWS restores as the other (restoring-ebs, redshift-serverless-restore).
var interchangeable = map[string]string{
	"EBS": "Storage Gateway", "Storage Gateway": "EBS",
	"Redshift": "Redshift Serverless", "Redshift Serverless": "Redshift",
}

func checkRestoreType(r Restore) []Violation {
	given, known := r.ResourceType.Get()
	if !known {
		return nil
	}
	t, listed := catalog.RestoreTypeOf(given)
	if !listed {
		for _, other := range catalog.RestoreTypes() {
			if strings.EqualFold(other.Name, strings.TrimSpace(given)) {
				return report(RuleRestoreTypeName, Warning, AttrResourceType, "Resource type in another spelling",
					fmt.Sprintf("resource_type is %q.", given),
					fmt.Sprintf("AWS Backup spells the type %q.", other.Name),
					fmt.Sprintf("Set resource_type = %q.", other.Name))
			}
		}
		return nil // It may be a type that AWS added.
	}
	p, ok := point(r.RecoveryPointARN)
	if !ok || p.ResourceType == "" || p.ResourceType == t.Name || interchangeable[p.ResourceType] == t.Name {
		return nil
	}
	return report(RuleRestoreTypeOther, Warning, AttrResourceType, "Recovery point of another resource type",
		fmt.Sprintf("resource_type is %q, and the ARN is that of a recovery point of %q.", given, p.ResourceType),
		"AWS Backup restores a recovery point as its own type, with few exceptions.",
		"Leave resource_type out, or correct one of the two.")
}

func checkComposite(r Restore) []Violation {
	p, _ := point(r.RecoveryPointARN)
	if !p.Composite || p.ResourceType != "CloudFormation" {
		return nil
	}
	return report(RuleRestoreComposite, Error, AttrPointARN, "Composite recovery point of a stack",
		fmt.Sprintf("recovery_point_arn is %q, the parent of the recovery points of a CloudFormation stack.", p.ARN),
		"AWS Backup restores the nested recovery points one by one, never the parent.",
		"Use the ARN of the nested recovery point of the template, and of those of the stack's resources.")
}
