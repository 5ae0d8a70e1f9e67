// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Copy is what is known of a copy before it starts. Arguments keep their Terraform names.
type Copy struct {
	RecoveryPointARN Value[string]
	// SourceVaultName is source_backup_vault_name, DestinationVaultARN destination_backup_vault_arn.
	SourceVaultName     Value[string]
	DestinationVaultARN Value[string]
	RoleARN             Value[string]
	// Retention is that of the copy. Its days count from the creation of the source; -1 and null keep what the source has.
	Retention        Retention
	IdempotencyToken Value[string]
	// DeleteOnDestroy is on_destroy = "delete".
	DeleteOnDestroy Value[bool]
	Place           Place
}

// CheckCopy returns all violations of a copy that need no call to AWS, errors first, each reported once. Which regions and
// accounts take copies of which type changes too often to be a rule.
func CheckCopy(c Copy) []Violation {
	all := checkPoint(c.RecoveryPointARN)
	all = append(all, checkSourceVault(c)...)
	all = append(all, checkDestination(c)...)
	all = append(all, checkRole(Request{RoleARN: c.RoleARN})...)
	all = append(all, checkToken(Request{IdempotencyToken: c.IdempotencyToken})...)
	all = append(all, checkCopyPlace(c)...)
	all = append(all, checkRetentionDays(c.Retention, forSource)...)
	all = append(all, checkColdDays(c.Retention, "to keep the expiry of the source")...)
	if p, ok := point(c.RecoveryPointARN); ok {
		all = append(all, checkCopyPoint(c, p)...)
	}
	return sorted(all)
}

// CheckCopyPlan is [CheckPlan] for a copy.
func CheckCopyPlan(config, planned Copy) []Violation {
	return beyond(Errors(CheckCopy(config)), CheckCopy(planned))
}

func checkSourceVault(c Copy) []Violation {
	name, known := c.SourceVaultName.Get()
	if !known || existingVaultName(name) {
		return nil
	}
	fix := "Give the name of the vault that holds the recovery point."
	if _, vault, err := catalog.ParseVaultARN(name); err == nil {
		fix = fmt.Sprintf("Give the vault's name, %q, not its ARN.", vault)
	}
	return report(RuleSourceVaultName, Error, AttrSourceVault, "Not the name of a backup vault",
		fmt.Sprintf("source_backup_vault_name is %q (%s).", name, characters(name)),
		"AWS Backup accepts 2 to 50 letters, digits, hyphens and underscores.",
		fix)
}

func checkDestination(c Copy) []Violation {
	value, known := c.DestinationVaultARN.Get()
	if !known {
		return nil
	}
	destination, name, err := catalog.ParseVaultARN(value)
	if err != nil {
		return report(RuleDestinationARN, Error, AttrDestinationARN, "Not the ARN of a backup vault",
			fmt.Sprintf("destination_backup_vault_arn is %q, which cannot be used because %s.", value, catalog.Reason(err)),
			"The ARN tells AWS Backup the account and the Region of the copy.",
			"Use the arn attribute of the vault.")
	}
	region, _ := c.Place.Region.Get()
	account, accountKnown := c.Place.AccountID.Get()
	source, _ := c.SourceVaultName.Get()
	var all []Violation
	if name == source && destination.Region == region && destination.AccountID == account {
		all = report(RuleDestinationSame, Warning, AttrDestinationARN, "Copy into the vault of the source",
			fmt.Sprintf("destination_backup_vault_arn and source_backup_vault_name both name the vault %q.", name),
			"A copy beside its source is lost with it, and what AWS Backup answers is not documented.",
			"Name another vault.")
	}
	if !accountKnown || destination.AccountID == account {
		return all
	}
	if name == "Default" {
		all = append(all, report(RuleDestinationDefault, Warning, AttrDestinationARN, "Copy into the Default vault of another account",
			fmt.Sprintf("destination_backup_vault_arn is the vault Default of account %s.", destination.AccountID),
			"AWS Backup refuses such copies: the key of that vault, aws/backup, cannot be shared with another account.",
			"Name a vault with a customer managed key.")...)
	}
	if deletes, _ := c.DeleteOnDestroy.Get(); deletes {
		all = append(all, report(RuleCopyDelete, Error, AttrOnDestroy, "Copy that cannot be deleted from here",
			fmt.Sprintf("on_destroy is \"delete\", and the copy goes to account %s.", destination.AccountID),
			fmt.Sprintf("With credentials of account %s, AWS Backup neither shows nor deletes it.", account),
			`Set on_destroy = "retain", and let the retention of the copy delete it.`)...)
	}
	return all
}

