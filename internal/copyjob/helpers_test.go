// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package copyjob_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	day = 24 * time.Hour

	// away is the Region, and abroad the account, of destinations elsewhere.
	away   = "eu-west-1"
	abroad = "210987654321"

	offsite = "arn:aws:backup:" + away + ":" + acctest.Account + ":backup-vault:offsite"
	foreign = "arn:aws:backup:" + away + ":" + abroad + ":backup-vault:offsite"

	key = "arn:aws:kms:" + away + ":" + acctest.Account + ":key/6a1b7f0e-0000-4000-8000-000000000001"
)

// world is a test's world with a vault to copy to in another Region, and one in
// another account of the same organization.
func world(t *testing.T, options ...emulator.Option) *acctest.Env {
	t.Helper()
	env := acctest.New(t, append([]emulator.Option{emulator.WithOrganization(emulator.Organization{
		Management: acctest.Account, Members: []string{abroad}, CrossAccountBackup: true,
	})}, options...)...)
	env.Emulator.Region(away).AddVault(emulator.Vault{Name: "offsite", EncryptionKeyARN: key})
	env.Emulator.Account(abroad).Region(away).AddVault(emulator.Vault{Name: "offsite", EncryptionKeyARN: strings.Replace(key, acctest.Account, abroad, 1)})
	return env
}

// backedUp takes a backup behind Terraform's back and returns the recovery point.
func backedUp(t *testing.T, env *acctest.Env, resourceARN string, change func(*backup.StartBackupJobInput)) emulator.RecoveryPoint {
	t.Helper()
	vault, role := "Default", acctest.RoleARN
	in := &backup.StartBackupJobInput{BackupVaultName: &vault, ResourceArn: &resourceARN, IamRoleArn: &role}
	if change != nil {
		change(in)
	}
	if _, err := env.Client().StartBackupJob(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	env.Emulator.Advance(day)
	points := env.AWS().RecoveryPoints()
	return points[len(points)-1]
}

// job copies a recovery point.
func job(pointARN, destination, extra string) string {
	return fmt.Sprintf(`
resource "awsbackup_copy_job" "test" {
  recovery_point_arn           = %q
  source_backup_vault_name     = "Default"
  destination_backup_vault_arn = %q
  iam_role_arn                 = %q
  %s
}
`, pointARN, destination, acctest.RoleARN, extra)
}

// copies are the copies in a destination.
func copies(env *acctest.Env, account string) []emulator.RecoveryPoint {
	return env.Emulator.Account(account).Region(away).RecoveryPoints()
}

func wantCopyJobs(t *testing.T, env *acctest.Env, want int) {
	t.Helper()
	if got := len(env.AWS().CopyJobs()); got != want {
		t.Errorf("%d copy jobs were started, want %d", got, want)
	}
}

// apply applies, which must succeed, and wants exactly these warnings.
func apply(t *testing.T, c acctest.Terraform, warnings ...string) {
	t.Helper()
	wantSummaries(t, c.Run("apply", "-auto-approve"), warnings...)
}

// wantSummaries compares the summaries, of errors with "error: " before.
func wantSummaries(t *testing.T, got []acctest.Diagnostic, want ...string) {
	t.Helper()
	var summaries []string
	for _, d := range got {
		summary := d.Summary
		if d.Severity == "error" {
			summary = "error: " + summary
		}
		summaries = append(summaries, summary)
	}
	if !slices.EqualFunc(summaries, want, strings.HasPrefix) {
		t.Fatalf("diagnostics are %q, want %q:\n%v", summaries, want, details(got))
	}
}

func details(all []acctest.Diagnostic) string {
	var out strings.Builder
	for _, d := range all {
		fmt.Fprintf(&out, "%s: %s\n", d.Summary, d.Detail)
	}
	return out.String()
}

// wantNothing wants an empty plan that reports nothing.
func wantNothing(t *testing.T, c acctest.Terraform) {
	t.Helper()
	wantSummaries(t, c.Run("plan"))
	acctest.WantNoChanges(t, c)
}

// wantAttributes compares attributes of the only object in state.
func wantAttributes(t *testing.T, c acctest.Terraform, want map[string]string) {
	t.Helper()
	objects := c.State()
	if len(objects) != 1 {
		t.Fatalf("%d objects in state, want 1", len(objects))
	}
	for name, value := range want {
		if got := objects[0].Text(name); got != value {
			t.Errorf("%s is %q, want %q", name, got, value)
		}
	}
}

// keptFor sets the retention of a backup.
func keptFor(days int64) func(*backup.StartBackupJobInput) {
	return func(in *backup.StartBackupJobInput) { in.Lifecycle = &types.Lifecycle{DeleteAfterDays: &days} }
}

// copied starts a copy that Terraform does not know.
func copied(t *testing.T, env *acctest.Env, pointARN, destination string) string {
	t.Helper()
	vault, role := "Default", acctest.RoleARN
	out, err := env.Client().StartCopyJob(t.Context(), &backup.StartCopyJobInput{
		RecoveryPointArn: &pointARN, SourceBackupVaultName: &vault, DestinationBackupVaultArn: &destination, IamRoleArn: &role,
	})
	if err != nil {
		t.Fatal(err)
	}
	return *out.CopyJobId
}

// admit lets the source's account copy into the vault of the other account.
func admit(t *testing.T, env *acctest.Env) {
	t.Helper()
	vault := "offsite"
	policy := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + acctest.Account + `"},"Action":"backup:CopyIntoBackupVault","Resource":"*"}]}`
	client := backup.New(backup.Options{
		Region: away, BaseEndpoint: &env.URL, Credentials: credentials.NewStaticCredentialsProvider(abroad, "test", ""),
	})
	if _, err := client.PutBackupVaultAccessPolicy(t.Context(), &backup.PutBackupVaultAccessPolicyInput{BackupVaultName: &vault, Policy: &policy}); err != nil {
		t.Fatal(err)
	}
}
