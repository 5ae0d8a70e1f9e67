// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"
	"github.com/aws/smithy-go"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
)

// denyingAccount denies every read of a recovery point. Each page of its list of
// vaults has one vault and the token after it.
type denyingAccount struct {
	awsbackup.API

	tokens []string
	pages  int
}

func (*denyingAccount) Get(context.Context, string, string, time.Time) (*awsbackup.Point, error) {
	return nil, &smithy.GenericAPIError{Code: "AccessDeniedException", Message: "no"}
}

func (*denyingAccount) Forget(string, string) {}

func (a *denyingAccount) ListBackupVaults(context.Context, *backup.ListBackupVaultsInput, ...func(*backup.Options)) (*backup.ListBackupVaultsOutput, error) {
	a.pages++
	if a.pages > len(a.tokens) {
		return nil, errors.New("more pages than there are")
	}
	return &backup.ListBackupVaultsOutput{
		BackupVaultList: []types.BackupVaultListMember{{BackupVaultName: aws.String("other")}},
		NextToken:       aws.String(a.tokens[a.pages-1]),
	}, nil
}

// A list of vaults proves that a vault does not exist only if it has been read to
// its end. One that repeats a token never is.
func TestCheck_vaultList(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		tokens []string
		want   lifecycle.Doubt
	}{
		{name: "complete", tokens: []string{"a", "b", ""}, want: lifecycle.DoubtVaultMissing},
		{name: "same token again", tokens: []string{"a", "a"}, want: lifecycle.DoubtDenied},
		{name: "two tokens in turn", tokens: []string{"a", "b", "a"}, want: lifecycle.DoubtDenied},
		{name: "fault on a later page", tokens: []string{"a"}, want: lifecycle.DoubtDenied},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			account := &denyingAccount{tokens: test.tokens}
			c := &recoverypoint.Client{API: account, Points: account, AccountID: "111122223333"}
			got := c.Check(t.Context(), recoverypoint.Ref{VaultName: "mine", ARN: "arn", AccountID: "111122223333", Seen: true}, recoverypoint.Thorough)
			if got.Presence != lifecycle.PresenceUnknown || got.Doubt != test.want {
				t.Errorf("got %s (%s), want the doubt %q", got.Presence, got.Doubt, test.want)
			}
		})
	}
}
