// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"fmt"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// ImportID is a parsed import ID: a job, or a recovery point in its vault.
type ImportID struct {
	JobID            string
	VaultName        string
	RecoveryPointARN string
	Region           string
}

// ParseImportID parses the ID of terraform import: JOB_ID or
// VAULT_NAME,RECOVERY_POINT_ARN, each with an optional @REGION. An empty part is
// an error: the SDK would turn it into a call for something else.
func ParseImportID(id string) (ImportID, error) {
	rest, region, hasRegion := id, "", false
	if at := strings.LastIndex(id, "@"); at >= 0 {
		rest, region, hasRegion = id[:at], id[at+1:], true
	}
	if rest == "" || hasRegion && region == "" || strings.ContainsAny(id, " \t\r\n") {
		return ImportID{}, fmt.Errorf("the import ID %q has an empty part or white space", id)
	}
	vault, point, isPoint := strings.Cut(rest, ",")
	if !isPoint {
		if strings.ContainsAny(rest, "/:") {
			return ImportID{}, fmt.Errorf("the import ID %q is not a job ID; a recovery point needs its vault too", id)
		}
		return ImportID{JobID: rest, Region: region}, nil
	}
	if vault == "" {
		return ImportID{}, fmt.Errorf("the import ID %q has no vault name", id)
	}
	if _, err := catalog.ParseRecoveryPointARN(point); err != nil {
		return ImportID{}, fmt.Errorf("the import ID %q has no recovery point ARN after the vault: %w", id, err)
	}
	return ImportID{VaultName: vault, RecoveryPointARN: point, Region: region}, nil
}
