// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// makeFixture applies the configuration that makes something to back up, and
// destroys it at the end.
func (l *lane) makeFixture(configuration string) {
	l.t.Helper()
	tf := l.terraform("fixture", nil)
	if err := os.CopyFS(tf.dir, os.DirFS(configuration)); err != nil {
		l.t.Fatal(err)
	}
	tf.must("init", "-no-color")
	l.t.Cleanup(func() {
		ctx, cancel := l.cleaning()
		defer cancel()
		_, _, err := tf.run(ctx, "destroy", "-no-color", "-auto-approve", "-var", "name="+l.name)
		l.complain("destroying what was backed up", err)
	})
	tf.must("apply", "-no-color", "-auto-approve", "-var", "name="+l.name)
	var made map[string]struct{ Value string }
	if err := json.Unmarshal([]byte(tf.must("output", "-json")), &made); err != nil {
		l.t.Fatalf("reading what was made: %v", err)
	}
	for name, target := range map[string]*string{
		"role_arn": &l.settings.role, "files_arn": &l.settings.files, "volume_arn": &l.settings.volume,
		"table_arn": &l.settings.table, "bucket_arn": &l.settings.bucket, "stack_arn": &l.settings.stack,
	} {
		if *target = made[name].Value; *target == "" {
			l.t.Fatalf("%s has no output %s", configuration, name)
		}
	}
}

// ready waits until AWS Backup can assume the role, which has just been made:
// else the first questions would be answered by that.
func (l *lane) ready() {
	l.t.Helper()
	err := l.until(l.ctx, func() (bool, error) {
		out, err := l.start(l.request(l.settings.files, nil))
		if err != nil {
			return !awsbackup.IsRoleNotAssumable(err), err
		}
		id := aws.ToString(out.BackupJobId)
		job, err := l.wait(l.ctx, id, func(job *awsbackup.Observation) bool { return job.State == string(types.BackupJobStateRunning) })
		if err != nil {
			return true, err
		}
		if said := aws.ToString(job.StatusMessage); awsbackup.RoleNotAssumableMessage(said) {
			return false, errors.New(said)
		}
		return true, l.end(l.ctx, id)
	})
	if err != nil {
		l.t.Fatalf("a first backup, to see whether the role is ready: %v", err)
	}
}

// terraform is the real Terraform in a directory of its own.
type terraform struct {
	l   *lane
	dir string
	env []string
}

func (l *lane) terraform(name string, env map[string]string) *terraform {
	l.t.Helper()
	dir := filepath.Join(l.t.TempDir(), name)
	if err := os.Mkdir(dir, 0o700); err != nil {
		l.t.Fatal(err)
	}
	return &terraform{l: l, dir: dir, env: l.environment(env)}
}

// run returns what Terraform printed and its exit code. A Ctrl-C at the terminal
// reaches Terraform without us, once: a second one is leave to drop everything.
func (tf *terraform) run(ctx context.Context, args ...string) (output string, code int, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*tf.l.pace.most)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Getenv("TF_ACC_TERRAFORM_PATH"), args...)
	cmd.Dir, cmd.Env = tf.dir, tf.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err = cmd.Run(); err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			code = exit.ExitCode()
		}
		err = fmt.Errorf("terraform %s: %w\n%s%s", strings.Join(args, " "), err, &stdout, &stderr)
	}
	return stdout.String(), code, err
}

// must ends the lane unless Terraform succeeds.
func (tf *terraform) must(args ...string) string {
	tf.l.t.Helper()
	output, _, err := tf.run(tf.l.ctx, args...)
	if err != nil {
		tf.l.t.Fatal(err)
	}
	return output
}
