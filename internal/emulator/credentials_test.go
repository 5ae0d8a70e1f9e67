// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

// TestRoleSessions goes from STS on the same address to the role's account.
func TestRoleSessions(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	broker := sts.New(sts.Options{
		Region: region, BaseEndpoint: &l.url, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
	})
	session, err := broker.AssumeRole(t.Context(), &sts.AssumeRoleInput{
		RoleArn: aws.String("arn:aws:iam::210987654321:role/operator"), RoleSessionName: aws.String("test"), DurationSeconds: aws.Int32(900),
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := start.Add(15 * time.Minute); !session.Credentials.Expiration.Equal(want) {
		t.Errorf("expires %v, want %v: the calendar's time", session.Credentials.Expiration, want)
	}
	client := l.clientFor(*session.Credentials.AccessKeyId, region)
	vault := func() (*backup.DescribeBackupVaultOutput, error) {
		return client.DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: aws.String("Default")})
	}
	out, err := vault()
	if err != nil || *out.BackupVaultArn != "arn:aws:backup:eu-central-1:210987654321:backup-vault:Default" {
		t.Errorf("%+v, %v", out, err)
	}
	l.Advance(15 * time.Minute)
	_, err = vault()
	wantError(t, err, "ExpiredTokenException", "expired")
}
