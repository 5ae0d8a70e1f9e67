// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccImport_defaultTags: default_tags that are on an imported point already are
// not sent again, the others are, and none to a point that AWS Backup cannot tag.
func TestAccImport_defaultTags(t *testing.T) {
	t.Parallel()
	const defaults = "default_tags {\n tags = { cost = \"1\", team = \"db\" }\n}\n"
	both := map[string]string{"cost": "1", "team": "db"}
	running := emulator.Script{ARNAt: emulator.ARNAtEnd, Running: hour.Running}
	for _, test := range []struct {
		name, arn, provider string
		on                  map[string]string // the point
		script              emulator.Script
		denied              int // looks at its tags
		writes              []string
	}{
		{name: "on the point", arn: acctest.FilesARN, on: both},
		{name: "one with another value", arn: acctest.FilesARN, on: map[string]string{"cost": "2", "team": "db"}, writes: []string{"TagResource"}},
		{name: "one missing", arn: acctest.FilesARN, on: map[string]string{"cost": "1"}, writes: []string{"TagResource"}},
		{name: "the missing one ignored", arn: acctest.FilesARN, provider: "ignore_tags {\n keys = [\"team\"]\n}\n", on: map[string]string{"cost": "1"}},
		{name: "not taggable", arn: acctest.VolumeARN},
		{name: "no point yet", arn: acctest.FilesARN, script: running, writes: []string{"TagResource"}},
		{name: "no point yet, not taggable", arn: acctest.VolumeARN, script: running},
		{name: "not readable at first", arn: acctest.FilesARN, on: both, denied: 1},
		{name: "not readable", arn: acctest.FilesARN, on: both, denied: emulator.Always},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			env.AWS().Script(test.arn, test.script)
			id := started(t, env, test.arn, func(in *backup.StartBackupJobInput) { in.RecoveryPointTags = test.on })
			first := plancheck.ResourceActionUpdate
			switch {
			case test.script.Running > 0:
				finishAfterLooks(env, 4)
			case len(test.writes) == 0 && test.denied == 0:
				first = plancheck.ResourceActionNoop
				fallthrough
			default:
				env.Emulator.Advance(day)
			}
			env.Emulator.ResetRequests()
			if test.denied != 0 {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListTags", Times: test.denied})
			}
			config := env.ProviderBlock(defaults+test.provider) + job(test.arn, "")
			adopt := config + importBlock(`id = "`+id+`"`)
			if test.denied == emulator.Always { // What cannot be read is not written over.
				c := env.Terraform(adopt)
				wantSaid(t, applyFails(t, c, "Access Denied"), "Access Denied", "backup:ListTags", "backup:ListTags") // a warning, and the error
				wantWrites(t, env)
				env.Emulator.ClearFaults()
				first = plancheck.ResourceActionNoop // in a state of its own
			}
			env.Run(
				resource.TestStep{Config: adopt, ConfigPlanChecks: planned(action(first))},
				resource.TestStep{Config: config, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			)
			wantWrites(t, env, test.writes...)
			wantJobs(t, env, 1)
		})
	}
}
