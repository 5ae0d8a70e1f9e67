// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// The emulator restates AWS's rules on its own. Where the two disagree, one of them is wrong.

const requests = 500

func TestVerdictEqualsTheEmulators(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprintf("seed %d", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, seed)
			var refused, taken int
			for range requests {
				r := randomRequest(w.random)
				if w.compare(t, r) {
					taken++
				} else {
					refused++
				}
				if t.Failed() {
					t.FailNow()
				}
			}
			// A generator that makes only good or only bad requests shows nothing.
			if share := requests / 5; taken < share || refused < share {
				t.Errorf("%d requests were taken and %d refused; both should be at least %d", taken, refused, share)
			}
		})
	}
}

// world is an emulator with some vaults, and the two ways to judge a request in it.
type world struct {
	random   *rand.Rand
	emulator *emulator.Server
	client   *backup.Client
	settings lifecycle.Settings
}

func newWorld(t *testing.T, seed uint64) *world {
	t.Helper()
	w := &world{random: rand.New(rand.NewPCG(seed, 0))}
	lockMode := []emulator.LockViolation{emulator.LockViolationFails, emulator.LockViolationRefused}[seed%2]
	w.emulator = emulator.New(emulator.WithAccount(account), emulator.WithStrict(), emulator.WithLockViolation(lockMode))
	here := w.emulator.Region(region)
	for _, name := range []string{"vv", strings.Repeat("v", 50), "locked", "final"} {
		here.AddVault(emulator.Vault{Name: name})
	}
	here.LockVault("locked", emulator.Lock{Min: 7, Max: 365})
	here.LockVault("final", emulator.Lock{Min: 30, Date: w.emulator.Now().Add(-time.Hour)})
	here.AddVault(emulator.Vault{Name: "air-gapped", AirGapped: true, Lock: &emulator.Lock{Min: 7, Max: 365}})
	here.SetAdvancedDynamoDB(seed%2 == 0)
	web := httptest.NewServer(w.emulator)
	t.Cleanup(web.Close)
	w.client = backup.New(backup.Options{
		Region: region, BaseEndpoint: aws.String(web.URL), Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
		HTTPClient: web.Client(),
	})
	settings, err := w.client.DescribeRegionSettings(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	w.settings = lifecycle.Settings{OptIn: settings.ResourceTypeOptInPreference, Management: settings.ResourceTypeManagementPreference}
	return w
}

// compare runs a request through the rules and through the emulator, and tells whether a backup was made.
func (w *world) compare(t *testing.T, r lifecycle.Request) bool {
	t.Helper()
	violations := append(lifecycle.Check(r), w.preflight(t, r)...)
	verdict := w.start(t.Context(), t, r)
	arn, _ := r.ResourceARN.Get()
	explained := len(catalog.Lookup(arn)) == 0 // Silence about types that nobody knows is right.
	for _, v := range violations {
		switch v.Rule {
		case lifecycle.RuleLockMinimum, lifecycle.RuleLockMaximum, lifecycle.RuleLockForever:
			explained = true // A lock that could have changed is a warning.
		default:
		}
	}
	switch refusals := lifecycle.Errors(violations); {
	case len(refusals) > 0 && verdict == "":
		t.Errorf("the rules refuse what the emulator takes: %v\n%+v", lines(refusals), r)
	case len(refusals) == 0 && verdict != "" && !explained:
		t.Errorf("the rules take what the emulator refuses: %s\n%+v", verdict, r)
	}
	return verdict == ""
}

func (w *world) preflight(t *testing.T, r lifecycle.Request) []lifecycle.Violation {
	t.Helper()
	p := lifecycle.Preflight{Request: r, Settings: lifecycle.Known(w.settings), Now: w.emulator.Now()}
	if name, _ := r.BackupVaultName.Get(); catalog.ValidVaultName(name) {
		p.Vault = w.vault(t, name)
	}
	if arn, given := r.AirGappedVaultARN.Get(); given {
		if name, ok := catalog.VaultNameFromARN(arn); ok {
			p.AirGappedVault = w.vault(t, name)
		}
	}
	return lifecycle.CheckPreflight(p)
}

func (w *world) vault(t *testing.T, name string) lifecycle.Value[lifecycle.Vault] {
	t.Helper()
	out, err := w.client.DescribeBackupVault(t.Context(), &backup.DescribeBackupVaultInput{BackupVaultName: aws.String(name)})
	if err != nil {
		t.Fatalf("vault %q: %v", name, err)
	}
	v := lifecycle.Vault{
		Name: name, Locked: aws.ToBool(out.Locked), AirGapped: out.VaultType == types.VaultTypeLogicallyAirGappedBackupVault,
		MinRetentionDays: pointed(out.MinRetentionDays), MaxRetentionDays: pointed(out.MaxRetentionDays), LockDate: pointed(out.LockDate),
	}
	return lifecycle.Known(v)
}

func pointed[T any](p *T) lifecycle.Value[T] {
	if p == nil {
		return lifecycle.Null[T]()
	}
	return lifecycle.Known(*p)
}

func pointer[T any](v lifecycle.Value[T]) *T {
	if value, known := v.Get(); known {
		return &value
	}
	return nil
}

// start asks the emulator for the backup and follows the job to its end. It returns why there is no backup, or nothing.
func (w *world) start(ctx context.Context, t *testing.T, r lifecycle.Request) string {
	t.Helper()
	in := &backup.StartBackupJobInput{
		BackupVaultName: pointer(r.BackupVaultName), ResourceArn: pointer(r.ResourceARN), IamRoleArn: pointer(r.RoleARN),
		StartWindowMinutes: pointer(r.StartWindowMinutes), CompleteWindowMinutes: pointer(r.CompleteWindowMinutes),
		LogicallyAirGappedBackupVaultArn: pointer(r.AirGappedVaultARN),
		BackupOptions:                    known(r.BackupOptions), RecoveryPointTags: known(r.Tags),
		Lifecycle: &types.Lifecycle{
			MoveToColdStorageAfterDays:          pointer(r.Retention.MoveToColdStorageAfterDays),
			DeleteAfterDays:                     pointer(r.Retention.DeleteAfterDays),
			OptInToArchiveForSupportedResources: pointer(r.Retention.OptInToArchive),
		},
	}
	if index, given := r.Index.Get(); given {
		in.Index = types.Index(index)
	}
	started, err := w.client.StartBackupJob(ctx, in)
	if err != nil {
		return err.Error()
	}
	w.emulator.Advance(2 * time.Hour)
	job, err := w.client.DescribeBackupJob(ctx, &backup.DescribeBackupJobInput{BackupJobId: started.BackupJobId})
	switch {
	case err != nil:
		t.Fatal(err)
	case job.State == types.BackupJobStateCompleted:
		return ""
	case job.State == types.BackupJobStateFailed:
		return aws.ToString(job.StatusMessage)
	default:
		t.Fatalf("job of %s is %s after two hours", aws.ToString(in.ResourceArn), job.State)
	}
	return ""
}

func known(m lifecycle.Map) map[string]string {
	values, known := m.Get()
	if !known {
		return nil
	}
	out := make(map[string]string, len(values))
	for key, value := range values {
		out[key], _ = value.Get()
	}
	return out
}
