// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// tagKey marks everything that the lane makes.
const tagKey = "awsbackup-testacc"

// The bounds of the locked vault, in days.
const lockMin, lockMax = 7, 30

// lane is one run.
type lane struct {
	t        *testing.T
	ctx      context.Context //nolint:containedctx // of the whole run: an interrupt ends it
	settings settings
	pace     pace
	region   string

	sdk   *backup.Client
	watch *jobwatch.Watcher[awsbackup.Job]

	name          string // the value of the tag, and the beginning of names
	vault, locked string
	jobs          []string       // all that were started
	done          *backupOf      // the backup of the file system, once there is one
	snapshot      *awsbackup.Job // the backup of the volume, likewise
	rows          []row
	notes         []string
}

// backupOf is a finished job and how it was asked for.
type backupOf struct {
	in  *backup.StartBackupJobInput
	job *awsbackup.Job
}

// begin is the lane up to the first question. Where nobody has agreed to it, it
// makes nothing.
func begin(t *testing.T, p pace, fixture string) *lane {
	t.Helper()
	// One Ctrl-C ends the questions, and everything is cleaned up.
	ctx, stop := signal.NotifyContext(t.Context(), os.Interrupt)
	t.Cleanup(stop)
	l := &lane{t: t, ctx: ctx, settings: readSettings(), pace: p, name: tagKey + "-" + strings.ToLower(rand.Text()[:8])}
	fmt.Fprintf(t.Output(), intent, tagKey+" = "+l.name, prefix)
	if os.Getenv("TF_ACC_TERRAFORM_PATH") == "" {
		t.Fatal("TF_ACC_TERRAFORM_PATH must name a Terraform; make test and make testacc-aws find or build one")
	}
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := consented(ctx, cfg, l.settings); err != nil {
		t.Fatalf("nothing was done: %v", err)
	}
	l.region = cfg.Region
	l.sdk = backup.NewFromConfig(cfg)
	l.watch = jobwatch.New(awsbackup.BackupJobs, awsbackup.NewClient(cfg, awsbackup.Options{}), p.jobs)

	// The role has to be there until the last recovery point is gone, so what
	// is made first is removed last.
	own := l.settings.role == ""
	if own {
		l.makeFixture(fixture)
	}
	if l.settings.files == "" {
		t.Fatalf("nothing was done: with %[1]sROLE_ARN there has to be a file system, %[1]sFILES_ARN", prefix)
	}
	l.makeVaults()
	t.Cleanup(l.clear)
	if own {
		l.ready()
	}
	return l
}

// run is the lane from the first word to the last.
func run(t *testing.T, p pace, fixture string) *lane {
	t.Helper()
	l := begin(t, p, fixture)
	t.Cleanup(l.writeReport)
	for _, q := range questions {
		a := answer{seen: "not asked: the run was interrupted", unasked: true}
		if l.ctx.Err() == nil {
			a = q.ask(l)
		}
		if !a.good && !a.unasked {
			t.Errorf("%s %s: expected %s, seen: %s", q.number, q.asks, q.expects, l.settings.anonymous(a.seen))
		}
		fmt.Fprintf(t.Output(), "%-4s %s: %s\n", q.number, q.asks, l.settings.anonymous(a.seen))
		l.rows = append(l.rows, row{q, a})
	}
	if l.ctx.Err() != nil {
		t.Error("the run was interrupted")
	}
	return l
}

func (l *lane) makeVaults() {
	l.t.Helper()
	l.vault, l.locked = l.name, l.name+"-locked"
	for _, name := range []string{l.vault, l.locked} {
		_, err := l.sdk.CreateBackupVault(l.ctx, &backup.CreateBackupVaultInput{BackupVaultName: &name, BackupVaultTags: l.tags()})
		if err != nil {
			l.t.Fatalf("making the vault %s: %v", name, err)
		}
		l.t.Cleanup(func() { l.removeVault(name) })
	}
	// Without ChangeableForDays a lock can be taken off again.
	_, err := l.sdk.PutBackupVaultLockConfiguration(l.ctx, &backup.PutBackupVaultLockConfigurationInput{
		BackupVaultName: &l.locked, MinRetentionDays: aws.Int64(lockMin), MaxRetentionDays: aws.Int64(lockMax),
	})
	if err != nil {
		l.t.Fatalf("locking the vault %s: %v", l.locked, err)
	}
}

func (l *lane) tags() map[string]string { return map[string]string{tagKey: l.name} }

// request is a small backup of the resource; change may be nil.
func (l *lane) request(resource string, change func(*backup.StartBackupJobInput)) *backup.StartBackupJobInput {
	in := &backup.StartBackupJobInput{
		BackupVaultName: &l.vault, ResourceArn: &resource, IamRoleArn: &l.settings.role,
		IdempotencyToken: aws.String(rand.Text()), StartWindowMinutes: aws.Int64(60),
		// AWS removes by itself what this lane should ever leave behind.
		Lifecycle:         &types.Lifecycle{DeleteAfterDays: aws.Int64(1)},
		RecoveryPointTags: l.tags(),
	}
	if resource == l.settings.table {
		in.RecoveryPointTags = nil // DynamoDB takes none without its advanced features
	}
	if change != nil {
		change(in)
	}
	return in
}

// start notes the job, so that it is removed.
func (l *lane) start(in *backup.StartBackupJobInput) (*backup.StartBackupJobOutput, error) {
	out, err := l.sdk.StartBackupJob(l.ctx, in)
	if err != nil {
		return nil, err
	}
	l.jobs = append(l.jobs, aws.ToString(out.BackupJobId))
	return out, nil
}

// wait waits for a job of its own accord.
func (l *lane) wait(ctx context.Context, id string, until func(*awsbackup.Observation) bool) (*awsbackup.Job, error) {
	ctx, cancel := context.WithTimeout(ctx, l.pace.most)
	defer cancel()
	return l.watch.Wait(ctx, jobwatch.Request{ID: id, Until: until})
}

// take is a backup from start to end.
func (l *lane) take(in *backup.StartBackupJobInput) (*awsbackup.Job, error) {
	out, err := l.start(in)
	if err != nil {
		return nil, err
	}
	return l.wait(l.ctx, aws.ToString(out.BackupJobId), nil)
}

// until polls until the condition holds or the time is up.
func (l *lane) until(ctx context.Context, ended func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, l.pace.most)
	defer cancel()
	tick := time.NewTicker(l.pace.looks)
	defer tick.Stop()
	for {
		over, err := ended()
		if over {
			return err
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return errors.Join(ctx.Err(), err)
		}
	}
}
