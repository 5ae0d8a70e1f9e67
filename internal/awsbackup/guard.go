// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"fmt"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go/middleware"
)

// EmptyIDError reports a call that was not made because an identifying member of
// its input was missing or empty. The SDK would have sent it: an empty path
// segment turns a describe into a list, and a delete of one into a call on the
// whole collection, both answered with success.
type EmptyIDError struct {
	Operation string // API name, as in "DescribeBackupJob"
	Member    string // API name, as in "BackupJobId"
}

func (e *EmptyIDError) Error() string {
	return fmt.Sprintf("%s: %s is empty, so the request was not sent", e.Operation, e.Member)
}

// addGuard puts the guard in front of everything else, the SDK's own validation
// included, so that nil and "" are the same error.
func addGuard(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("EmptyIDGuard", guard), middleware.Before)
}

func guard(ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler) (
	middleware.InitializeOutput, middleware.Metadata, error,
) {
	if member, bad := emptyMember(in.Parameters); bad {
		return middleware.InitializeOutput{}, middleware.Metadata{}, &EmptyIDError{
			Operation: middleware.GetOperationName(ctx), Member: member,
		}
	}
	return next.HandleInitialize(ctx, in)
}

// emptyMember names the first string member of an input that is empty: required
// ones may be neither nil nor "", optional ones may be nil. No member of this API
// means anything as "": a filter would be dropped and the answer be everything.
func emptyMember(input any) (name string, bad bool) {
	v := reflect.Indirect(reflect.ValueOf(input)) // the SDK puts an empty structure in place of nil
	for _, name := range requiredMembers(input) {
		f := v.FieldByName(name)
		if !f.IsValid() || f.IsNil() || f.Elem().String() == "" {
			return name, true
		}
	}
	for field, f := range v.Fields() {
		if field.Name == "NextToken" || field.Type != reflect.TypeFor[*string]() {
			continue
		}
		if !f.IsNil() && f.Elem().String() == "" {
			return field.Name, true
		}
	}
	return "", false
}

// requiredMembers are the members that become path segments, and those without
// which no job can be meant.
func requiredMembers(input any) []string {
	switch input.(type) {
	case *backup.StartBackupJobInput:
		return []string{"BackupVaultName", "ResourceArn", "IamRoleArn"}
	case *backup.StopBackupJobInput, *backup.DescribeBackupJobInput:
		return []string{"BackupJobId"}
	case *backup.StartCopyJobInput:
		return []string{"RecoveryPointArn", "SourceBackupVaultName", "DestinationBackupVaultArn", "IamRoleArn"}
	case *backup.DescribeCopyJobInput:
		return []string{"CopyJobId"}
	case *backup.StartRestoreJobInput:
		return []string{"RecoveryPointArn"}
	case *backup.DescribeRestoreJobInput, *backup.GetRestoreJobMetadataInput:
		return []string{"RestoreJobId"}
	case *backup.DescribeRecoveryPointInput, *backup.UpdateRecoveryPointLifecycleInput,
		*backup.UpdateRecoveryPointIndexSettingsInput, *backup.DeleteRecoveryPointInput,
		*backup.GetRecoveryPointRestoreMetadataInput, *backup.GetRestoreTestingInferredMetadataInput:
		return []string{"BackupVaultName", "RecoveryPointArn"}
	case *backup.ListRecoveryPointsByBackupVaultInput, *backup.DescribeBackupVaultInput:
		return []string{"BackupVaultName"}
	case *backup.ListRecoveryPointsByResourceInput, *backup.TagResourceInput,
		*backup.UntagResourceInput, *backup.ListTagsInput:
		return []string{"ResourceArn"}
	}
	return nil
}
