// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// CopyPreflight is a copy together with what AWS tells about its surroundings. Null and unknown members are not judged.
type CopyPreflight struct {
	Copy Copy
	// Source is the recovery point to copy.
	Source Value[CopySource]
	// Destination is the vault of destination_backup_vault_arn, where it can be read: in the same account.
	Destination Value[Vault]
	// DestinationKeyIsDefault is true where the vault's key is the AWS managed key aws/backup.
	DestinationKeyIsDefault Value[bool]
	Now                     time.Time
}

// CopySource is what DescribeRecoveryPoint tells of the source of a copy.
type CopySource struct {
	PointState
	// ResourceType is the API's; ResourceARN is the resource that was backed up.
	ResourceType, ResourceARN string
	// Created is the creation date, from which the days of the copy count, too.
	Created time.Time
	// AirGapped says that the source is in a logically air-gapped vault.
	AirGapped, Encrypted bool
	// Retention is the source's own.
	Retention Retention
}

// CheckCopyPreflight returns the violations of a copy that only AWS's answers can show.
func CheckCopyPreflight(p CopyPreflight) []Violation {
	source, known := p.Source.Get()
	var all []Violation
	if known {
		all = append(checkPointState(source.Status), checkCopySource(p, source)...)
	}
	if vault, known := p.Destination.Get(); known {
		all = append(all, checkCopyLock(p, source, vault)...)
	}
	return sorted(append(all, checkCopyKey(p)...))
}

func checkCopySource(p CopyPreflight, source CopySource) []Violation {
	candidates := source.types()
	var all []Violation
	switch {
	case catalog.Agree(candidates, copies) == catalog.No:
		return report(RuleCopySourceType, Error, AttrPointARN, "Recovery points of this type cannot be copied",
			fmt.Sprintf("The recovery point is a backup of %s.", catalog.Labels(candidates)),
			"AWS Backup copies no recovery points of this type, not even within the account and Region.",
			"Leave the copy out; the service of the resource may have copies of its own.")
	case source.Status == "AVAILABLE" || source.Status == "STOPPED":
		return continuousCopy(RuleCopySourceContinuous, Error, fmt.Sprintf("The recovery point is in state %s, so it is a continuous backup.", source.Status))
	case source.Cold:
		all = report(RuleCopyCold, Error, AttrPointARN, "Copy of a backup in cold storage",
			"The recovery point is in cold storage.",
			"AWS Backup copies from warm storage only.",
			"Copy a recovery point that has not moved yet, or take a new backup.")
	}
	all = append(all, checkCopyAccount(RuleCopySourceAccount, p.Copy, candidates)...)
	return append(all, checkCopyAge(p, source)...)
}

// types are the types that the source may be: RDS is an instance or a cluster, which the ARN of the resource tells apart.
func (s CopySource) types() []catalog.ResourceType {
	byName, byARN := catalog.ByName(s.ResourceType), catalog.Lookup(s.ResourceARN)
	both := slices.DeleteFunc(slices.Clone(byName), func(t catalog.ResourceType) bool {
		return !slices.ContainsFunc(byARN, func(other catalog.ResourceType) bool { return other.Label == t.Label })
	})
	if len(both) == 0 {
		return byName
	}
	return both
}

// checkCopyAge: the days of a copy count from the creation of its source (recov-point-create-a-copy).
func checkCopyAge(p CopyPreflight, source CopySource) []Violation {
	del, given := days(p.Copy.Retention.DeleteAfterDays)
	age := Change{Created: source.Created, Now: p.Now}.ageDays()
	if !given || source.Created.IsZero() || age < del {
		return nil
	}
	fix := fmt.Sprintf("Set delete_after_days = %s, or leave it out for the setting of the source.", atLeast(age+1))
	if age+1 > maxDays {
		fix = "Leave delete_after_days out for the setting of the source."
	}
	return report(RuleCopyExpired, Error, AttrDeleteAfter, "The copy would be deleted immediately",
		fmt.Sprintf("delete_after_days is %d, and the source is %s old.", del, count(age, "day")),
		"The days of a copy count from the creation of its source.",
		fix)
}

// checkCopyLock compares the retention that the copy really gets with the lock of its vault: without a setting of its own, it
// is that of the source.
func checkCopyLock(p CopyPreflight, source CopySource, vault Vault) []Violation {
	r := p.Copy.Retention
	if !never(r.DeleteAfterDays) {
		return checkLock(r, vault, p.Now, true)
	}
	if p.Source.IsNull() || p.Source.IsUnknown() {
		return nil
	}
	r.DeleteAfterDays = source.Retention.DeleteAfterDays
	found := checkLock(r, vault, p.Now, true)
	for i := range found {
		found[i].Detail = "The copy has no delete_after_days of its own and keeps that of its source. There, " + found[i].Detail
	}
	return found
}

// checkCopyKey: what does not take the key aws/backup (developer guide, encryption).
func checkCopyKey(p CopyPreflight) []Violation {
	if byDefault, _ := p.DestinationKeyIsDefault.Get(); !byDefault || !KeyMatters(p) {
		return nil
	}
	source, _ := point(p.Copy.RecoveryPointARN)
	is, why := fmt.Sprintf("recovery_point_arn is a snapshot of the service %s", source.Service),
		"AWS Backup does not fully manage such snapshots: they take a customer managed key or the key of their own service, and with aws/backup the copy fails."
	if source.Service == "backup" {
		is, why = "recovery_point_arn is in a logically air-gapped vault", "From there AWS Backup copies to a vault with a customer managed key only."
	}
	return report(RuleCopyKey, Warning, AttrDestinationARN, "Key of the destination vault that this type does not take",
		fmt.Sprintf("The destination vault is encrypted with aws/backup, and %s.", is), why, "Name a vault with a customer managed key.")
}

// KeyMatters reports whether the copy fails in a vault under aws/backup: one of a service that keeps its own snapshots, or from an
// air-gapped vault. Unencrypted snapshots of clusters stay so.
func KeyMatters(p CopyPreflight) bool {
	arn, ok := point(p.Copy.RecoveryPointARN)
	if vault, _ := p.Destination.Get(); !ok || vault.AirGapped {
		return false
	}
	source, known := p.Source.Get()
	plain := known && !source.Encrypted && slices.ContainsFunc(source.types(), func(t catalog.ResourceType) bool {
		return slices.Contains([]string{"Aurora", "DocumentDB", "Neptune"}, t.Name)
	})
	return source.AirGapped || arn.Service != "backup" && !plain
}
