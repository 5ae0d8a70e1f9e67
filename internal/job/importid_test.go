// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
)

func TestParseImportID(t *testing.T) {
	t.Parallel()
	const point = "arn:aws:ec2:eu-central-1::snapshot/snap-0123"
	for _, test := range []struct {
		in   string
		want job.ImportID
		ok   bool
	}{
		{in: "1CDF6B45-A11F-3579", want: job.ImportID{JobID: "1CDF6B45-A11F-3579"}, ok: true},
		{in: "1CDF6B45@eu-west-1", want: job.ImportID{JobID: "1CDF6B45", Region: "eu-west-1"}, ok: true},
		{in: "v," + point, want: job.ImportID{VaultName: "v", RecoveryPointARN: point}, ok: true},
		{in: "v," + point + "@eu-west-1", want: job.ImportID{VaultName: "v", RecoveryPointARN: point, Region: "eu-west-1"}, ok: true},
		{in: "", want: job.ImportID{}, ok: false},
		{in: "@eu-west-1", want: job.ImportID{}, ok: false},
		{in: "id@", want: job.ImportID{}, ok: false},
		{in: ",", want: job.ImportID{}, ok: false},
		{in: "," + point, want: job.ImportID{}, ok: false},
		{in: "v,", want: job.ImportID{}, ok: false},
		{in: "v,arn:aws:ec2:eu-central-1:123456789012:volume/vol-1", want: job.ImportID{}, ok: false},
		{in: point, want: job.ImportID{}, ok: false},
		{in: "id with space", want: job.ImportID{}, ok: false},
	} {
		got, err := job.ParseImportID(test.in)
		if (err == nil) != test.ok || got != test.want {
			t.Errorf("ParseImportID(%q) = %+v, %v; want %+v, ok %v", test.in, got, err, test.want, test.ok)
		}
	}
}

func FuzzParseImportID(f *testing.F) {
	for _, seed := range []string{"", "id", "id@r", "v,arn:aws:ec2:r::snapshot/snap-1@r", "@", ",", "a,b@c@d"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, err := job.ParseImportID(s)
		if err != nil {
			return
		}
		if (id.JobID == "") == (id.VaultName == "" || id.RecoveryPointARN == "") {
			t.Errorf("ParseImportID(%q) = %+v names nothing, or two things", s, id)
		}
	})
}
