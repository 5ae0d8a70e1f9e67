// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

const (
	// vault is where examples/demo puts its backups.
	vault = "Default"
	// backups is how many it takes.
	backups = 3
	// keepDays and keepLonger are how long the file system's backup is kept:
	// by the default of the configuration, and after the change.
	keepDays, keepLonger = 120, 150
)

// longer is the argument for the change.
var longer = fmt.Sprintf("-var=keep_days=%d", keepLonger)

// demo is one pass through the chapters with one Terraform.
type demo struct {
	screen     *screen
	repository string
	timeScale  float64
	mirror     string
	version    string // of the provider that is expected; "" is any
	terraform  string

	dir       string // removed at the end
	provider  sandbox.Installation
	aws       *emulator.Server
	web       *httptest.Server
	workspace *sandbox.Workspace
}

// chapter is one thing that the demo shows.
type chapter struct {
	title string
	show  func(context.Context) error
	// days is how long the file system's backup must be kept afterwards. There
	// must be the three backups of the first apply and no other then. 0: no backups
	// yet.
	days int64
}

func (d *demo) chapters() []chapter {
	return []chapter{
		{"Getting ready", d.prepare, 0},
		{"terraform apply: three backups, all at once", d.apply, keepDays},
		{"The recovery points, to restore from", d.showPoints, keepDays},
		{"terraform plan, once more", d.run("No changes.", "plan", "-detailed-exitcode"), keepDays},
		{
			fmt.Sprintf("A longer retention, %d days: changed in place, no new backup", keepLonger), steps(
				d.run("Apply complete! Resources: 0 added, 1 changed, 0 destroyed.", "apply", "-auto-approve", longer),
				d.run("No changes.", "plan", "-detailed-exitcode", longer),
			), keepLonger,
		},
		{"A mistake: cold storage after 30 days, deletion after 100", d.makeMistake, keepLonger},
		{
			"terraform destroy: the backups stay unless on_destroy says otherwise",
			d.run("Destroy complete! Resources: 3 destroyed.", "destroy", "-auto-approve", longer), keepLonger,
		},
		{"A copy in " + secondRegion + ", and a restore from it", d.recover, keepLonger},
	}
}

// play shows the chapters, up to the first one that fails.
func (d *demo) play(ctx context.Context) error {
	started := time.Now()
	d.screen.say(bold, "awsbackup: backups as Terraform resources")
	d.screen.say(faint, "No AWS account is touched: an emulator on this machine answers, and the credentials are made up.")
	chapters := d.chapters()
	for i, c := range chapters {
		d.screen.title(fmt.Sprintf("%d/%d", i+1, len(chapters)), c.title)
		if err := c.show(ctx); err != nil {
			return fmt.Errorf("%s: %w", c.title, err)
		}
		if c.days > 0 {
			if err := d.keeps(c.days); err != nil {
				return fmt.Errorf("after %s: %w", c.title, err)
			}
		}
	}
	d.stop()
	d.screen.say(plain, "")
	d.screen.say(bold, "Done in %s. The configuration is in examples/demo; README.md has the next steps.", short(time.Since(started)))
	return nil
}

// steps runs one after the other.
func steps(all ...func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		for _, step := range all {
			if err := step(ctx); err != nil {
				return err
			}
		}
		return nil
	}
}

