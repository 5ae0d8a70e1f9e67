// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

const (
	// vault is where examples/demo puts its backups.
	vault = "Default"
	// backups is how many examples/demo takes.
	backups = 3
	// keepDays and keepLonger are how long it keeps the file system's backup,
	// first by its default and then by the change.
	keepDays, keepLonger = 120, 150
)

// life is one pass of the configuration through its states.
type life struct {
	workspace *sandbox.Workspace
	world     *sandbox.Sandbox
	version   string // of its Terraform
	wanted    string // the provider's version; "" is any

	before int    // recovery points that others left in the vault
	files  string // the recovery point of the file system
}

// prepare makes the workspace and, where the provider comes from a mirror,
// installs it.
func (l *life) prepare(ctx context.Context, terraform, configuration, mirror string) (err error) {
	if l.before, err = l.world.CountRecoveryPoints(ctx, vault); err != nil {
		return err
	}
	if mirror == "" {
		l.workspace, err = l.world.Workspace(terraform, configuration)
	} else {
		l.workspace, err = l.world.MirrorWorkspace(terraform, configuration, mirror)
	}
	if err != nil {
		return err
	}
	if l.version, err = l.workspace.Version(ctx); err != nil {
		return err
	}
	if mirror == "" {
		return nil
	}
	return l.step(ctx, "init", []string{"init"}, "successfully initialized", l.locked)
}

// locked checks that init wrote down which provider it installed.
func (l *life) locked(context.Context) error {
	lock, err := os.ReadFile(filepath.Join(l.workspace.Dir(), ".terraform.lock.hcl"))
	if err != nil {
		return err
	}
	if !strings.Contains(string(lock), `/awsbackup/awsbackup"`) || !strings.Contains(string(lock), "h1:") {
		return fmt.Errorf("the lock file does not name the provider and its sum:\n%s", lock)
	}
	if line := regexp.MustCompile(`(?m)^ +version += "(.*)"$`).FindSubmatch(lock); l.wanted != "" && (line == nil || string(line[1]) != l.wanted) {
		return fmt.Errorf("the lock file does not name version %s of the provider:\n%s", l.wanted, lock)
	}
	return nil
}

// stamped checks that the provider itself knows its version: AWS is told.
func (l *life) stamped(ctx context.Context) error {
	agents, err := l.world.UserAgents(ctx, "StartBackupJob")
	if err != nil || l.wanted == "" {
		return err
	}
	if len(agents) == 0 {
		return errors.New("no backup was asked for")
	}
	for _, agent := range agents {
		if !slices.Contains(strings.Fields(agent), "terraform-provider-awsbackup/"+l.wanted) {
			return fmt.Errorf("AWS Backup was called by %q, which is not version %s", agent, l.wanted)
		}
	}
	return nil
}

// live goes through the states.
func (l *life) live(ctx context.Context) error {
	longer := fmt.Sprintf("-var=keep_days=%d", keepLonger)
	for _, step := range []struct {
		name  string
		args  []string
		says  string
		check func(context.Context) error
	}{
		{"apply", []string{"apply", "-auto-approve"}, "Apply complete! Resources: 3 added, 0 changed, 0 destroyed.", l.taken},
		{"plan again", []string{"plan", "-detailed-exitcode"}, "No changes.", l.same(keepDays)},
		{"change", []string{"apply", "-auto-approve", longer}, "Apply complete! Resources: 0 added, 1 changed, 0 destroyed.", l.same(keepLonger)},
		{"plan again", []string{"plan", "-detailed-exitcode", longer}, "No changes.", l.same(keepLonger)},
		{"destroy", []string{"destroy", "-auto-approve", longer}, "Destroy complete! Resources: 3 destroyed.", l.same(keepLonger)},
	} {
		if err := l.step(ctx, step.name, step.args, step.says, step.check); err != nil {
			return err
		}
	}
	return nil
}

// step runs Terraform once and looks at what came of it.
func (l *life) step(ctx context.Context, name string, args []string, says string, check func(context.Context) error) error {
	output, err := l.workspace.Run(ctx, append(args, "-no-color")...)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if !strings.Contains(output, says) {
		return fmt.Errorf("%s: Terraform does not say %q:\n%s", name, says, output)
	}
	if err := check(ctx); err != nil {
		return fmt.Errorf("after %s: %w", name, err)
	}
	fmt.Printf("Terraform %-8s %-12s %s\n", l.version, name, says)
	return nil
}

// taken checks that each backup was taken once and remembers the one that the
// change is about.
func (l *life) taken(ctx context.Context) error {
	var points map[string]struct{ ARN string }
	if err := l.workspace.Output(ctx, "recovery_points", &points); err != nil {
		return err
	}
	l.files = points["files"].ARN
	if err := l.stamped(ctx); err != nil {
		return err
	}
	return l.same(keepDays)(ctx)
}

// same checks that there are still the backups of the first apply, no more and
// no less, and that the file system's is kept for so many days.
func (l *life) same(days int64) func(context.Context) error {
	return func(ctx context.Context) error {
		there, err := l.world.CountRecoveryPoints(ctx, vault)
		if err != nil {
			return err
		}
		if taken := there - l.before; taken != backups {
			return fmt.Errorf("%d backups were taken, and not %d", taken, backups)
		}
		kept, err := l.keptDays(ctx, l.files)
		if err != nil {
			return err
		}
		if kept != days {
			return fmt.Errorf("the recovery point %s is kept for %d days, and not %d", l.files, kept, days)
		}
		return nil
	}
}

func (l *life) keptDays(ctx context.Context, arn string) (int64, error) {
	point, err := l.world.Client().DescribeRecoveryPoint(ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: new(vault), RecoveryPointArn: &arn})
	if err != nil {
		return 0, fmt.Errorf("looking at a recovery point: %w", err)
	}
	if point.Lifecycle == nil {
		return 0, fmt.Errorf("the recovery point %s has no lifecycle", arn)
	}
	return aws.ToInt64(point.Lifecycle.DeleteAfterDays), nil
}
