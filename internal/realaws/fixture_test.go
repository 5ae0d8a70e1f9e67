// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"context"
	"errors"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup/types"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// makeFixture applies the configuration that makes something to back up, and
// destroys it at the end.
func (l *lane) makeFixture(configuration string) {
	l.t.Helper()
	tf, err := l.terraform("")
	if err == nil {
		err = tf.Copy(configuration)
	}
	name := "name=" + l.name
	if err == nil {
		_, err = tf.run(l.ctx, "init")
	}
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() {
		ctx, cancel := l.cleaning()
		defer cancel()
		_, err := tf.run(ctx, "destroy", "-auto-approve", "-var", name)
		l.complain("destroying what was backed up", err)
	})
	if _, err := tf.run(l.ctx, "apply", "-auto-approve", "-var", name); err != nil {
		l.t.Fatal(err)
	}
	made, err := tf.State()
	for output, target := range map[string]*string{
		"role_arn": &l.settings.role, "files_arn": &l.settings.files, "volume_arn": &l.settings.volume,
		"table_arn": &l.settings.table, "bucket_arn": &l.settings.bucket, "stack_arn": &l.settings.stack,
	} {
		if err = errors.Join(err, made.Output(output, target)); *target == "" {
			l.t.Fatalf("%s has no output %s: %v", configuration, output, err)
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

// terraform is the real Terraform, with the settings of the user.
type terraform struct {
	*sandbox.Workspace
	l *lane
}

func (l *lane) terraform(installation sandbox.Installation) (terraform, error) {
	w, err := sandbox.New(l.t.TempDir(), sandbox.Settings{Terraform: os.Getenv("TF_ACC_TERRAFORM_PATH"), Installation: installation})
	return terraform{w, l}, err
}

// run returns what Terraform printed. After an interrupt Terraform has all the
// time of a wait: what it makes in a real account must be in its state.
func (tf terraform) run(ctx context.Context, args ...string) (output string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*tf.l.pace.most)
	defer cancel()
	p := tf.Command(ctx, append(args, "-no-color")...)
	p.Cmd.WaitDelay = tf.l.pace.most
	if err := p.Start(); err != nil {
		return "", err
	}
	return p.Wait()
}
