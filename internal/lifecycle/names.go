// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

import (
	"fmt"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

func checkVaultName(r Request) []Violation {
	name, known := r.BackupVaultName.Get()
	if !known || existingVaultName(name) {
		return nil
	}
	fix := "Give the name of a vault in the same account and Region."
	if _, vault, err := catalog.ParseVaultARN(name); err == nil {
		fix = fmt.Sprintf("Give the vault's name, %q, not its ARN.", vault)
	}
	return report(RuleVaultName, Error, AttrVaultName, "Not the name of a backup vault",
		fmt.Sprintf("backup_vault_name is %q (%s).", name, characters(name)),
		"AWS Backup accepts 2 to 50 letters, digits, hyphens and underscores.",
		fix)
}

// existingVaultName also accepts the vaults that AWS makes itself, whose names break the pattern for new ones, such as
// aws/efs/automatic-backup-vault. A job in one can be imported.
func existingVaultName(name string) bool {
	return catalog.ValidVaultName(name) || strings.HasPrefix(name, "aws/")
}

func characters(s string) string {
	if n := len([]rune(s)); n != 1 {
		return fmt.Sprintf("%d characters", n)
	}
	return "1 character"
}

func checkResource(r Request) []Violation {
	value, known := r.ResourceARN.Get()
	if !known {
		return nil
	}
	arn, err := catalog.ParseARN(value)
	if err == nil && strings.Contains(value, "*") {
		err = &catalog.ARNError{Value: value, Reason: "it has a wildcard, and a job backs up one resource"}
	}
	if err != nil {
		return report(RuleResourceARN, Error, AttrResourceARN, "Not the ARN of a resource",
			fmt.Sprintf("resource_arn is %q, which cannot be used because %s.", value, catalog.Reason(err)),
			"AWS Backup needs the full ARN of the resource to back up, such as",
			"arn:aws:ec2:eu-central-1:111122223333:volume/vol-0123456789abcdef0.",
			"Use the arn attribute of the resource.")
	}
	if catalog.IsRecoveryPointARN(value) {
		return report(RuleResourceIsBackup, Error, AttrResourceARN, "The ARN of a backup, not of a resource",
			fmt.Sprintf("resource_arn is %q.", value),
			"AWS Backup takes backups of resources, not of snapshots and recovery points.",
			"Give the ARN of the resource that the backup was taken from.")
	}
	if len(catalog.Lookup(value)) > 0 {
		return nil
	}
	forms := formsOf(arn.Service)
	if len(forms) == 0 {
		return nil // A service that the catalogue does not know may be one that AWS added.
	}
	return report(RuleResourceShape, Warning, AttrResourceARN, "Not the ARN of a resource type that this provider knows",
		fmt.Sprintf("resource_arn is %q.", value),
		fmt.Sprintf("For the service %s, this provider knows these ARN formats: %s.", arn.Service, strings.Join(forms, ", ")),
		"Check the ARN. Unless AWS Backup has added a new type, it will reject the job.")
}

// formsOf lists the ARNs of a service that AWS Backup is known to back up, each with its types.
func formsOf(service string) []string {
	var examples []string
	labels := make(map[string][]catalog.ResourceType)
	for _, t := range catalog.ByService(service) {
		example := t.Example()
		if labels[example] == nil {
			examples = append(examples, example)
		}
		labels[example] = append(labels[example], t)
	}
	for i, example := range examples {
		examples[i] = fmt.Sprintf("%s (%s)", example, catalog.Labels(labels[example]))
	}
	return examples
}

func checkRole(r Request) []Violation {
	value, known := r.RoleARN.Get()
	if !known {
		return nil
	}
	if _, err := catalog.ParseRoleARN(value); err != nil {
		return report(RuleRoleARN, Error, AttrRoleARN, "Not the ARN of an IAM role",
			fmt.Sprintf("iam_role_arn is %q, which cannot be used because %s.", value, catalog.Reason(err)),
			"AWS Backup assumes this role to do the job; its ARN has the form arn:aws:iam::<account>:role/<path and name>.",
			"Use the arn attribute of the role.")
	}
	return nil
}

// checkToken: the API sets no pattern, but an empty token would make AWS answer for "no token".
func checkToken(r Request) []Violation {
	if token, known := r.IdempotencyToken.Get(); !known || token != "" {
		return nil
	}
	return report(RuleToken, Error, AttrToken, "Empty idempotency token",
		`idempotency_token is "".`,
		"An empty token does not protect against a second job.",
		"Leave idempotency_token out; the provider then makes one from the request.")
}