// checkCopyPlace: StartCopyJob acts where the source is, with a role of that account; the destination may be anywhere in
// the partition.
func checkCopyPlace(c Copy) []Violation {
	p, role, destination := arnOf(c.RecoveryPointARN), arnOf(c.RoleARN), arnOf(c.DestinationVaultARN)
	partition, region, account := anchorTo(c.Place.Partition), anchorTo(c.Place.Region), anchorTo(c.Place.AccountID)
	const why = "A copy job runs in the account and Region of its source, with a role of that account."
	all := compare(AttrPointARN, p, why, []dimension{
		{RulePointPartition, "partition", p.Partition, partition},
		{RulePointRegion, "region", p.Region, region},
		{RulePointAccount, "account", p.AccountID, account},
	})
	all = append(all, compare(AttrRoleARN, role, why, []dimension{
		{RuleRolePartition, "partition", role.Partition, partition},
		{RuleRoleAccount, "account", role.AccountID, account},
	})...)
	if partition.value == "" {
		partition = anchor{value: p.Partition, where: "recovery_point_arn names"}
	}
	return append(all, compare(AttrDestinationARN, destination, "AWS Backup copies only within a partition.", []dimension{
		{RuleDestinationPartition, "partition", destination.Partition, partition},
	})...)
}

// checkCopyPoint judges what the ARN tells of the source (recov-point-create-a-copy, point-in-time-recovery-copying,
// eks-backups).
func checkCopyPoint(c Copy, p catalog.RecoveryPoint) []Violation {
	candidates := candidatesOf(p)
	switch {
	case p.Service == "dynamodb":
		return uncopyable(p.String(), "Amazon DynamoDB without advanced features",
			"Turn on the advanced features for Amazon DynamoDB, take a new backup, and copy that.")
	case catalog.Agree(candidates, copies) == catalog.No:
		return uncopyable(p.String(), catalog.Labels(candidates),
			"Leave the copy out; the service of the resource may have copies of its own.")
	case p.Continuous == catalog.Yes:
		return continuousCopy(RuleCopyContinuous, map[bool]Severity{true: Warning, false: Error}[p.ResourceType == "S3"],
			fmt.Sprintf("recovery_point_arn is %q, by its form a continuous backup.", p))
	case p.ResourceType == "EKS" && !p.Composite:
		return report(RuleCopyClusterState, Error, AttrPointARN, "State of an EKS cluster without its cluster",
			fmt.Sprintf("recovery_point_arn is %q, the nested recovery point of a cluster's own objects.", p),
			"AWS Backup copies it with its parent only.",
			"Copy the composite recovery point of the cluster instead.")
	}
	all := checkCopyAccount(RuleCopyAccount, c, candidates)
	if cold, moves := days(c.Retention.MoveToColdStorageAfterDays); moves && catalog.ColdStorageOf(candidates) == catalog.ColdIgnored {
		all = append(all, coldIgnored(cold, "recovery_point_arn names a backup", candidates)...)
	}
	return all
}

// candidatesOf are the types that the source of a recovery point may be.
func candidatesOf(p catalog.RecoveryPoint) []catalog.ResourceType {
	if p.Service == "redshift-serverless" {
		return catalog.ByService(p.Service)
	}
	return catalog.ByName(p.ResourceType)
}

func copies(t catalog.ResourceType) catalog.Support { return t.Copy }

func uncopyable(arn, label, fix string) []Violation {
	return report(RuleCopyType, Error, AttrPointARN, "Recovery points of this type cannot be copied",
		fmt.Sprintf("recovery_point_arn is %q, a backup of %s.", arn, label),
		"AWS Backup copies no recovery points of this type, not even within the account and Region.",
		fix)
}

func continuousCopy(rule Rule, severity Severity, what string) []Violation {
	return report(rule, severity, AttrPointARN, "Copy of a continuous backup", what,
		"AWS Backup copies continuous backups by a backup plan only, as a snapshot that it takes for the copy.",
		"Take a backup on demand, and copy that.")
}

// checkCopyAccount: some types can be copied within their account only.
func checkCopyAccount(rule Rule, c Copy, candidates []catalog.ResourceType) []Violation {
	destination := arnOf(c.DestinationVaultARN)
	account, known := c.Place.AccountID.Get()
	if !known || destination.AccountID == "" || destination.AccountID == account ||
		catalog.Agree(candidates, func(t catalog.ResourceType) catalog.Support { return t.CopyToAccount }) != catalog.No {
		return nil
	}
	return report(rule, Error, AttrDestinationARN, "Recovery points of this type cannot leave their account",
		fmt.Sprintf("The backup is one of %s in account %s, and the copy would go to account %s.",
			catalog.Labels(candidates), account, destination.AccountID),
		"AWS Backup copies recovery points of this type within the account only.",
		fmt.Sprintf("Name a vault of account %s.", account))
}
