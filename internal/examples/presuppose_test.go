// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"cmp"
	"regexp"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

var (
	vaultName  = regexp.MustCompile(`backup_vault_name\s*=\s*"([A-Za-z0-9_-]{2,50})"`)
	vaultARN   = regexp.MustCompile(`"arn:aws:backup:eu-central-1:[0-9]{12}:backup-vault:([A-Za-z0-9_-]{2,50})"`)
	offsiteARN = regexp.MustCompile(`"arn:aws:backup:(eu-west-1):[0-9]{12}:backup-vault:([A-Za-z0-9_-]{2,50})"`)
	sourceARN  = regexp.MustCompile(`resource_arn\s*=\s*"(arn:[^"$]+)"`)
	searchHead = `(?m)^(?:data|list) "awsbackup_\w+" "\w+" \{\n`
	search     = regexp.MustCompile(`(?s)` + searchHead + `.*?^\}`)
)

const roleARN = "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole"

// presuppose puts in place what a text takes for given: the vaults that it
// names (those named by ARN are air-gapped), and the backups that it looks for.
// What the text makes by itself is a reference and no literal there.
func (w *world) presuppose(text string) {
	w.t.Helper()
	for _, name := range vaultName.FindAllStringSubmatch(text, -1) {
		w.aws.AddVault(emulator.Vault{Name: name[1]})
	}
	for _, name := range vaultARN.FindAllStringSubmatch(text, -1) {
		w.aws.AddVault(emulator.Vault{Name: name[1], AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 365}})
	}
	for _, arn := range offsiteARN.FindAllStringSubmatch(text, -1) {
		w.emulator.Region(arn[1]).AddVault(emulator.Vault{Name: arn[2]})
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
	}
}

// backup takes a backup behind Terraform's back.
func (w *world) backup(vault, source string) {
	w.t.Helper()
	client := backup.New(backup.Options{
		Region: acctest.Region, BaseEndpoint: &w.url, Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	})
	_, err := client.StartBackupJob(acctest.Context(w.t), &backup.StartBackupJobInput{
		BackupVaultName: &vault, ResourceArn: &source, IamRoleArn: aws.String(roleARN),
	})
	if err != nil {
		w.t.Fatalf("preparing a backup of %s: %v", source, err)
	}
}