// prepare builds the provider, starts the emulator and makes the workspace.
func (d *demo) prepare(ctx context.Context) (err error) {
	started, source := time.Now(), []string{"provider", "from a mirror", d.mirror}
	switch {
	case d.mirror != "":
		d.provider = sandbox.Mirror(d.mirror)
	case d.provider == "":
		if d.provider, err = sandbox.BuildProvider(ctx, d.repository, filepath.Join(d.dir, "plugin")); err != nil {
			return err
		}
		source = []string{"provider", "built in " + short(time.Since(started)), "not published, not installed"}
	default:
		source = []string{"provider", "built before", "not published, not installed"}
	}
	d.stop()
	d.aws = emulator.New(emulator.WithTimeScale(d.timeScale))
	d.web = httptest.NewServer(d.aws)
	if d.workspace, err = d.open(ctx, d.configuration()); err != nil {
		return err
	}
	version, err := d.workspace.Version(ctx)
	if err != nil {
		return err
	}
	d.screen.table([][]string{
		{"Terraform", version, d.terraform},
		source,
		{"AWS Backup", "emulated", fmt.Sprintf("%s, %g times faster than the clock", d.web.URL, d.timeScale)},
	})
	return nil
}

// open makes a workspace for a configuration, and installs the provider if it
// comes from a mirror.
func (d *demo) open(ctx context.Context, configuration string) (*sandbox.Workspace, error) {
	dir, err := os.MkdirTemp(d.dir, "workspace-")
	if err != nil {
		return nil, err
	}
	w, err := sandbox.New(dir, sandbox.Settings{Terraform: d.terraform, Installation: d.provider, Endpoint: d.web.URL})
	if err != nil {
		return nil, err
	}
	if err := w.Copy(configuration); err != nil || d.mirror == "" {
		return w, err
	}
	if _, err := w.Run(ctx, "init", "-no-color"); err != nil {
		return nil, err
	}
	return w, d.locked(w)
}

// run returns a step that runs Terraform, which must print the text. The line
// with it is shown.
func (d *demo) run(says string, args ...string) func(context.Context) error {
	return func(ctx context.Context) error {
		output, err := d.workspace.Run(ctx, append(args, "-no-color")...)
		if err != nil {
			return err
		}
		line := lineWith(output, says)
		if line == "" {
			return fmt.Errorf("terraform %s does not report %q:\n%s", args[0], says, output)
		}
		d.screen.say(good, "%s", line)
		return nil
	}
}

// showPoints shows what the outputs name.
func (d *demo) showPoints(context.Context) error {
	state, err := d.workspace.State()
	if err != nil {
		return err
	}
	var points map[string]struct {
		ARN   string  `json:"arn"`
		Bytes float64 `json:"bytes"`
	}
	if err := state.Output("recovery_points", &points); err != nil {
		return err
	}
	if len(points) != backups {
		return fmt.Errorf("the state names %d recovery points, not %d", len(points), backups)
	}
	rows := [][]string{{"BACKUP", "SIZE", "RECOVERY POINT"}}
	for _, name := range slices.Sorted(maps.Keys(points)) {
		point := points[name]
		if point.ARN == "" {
			return fmt.Errorf("the backup %s has no recovery point in state", name)
		}
		rows = append(rows, []string{name, gibibytes(int64(point.Bytes)), point.ARN})
	}
	d.screen.table(rows)
	return nil
}

// makeMistake shows that a plan rejects a bad lifecycle and names the minimum.
func (d *demo) makeMistake(ctx context.Context) error {
	bad, err := d.open(ctx, filepath.Join(d.configuration(), "bad"))
	if err != nil {
		return err
	}
	output, err := bad.Run(ctx, "plan", "-no-color")
	exit, rejected := errors.AsType[*sandbox.ExitError](err)
	switch {
	case err == nil:
		return fmt.Errorf("the plan succeeded, although AWS would reject it:\n%s", output)
	case !rejected:
		return err
	case !strings.Contains(exit.Diagnostics(), "120"): // the minimum
		return fmt.Errorf("the plan failed for another reason: %w", err)
	}
	d.screen.block(exit.Diagnostics())
	return nil
}

func (d *demo) configuration() string { return filepath.Join(d.repository, "examples", "demo") }

func (d *demo) stop() {
	if d.web != nil {
		d.web.Close()
		d.web = nil
	}
}

// close removes everything that the demo has made.
func (d *demo) close() error {
	d.stop()
	return os.RemoveAll(d.dir)
}
