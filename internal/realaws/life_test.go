// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/backup"
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

output "id" {
  value = awsbackup_backup_job.life.id
}

output "recovery_point_arn" {
  value = awsbackup_backup_job.life.recovery_point_arn
}
`

func (l *lane) live() (answer, error) {
	tf, err := l.withProvider()
	if err != nil {
		return answer{}, err
	}
	main := fmt.Sprintf(configuration, l.vault, l.settings.files, l.settings.role, tagKey, l.name)
	if err := os.WriteFile(filepath.Join(tf.dir, "main.tf"), []byte(main), 0o600); err != nil {
		return answer{}, err
	}
	var output string
	step := func(args ...string) {
		if err == nil {
			output, _, err = tf.run(l.ctx, args...)
		}
	}
	says := func(text string) {
		if err == nil && !strings.Contains(output, text) {
			err = fmt.Errorf("terraform does not say %q:\n%s", text, output)
		}
	}
	step("apply", "-no-color", "-auto-approve")
	says("1 added, 0 changed, 0 destroyed")
	step("output", "-raw", "recovery_point_arn")
	arn := output
	step("output", "-raw", "id")
	id := output
	if err == nil {
		l.jobs = append(l.jobs, id)
	}
	step("plan", "-no-color", "-detailed-exitcode")
	says("No changes.")

	step("state", "rm", "awsbackup_backup_job.life")
	step("import", "-no-color", "awsbackup_backup_job.life", id)
	step("apply", "-no-color", "-auto-approve")
	says("Resources: 0 added, 1 changed, 0 destroyed")
	step("plan", "-no-color", "-detailed-exitcode")
	says("No changes.")

	step("destroy", "-no-color", "-auto-approve")
	says("1 destroyed")
	if err != nil {
		return answer{}, err
	}
	_, gone := l.sdk.DescribeRecoveryPoint(l.ctx, &backup.DescribeRecoveryPointInput{BackupVaultName: &l.vault, RecoveryPointArn: &arn})
	if a := refusal(gone, notFound); !a.good {
		return no("after the destroy, DescribeRecoveryPoint of %s: %s", arn, a.seen), nil
	}
	return yes("job %s, two empty plans, %s is gone", id, arn), nil
}

// withProvider builds the provider, and makes Terraform take it.
func (l *lane) withProvider() (*terraform, error) {
	dir := l.t.TempDir()
	rc := filepath.Join(dir, "terraformrc")
	tf := l.terraform("life", map[string]string{"TF_CLI_CONFIG_FILE": rc, "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"})
	config := fmt.Sprintf("provider_installation {\n  dev_overrides { \"awsbackup/awsbackup\" = %q }\n  direct {}\n}\n", dir)
	if err := os.WriteFile(rc, []byte(config), 0o600); err != nil {
		return nil, err
	}
	build := exec.CommandContext(l.ctx, "go", "build", "-o", dir, ".")
	build.Dir = filepath.Join("..", "..")
	if output, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the provider: %w\n%s", err, output)
	}
	return tf, nil
}
