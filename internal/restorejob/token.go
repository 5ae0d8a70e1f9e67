// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

// tokenSource is what a derived token covers: everything that is sent, and what
// makes a request another one. The account is in the role ARN. Field order and
// names are part of the token's version.
type tokenSource struct {
	Operation        string            `json:"operation"`
	Scope            string            `json:"scope,omitempty"`
	Region           string            `json:"region"`
	RecoveryPointARN string            `json:"recovery_point"`
	ResourceType     string            `json:"type,omitempty"`
	IAMRoleARN       string            `json:"role,omitempty"`
	Metadata         map[string]string `json:"metadata"`
	CopySourceTags   bool              `json:"source_tags,omitempty"`
	Triggers         map[string]string `json:"triggers,omitempty"`
}

// deriveToken is the idempotency token of a request for which the configuration
// gives none: the same intent has the same token in every run.
func deriveToken(in *backup.StartRestoreJobInput, region, scope string, triggers map[string]string) string {
	return job.DeriveToken(tokenSource{
		Operation:        kind.StartOperation,
		Scope:            scope,
		Region:           region,
		RecoveryPointARN: aws.ToString(in.RecoveryPointArn),
		ResourceType:     aws.ToString(in.ResourceType),
		IAMRoleARN:       aws.ToString(in.IamRoleArn),
		Metadata:         in.Metadata,
		CopySourceTags:   in.CopySourceTagsToRestoredResource,
		Triggers:         triggers,
	})
}
