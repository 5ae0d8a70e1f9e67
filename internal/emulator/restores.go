// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

// restoreJob is one restore.
type restoreJob struct{}
