// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator_test

import (
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const farGap = "arn:aws:backup:us-west-2:123456789012:backup-vault:gap" // air-gapped, 7 to 30 days

// refused is a copy that AWS turns down.
type refused struct {
	name string
	// arrange makes the source and gives its ARN.
	arrange           func(t *testing.T, l *lab) *string
	to                string
	changes           []copyChange
	message, category string
}

func backedUp(resource string, script emulator.Script) func(*testing.T, *lab) *string {
	return func(t *testing.T, l *lab) *string {
		t.Helper()
		l.home().Script(resource, script)
		return l.completed(t, resource).RecoveryPointArn
	}
}

func planted(p emulator.RecoveryPoint) func(*testing.T, *lab) *string {
	return func(_ *testing.T, l *lab) *string {
		p.VaultName = "Default"
		return &l.home().AddRecoveryPoints(p)[0]
	}
}

func refusedCopies() []refused {
	const (
		unsupported = "Feature is not supported for provided resource type"
		dbCluster   = "arn:aws:rds:eu-central-1:123456789012:cluster:shop"
	)
	plain := emulator.Script{}
	return []refused{
		{"DynamoDB without advanced features", func(t *testing.T, l *lab) *string {
			t.Helper()
			l.home().SetAdvancedDynamoDB(false)
			return l.completed(t, table).RecoveryPointArn
		}, farVault, nil, unsupported, "RESOURCE_NOT_SUPPORTED"},
		{"Redshift", backedUp("arn:aws:redshift:eu-central-1:123456789012:cluster:dw", plain), farVault, nil, unsupported, "RESOURCE_NOT_SUPPORTED"},
		{"Redshift Serverless", backedUp("arn:aws:redshift-serverless:eu-central-1:123456789012:namespace/dw", plain), farVault, nil, unsupported, "RESOURCE_NOT_SUPPORTED"},
		{"Multi-AZ DB cluster", backedUp(dbCluster, emulator.Script{ResourceType: "RDS"}), farVault, nil, unsupported, "RESOURCE_NOT_SUPPORTED"},
		{"cluster state alone", func(t *testing.T, l *lab) *string {
			t.Helper()
			l.completed(t, cluster)
			for _, p := range l.home().RecoveryPoints() {
				if p.ResourceType == "EKS" && !p.IsParent {
					return &p.ARN
				}
			}
			t.Fatal("no cluster state")
			return nil
		}, farVault, nil, unsupported, "RESOURCE_NOT_SUPPORTED"},
		{"continuous", planted(emulator.RecoveryPoint{ResourceARN: database, Continuous: true}), farVault, nil, "Continuous", "INVALID_STATE"},
		{"cold", planted(emulator.RecoveryPoint{
			ResourceARN: files, Created: start.Add(-2 * day), Lifecycle: emulator.Lifecycle{MoveToColdStorageAfterDays: aws.Int64(1)},
		}), farVault, nil, "cold storage", "INVALID_STATE"},
		{"more than 50 tags", planted(emulator.RecoveryPoint{ResourceARN: files, Tags: manyTags(51)}), farVault, nil, "50 user tags", "TAG_COPY_ERROR"},

		{"unknown vault", backedUp(files, plain), "arn:aws:backup:us-west-2:123456789012:backup-vault:nowhere", nil, "does not exist", "RESOURCE_NOT_FOUND"},
		{"another partition", backedUp(files, plain), "arn:aws-cn:backup:cn-north-1:123456789012:backup-vault:Default", nil, "another partition", "RESOURCE_NOT_SUPPORTED"},
		{"partition and Region differ", backedUp(files, plain), "arn:aws:backup:cn-north-1:123456789012:backup-vault:Default", nil, "another partition", "RESOURCE_NOT_SUPPORTED"},
		{"below the lock", backedUp(files, plain), farGap, []copyChange{keepCopy(0, 6)}, "not within the range specified for the target Backup Vault", "INVALID_LIFECYCLE"},
		{"above the lock", backedUp(files, plain), farGap, []copyChange{keepCopy(0, 31)}, "not within the range specified for the target Backup Vault", "INVALID_LIFECYCLE"},
		{"no expiry into a lock", backedUp(files, plain), farGap, nil, "not within the range specified for the target Backup Vault", "INVALID_LIFECYCLE"},

		{"AWS Backup's key for a volume", backedUp(volume, plain), farPlain, nil, "default Backup service managed key", "KMS_KEY_ERROR"},
		{"AWS Backup's key for a database", backedUp(database, emulator.Script{Key: emulator.KeyCustomer}), farPlain, nil, "default Backup service managed key", "KMS_KEY_ERROR"},
		{"AWS managed source into an air-gapped vault", backedUp(volume, emulator.Script{Key: emulator.KeyAWSManaged}), farGap, []copyChange{keepCopy(0, 10)}, "default service managed key", "KMS_KEY_ERROR"},
		{"unencrypted Aurora into an air-gapped vault", backedUp(dbCluster, plain), farGap, []copyChange{keepCopy(0, 10)}, "unencrypted", "KMS_KEY_ERROR"},
		{"a type that no air-gapped vault takes", backedUp(database, emulator.Script{Key: emulator.KeyCustomer}), farGap, []copyChange{keepCopy(0, 10)}, "not supported by logically air-gapped", "RESOURCE_NOT_SUPPORTED"},

		{"Default vault of another account", backedUp(files, plain), "arn:aws:backup:us-west-2:210987654321:backup-vault:Default", nil, "default Backup service managed key", "KMS_KEY_ERROR"},
		{"unknown vault of another account", backedUp(files, plain), "arn:aws:backup:us-west-2:210987654321:backup-vault:nowhere", nil, "does not exist", "RESOURCE_NOT_FOUND"},
		{"another organization", backedUp(files, plain), "arn:aws:backup:us-west-2:999999999999:backup-vault:bunker", nil, "member of the same organization", "ACCESS_DENIED"},
		{"a stack into another account", backedUp(stack, plain), secondVault, nil, unsupported, "RESOURCE_NOT_SUPPORTED"},
		{"AWS managed source into another account", backedUp(volume, emulator.Script{Key: emulator.KeyAWSManaged}), secondVault, nil, "default service managed key", "KMS_KEY_ERROR"},
		{"cross-account switched off", func(t *testing.T, l *lab) *string {
			t.Helper()
			l.SetOrganization(emulator.Organization{Management: account, Members: []string{second}})
			return l.completed(t, files).RecoveryPointArn
		}, secondVault, nil, "Cross-account copy feature is not enabled", "ACCESS_DENIED"},
		{"no policy", func(t *testing.T, l *lab) *string {
			t.Helper()
			_, err := l.clientFor(second, farRegion).DeleteBackupVaultAccessPolicy(t.Context(), &backup.DeleteBackupVaultAccessPolicyInput{BackupVaultName: aws.String("bunker")})
			if err != nil {
				t.Fatal(err)
			}
			return l.completed(t, files).RecoveryPointArn
		}, secondVault, nil, "Access Denied trying to call AWS Backup service", "ACCESS_DENIED"},
		{"denied by the destination's policy", func(t *testing.T, l *lab) *string {
			t.Helper()
			l.putPolicy(t, account, farRegion, "offsite", `{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "backup:CopyIntoBackupVault", "Resource": "*"}}`)
			return l.completed(t, files).RecoveryPointArn
		}, farVault, nil, "Access Denied trying to call AWS Backup service", "ACCESS_DENIED"},
		{"denied by the source's policy", func(t *testing.T, l *lab) *string {
			t.Helper()
			l.putPolicy(t, account, region, "Default", `{"Statement": [{"Effect": "Deny", "Principal": "*", "Action": ["backup:CopyFromBackupVault"], "Resource": "*"}]}`)
			return l.completed(t, files).RecoveryPointArn
		}, farVault, nil, "Access Denied trying to call AWS Backup service", "ACCESS_DENIED"},
	}
}

func TestRefusedCopies(t *testing.T) {
	t.Parallel()
	for _, test := range refusedCopies() {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			l := copyLab(t)
			far := l.Region(farRegion)
			far.AddVault(emulator.Vault{Name: "gap", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 30}})
			job := l.copied(t, test.arrange(t, l), test.to, test.changes...)
			wantCopy(t, job, types.CopyJobStateFailed, test.message)
			if aws.ToString(job.MessageCategory) != test.category || job.CompletionDate == nil || job.DestinationRecoveryPointArn != nil ||
				len(far.RecoveryPoints()) != 0 {
				t.Errorf("%s with category %s, %d points", job.State, aws.ToString(job.MessageCategory), len(far.RecoveryPoints()))
			}
		})
	}
}

