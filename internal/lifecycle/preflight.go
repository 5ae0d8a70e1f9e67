// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"slices"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Preflight is a request together with what AWS tells about its surroundings. Null and unknown members are not judged.
type Preflight struct {
	Request Request
	// Vault is the vault of backup_vault_name.
	Vault Value[Vault]
	// AirGappedVault is the vault of logically_air_gapped_backup_vault_arn.
	AirGappedVault Value[Vault]
	// Settings are those of the account in the region of the request.
	Settings Value[Settings]
	Now      time.Time
}

// Settings is what DescribeRegionSettings tells, by the API's ResourceType.
type Settings struct {
	// OptIn is ResourceTypeOptInPreference: whether AWS Backup is switched on for the type.
	OptIn map[string]bool
	// Management is ResourceTypeManagementPreference: for DynamoDB, whether its advanced features are on.
	Management map[string]bool
}

// CheckPreflight returns the violations that only AWS's answers can show. Errors are those that no other resource of the
// same apply can fix: a vault lock that cannot change any more.
func CheckPreflight(p Preflight) []Violation {
	return sorted(append(checkVaults(p), checkSettings(p)...))
}

// checkVaults applies the bounds of the vault that the backup will really be in (lag-vault-primary-backup). Types that the
// air-gapped vault does not take stay in backup_vault_name; fully managed ones never get there; the others leave a
// temporary backup there, and AWS does not say whether the vault's bounds apply to that.
func checkVaults(p Preflight) []Violation {
	r := p.Request
	vault, hasVault := p.Vault.Get()
	if r.AirGappedVaultARN.IsNull() {
		if !hasVault {
			return nil
		}
		return checkLock(r.Retention, vault, p.Now, true)
	}
	airGapped, fullyManaged := p.support()
	if hasVault && !(airGapped == catalog.Yes && fullyManaged == catalog.Yes) {
		if found := checkLock(r.Retention, vault, p.Now, airGapped == catalog.No); len(found) > 0 {
			return found
		}
	}
	target, known := p.AirGappedVault.Get()
	switch {
	case !known:
		return nil
	case !target.AirGapped:
		return report(RuleNotAirGapped, Warning, AttrAirGappedVaultARN, "Not a logically air-gapped vault",
			fmt.Sprintf("The vault %q is a standard backup vault.", target.Name),
			"AWS Backup accepts only a logically air-gapped vault here.",
			"Name the vault in backup_vault_name, and leave logically_air_gapped_backup_vault_arn out.")
	case airGapped == catalog.No:
		return nil
	default:
		return checkLock(r.Retention, target, p.Now, airGapped == catalog.Yes)
	}
}

// support tells what the type of the resource can do, as far as its ARN and the settings tell.
func (p Preflight) support() (airGapped, fullyManaged catalog.Support) {
	arn, known := p.Request.ResourceARN.Get()
	if !known {
		return catalog.Unknown, catalog.Unknown
	}
	if advanced, known := p.dynamoDBAdvanced(); known {
		if advanced {
			return catalog.Yes, catalog.Yes
		}
		return catalog.No, catalog.No
	}
	candidates := catalog.Lookup(arn)
	return airGappedBackups(candidates), catalog.Agree(candidates, func(t catalog.ResourceType) catalog.Support { return t.FullManagement })
}

// dynamoDBAdvanced tells whether the advanced features are on; known is false for other types, and where AWS did not say.
func (p Preflight) dynamoDBAdvanced() (advanced, known bool) {
	arn, _ := p.Request.ResourceARN.Get()
	settings, _ := p.Settings.Get()
	candidates := catalog.Lookup(arn)
	if len(candidates) != 1 || candidates[0].Name != catalog.DynamoDB {
		return false, false
	}
	advanced, known = settings.Management[catalog.DynamoDB]
	return advanced, known
}

func checkSettings(p Preflight) []Violation {
	arn, _ := p.Request.ResourceARN.Get()
	settings, _ := p.Settings.Get()
	candidates := catalog.Lookup(arn)
	var all []Violation
	// The guide (working-with-supported-services): using a service that is not enabled gives an error for on-demand backups.
	if catalog.Agree(candidates, func(t catalog.ResourceType) catalog.Support { return optedIn(settings, t) }) == catalog.No {
		preference, _ := optInName(settings, candidates[0])
		all = report(RuleServiceOptIn, Warning, AttrResourceARN, "AWS Backup is switched off for this resource type",
			fmt.Sprintf("resource_arn names a resource of %s, and the account has not opted in to it in this Region.", catalog.Labels(candidates)),
			"AWS Backup may refuse the job.",
			fmt.Sprintf("Opt in under Settings of the AWS Backup console, or with aws_backup_region_settings: resource_type_opt_in_preference = { %q = true }.", preference))
	}
	if advanced, known := p.dynamoDBAdvanced(); known && !advanced {
		all = append(all, checkClassicDynamoDB(p.Request)...)
	}
	return all
}

func optedIn(s Settings, t catalog.ResourceType) catalog.Support {
	name, known := optInName(s, t)
	switch {
	case !known:
		return catalog.Unknown
	case s.OptIn[name]:
		return catalog.Yes
	default:
		return catalog.No
	}
}

// optInName is the key of the type among the Region's opt-in preferences. AWS's documents spell some types in several
// ways ("DSQL", "Aurora DSQL"), so that spelling does not matter here.
func optInName(s Settings, t catalog.ResourceType) (name string, known bool) {
	for name := range s.OptIn {
		if slices.Contains(t.Names(), catalog.FoldName(name)) {
			return name, true
		}
	}
	return "", false
}

// checkClassicDynamoDB: without advanced features, DynamoDB makes the backups itself (backup-feature-availability, and
// "advanced features for Amazon DynamoDB backups").
func checkClassicDynamoDB(r Request) []Violation {
	const fix = "Turn on the advanced features for Amazon DynamoDB under Settings of the AWS Backup console, or with " +
		`aws_backup_region_settings: resource_type_management_preference = { "DynamoDB" = true }, or leave `
	var all []Violation
	if cold, moves := days(r.Retention.MoveToColdStorageAfterDays); moves {
		all = report(RuleDynamoDBCold, Warning, AttrColdAfter, "Cold storage has no effect without DynamoDB's advanced features",
			fmt.Sprintf("move_to_cold_storage_after_days is %d, and the advanced features are off in this account and Region.", cold),
			"AWS Backup then ignores the setting without an error.",
			fix+"move_to_cold_storage_after_days out.")
	}
	if tags, known := r.Tags.Get(); known && len(tags) > 0 {
		all = append(all, report(RuleDynamoDBTags, Warning, AttrTags, "No tags without DynamoDB's advanced features",
			fmt.Sprintf("The recovery point would get %s, and the advanced features are off in this account and Region.", count(int64(len(tags)), "tag")),
			"AWS Backup then puts no tags on backups of DynamoDB.",
			fix+"the tags out.")...)
	}
	if target, known := r.AirGappedVaultARN.Get(); known {
		all = append(all, report(RuleDynamoDBAirGapped, Warning, AttrAirGappedVaultARN, "No air-gapped backups without DynamoDB's advanced features",
			fmt.Sprintf("The backup should go to %s, and the advanced features are off in this account and Region.", target),
			"The job then completes with an issue, and the backup stays in backup_vault_name.",
			fix+"logically_air_gapped_backup_vault_arn out.")...)
	}
	return all
}
