// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

type resourceInput struct {
	ResourceArn string `label:"resourceArn"`
}

// protectedShape is ProtectedResource.
type protectedShape struct {
	ResourceArn          *string
	ResourceType         *string
	LastBackupTime       *epoch
	ResourceName         *string
	LastBackupVaultArn   *string
	LastRecoveryPointArn *string
}

type describeProtectedOutput struct {
	protectedShape
	LatestRestoreExecutionTimeMinutes      *int64
	LatestRestoreJobCreationDate           *epoch
	LatestRestoreRecoveryPointCreationDate *epoch
}

type listProtectedInput struct{ page }

type listProtectedByVaultInput struct {
	page
	BackupVaultName      string  `label:"backupVaultName"`
	BackupVaultAccountId *string `query:"backupVaultAccountId"`
}

type listProtectedOutput struct {
	Results   []protectedShape
	NextToken *string
}

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

// summaryPage is page as the three summaries spell it.
type summaryPage struct {
	NextToken  *string `query:"NextToken"`
	MaxResults *int32  `query:"MaxResults"`
}

type restoreSummariesInput struct {
	summaryPage
	AccountId         *string `query:"AccountId"`
	State             *string `query:"State"`
	ResourceType      *string `query:"ResourceType"`
	AggregationPeriod *string `query:"AggregationPeriod"`
}

type jobSummariesInput struct {
	restoreSummariesInput
	MessageCategory *string `query:"MessageCategory"`
}

// restoreSummaryShape is RestoreJobSummary.
type restoreSummaryShape struct {
	Region       *string
	AccountId    *string
	State        *string
	ResourceType *string
	Count        *int32
	StartTime    *epoch
	EndTime      *epoch
}

// summaryShape is BackupJobSummary and CopyJobSummary.
type summaryShape struct {
	restoreSummaryShape
	MessageCategory *string
}

type backupSummariesOutput struct {
	BackupJobSummaries []summaryShape
	AggregationPeriod  *string
	NextToken          *string
}

type copySummariesOutput struct {
	CopyJobSummaries  []summaryShape
	AggregationPeriod *string
	NextToken         *string
}

type restoreSummariesOutput struct {
	RestoreJobSummaries []restoreSummaryShape
	AggregationPeriod   *string
	NextToken           *string
}
