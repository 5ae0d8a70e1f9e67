// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/pointcache"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

const account = "123456789012"

// Credentials that cannot be renewed say nothing about a recovery point: a
// refresh does not find it gone, and a delete that was never sent is no success.
func TestPoint_credentialsRefused(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"ResourceNotFoundException", "AccessDeniedException", "InvalidRequestException"} {
		t.Run(code, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				api := awsbackup.NewClient(aws.Config{
					Region: "eu-central-1",
					Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
						return aws.Credentials{}, &smithy.OperationError{
							ServiceID: "SSO", OperationName: "GetRoleCredentials",
							Err: &smithy.GenericAPIError{Code: code, Message: "no vault of that name: insufficient privileges to perform this action", Fault: smithy.FaultClient},
						}
					}),
				}, awsbackup.Options{})
				c := &recoverypoint.Client{
					API: api, Points: pointcache.New(api, pointcache.Config{}), Region: "eu-central-1", AccountID: account,
					Pace: providerdata.RetryIntervals{PointRetryEvery: time.Second, PointRetryFor: time.Second, DeleteEvery: time.Second},
				}
				ref := recoverypoint.Ref{
					VaultName: "Default", ARN: "arn:aws:ec2:eu-central-1::snapshot/snap-1", Region: "eu-central-1", AccountID: account,
					Seen: true, Noun: "Backup", Owner: "job 1", CreationDate: time.Now().Add(-time.Hour),
				}
				if s := c.Check(t.Context(), ref, recoverypoint.Thorough); s.Presence != lifecycle.PresenceUnknown {
					t.Errorf("a refresh finds the point %v, doubt %v", s.Presence, s.Doubt)
				}
				found := c.Delete(t.Context(), ref)
				if !found.HasError() || !strings.Contains(found[0].Detail(), "SSO refused GetRoleCredentials") {
					t.Errorf("the delete reports %v, want an error that names SSO", found)
				}
			})
		})
	}
}
