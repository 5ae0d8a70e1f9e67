// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Values of index (API reference, StartBackupJob).
const (
	IndexEnabled  = "ENABLED"
	IndexDisabled = "DISABLED"
)

func checkIndex(r Request) []Violation {
	index, known := r.Index.Get()
	if !known {
		return nil
	}
	if index != IndexEnabled && index != IndexDisabled {
		return report(RuleIndexValue, Error, AttrIndex, "Not a value of index",
			fmt.Sprintf("index is %q.", index),
			fmt.Sprintf("AWS Backup accepts %s and %s, in upper case.", IndexEnabled, IndexDisabled),
			fmt.Sprintf("Set index = %q, or leave it out.", IndexEnabled))
	}
	if index != IndexEnabled {
		return nil
	}
	var all []Violation
	if arn, known := r.ResourceARN.Get(); known {
		candidates := catalog.Lookup(arn)
		if catalog.Agree(candidates, func(t catalog.ResourceType) catalog.Support { return t.Index }) == catalog.No {
			all = report(RuleIndexType, Warning, AttrIndex, "No backup index for this resource type",
				fmt.Sprintf("index is %s, and resource_arn names a resource of %s.", IndexEnabled, catalog.Labels(candidates)),
				"AWS Backup documents indexes for Amazon EBS and Amazon S3 only.",
				"Leave index out.")
		}
	}
	if arn, known := r.AirGappedVaultARN.Get(); known {
		all = append(all, report(RuleIndexAirGapped, Warning, AttrIndex, "No backup index in an air-gapped vault",
			fmt.Sprintf("index is %s, and the backup goes to %s.", IndexEnabled, arn),
			"AWS Backup does not index backups in logically air-gapped vaults, nor the temporary ones on the way there.",
			"Leave index out, or logically_air_gapped_backup_vault_arn.")...)
	}
	return all
}

func checkAirGapped(r Request) []Violation {
	value, known := r.AirGappedVaultARN.Get()
	if !known {
		return nil
	}
	if _, _, err := catalog.ParseVaultARN(value); err != nil {
		return report(RuleAirGappedARN, Error, AttrAirGappedVaultARN, "Not the ARN of a backup vault",
			fmt.Sprintf("logically_air_gapped_backup_vault_arn is %q, which cannot be used because %s.", value, catalog.Reason(err)),
			"AWS Backup needs the ARN of a logically air-gapped vault in the same account and Region.",
			"Use the arn attribute of the vault.")
	}
	arn, known := r.ResourceARN.Get()
	if !known {
		return nil
	}
	candidates := catalog.Lookup(arn)
	if airGappedBackups(candidates) != catalog.No {
		return nil
	}
	return report(RuleAirGappedType, Warning, AttrAirGappedVaultARN, "Resource type without air-gapped backups",
		fmt.Sprintf("resource_arn names a resource of %s.", catalog.Labels(candidates)),
		"AWS Backup does not keep backups of this type in logically air-gapped vaults: the job completes with an issue,",
		"and the backup stays in backup_vault_name.",
		"Leave logically_air_gapped_backup_vault_arn out.")
}

func airGappedBackups(candidates []catalog.ResourceType) catalog.Support {
	return catalog.Agree(candidates, func(t catalog.ResourceType) catalog.Support { return t.AirGapped })
}
