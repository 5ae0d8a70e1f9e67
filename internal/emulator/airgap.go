// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// Messages of a job that was to end in a logically air-gapped vault and did
// not (reference 4.6).
const (
	messageAWSKey     = "Backup job completed. This resource is encrypted with an AWS managed key and cannot be copied to a logically air-gapped backup vault."
	messageNoAirGap   = "Backup job completed. This resource type is not supported by logically air-gapped backup vault."
	categoryNoAirGap  = "LOGICALLY_AIR_GAPPED_BACKUP_VAULT_NOT_SUPPORTED"
	messageCopyFailed = "Copy job failed."
)

// route settles where the job's point goes: straight into the air-gapped
// vault, by way of a temporary point, or into the plain vault only.
func (j *job) route() {
	switch {
	case j.airGapped == nil, !j.kind.airGapped:
	case j.kind.managed:
		j.vault, j.vaultARN = j.airGapped, j.airGapped.arn()
	case j.script.Key != KeyAWSManaged:
		j.temporary = true
	}
}

// airGapVerdict says so where the point stayed in the plain vault. A script's
// own message wins.
func (j *job) airGapVerdict(message, category *string) {
	if j.airGapped == nil || *message != "" {
		return
	}
	switch {
	case !j.kind.airGapped:
		*message, *category = messageNoAirGap, categoryNoAirGap
	case !j.kind.managed && !j.temporary:
		*message, *category = messageAWSKey, categoryNoAirGap
	}
}
