// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// pollEvery is the time between two looks at the jobs. The emulator answers
// them; the provider itself calls AWS far less.
const pollEvery = 250 * time.Millisecond

// apply takes the backups and shows their progress while Terraform waits.
func (d *demo) apply(ctx context.Context) error {
	return errors.Join(d.watch(ctx, d.workspace, d.backupJobs, "Apply complete! Resources: 3 added, 0 changed, 0 destroyed."), d.stamped())
}

// watch applies a workspace and shows the progress of its jobs, which list
// returns. Terraform must report the text at the end.
func (d *demo) watch(ctx context.Context, w *sandbox.Workspace, list func(context.Context) ([]progress, error), says string) error {
	p, err := w.Start(ctx, "apply", "-auto-approve", "-no-color")
	if err != nil {
		return err
	}
	picture := d.screen.picture()
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	for running := true; running; {
		select {
		case <-ticker.C:
		case <-p.Done():
			running = false
		}
		// The last look is after the end, whatever became of ctx.
		jobs, err := list(context.WithoutCancel(ctx))
		if err != nil {
			return errors.Join(err, p.Interrupt())
		}
		picture.draw(jobs)
	}
	output, err := p.Wait()
	if err == nil && !strings.Contains(output, says) {
		err = fmt.Errorf("terraform apply does not report %q:\n%s", says, output)
	}
	return err
}

// client calls the emulated AWS Backup of a Region.
func (d *demo) client(region string) *backup.Client {
	return backup.New(backup.Options{
		Region: region, BaseEndpoint: &d.web.URL, Credentials: credentials.NewStaticCredentialsProvider("made-up", "made-up", ""),
	})
}

// backupJobs are the backup jobs as AWS Backup lists them, in an order that
// stays.
func (d *demo) backupJobs(ctx context.Context) ([]progress, error) {
	list, err := d.client(sandbox.Region).ListBackupJobs(ctx, &backup.ListBackupJobsInput{})
	if err != nil {
		return nil, fmt.Errorf("listing the backup jobs: %w", err)
	}
	rows := make([]progress, 0, len(list.BackupJobs))
	for _, job := range list.BackupJobs {
		rows = append(rows, newProgress(resourceOf(aws.ToString(job.ResourceArn)), string(job.State), job.PercentDone))
	}
	slices.SortFunc(rows, func(a, b progress) int { return strings.Compare(a.source, b.source) })
	return rows, nil
}

// progress is how far a job is.
type progress struct {
	source  string
	state   string
	percent float64 // below 0 where AWS does not say
}

// newProgress reads the share that AWS reports, which some kinds of job write
// with a percent sign.
func newProgress(source, state string, done *string) progress {
	p := progress{source: source, state: state}
	if done != nil {
		// What is no number is not known yet.
		p.percent, _ = strconv.ParseFloat(strings.TrimSuffix(*done, "%"), 64)
	}
	return p
}

// resourceOf is an ARN's resource: what is after the account.
func resourceOf(arn string) string {
	_, resource, _ := strings.Cut(arn, ":123456789012:")
	return resource
}

// keeps checks that the vault has the backups of the first apply and no other,
// and that the file system's is kept for so many days.
func (d *demo) keeps(days int64) error {
	region := d.aws.Region(sandbox.Region)
	if jobs := len(region.Jobs()); jobs != backups {
		return fmt.Errorf("AWS Backup has %d jobs, want %d", jobs, backups)
	}
	points := region.RecoveryPoints()
	if len(points) != backups {
		return fmt.Errorf("AWS Backup has %d recovery points, want %d", len(points), backups)
	}
	for _, p := range points {
		if p.VaultName != vault {
			return fmt.Errorf("the recovery point %s is in the vault %s, want %s", p.ARN, p.VaultName, vault)
		}
		if kept := aws.ToInt64(p.Lifecycle.DeleteAfterDays); p.ResourceType == "EFS" && kept != days {
			return fmt.Errorf("the recovery point %s is kept for %d days, want %d", p.ARN, kept, days)
		}
	}
	return nil
}

var lockedVersion = regexp.MustCompile(`(?m)^ +version += "(.*)"$`)

// locked checks that init wrote which provider it installed.
func (d *demo) locked(w *sandbox.Workspace) error {
	lock, err := w.Read(".terraform.lock.hcl")
	if err != nil {
		return err
	}
	if !strings.Contains(lock, `/awsbackup/awsbackup"`) || !strings.Contains(lock, "h1:") {
		return fmt.Errorf("the lock file does not name the provider and its hash:\n%s", lock)
	}
	if line := lockedVersion.FindStringSubmatch(lock); d.version != "" && (line == nil || line[1] != d.version) {
		return fmt.Errorf("the lock file does not name version %s of the provider:\n%s", d.version, lock)
	}
	return nil
}

// stamped checks that the provider has its version: AWS gets it.
func (d *demo) stamped() error {
	for _, r := range d.aws.Requests() {
		if r.Operation == "StartBackupJob" && !slices.Contains(strings.Fields(r.UserAgent), "terraform-provider-awsbackup/"+d.version) && d.version != "" {
			return fmt.Errorf("AWS Backup was called by %q, which is not version %s", r.UserAgent, d.version)
		}
	}
	return nil
}
