// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// story is one run of the demo.
type story struct {
	screen     *screen
	terraform  string
	repository string
	timeScale  int

	sandbox   *sandbox.Sandbox
	workspace *sandbox.Workspace
}

// tell runs the chapters up to the first one that fails.
func (s *story) tell(ctx context.Context) error {
	started := time.Now()
	s.screen.say(bold, "awsbackup: backups as Terraform resources")
	s.screen.say(faint, "No AWS account is touched: an emulator on this machine answers, and the credentials are made up.")
	chapters := []struct {
		title string
		tell  func(context.Context) error
	}{
		{"Getting ready", s.prepare},
		{"terraform apply: three backups, all at once", s.apply},
		{"The recovery points, to restore from", s.showPoints},
		{"terraform plan, once more", s.planAgain},
		{"A mistake: cold storage after 30 days, deletion after 100", s.makeMistake},
		{"Cleaning up", s.cleanUp},
	}
	for i, chapter := range chapters {
		s.screen.title(fmt.Sprintf("%d/%d", i+1, len(chapters)), chapter.title)
		if err := chapter.tell(ctx); err != nil {
			return err
		}
	}
	s.screen.say(plain, "")
	s.screen.say(bold, "Done in %s. What it applied is in examples/demo; what comes next is in README.md.", short(time.Since(started)))
	return nil
}

func (s *story) prepare(ctx context.Context) error {
	started := time.Now()
	var err error
	if s.sandbox, err = sandbox.New(ctx, s.repository, s.timeScale); err != nil {
		return err
	}
	if s.workspace, err = s.sandbox.Workspace(s.terraform, s.configuration()); err != nil {
		return err
	}
	version, err := s.workspace.Version(ctx)
	if err != nil {
		return err
	}
	s.screen.table([][]string{
		{"Terraform", version, s.terraform},
		{"provider", "built in " + short(time.Since(started)), "not published, not installed"},
		{"AWS Backup", "emulated", fmt.Sprintf("%s, %d times faster than the clock", s.sandbox.URL, s.timeScale)},
	})
	return nil
}

func (s *story) showPoints(ctx context.Context) error {
	var points map[string]struct {
		ARN   string  `json:"arn"`
		Bytes float64 `json:"bytes"`
	}
	if err := s.workspace.Output(ctx, "recovery_points", &points); err != nil {
		return err
	}
	if len(points) != backups {
		return fmt.Errorf("the state names %d recovery points, not %d", len(points), backups)
	}
	rows := [][]string{{"BACKUP", "SIZE", "RECOVERY POINT"}}
	for _, name := range sortedNames(points) {
		point := points[name]
		if point.ARN == "" {
			return fmt.Errorf("the backup %s has no recovery point in state", name)
		}
		rows = append(rows, []string{name, gibibytes(int64(point.Bytes)), point.ARN})
	}
	s.screen.table(rows)
	return nil
}

// planAgain shows that the backups are what the configuration says.
func (s *story) planAgain(ctx context.Context) error {
	output, err := s.workspace.Run(ctx, "plan", "-no-color", "-detailed-exitcode")
	if err != nil {
		return fmt.Errorf("a second plan is not empty: %w", err)
	}
	line := lineWith(output, "No changes.")
	if line == "" {
		return fmt.Errorf("a second plan does not say that there are no changes:\n%s", output)
	}
	s.screen.say(good, "%s", line)
	return nil
}

// makeMistake shows that a bad lifecycle is found before anything happens.
func (s *story) makeMistake(ctx context.Context) error {
	bad, err := s.sandbox.Workspace(s.terraform, filepath.Join(s.configuration(), "bad"))
	if err != nil {
		return err
	}
	output, err := bad.Run(ctx, "plan", "-no-color")
	exit, refused := errors.AsType[*sandbox.ExitError](err)
	switch {
	case err == nil:
		return fmt.Errorf("the plan went through, although AWS would refuse it:\n%s", output)
	case !refused:
		return err
	case !strings.Contains(exit.Complaint(), "120"): // the smallest value that is right
		return fmt.Errorf("the plan failed for another reason: %w", err)
	}
	s.screen.block(exit.Complaint())
	return nil
}

func (s *story) cleanUp(ctx context.Context) error {
	output, err := s.workspace.Run(ctx, "destroy", "-auto-approve", "-no-color")
	if err != nil {
		return err
	}
	kept, err := s.sandbox.CountRecoveryPoints(ctx, vault)
	if err != nil {
		return err
	}
	if kept != backups {
		return fmt.Errorf("there are %d recovery points after the destroy, and there should still be %d", kept, backups)
	}
	if err := s.close(); err != nil {
		return err
	}
	s.screen.table([][]string{
		{"terraform destroy", lineWith(output, "Destroy complete!")},
		{"recovery points", fmt.Sprintf("all %d still there: a destroy keeps backups unless on_destroy says otherwise", kept)},
		{"this machine", "emulator stopped, temporary files removed"},
	})
	return nil
}

func (s *story) configuration() string { return filepath.Join(s.repository, "examples", "demo") }

// close ends what prepare started; a second call does nothing.
func (s *story) close() error {
	if s.sandbox == nil {
		return nil
	}
	opened := s.sandbox
	s.sandbox = nil
	return opened.Close()
}
