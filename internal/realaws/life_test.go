// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// questionsOfTerraform ask the provider itself.
var questionsOfTerraform = []question{
	{
		number: "15", asks: "one life with Terraform: create, plan, import, plan, destroy", expects: "one job, two empty plans, no recovery point left",
		ask: func(l *lane) answer {
			a, err := l.live()
			if err != nil {
				return no("%v", err)
			}
			return a
		},
	},
}

// configuration is a backup of the file system that goes with its resource.
const configuration = `terraform {
  required_providers {
    awsbackup = {
      source = "awsbackup/awsbackup"
    }
  }
}

resource "awsbackup_backup_job" "life" {
  backup_vault_name    = %q
  resource_arn         = %q
  iam_role_arn         = %q
  start_window_minutes = 60
  on_destroy           = "delete"

  recovery_point_lifecycle = {
    delete_after_days = 1
  }

  tags = {
    %q = %q
  }
}
`

func (l *lane) live() (answer, error) {
	provider, err := sandbox.BuildProvider(l.ctx, filepath.Join("..", ".."), l.t.TempDir())
	if err != nil {
		return answer{}, err
	}
	tf, err := l.terraform(provider)
	if err != nil {
		return answer{}, err
	}
	if err := tf.Write("main.tf", fmt.Sprintf(configuration, l.vault, l.settings.files, l.settings.role, tagKey, l.name)); err != nil {
		return answer{}, err
	}
	var id, arn string
	for _, step := range []struct {
		args []string
		says string
	}{
		{args: []string{"apply", "-auto-approve"}, says: "1 added, 0 changed, 0 destroyed"},
		{args: []string{"plan", "-detailed-exitcode"}, says: "No changes."},
		{args: []string{"state", "rm", "awsbackup_backup_job.life"}},
		{args: []string{"import", "awsbackup_backup_job.life", "ID"}},
		{args: []string{"apply", "-auto-approve"}, says: "Resources: 0 added, 1 changed, 0 destroyed"},
		{args: []string{"plan", "-detailed-exitcode"}, says: "No changes."},
		{args: []string{"destroy", "-auto-approve"}, says: "1 destroyed"},
	} {
		if step.args[0] == "import" {
			step.args[2] = id
		}
		output, err := tf.run(l.ctx, step.args...)
		if id == "" {
			// Whatever came of the apply, its job is removed at the end.
			state, stateErr := tf.State()
			made, _ := state.Object("awsbackup_backup_job.life")
			if id, arn = made.Text("id"), made.Text("recovery_point_arn"); id != "" {
				l.jobs = append(l.jobs, id)
			}
			err = errors.Join(err, stateErr)
		}
		if err == nil && !strings.Contains(output, step.says) {
			err = fmt.Errorf("terraform %s does not report %q:\n%s", step.args[0], step.says, output)
		}
		if err != nil {
			return answer{}, err
		}
	}
	_, gone := l.sdk.DescribeRecoveryPoint(l.ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &l.vault, RecoveryPointArn: &arn})
	if a := refusal(gone, notFound); !a.good {
		return no("after the destroy, DescribeRecoveryPoint of %s: %s", arn, a.seen), nil
	}
	return yes("job %s, two empty plans, %s is gone", id, arn), nil
}
