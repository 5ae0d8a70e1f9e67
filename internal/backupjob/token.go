// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
)

// tokenVersion is the first part of every derived token. It changes with what
// the hash covers: a token of another version would start a second backup
// where the old one would have resumed the first.
const tokenVersion = "tfab1-"

// tokenSource is what a derived token covers: everything that is sent except
// tags, which are never a reason for a new backup. The account is in the role
// ARN. Field order and names are part of the token's version.
type tokenSource struct {
	Scope                  string            `json:"scope,omitempty"`
	Region                 string            `json:"region"`
	BackupVaultName        string            `json:"vault"`
	ResourceARN            string            `json:"resource"`
	IAMRoleARN             string            `json:"role"`
	AirGappedVaultARN      string            `json:"air_gapped_vault,omitempty"`
	StartWindowMinutes     *int64            `json:"start_window,omitempty"`
	CompleteWindowMinutes  *int64            `json:"complete_window,omitempty"`
	MoveToColdStorageAfter *int64            `json:"cold_after,omitempty"`
	DeleteAfter            *int64            `json:"delete_after,omitempty"`
	OptInToArchive         *bool             `json:"archive,omitempty"`
	BackupOptions          map[string]string `json:"options,omitempty"`
	Index                  string            `json:"index,omitempty"`
	Triggers               map[string]string `json:"triggers,omitempty"`
}

// deriveToken is the idempotency token of a request for which the
// configuration gives none: the same intent has the same token in every run,
// so that an apply that was cut off finds its job again.
func deriveToken(in *backup.StartBackupJobInput, region, scope string, triggers map[string]string) string {
	source := tokenSource{
		Scope:                 scope,
		Region:                region,
		BackupVaultName:       aws.ToString(in.BackupVaultName),
		ResourceARN:           aws.ToString(in.ResourceArn),
		IAMRoleARN:            aws.ToString(in.IamRoleArn),
		AirGappedVaultARN:     aws.ToString(in.LogicallyAirGappedBackupVaultArn),
		StartWindowMinutes:    in.StartWindowMinutes,
		CompleteWindowMinutes: in.CompleteWindowMinutes,
		BackupOptions:         in.BackupOptions,
		Index:                 string(in.Index),
		Triggers:              triggers,
	}
	lifecycle := in.Lifecycle
	if lifecycle == nil {
		lifecycle = &types.Lifecycle{}
	}
	source.MoveToColdStorageAfter = lifecycle.MoveToColdStorageAfterDays
	source.DeleteAfter = lifecycle.DeleteAfterDays
	source.OptInToArchive = lifecycle.OptInToArchiveForSupportedResources

	// Strings, numbers and maps of strings cannot fail to encode.
	encoded, _ := json.Marshal(source) //nolint:errchkjson // see above
	return tokenVersion + digest(encoded)
}

// saltToken is the token of the next backup after one that has ended: it
// depends on that job, so that a second cut-off apply resumes the second job.
func saltToken(token, endedJobID string) string {
	return tokenVersion + digest([]byte(token+"\n"+endedJobID))
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
