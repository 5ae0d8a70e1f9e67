// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strings"
)

// VaultInvisible is what to say where DescribeBackupVault found no vault. It answers the same for a vault that does not
// exist and for one that the caller may not see (developer guide, troubleshooting), and a vault may be made by the same
// apply: so it is a warning. Attribute is the argument that names the vault.
func VaultInvisible(attribute, name, region string) []Violation {
	return report(RuleVaultInvisible, Warning, attribute, "Backup vault not found",
		fmt.Sprintf("There is no vault %q in %s, or these credentials have no access to it.", name, region),
		"AWS returns the same error in both cases. The vault lock was not checked.",
		"If this apply creates the vault, make the job refer to it or add depends_on. Otherwise check the name and the Region,",
		"and allow backup:DescribeBackupVault.")
}

// PointInvisible is what to report where DescribeRecoveryPoint found no recovery point. One that was just made may not be
// visible yet, so it is a warning.
func PointInvisible(arn, vault, region string) []Violation {
	return report(RulePointInvisible, Warning, AttrPointARN, "Recovery point not found",
		fmt.Sprintf("There is no recovery point %s in vault %q in %s, or these credentials have no access to it.", arn, vault, region),
		"Whether it can be copied was not checked.",
		"Check recovery_point_arn, source_backup_vault_name and the Region.")
}

// Call is a read-only call of the preflight.
type Call struct {
	// Name is the API's, and Permission the IAM action that allows it.
	Name, Permission string
	attribute        string
	checks           string
}

// The calls of the preflight.
var (
	CallVault = Call{
		Name: "DescribeBackupVault", Permission: "backup:DescribeBackupVault", attribute: AttrVaultName,
		checks: "whether the vault exists and whether its lock allows the retention",
	}
	CallAirGappedVault = Call{
		Name: "DescribeBackupVault", Permission: "backup:DescribeBackupVault", attribute: AttrAirGappedVaultARN,
		checks: "whether the air-gapped vault exists and allows the retention",
	}
	CallPoint = Call{
		Name: "DescribeRecoveryPoint", Permission: "backup:ListBackupVaults and backup:DescribeRecoveryPoint", attribute: AttrPointARN,
		checks: "whether the recovery point is there, in which state and storage it is and, where the ARN does not tell, which rules its type has",
	}
	CallDestination = Call{
		Name: "DescribeBackupVault", Permission: "backup:DescribeBackupVault", attribute: AttrDestinationARN,
		checks: "whether the destination vault exists, whether its lock allows the retention, and whether its key can be used",
	}
	CallSource = Call{
		Name: "DescribeRecoveryPoint", Permission: "backup:DescribeRecoveryPoint", attribute: AttrPointARN,
		checks: "whether the recovery point is there and can be copied",
	}
	CallSettings = Call{
		Name: "DescribeRegionSettings", Permission: "backup:DescribeRegionSettings", attribute: AttrResourceARN,
		checks: "whether AWS Backup is switched on for the resource type and, for DynamoDB, whether its advanced features are on",
	}
)

// Reason is why a call failed.
type Reason struct {
	// Text is what the error says.
	Text string
	// Denied says that the caller lacks a permission. Fix is what to do about any other error, in sentences; "" if nothing is known.
	Denied bool
	Fix    string
}

// NotChecked is what to say where a preflight call failed. Planning may use another role than applying (HCP Terraform), so a denied
// call never stops a plan.
func NotChecked(call Call, reason Reason) []Violation {
	fix := reason.Fix
	if reason.Denied {
		fix = fmt.Sprintf("Allow %s while planning.", call.Permission)
	}
	const without = `To plan without these calls, set preflight = "off" in the provider block.`
	return report(RuleNotChecked, Warning, call.attribute, fmt.Sprintf("Not checked at plan: %s failed", call.Name),
		fmt.Sprintf("%s failed: %s.", call.Name, strings.TrimRight(strings.Join(strings.Fields(reason.Text), " "), ".")),
		fmt.Sprintf("So it is not known %s.", call.checks),
		strings.TrimSpace(fix+" "+without))
}
