// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package realaws verifies undocumented behaviour against a real AWS account: the open
// questions of what this provider believes about AWS Backup. It has no code of
// its own, only tests.
//
// The lane is run by hand with `make testacc-aws`, behind the build tag aws.
// The usual tests run all of it against the emulator, which has to answer as
// expected: if AWS responds differently, change the emulator first, then the provider.
package realaws
