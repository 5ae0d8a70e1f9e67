// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"slices"
	"strings"
	"unicode"
)

// arguments maps members of the API, by which AWS's messages call values, to the arguments they come from.
var arguments = map[string]string{
	"BackupVaultName":                     "backup_vault_name",
	"SourceBackupVaultName":               "backup_vault_name", // As the backup job calls them, see noun.argument.
	"DestinationBackupVaultArn":           "logically_air_gapped_backup_vault_arn",
	"ResourceArn":                         "resource_arn",
	"IamRoleArn":                          "iam_role_arn",
	"IdempotencyToken":                    "idempotency_token",
	"StartWindowMinutes":                  "start_window_minutes",
	"CompleteWindowMinutes":               "complete_window_minutes",
	"Lifecycle":                           "recovery_point_lifecycle",
	"DeleteAfterDays":                     "recovery_point_lifecycle",
	"MoveToColdStorageAfterDays":          "recovery_point_lifecycle",
	"OptInToArchiveForSupportedResources": "recovery_point_lifecycle",
	"RecoveryPointTags":                   "tags",
	"BackupOptions":                       "backup_options",
	"WindowsVSS":                          "backup_options",
	"BackupACLs":                          "backup_options",
	"BackupObjectTags":                    "backup_options",
	"Index":                               "index",
	"LogicallyAirGappedBackupVaultArn":    "logically_air_gapped_backup_vault_arn",
}

// argumentIn finds the argument that a message of AWS is about, by the member or the value that it names; "" if it
// names none, or several.
func (a Attempt) argumentIn(text string) string {
	var found []string
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		if argument, ok := arguments[w]; ok {
			found = append(found, argument)
		}
	}
	for argument, v := range map[string]string{"resource_arn": a.ResourceARN, "iam_role_arn": a.RoleARN} {
		if v != "" && strings.Contains(text, v) {
			found = append(found, argument)
		}
	}
	slices.Sort(found)
	if found = slices.Compact(found); len(found) != 1 {
		return ""
	}
	return found[0]
}
