// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// OtherAccountError is a recovery point that was asked for in an account that is
// not known to be its own. An account that never had it reports it as missing.
type OtherAccountError struct {
	RecoveryPointARN string
	// Owner is the job that made the point, in words.
	Owner string
	// Own is the account that state has, Asked the one that answered; "" if not
	// known.
	Own, Asked string
}

func (e *OtherAccountError) Error() string {
	asked := "the account that answered is unknown, since the vault may not be described (backup:DescribeBackupVault)"
	if e.Asked != "" {
		asked = "the credentials belong to account " + e.Asked
	}
	own := "does not say in which account it is"
	if e.Own != "" {
		own = "has it in account " + e.Own
	}
	return fmt.Sprintf("AWS Backup does not know recovery point %s of %s, but state %s, and %s", e.RecoveryPointARN, e.Owner, own, asked)
}

func (e *OtherAccountError) diagnostic() diag.Diagnostic {
	return diag.NewErrorDiagnostic("Recovery Point of Another Account",
		fmt.Sprintf("%s. The resource is kept as it was. Use credentials of its own account; if the backup is really gone, remove the resource with terraform state rm.", e))
}

func (r Ref) otherAccount(asked string) *OtherAccountError {
	return &OtherAccountError{RecoveryPointARN: r.ARN, Owner: r.Owner, Own: r.AccountID, Asked: asked}
}

// match compares an account that answered, "" if not known, with the point's.
func (r Ref) match(account string) lifecycle.Match {
	switch {
	case account == "" || r.AccountID == "":
		return lifecycle.MatchUnknown
	case account == r.AccountID:
		return lifecycle.MatchSame
	}
	return lifecycle.MatchOther
}

// matchAccount finds out which account answers, by the ARN of the point's vault
// if the credentials do not say.
func (c *Client) matchAccount(ctx context.Context, ref Ref) (match lifecycle.Match, answering string) {
	answering = c.AccountID
	if answering == "" {
		if vault, err := c.Vault(ctx, ref.VaultName); err == nil {
			answering = catalog.AccountIn(aws.ToString(vault.BackupVaultArn))
		}
	}
	return ref.match(answering), answering
}

// AnswersFor reports whether the answers come from the account that the point
// belongs to. An account that is not known does not count.
func (c *Client) AnswersFor(ctx context.Context, ref Ref) bool {
	match, _ := c.matchAccount(ctx, ref)
	return match == lifecycle.MatchSame
}

// vaultListing is whether the list of vaults has a vault, and whose list it is
// ("" if not known). AWS answers 403 for a vault that does not exist; the list
// tells this from a missing permission.
type vaultListing struct {
	exists  bool
	account string
}

func (c *Client) listVault(ctx context.Context, name string) (vaultListing, error) {
	l := vaultListing{account: c.AccountID}
	for page, err := range awsbackup.Pages(ctx, c.API.ListBackupVaults, &backup.ListBackupVaultsInput{}) {
		if err != nil {
			return vaultListing{}, err
		}
		for _, vault := range page.BackupVaultList {
			if l.account == "" {
				l.account = catalog.AccountIn(aws.ToString(vault.BackupVaultArn))
			}
			if aws.ToString(vault.BackupVaultName) == name {
				l.exists = true
				return l, nil
			}
		}
	}
	return l, nil
}
