// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"cmp"
	"regexp"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

var (
	vaultName  = regexp.MustCompile(`backup_vault_name\s*=\s*"([A-Za-z0-9_-]{2,50})"`)
	vaultARN   = regexp.MustCompile(`"(arn:aws:backup:([a-z0-9-]+):([0-9]{12}):backup-vault:([A-Za-z0-9_-]{2,50}))"`)
	sourceARN  = regexp.MustCompile(`resource_arn\s*=\s*"(arn:[^"$]+)"`)
	searchHead = `(?m)^(?:data|list) "awsbackup_\w+" "\w+" \{\n`
	search     = regexp.MustCompile(`(?s)` + searchHead + `.*?^\}`)
)

const (
	roleARN = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"
	// offsiteAccount is the other account of the examples' organization.
	offsiteAccount = "210987654321"
)

// presuppose puts in place what a text takes for given: the vaults that it names
// (those named by ARN are air-gapped, or elsewhere the destinations of copies),
// and the backups and copies that it looks for.
// What the text makes by itself is a reference and no literal there.
func (w *world) presuppose(text string) {
	w.t.Helper()
	for _, name := range vaultName.FindAllStringSubmatch(text, -1) {
		w.aws.AddVault(emulator.Vault{Name: name[1]})
	}
	for _, arn := range vaultARN.FindAllStringSubmatch(text, -1) {
		if arn[2] == acctest.Region {
			w.aws.AddVault(emulator.Vault{Name: arn[4], AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 365}})
			continue
		}
		w.emulator.Account(arn[3]).Region(arn[2]).AddVault(emulator.Vault{Name: arn[4], EncryptionKeyARN: "arn:aws:kms:" + arn[2] + ":" + arn[3] + ":key/0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9"})
	}
	for _, block := range search.FindAllString(text, -1) {
		vault := "Default"
		if name := vaultName.FindStringSubmatch(block); name != nil {
			vault = name[1]
		}
		source := ""
		if arn := sourceARN.FindStringSubmatch(block); arn != nil {
			source = arn[1]
		}
		w.backup(vault, cmp.Or(source, acctest.FilesARN))
		if destination := vaultARN.FindStringSubmatch(block); destination != nil {
			w.copyTo(vault, destination[1])
		}
	}
}

// copyTo copies a backup behind Terraform's back.
func (w *world) copyTo(vault, destination string) {
	w.t.Helper()
	w.emulator.Advance(24 * time.Hour) // The backup is complete.
	points := w.aws.RecoveryPoints()
	_, err := w.client(acctest.Account, acctest.Region).StartCopyJob(acctest.Context(w.t), &backup.StartCopyJobInput{
		RecoveryPointArn: &points[len(points)-1].ARN, SourceBackupVaultName: &vault, DestinationBackupVaultArn: &destination, IamRoleArn: aws.String(roleARN),
	})
	if err != nil {
		w.t.Fatalf("preparing a copy to %s: %v", destination, err)
	}
	w.emulator.Advance(24 * time.Hour)
}

// admitCopies sets the access policy of a vault.
func (w *world) admitCopies(account, region, vault, policy string) {
	w.t.Helper()
	_, err := w.client(account, region).PutBackupVaultAccessPolicy(acctest.Context(w.t), &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: &vault, Policy: &policy})
	if err != nil {
		w.t.Fatal(err)
	}
}

// client is a plain SDK client of an account.
func (w *world) client(account, region string) *backup.Client {
	return backup.New(backup.Options{Region: region, BaseEndpoint: &w.url, Credentials: credentials.NewStaticCredentialsProvider(account, "test", "")})
}

// backup takes a backup behind Terraform's back.
func (w *world) backup(vault, source string) {
	w.t.Helper()
	_, err := w.client(acctest.Account, acctest.Region).StartBackupJob(acctest.Context(w.t), &backup.StartBackupJobInput{
		BackupVaultName: &vault, ResourceArn: &source, IamRoleArn: aws.String(roleARN),
	})
	if err != nil {
		w.t.Fatalf("preparing a backup of %s: %v", source, err)
	}
}
