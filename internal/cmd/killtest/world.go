// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

const (
	region = "eu-central-1"
	volume = "arn:aws:ec2:" + region + ":" + emulator.DefaultAccount + ":volume/vol-0123456789abcdef0"
	role   = "arn:aws:iam::" + emulator.DefaultAccount + ":role/backup"
)

// build makes the provider's program in a directory of its own.
func build(ctx context.Context) (program string, remove func(), err error) {
	dir, err := os.MkdirTemp("", "awsbackup-kill-")
	if err != nil {
		return "", nil, err
	}
	remove = func() { _ = os.RemoveAll(dir) }
	module, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", remove, fmt.Errorf("finding the repository: %w", err)
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-o", dir, ".")
	cmd.Dir = filepath.Dir(strings.TrimSpace(string(module)))
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", remove, fmt.Errorf("building the provider: %w\n%s", err, out)
	}
	return filepath.Join(dir, "terraform-provider-awsbackup"), remove, nil
}

// world is one Terraform directory and one AWS Backup.
type world struct {
	dir, terraform string
	aws            *emulator.Server
	web            *httptest.Server
}

func newWorld(terraform, program string, running time.Duration) (*world, error) {
	dir, err := os.MkdirTemp("", "awsbackup-killed-")
	if err != nil {
		return nil, err
	}
	aws := emulator.New()
	aws.Region(region).Script("*", emulator.Script{Created: emulator.Skip, Pending: emulator.Skip, Running: running})
	w := &world{dir: dir, terraform: terraform, aws: aws, web: httptest.NewServer(aws)}
	settings := fmt.Sprintf("provider_installation {\n dev_overrides {\n  \"awsbackup/awsbackup\" = %q\n }\n direct {}\n}\n", filepath.Dir(program))
	if err := os.WriteFile(filepath.Join(dir, "cli.tfrc"), []byte(settings), 0o600); err != nil {
		return nil, errors.Join(err, w.close())
	}
	return w, nil
}

func (w *world) close() error {
	w.web.Close()
	return os.RemoveAll(w.dir)
}

// configure writes the configuration of one backup.
func (w *world) configure(version int, extra string) error {
	config := fmt.Sprintf(`
terraform {
  required_providers {
    awsbackup = { source = "awsbackup/awsbackup" }
  }
}

provider "awsbackup" {
  region     = %q
  access_key = "made-up"
  secret_key = "made-up"
  endpoints { backup = %q }
}

resource "awsbackup_backup_job" "killed" {
  backup_vault_name = "Default"
  resource_arn      = %q
  iam_role_arn      = %q
  triggers          = { version = "%d" }
  %s
}
`, region, w.web.URL, volume, role, version, extra)
	return os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(config), 0o600)
}

// command is Terraform in this world, with nothing of the caller's settings.
func (w *world) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, w.terraform, append(args, "-no-color", "-input=false")...)
	cmd.Dir = w.dir
	cmd.Env = append(sandbox.Impersonal(os.Environ(), func(string) bool { return false }),
		"TF_CLI_CONFIG_FILE="+filepath.Join(w.dir, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "AWS_EC2_METADATA_DISABLED=true")
	ownGroup(cmd)
	return cmd
}

// applyKilled applies and kills at the point. It reports whether it came to
// that.
func (w *world) applyKilled(ctx context.Context, p point, v victim) (killed bool, err error) {
	cmd := w.command(ctx, "apply", "-auto-approve")
	var once sync.Once
	strike := func() {
		once.Do(func() {
			killed = true
			kill(cmd, v)
		})
	}
	if p.fault.Kind != "" {
		w.aws.Inject(at(p.fault, strike))
	}
	if err := cmd.Start(); err != nil {
		return false, err
	}
	if p.fault.Kind == "" {
		timer := time.AfterFunc(p.at, strike)
		defer timer.Stop()
	}
	_ = cmd.Wait() // Killed, or ended by itself before.
	once.Do(func() {})
	w.aws.ClearFaults()
	return killed, nil
}

// at is the fault with something to do when it hits.
func at(fault emulator.Fault, do func()) emulator.Fault {
	var calls atomic.Int64
	after := int64(fault.After)
	fault.After = 0
	fault.Match = func(emulator.Request) bool {
		if calls.Add(1) <= after {
			return false
		}
		do()
		return true
	}
	return fault
}

// run runs Terraform to its end.
func (w *world) run(ctx context.Context, args ...string) (string, error) {
	out, err := w.command(ctx, args...).CombinedOutput()
	if err != nil {
		return string(out), fmt.Errorf("terraform %s: %w\n%s", args[0], err, out)
	}
	return string(out), nil
}