// What the model forbids is refused at once.
func TestCopyRequestsAreChecked(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	source := l.completed(t, files).RecoveryPointArn
	running := l.backup(t, table).RecoveryPointArn // known at the start, still CREATING
	for name, test := range map[string]struct {
		point   *string
		to      string
		changes []copyChange
		code    string
	}{
		"destination is no ARN":    {source, "offsite", nil, "InvalidParameterValueException"},
		"destination is a point":   {source, *source, nil, "InvalidParameterValueException"},
		"destination without home": {source, "arn:aws:backup:::backup-vault:offsite", nil, "InvalidParameterValueException"},
		"another account's role":   {source, farVault, []copyChange{copyAs("arn:aws:iam::210987654321:role/r")}, "AccessDeniedException"},
		"role is no ARN":           {source, farVault, []copyChange{copyAs("backup")}, "InvalidParameterValueException"},
		"missing source vault":     {source, farVault, []copyChange{copyFrom("nowhere")}, "AccessDeniedException"},
		"source vault is an ARN":   {source, farVault, []copyChange{copyFrom(farVault)}, "InvalidParameterValueException"},
		"unknown point":            {aws.String("arn:aws:ec2:eu-central-1::snapshot/snap-0"), farVault, nil, "ResourceNotFoundException"},
		"unfinished point":         {running, farVault, nil, "InvalidRequestException"},
		"90-day rule":              {source, farVault, []copyChange{keepCopy(30, 100)}, "InvalidParameterValueException"},
	} {
		_, err := l.tryCopy(t, test.point, test.to, test.changes...)
		if err == nil || apiErrorOf(t, err).ErrorCode() != test.code {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
	if jobs := l.home().CopyJobs(); len(jobs) != 0 {
		t.Errorf("%d jobs", len(jobs))
	}
}

// What a copy needs may go while it runs.
func TestCopiesThatLoseWhatTheyNeed(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		take    func(l *lab, point string)
		message string
	}{
		"role": {func(l *lab, _ string) { l.home().DenyRole(role, emulator.RoleDenial{}) }, "Failed to unshare snapshot"},
		"source": {func(l *lab, point string) {
			l.home().RemoveRecoveryPoint(point)
		}, "Cannot find recovery point"},
		"source's vault":      {func(l *lab, _ string) { l.home().RemoveVault("Default") }, "Cannot find recovery point"},
		"destination's vault": {func(l *lab, _ string) { l.Region(farRegion).RemoveVault("offsite") }, "does not exist"},
	} {
		l := copyLab(t)
		source := l.completed(t, volume)
		id := l.startCopy(t, source.RecoveryPointArn, farVault)
		l.Advance(time.Minute)
		wantCopy(t, l.describeCopy(t, id), types.CopyJobStateRunning, "")
		test.take(l, *source.RecoveryPointArn)
		l.Advance(time.Hour)
		job := l.describeCopy(t, id)
		if job.State != types.CopyJobStateFailed || !contains(job.StatusMessage, test.message) {
			t.Errorf("%s: %s %s", name, job.State, aws.ToString(job.StatusMessage))
		}
	}
	l := copyLab(t)
	source := l.completed(t, volume)
	id := l.startCopy(t, source.RecoveryPointArn, secondVault)
	l.Advance(time.Minute)
	l.Account(second).Region(farRegion).RemoveVault("bunker")
	l.Advance(time.Hour)
	wantCopy(t, l.describeCopy(t, id), types.CopyJobStateFailed, "does not exist")
}

func TestRolesThatCannotCopy(t *testing.T) {
	t.Parallel()
	l := copyLab(t)
	source := l.completed(t, volume)
	l.home().DenyRole(role, emulator.RoleDenial{Times: 1})
	_, err := l.tryCopy(t, source.RecoveryPointArn, farVault)
	wantError(t, err, "InvalidParameterValueException", "cannot be assumed by AWS Backup")
	wantCopy(t, l.copied(t, source.RecoveryPointArn, farVault), types.CopyJobStateCompleted, "")
	l.home().DenyRole(role, emulator.RoleDenial{Times: 1, Async: true})
	wantCopy(t, l.copied(t, source.RecoveryPointArn, farVault), types.CopyJobStateFailed, "cannot be assumed by AWS Backup")
}

// The keys that a type takes (copy reference 2.6).
func TestKeysOfCopies(t *testing.T) {
	t.Parallel()
	const aurora = "arn:aws:rds:eu-central-1:123456789012:cluster:shop"
	for name, test := range map[string]struct {
		resource  string
		key       emulator.Key
		to        string
		encrypted bool
	}{
		"fully managed under AWS Backup's key":             {resource: files, to: farPlain, encrypted: true},
		"fully managed under AWS Backup's key of another":  {resource: files, to: "arn:aws:backup:us-west-2:210987654321:backup-vault:plain", encrypted: true},
		"a volume under a customer's key":                  {resource: volume, to: farVault, encrypted: true},
		"a volume of an AWS managed key, in the account":   {resource: volume, key: emulator.KeyAWSManaged, to: farVault, encrypted: true},
		"a volume of a customer's key, to another account": {resource: volume, key: emulator.KeyCustomer, to: secondVault, encrypted: true},
		"unencrypted Aurora stays so":                      {resource: aurora, to: farPlain},
		"encrypted Aurora":                                 {resource: aurora, key: emulator.KeyCustomer, to: farVault, encrypted: true},
	} {
		l := copyLab(t)
		l.Account(second).Region(farRegion).AddVault(emulator.Vault{Name: "plain"})
		l.putPolicy(t, second, farRegion, "plain", `{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "backup:CopyIntoBackupVault", "Resource": "*"}]}`)
		l.home().Script(test.resource, emulator.Script{Key: test.key})
		job := l.copied(t, l.completed(t, test.resource).RecoveryPointArn, test.to)
		if job.State != types.CopyJobStateCompleted || (job.DestinationEncryptionKeyArn != nil) != test.encrypted {
			t.Errorf("%s: %s %s under %q", name, job.State, aws.ToString(job.StatusMessage), aws.ToString(job.DestinationEncryptionKeyArn))
		}
	}
	// Out of an air-gapped vault only into one with a customer managed key.
	l := copyLab(t)
	l.home().AddVault(emulator.Vault{Name: "gap", AirGapped: true})
	kept := l.copied(t, l.completed(t, files).RecoveryPointArn, gapARN)
	wantCopy(t, kept, types.CopyJobStateCompleted, "")
	back := kept.DestinationRecoveryPointArn
	wantCopy(t, l.copied(t, back, farVault, copyFrom("gap")), types.CopyJobStateCompleted, "")
	wantCopy(t, l.copied(t, back, farPlain, copyFrom("gap")), types.CopyJobStateFailed, "default Backup service managed key")
}
