// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

// Rule names a rule in tests and in the code; users never see it.
type Rule string

// The rules that need no call to AWS.
const (
	RuleVaultName          Rule = "vault_name"
	RuleResourceARN        Rule = "resource_arn"
	RuleResourceIsBackup   Rule = "resource_is_backup"
	RuleResourceShape      Rule = "resource_shape"
	RuleResourceRegion     Rule = "resource_region"
	RuleResourcePartition  Rule = "resource_partition"
	RuleResourceAccount    Rule = "resource_account"
	RuleRoleARN            Rule = "role_arn"
	RuleRoleAccount        Rule = "role_account"
	RuleRolePartition      Rule = "role_partition"
	RuleColdRange          Rule = "cold_range"
	RuleDeleteRange        Rule = "delete_range"
	RuleNinetyDays         Rule = "ninety_days"
	RuleColdIgnored        Rule = "cold_ignored"
	RuleArchiveOptIn       Rule = "archive_opt_in"
	RuleOptionForm         Rule = "option_form"
	RuleOptionValue        Rule = "option_value"
	RuleOptionUnknown      Rule = "option_unknown"
	RuleOptionType         Rule = "option_type"
	RuleStartWindow        Rule = "start_window"
	RuleCompleteWindow     Rule = "complete_window"
	RuleWindowOrder        Rule = "window_order"
	RuleCompleteIgnored    Rule = "complete_ignored"
	RuleToken              Rule = "token"
	RuleIndexValue         Rule = "index_value"
	RuleIndexType          Rule = "index_type"
	RuleIndexAirGapped     Rule = "index_air_gapped"
	RuleAirGappedARN       Rule = "air_gapped_arn"
	RuleAirGappedRegion    Rule = "air_gapped_region"
	RuleAirGappedPartition Rule = "air_gapped_partition"
	RuleAirGappedAccount   Rule = "air_gapped_account"
	RuleAirGappedType      Rule = "air_gapped_type"
	RuleTagCount           Rule = "tag_count"
	RuleTagKey             Rule = "tag_key"
	RuleTagValue           Rule = "tag_value"
	RuleTagReserved        Rule = "tag_reserved"
)

// The rules that judge what AWS returned.
const (
	RuleLockMinimum       Rule = "lock_minimum"
	RuleLockMaximum       Rule = "lock_maximum"
	RuleLockForever       Rule = "lock_forever"
	RuleNotAirGapped      Rule = "not_air_gapped"
	RuleVaultInvisible    Rule = "vault_invisible"
	RuleNotChecked        Rule = "not_checked"
	RuleServiceOptIn      Rule = "service_opt_in"
	RuleDynamoDBCold      Rule = "dynamodb_cold"
	RuleDynamoDBTags      Rule = "dynamodb_tags"
	RuleDynamoDBAirGapped Rule = "dynamodb_air_gapped"
	RuleChangeCold        Rule = "change_cold"
	RuleChangeLocked      Rule = "change_locked"
	RuleChangeContinuous  Rule = "change_continuous"
	RuleChangeColdAge     Rule = "change_cold_age"
	RuleChangeDeletesNow  Rule = "change_deletes_now"
	RuleChangeDeleted     Rule = "change_deleted"
	RuleTagsFixed         Rule = "tags_fixed"
)

// The rules of copies and restores that need no call to AWS.
const (
	RulePointARN             Rule = "point_arn"
	RulePointPartition       Rule = "point_partition"
	RulePointRegion          Rule = "point_region"
	RulePointAccount         Rule = "point_account"
	RulePointShared          Rule = "point_shared"
	RuleSourceVaultName      Rule = "source_vault_name"
	RuleDestinationARN       Rule = "destination_arn"
	RuleDestinationPartition Rule = "destination_partition"
	RuleDestinationSame      Rule = "destination_same"
	RuleDestinationDefault   Rule = "destination_default"
	RuleCopyType             Rule = "copy_type"
	RuleCopyContinuous       Rule = "copy_continuous"
	RuleCopyClusterState     Rule = "copy_cluster_state"
	RuleCopyAccount          Rule = "copy_account"
	RuleCopyDelete           Rule = "copy_delete"
	RuleRestoreTypeName      Rule = "restore_type_name"
	RuleRestoreTypeOther     Rule = "restore_type_other"
	RuleRestoreComposite     Rule = "restore_composite"
	RuleRestoreTags          Rule = "restore_tags"
	RuleRestoreOverwrites    Rule = "restore_overwrites"
	RuleMetadataMissing      Rule = "metadata_missing"
	RuleMetadataTwice        Rule = "metadata_twice"
	RuleMetadataUnknown      Rule = "metadata_unknown"
	RuleMetadataInforms      Rule = "metadata_informs"
	RuleMetadataEmpty        Rule = "metadata_empty"
	RuleMetadataList         Rule = "metadata_list"
	RuleMetadataObject       Rule = "metadata_object"
	RuleMetadataValue        Rule = "metadata_value"
	RuleMetadataSize         Rule = "metadata_size"
	RuleMetadataPublic       Rule = "metadata_public"
	RuleMetadataSubnets      Rule = "metadata_subnets"
)

// The rules of copies and restores that judge what AWS returned.
const (
	RuleCopyCold             Rule = "copy_cold"
	RuleCopyExpired          Rule = "copy_expired"
	RuleCopyKey              Rule = "copy_key"
	RuleCopySourceType       Rule = "copy_source_type"
	RuleCopySourceAccount    Rule = "copy_source_account"
	RuleCopySourceContinuous Rule = "copy_source_continuous"
	RulePointInvisible       Rule = "point_invisible"
	RulePointState           Rule = "point_state"
	RulePointMissing         Rule = "point_missing"
	RuleRestoreCold          Rule = "restore_cold"
)
