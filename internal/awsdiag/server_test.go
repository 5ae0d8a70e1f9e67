// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Errors in these tests come out of the real SDK client, so that the chains are those that users meet.

const testRequestID = "9e8efa36-7d6f-4d5e-8c5a-1f2e3d4c5b6a"

// config is a configuration that reaches nothing but what a test points it at.
func config() aws.Config {
	return aws.Config{
		Region:      testRegion,
		Credentials: credentials.NewStaticCredentialsProvider("AKIAEXAMPLEEXAMPLE00", "secret-access-key", "session-token"),
		Retryer:     func() aws.Retryer { return aws.NopRetryer{} },
	}
}

// twice is config with a second attempt that comes at once.
func twice() aws.Config {
	cfg := config()
	cfg.Retryer = func() aws.Retryer {
		return retry.NewStandard(func(o *retry.StandardOptions) {
			o.MaxAttempts, o.MaxBackoff = 2, 1
		})
	}
	return cfg
}

// call makes one API call and returns its error.
type call func(ctx context.Context, c *awsbackup.Client) error

var calls = map[string]call{
	"StartBackupJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.StartBackupJob(ctx, &backup.StartBackupJobInput{
			BackupVaultName: new("prod"), ResourceArn: new(testVolume), IamRoleArn: new(testRole), IdempotencyToken: new("token"),
		})
		return err
	},
	"StopBackupJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.StopBackupJob(ctx, &backup.StopBackupJobInput{BackupJobId: new(testJob)})
		return err
	},
	"DescribeBackupJob": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: new(testJob)})
		return err
	},
	"DescribeRecoveryPoint": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: new("prod"), RecoveryPointArn: new(testPoint)})
		return err
	},
	"UpdateRecoveryPointLifecycle": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.UpdateRecoveryPointLifecycle(ctx, &backup.UpdateRecoveryPointLifecycleInput{BackupVaultName: new("prod"), RecoveryPointArn: new(testPoint)})
		return err
	},
	"DeleteRecoveryPoint": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.DeleteRecoveryPoint(ctx, &backup.DeleteRecoveryPointInput{BackupVaultName: new("prod"), RecoveryPointArn: new(testPoint)})
		return err
	},
	"DescribeBackupVault": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.DescribeBackupVault(ctx, &backup.DescribeBackupVaultInput{BackupVaultName: new("prod")})
		return err
	},
	"ListBackupVaults": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.ListBackupVaults(ctx, &backup.ListBackupVaultsInput{})
		return err
	},
	"TagResource": func(ctx context.Context, c *awsbackup.Client) error {
		_, err := c.TagResource(ctx, &backup.TagResourceInput{ResourceArn: new(testPoint), Tags: map[string]string{"a": "b"}})
		return err
	},
}

// serve runs a server for the length of the test and returns its address.
func serve(t *testing.T, handler http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server.URL
}

// refusal answers in the envelope of AWS Backup.
func refusal(status int, exception, code, message string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Date", "Fri, 02 Jan 2026 03:04:05 GMT")
		w.Header().Set("X-Amzn-Errortype", exception+":http://internal.amazon.com/coral/com.amazonaws.services.cryo/")
		w.Header().Set("X-Amzn-Requestid", testRequestID)
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"Code":%q,"Message":%q,"Context":null,"Type":null}`, code, message)
	}
}

// failure makes the call against a server and returns the error that the SDK makes of it.
func failure(t *testing.T, cfg aws.Config, operation, endpoint string) error {
	t.Helper()
	err := calls[operation](t.Context(), awsbackup.NewClient(cfg, awsbackup.Options{Endpoint: endpoint}))
	if err == nil {
		t.Fatalf("%s succeeded, the test needs an error", operation)
	}
	return err
}
