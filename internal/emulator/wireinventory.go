// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

type supportedTypesOutput struct {
	ResourceTypes []string
}

type updateGlobalSettingsInput struct {
	GlobalSettings map[string]string
}

type globalSettingsOutput struct {
	GlobalSettings map[string]string
	LastUpdateTime *epoch
}

// jobSummariesInput spells the members of a page in its own way.
type jobSummariesInput struct {
	NextToken         *string `query:"NextToken"`
	MaxResults        *int32  `query:"MaxResults"`
	AccountId         *string `query:"AccountId"`
	State             *string `query:"State"`
	ResourceType      *string `query:"ResourceType"`
	AggregationPeriod *string `query:"AggregationPeriod"`
	MessageCategory   *string `query:"MessageCategory"`
}

// summaryShape is BackupJobSummary.
type summaryShape struct {
	Region          *string
	AccountId       *string
	State           *string
	ResourceType    *string
	MessageCategory *string
	Count           *int32
	StartTime       *epoch
	EndTime         *epoch
}

type backupSummariesOutput struct {
	BackupJobSummaries []summaryShape
	AggregationPeriod  *string
	NextToken          *string
}
