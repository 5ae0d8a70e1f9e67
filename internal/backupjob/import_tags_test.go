// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccImport_defaultTags: default_tags that are on an imported point already are
// not sent again, the others are, and none to a point that AWS Backup cannot tag.
func TestAccImport_defaultTags(t *testing.T) {
	t.Parallel()
	const defaults = "default_tags {\n tags = { cost = \"1\", team = \"db\" }\n}\n"
	both := map[string]string{"cost": "1", "team": "db"}
	for _, test := range []struct {
		name, arn, provider string
		on                  map[string]string // the point
		denied              int               // looks at its tags
		writes              []string
		// refused is the first apply.
		refused bool
	}{
		{name: "on the point", arn: acctest.FilesARN, on: both},
		{name: "one with another value", arn: acctest.FilesARN, on: map[string]string{"cost": "2", "team": "db"}, writes: []string{"TagResource"}},
		{name: "one missing", arn: acctest.FilesARN, on: map[string]string{"cost": "1"}, writes: []string{"TagResource"}},
		{name: "the missing one ignored", arn: acctest.FilesARN, provider: "ignore_tags {\n keys = [\"team\"]\n}\n", on: map[string]string{"cost": "1"}},
		{name: "not taggable", arn: acctest.VolumeARN},
		{name: "not readable at first", arn: acctest.FilesARN, on: both, denied: 1},
		{name: "not readable", arn: acctest.FilesARN, on: both, denied: emulator.Always, refused: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			id := started(t, env, test.arn, func(in *backup.StartBackupJobInput) { in.RecoveryPointTags = test.on })
			env.Emulator.Advance(day)
			env.Emulator.ResetRequests()
			if test.denied != 0 {
				env.Emulator.Inject(emulator.Fault{Kind: emulator.AccessDenied, Operation: "ListTags", Times: test.denied})
			}
			config := env.ProviderBlock(defaults+test.provider) + job(test.arn, "")
			c := env.Terraform(config + importBlock(`id = "`+id+`"`))
			if test.refused { // What was not read is not written over.
				wantSaid(t, applyFails(t, c, "Access Denied"), "Access Denied", "backup:ListTags", "backup:ListTags")
				wantWrites(t, env)
				env.Emulator.ClearFaults()
			}
			apply(t, c)
			c.Write(config)
			wantNoChanges(t, c)
			wantWrites(t, env, test.writes...)
			wantJobs(t, env, 1)
		})
	}
}
