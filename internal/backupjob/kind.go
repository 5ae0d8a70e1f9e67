// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob

import "github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"

// kind is what is special about backup jobs to the code that serves every kind.
var kind = record.Kind
