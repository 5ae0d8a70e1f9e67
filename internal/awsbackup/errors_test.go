// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Errors are distinguished as they come from the wire, by name and never by status,
// and still when wrapped.
func TestErrors_byExceptionName(t *testing.T) {
	t.Parallel()
	predicates := map[string]func(error) bool{
		"not found": awsbackup.IsNotFound, "denied": awsbackup.IsAccessDenied, "throttling": awsbackup.IsThrottling,
		"credentials": awsbackup.IsCredentials, "permanent": awsbackup.IsPermanent, "vault missing": awsbackup.IsVaultMissing,
		"role": awsbackup.IsRoleNotAssumable, "deleting": awsbackup.IsAlreadyDeleting,
	}
	for _, test := range []struct {
		exception, message string
		status             int
		is                 []string
	}{
		{"ResourceNotFoundException", "Cannot find recovery point.", 400, []string{"not found", "permanent"}},
		{"ResourceNotFoundException", "", 404, []string{"not found", "permanent"}},
		{"ResourceNotFoundException", "Backup vault x does not exist.", 400, []string{"not found", "permanent", "vault missing"}},
		{"AccessDeniedException", "Insufficient privileges to perform this action.", 403, []string{"denied", "permanent", "vault missing"}},
		{"AccessDeniedException", "User: x is not authorized to perform: backup:StartBackupJob", 403, []string{"denied", "permanent"}},
		{"ThrottlingException", "Rate exceeded", 400, []string{"throttling"}},
		{"LimitExceededException", "", 400, []string{"throttling"}},
		{"TooManyRequestsException", "", 429, []string{"throttling"}},
		{"ExpiredTokenException", "", 403, []string{"credentials", "permanent"}},
		{"UnrecognizedClientException", "", 403, []string{"credentials", "permanent"}},
		{"InvalidParameterValueException", "IAM Role arn:x cannot be assumed by AWS Backup", 400, []string{"permanent", "role"}},
		{"InvalidParameterValueException", "Invalid lifecycle.", 400, []string{"permanent"}},
		{"InvalidRequestException", "Recovery point already started the deletion process", 400, []string{"permanent", "deleting"}},
		{"MissingParameterValueException", "", 400, []string{"permanent"}},
		{"ServiceUnavailableException", "", 500, nil},
		{"DependencyFailureException", "", 500, nil},
		{"InvalidResourceStateException", "", 400, nil},
		{"SomethingNewException", "", 400, nil},
		{"", "", 502, nil},
	} {
		t.Run(fmt.Sprintf("%s %d %s", test.exception, test.status, test.message), func(t *testing.T) {
			t.Parallel()
			w := &wire{answer: func(int, *http.Request) *http.Response {
				return reply(test.status, test.exception, fmt.Sprintf(`{"Code":"ERROR_3015","Message":%q}`, test.message))
			}}
			c := awsbackup.NewClient(aws.Config{
				Region: "eu-west-1", HTTPClient: w, Credentials: aws.AnonymousCredentials{},
				Retryer: func() aws.Retryer { return aws.NopRetryer{} },
			}, awsbackup.Options{})
			_, err := c.DescribeBackupJob(t.Context(), &backup.DescribeBackupJobInput{BackupJobId: aws.String("x")})
			if err == nil {
				t.Fatal("got no error")
			}
			if want := test.exception; want != "" && awsbackup.Code(err) != want {
				t.Errorf("Code: got %q, want %q", awsbackup.Code(err), want)
			}
			for name, is := range predicates {
				for _, e := range []error{err, fmt.Errorf("doing: %w", err), &retry.MaxAttemptsError{Attempt: 3, Err: err}} {
					if got, want := is(e), slices.Contains(test.is, name); got != want {
						t.Errorf("%s of %v: got %t, want %t", name, e, got, want)
					}
				}
			}
		})
	}
}

// What is no answer of AWS is none of these.
func TestErrors_notFromAWS(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, errors.New("connection reset"), fmt.Errorf("AccessDeniedException: %w", errors.New("only text"))} {
		if awsbackup.IsNotFound(err) || awsbackup.IsAccessDenied(err) || awsbackup.IsThrottling(err) || awsbackup.IsPermanent(err) || awsbackup.Code(err) != "" {
			t.Errorf("%v is treated as an answer of AWS", err)
		}
	}
	for _, err := range []error{&awsbackup.EmptyIDError{Operation: "A", Member: "B"}, &awsbackup.BodyTooLargeError{}, &awsbackup.TooManyPagesError{}} {
		if !awsbackup.IsPermanent(fmt.Errorf("x: %w", err)) {
			t.Errorf("%T will not get better by itself", err)
		}
	}
}

// A service that issues credentials uses AWS Backup's names of exceptions. What
// it answers says nothing about jobs, vaults and recovery points.
func TestErrors_ofOtherServices(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		service, code string
		fault         smithy.ErrorFault
		refused       bool
	}{
		{"SSO", "ResourceNotFoundException", smithy.FaultClient, true},
		{"SSO", "UnauthorizedException", smithy.FaultClient, true},
		{"SSO", "InvalidRequestException", smithy.FaultClient, true},
		{"STS", "AccessDenied", smithy.FaultUnknown, true},
		{"STS", "ExpiredTokenException", smithy.FaultClient, true},
		{"SSO OIDC", "AccessDeniedException", smithy.FaultClient, true},
		{"STS", "Throttling", smithy.FaultUnknown, false},
		{"SSO", "TooManyRequestsException", smithy.FaultClient, false},
		{"SSO OIDC", "InternalServerException", smithy.FaultServer, false},
	} {
		t.Run(test.service+" "+test.code, func(t *testing.T) {
			t.Parallel()
			failing := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
				return aws.Credentials{}, &smithy.OperationError{
					ServiceID: test.service, OperationName: "GetRoleCredentials",
					Err: &smithy.GenericAPIError{Code: test.code, Message: "Backup vault x does not exist: insufficient privileges to perform this action", Fault: test.fault},
				}
			})
			c := awsbackup.NewClient(aws.Config{
				Region: "eu-west-1", Credentials: failing, Retryer: func() aws.Retryer { return aws.NopRetryer{} },
				HTTPClient: &wire{answer: func(int, *http.Request) *http.Response { panic("a request without credentials was sent") }},
			}, awsbackup.Options{})
			_, err := c.DescribeRecoveryPoint(t.Context(), &backup.DescribeRecoveryPointInput{BackupVaultName: aws.String("v"), RecoveryPointArn: aws.String("p")})
			if err == nil {
				t.Fatal("got no error")
			}
			for name, is := range map[string]bool{
				"not found": awsbackup.IsNotFound(err), "denied": awsbackup.IsAccessDenied(err), "throttling": awsbackup.IsThrottling(err),
				"vault missing": awsbackup.IsVaultMissing(err), "refused": awsbackup.IsRefused(err), "code": awsbackup.Code(err) != "",
			} {
				if is {
					t.Errorf("%v counts as an answer of AWS Backup: %s", err, name)
				}
			}
			if got := [2]bool{awsbackup.IsCredentials(err), awsbackup.IsPermanent(err)}; got != [2]bool{test.refused, test.refused} {
				t.Errorf("credentials and permanent: got %v, want %t for both", got, test.refused)
			}
		})
	}
}
