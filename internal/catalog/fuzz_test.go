// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package catalog_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

func FuzzParseARN(f *testing.F) {
	for arn := range facts {
		f.Add(arn)
	}
	f.Add("arn:aws:s3:::")
	f.Add("arn:::::")
	f.Fuzz(func(t *testing.T, in string) {
		a, err := catalog.ParseARN(in)
		if err != nil {
			typed(t, err)
			return
		}
		if a.String() != in {
			t.Errorf("ParseARN(%q).String() = %q", in, a)
		}
		for _, part := range []string{a.Partition, a.Service, a.Resource} {
			if part == "" {
				t.Errorf("ParseARN(%q) = %+v has an empty part", in, a)
			}
		}
	})
}

func FuzzParseRoleARN(f *testing.F) {
	f.Add("arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole")
	f.Add("arn:aws:sts::111122223333:assumed-role/backup/session")
	f.Fuzz(func(t *testing.T, in string) {
		a, err := catalog.ParseRoleARN(in)
		if err != nil {
			typed(t, err)
			return
		}
		if a.String() != in || a.Service != "iam" || !strings.HasPrefix(a.Resource, "role/") || len(a.AccountID) != 12 {
			t.Errorf("ParseRoleARN(%q) = %+v", in, a)
		}
	})
}

func FuzzParseVaultARN(f *testing.F) {
	f.Add("arn:aws:backup:eu-west-1:111122223333:backup-vault:Default")
	f.Add("arn:aws:backup:eu-west-1:111122223333:backup-vault:aws/efs/automatic-backup-vault")
	f.Fuzz(func(t *testing.T, in string) {
		_, name, err := catalog.ParseVaultARN(in)
		if err != nil {
			typed(t, err)
			return
		}
		if name == "" || !strings.HasSuffix(in, ":backup-vault:"+name) {
			t.Errorf("ParseVaultARN(%q) has the name %q", in, name)
		}
	})
}

func FuzzParseRecoveryPointARN(f *testing.F) {
	for _, test := range pointTests {
		f.Add(test.arn)
	}
	for arn := range facts {
		f.Add(arn)
	}
	f.Fuzz(func(t *testing.T, in string) {
		point, err := catalog.ParseRecoveryPointARN(in)
		if err != nil {
			typed(t, err)
			if catalog.Taggable(in) {
				t.Errorf("Taggable(%q), but it is refused: %v", in, err)
			}
			return
		}
		if point.String() != in || point.ID == "" || !strings.HasSuffix(in, point.ID) {
			t.Errorf("ParseRecoveryPointARN(%q) = %+v", in, point)
		}
		if len(catalog.Lookup(in)) > 0 {
			t.Errorf("%q is treated as a recovery point and as a resource", in)
		}
	})
}

func typed(t *testing.T, err error) {
	t.Helper()
	if e, ok := errors.AsType[*catalog.ARNError](err); !ok || e.Reason == "" {
		t.Errorf("error %v is no *ARNError with a reason", err)
	}
}
