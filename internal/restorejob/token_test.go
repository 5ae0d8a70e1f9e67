// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package restorejob

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/backup"
)

// TestDeriveToken: the token of a request must not change between releases, or
// an upgrade in the middle of a restore starts a second one. The hashes were
// computed by another program from the documented fields.
func TestDeriveToken(t *testing.T) {
	t.Parallel()
	point := new("arn:aws:ec2:eu-central-1::snapshot/snap-1")
	for _, test := range []struct {
		name, scope string
		in          backup.StartRestoreJobInput
		triggers    map[string]string
		want        string
	}{
		{
			name: "all fields", scope: "acme/prod",
			in: backup.StartRestoreJobInput{
				RecoveryPointArn: point, ResourceType: new("EBS"), IamRoleArn: new("arn:aws:iam::123456789012:role/restore"),
				Metadata: map[string]string{"encrypted": "false", "availabilityZone": "eu-central-1a"}, CopySourceTagsToRestoredResource: true,
			},
			triggers: map[string]string{"release": "7"},
			want:     "tfab1-0e4ec203fbd8f37017f0d8198c7d9c9158a01b65a45a624f4f504a504fa788a0",
		},
		{
			name: "required fields",
			in:   backup.StartRestoreJobInput{RecoveryPointArn: point, Metadata: map[string]string{"availabilityZone": "eu-central-1a"}},
			want: "tfab1-cdfa65dd3c6000cf56870e50c9ae37912c5e6577ff802da56f7ae015beb3cdac",
		},
	} {
		if got := deriveToken(&test.in, "eu-central-1", test.scope, test.triggers); got != test.want {
			t.Errorf("%s: the token is %s, want %s", test.name, got, test.want)
		}
	}
}
