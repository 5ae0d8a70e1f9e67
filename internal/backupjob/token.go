// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

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

	return job.DeriveToken(source)
}
