// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Where the requests go.
const (
	region  = "eu-west-1"
	account = "111122223333"
)

// The values of random requests: what AWS accepts, and what it does not, around every boundary.
var (
	goodVaults = []string{"Default", "vv", strings.Repeat("v", 50), "locked", "final"}
	badVaults  = []string{"", "v", strings.Repeat("v", 51), "a b", "a.b", "a/b", airGapped}

	goodRoles = []string{role, "arn:aws:iam::111122223333:role/service-role/AWSBackupDefaultServiceRole"}
	badRoles  = []string{
		"", "backup", "arn:aws:iam::111122223333:user/backup", "arn:aws:iam::444455556666:role/backup", "arn:aws:s3:::role/backup",
	}

	badSources = []string{
		"", "vol-1", "arn:aws:s3", novel,
		"arn:aws:ec2:us-east-1:111122223333:volume/vol-1", "arn:aws:ec2:eu-west-1:444455556666:volume/vol-1",
		"arn:aws-cn:s3:::bucket", "arn:aws:ec2:eu-west-1::snapshot/snap-1", "arn:aws:ec2:eu-west-1:111122223333:vpc/vpc-1",
		"arn:aws:backup:eu-west-1:111122223333:recovery-point:p", dynamodb + "/index/i", "arn:aws:s3:::bucket/key",
	}

	goodDays = []int64{-1, 1, 7, 30, 31, 90, 91, 119, 120, 121, 365, 366, 36410, 36411, 36500}
	badDays  = []int64{-2, 0, 36501}

	goodWindows = []int64{60, 61, 479, 480, 481, 52_560_000}
	badWindows  = []int64{-1, 0, 1, 59, 52_560_001}

	goodOptions = []string{"WindowsVSS=enabled", "WindowsVSS=disabled", "BackupACLs=disabled", "BackupObjectTags=enabled"}
	badOptions  = []string{"WindowsVSS=", "WindowsVSS=Enabled", "BackupACLs=true", "a b=c", "=c", "x=a b", "x=" + strings.Repeat("v", 51)}

	goodTags = []string{"k=v", "k=", strings.Repeat("k", 128) + "=v", "k=" + strings.Repeat("ü", 256), "aws=v"}
	badTags  = []string{"=v", strings.Repeat("k", 129) + "=v", "k=" + strings.Repeat("v", 257), "aws:k=v", "AWS:k=v"}

	// Not the empty string: what AWS makes of it is not known, and the rules refuse it for the user's sake.
	badAirGapped = []string{
		"air-gapped", "arn:aws:backup:eu-west-1:111122223333:backup-plan:p",
		"arn:aws:backup:us-east-1:111122223333:backup-vault:air-gapped", "arn:aws:backup:eu-west-1:444455556666:backup-vault:air-gapped",
	}
)

// randomRequest makes a random request. About half are good in every part.
func randomRequest(random *rand.Rand) lifecycle.Request {
	r := lifecycle.Request{
		BackupVaultName: lifecycle.Known(pick(random, goodVaults, badVaults)),
		ResourceARN:     lifecycle.Known(pick(random, everyType, badSources)),
		RoleARN:         lifecycle.Known(pick(random, goodRoles, badRoles)),
		Retention: lifecycle.Retention{
			MoveToColdStorageAfterDays: maybe(random, goodDays, badDays),
			DeleteAfterDays:            maybe(random, goodDays, badDays),
			OptInToArchive:             maybe(random, []bool{false, true}, nil),
		},
		StartWindowMinutes:    maybe(random, goodWindows, badWindows),
		CompleteWindowMinutes: maybe(random, goodWindows, badWindows),
		BackupOptions:         pairs(random, goodOptions, badOptions),
		Tags:                  pairs(random, goodTags, badTags),
		Index:                 maybe(random, []string{"ENABLED", "DISABLED"}, []string{"enabled", "on"}),
		Place: lifecycle.Place{
			Partition: lifecycle.Known("aws"), Region: lifecycle.Known(region), AccountID: lifecycle.Known(account),
		},
	}
	if random.IntN(3) == 0 {
		r.AirGappedVaultARN = lifecycle.Known(pick(random, []string{airGapped}, badAirGapped))
	}
	return r
}

// pick takes a bad value now and then.
func pick[T any](random *rand.Rand, good, bad []T) T {
	if len(bad) > 0 && random.IntN(20) == 0 {
		return bad[random.IntN(len(bad))]
	}
	return good[random.IntN(len(good))]
}

// maybe leaves a value out half of the time.
func maybe[T any](random *rand.Rand, good, bad []T) lifecycle.Value[T] {
	if random.IntN(2) == 0 {
		return lifecycle.Null[T]()
	}
	return lifecycle.Known(pick(random, good, bad))
}

// pairs makes a map of one or two of the pairs, or one of about 50 elements.
func pairs(random *rand.Rand, good, bad []string) lifecycle.Map {
	m := make(map[string]string)
	for range random.IntN(3) {
		key, value, _ := strings.Cut(pick(random, good, bad), "=")
		m[key] = value
	}
	if len(bad) > 0 && good[0] == goodTags[0] && random.IntN(20) == 0 {
		for i := range 49 + random.IntN(3) {
			m[fmt.Sprintf("tag-%d", i)] = "v"
		}
	}
	return lifecycle.KnownMap(m)
}
