// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsdiag

import (
	"reflect"
	"strings"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// Every call that the provider can make has an entry, and no other has. An entry names the permission of its call, and
// knows whether the request has a vault and whether it starts a job.
func TestOperations_everyCall(t *testing.T) {
	t.Parallel()
	calls := map[string]bool{}
	for method := range reflect.TypeFor[awsbackup.API]().Methods() {
		calls[method.Name] = true
		op, known := operations[method.Name]
		if !known {
			t.Errorf("%s has no entry", method.Name)
			continue
		}
		if len(op.needs) == 0 || op.needs[0].action != "backup:"+method.Name {
			t.Errorf("%s needs %v, want its own permission first", method.Name, op.needs)
		}
		input := method.Type.In(1).Elem()
		_, named := input.FieldByName("BackupVaultName")
		_, source := input.FieldByName("SourceBackupVaultName")
		if op.onVault != (named || source) {
			t.Errorf("%s: onVault is %t, and the request has a vault: %t", method.Name, op.onVault, named || source)
		}
		_, takesToken := input.FieldByName("IdempotencyToken")
		if starts := op.started != ""; starts != takesToken || starts && (op.missing.summary == "" || op.refused.summary == "") {
			t.Errorf("%s: a start is looked for by %q, and the request has a token: %t", method.Name, op.started, takesToken)
		}
	}
	for name := range operations {
		if !calls[name] {
			t.Errorf("%s is no call of the provider", name)
		}
	}
}

// What is said of the calls of one kind of job names no other kind.
func TestOperations_ownKindOfJob(t *testing.T) {
	t.Parallel()
	kinds := map[string]string{"BackupJob": "backup job", "CopyJob": "copy job", "RestoreJob": "restore job"}
	for name, op := range operations {
		for part, own := range kinds {
			if !strings.Contains(name, part) {
				continue
			}
			for _, f := range []fault{op.missing, op.refused} {
				text := strings.ToLower(f.summary + " " + f.cause + " " + f.fix)
				for _, other := range kinds {
					if other != own && strings.Contains(text, other) {
						t.Errorf("%s speaks of a %s: %s", name, other, text)
					}
				}
			}
		}
	}
}
