// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

// TestAccBackupJob_tagsBeforePoint: tags that change while the job has no recovery
// point yet are sent once there is one. tags_all names what was sent: of a point
// that AWS Backup cannot tag it stays, and a warning says so.
func TestAccBackupJob_tagsBeforePoint(t *testing.T) {
	t.Parallel()
	const fixed = "Tags of this backup cannot change"
	for _, test := range []struct {
		name, arn string
		provider  string
		after     string
		said      []string // in the warning
		writes    []string
		tagsAll   string
	}{
		{name: "cannot be tagged", arn: acctest.VolumeARN, after: `tags = { a = "1" }`, said: []string{"snapshot/"}},
		{name: "cannot be tagged, default_tags", arn: acctest.VolumeARN, provider: "default_tags {\n tags = { a = \"1\" }\n }"},
		{name: "can be tagged", arn: acctest.FilesARN, after: `tags = { a = "1" }`, writes: []string{"TagResource"}, tagsAll: "1"},
		{name: "can be tagged, default_tags", arn: acctest.FilesARN, provider: "default_tags {\n tags = { a = \"1\" }\n }", writes: []string{"TagResource"}, tagsAll: "1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			script := hour
			script.ARNAt = emulator.ARNAtEnd
			env.AWS().Script(test.arn, script)
			const created = "wait_for = \"created\"\n"
			c := env.Terraform(env.Config(job(test.arn, created)))
			apply(t, c)
			env.Emulator.ResetRequests()
			finishAfterLooks(env, 4)
			c.Write(env.ProviderBlock(test.provider) + job(test.arn, created+test.after))
			wantSaid(t, apply(t, c), fixed, test.said...)
			wantWrites(t, env, test.writes...)
			all, _ := c.State()[0].Values["tags_all"].(map[string]any)
			if got, _ := all["a"].(string); got != test.tagsAll {
				t.Errorf("tags_all is %v, want a = %q", all, test.tagsAll)
			}
			wantNoChanges(t, c)
			wantJobs(t, env, 1)
		})
	}
}
