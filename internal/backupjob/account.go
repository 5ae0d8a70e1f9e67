// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// OtherAccountError is a recovery point that was asked for in an account that is
// not known to be its own. An account that has never had it says that it is gone.
type OtherAccountError struct {
	RecoveryPointARN string
	JobID            string
	// Own is the account that state names, Asked the one that answered; "" is one
	// that could not be told.
	Own, Asked string
}

func (e *OtherAccountError) Error() string {
	asked := "whose answer that is could not be told, since the vault may not be described (backup:DescribeBackupVault)"
	if e.Asked != "" {
		asked = "the credentials belong to account " + e.Asked
	}
	own := "does not say in which account it is"
	if e.Own != "" {
		own = "has it in account " + e.Own
	}
	return fmt.Sprintf("AWS Backup does not know recovery point %s of job %s, but state %s, and %s", e.RecoveryPointARN, e.JobID, own, asked)
}

func (e *OtherAccountError) diagnostic() diag.Diagnostic {
	return diag.NewErrorDiagnostic("Recovery Point of Another Account",
		fmt.Sprintf("%s. The resource is kept as it was. Use credentials of its own account; if the backup is really gone, remove the resource with terraform state rm.", e))
}

// inOwnAccount is nil if the account that is called is the one that the backup
// is in, and else an [OtherAccountError].
func inOwnAccount(ctx context.Context, data *providerdata.Data, region *providerdata.Region, m *Model) *OtherAccountError {
	own, asked := m.identity().AccountID.ValueString(), data.AccountID()
	if asked == "" {
		if vault, err := region.Vault(ctx, m.pointVault()); err == nil {
			asked = accountIn(aws.ToString(vault.BackupVaultArn))
		}
	}
	if own != "" && own == asked {
		return nil
	}
	return &OtherAccountError{RecoveryPointARN: m.RecoveryPointARN.ValueString(), JobID: m.ID.ValueString(), Own: own, Asked: asked}
}

// accountIn is the account that an ARN names, "" for none.
func accountIn(arn string) string {
	parsed, err := catalog.ParseARN(arn)
	if err != nil {
		return ""
	}
	return parsed.AccountID
}

// accountInWords is the account of the model.
func (m *Model) accountInWords() string {
	if own := m.identity().AccountID.ValueString(); own != "" {
		return "account " + own
	}
	return "the backup's"
}

// vaultListing is what the list of vaults says of one of them. AWS answers 403
// for a vault that does not exist; this tells it from a missing permission.
type vaultListing struct {
	exists bool
	// account is whose list it is, "" if that could not be told.
	account string
}

// elsewhere reports a list that is known to be of another account than the
// model's backup.
func (l vaultListing) elsewhere(m *Model) bool {
	own := m.identity().AccountID.ValueString()
	return l.account != "" && own != "" && l.account != own
}

func listVault(ctx context.Context, data *providerdata.Data, region *providerdata.Region, name string) (vaultListing, error) {
	l := vaultListing{account: data.AccountID()}
	pages := backup.NewListBackupVaultsPaginator(region.API, &backup.ListBackupVaultsInput{}, func(o *backup.ListBackupVaultsPaginatorOptions) { o.StopOnDuplicateToken = true })
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		if err != nil {
			return vaultListing{}, err
		}
		for _, vault := range page.BackupVaultList {
			if l.account == "" {
				l.account = accountIn(aws.ToString(vault.BackupVaultArn))
			}
			if aws.ToString(vault.BackupVaultName) == name {
				l.exists = true
				return l, nil
			}
		}
	}
	return l, nil
}
