// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// checkPlace compares where the ARNs of a request belong. StartBackupJob acts in the region and account that it is called
// in and has no parameter for another; iam:PassRole passes roles of the same account only; the page
// lag-vault-primary-backup wants an air-gapped vault in the same account and Region.
//
// What the provider knows of itself is the anchor. What it does not know yet, resource_arn tells.
func checkPlace(r Request) []Violation {
	resource, role, vault := arnOf(r.ResourceARN), arnOf(r.RoleARN), arnOf(r.AirGappedVaultARN)
	partition, region, account := anchorTo(r.Place.Partition), anchorTo(r.Place.Region), anchorTo(r.Place.AccountID)

	const why = "A backup job, its resource, its role and its vaults belong to one account and Region."
	all := compare(AttrResourceARN, resource, why, []dimension{
		{RuleResourcePartition, "partition", resource.Partition, partition},
		{RuleResourceRegion, "region", resource.Region, region},
		{RuleResourceAccount, "account", resource.AccountID, account},
	})
	partition, region, account = partition.or(resource.Partition), region.or(resource.Region), account.or(resource.AccountID)

	all = append(all, compare(AttrRoleARN, role, why, []dimension{
		{RuleRolePartition, "partition", role.Partition, partition},
		{RuleRoleAccount, "account", role.AccountID, account},
	})...)
	return append(all, compare(AttrAirGappedVaultARN, vault, why, []dimension{
		{RuleAirGappedPartition, "partition", vault.Partition, partition},
		{RuleAirGappedRegion, "region", vault.Region, region},
		{RuleAirGappedAccount, "account", vault.AccountID, account},
	})...)
}

// anchor is a partition, region or account that the ARNs of a request must share; empty where none is known.
type anchor struct {
	value string
	where string
}

func anchorTo(v Value[string]) anchor {
	value, _ := v.Get()
	return anchor{value: value, where: "AWS Backup is called in"}
}

// or anchors to what resource_arn names, where nothing else is known.
func (a anchor) or(value string) anchor {
	if a.value != "" {
		return a
	}
	return anchor{value: value, where: "resource_arn names"}
}

type dimension struct {
	rule   Rule
	name   string
	value  string
	anchor anchor
}

// compare reports the first dimension in which an ARN differs: another partition has other regions anyway.
func compare(attribute string, arn catalog.ARN, why string, dimensions []dimension) []Violation {
	for _, d := range dimensions {
		if d.value == "" || d.anchor.value == "" || d.value == d.anchor.value {
			continue
		}
		return report(d.rule, Error, attribute, fmt.Sprintf("ARN of another %s: %s", d.name, d.value),
			fmt.Sprintf("%s is %q, in %s %s, but %s %s %s.", attribute, arn, d.name, d.value, d.anchor.where, d.name, d.anchor.value),
			why,
			remedy(attribute, d))
	}
	return nil
}

func remedy(attribute string, d dimension) string {
	switch {
	case attribute == AttrPointARN && d.name == "region":
		return fmt.Sprintf("Set region = %q, or give an ARN in %s.", d.value, d.anchor.value)
	case attribute == AttrResourceARN && d.name == "region":
		return fmt.Sprintf("Set region = %q and name a vault of that Region, or give an ARN in %s.", d.value, d.anchor.value)
	case attribute == AttrResourceARN || attribute == AttrPointARN:
		return fmt.Sprintf("Use a provider configuration for %[1]s %[2]s, or give an ARN in %[1]s %[3]s.", d.name, d.value, d.anchor.value)
	default:
		return fmt.Sprintf("Give an ARN in %s %s.", d.name, d.anchor.value)
	}
}

// arnOf parses a known ARN. The zero ARN, which compares with nothing, stands for all others: their form is for other
// rules.
func arnOf(v Value[string]) catalog.ARN {
	value, known := v.Get()
	if !known {
		return catalog.ARN{}
	}
	arn, err := catalog.ParseARN(value)
	if err != nil {
		return catalog.ARN{}
	}
	return arn
}
