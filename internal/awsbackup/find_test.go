// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
)

// A vault that may not be read says nothing about the others, and the error says
// why there is no point: it is in no vault only if all of them said so.
func TestFindPoint(t *testing.T) {
	t.Parallel()
	const missing, denied, invalid = "ResourceNotFoundException", "AccessDeniedException", "InvalidRequestException"
	for _, test := range []struct {
		name   string
		list   string            // the exception that the list of vaults fails with
		vaults map[string]string // the exception of each, of a, b and c; "" for the point
		asked  int               // vaults
		code   string            // of the error; "none" for a NoVaultError
	}{
		{name: "in the last", vaults: map[string]string{"a": missing, "b": missing}, asked: 3},
		{name: "behind one that is denied", vaults: map[string]string{"a": denied, "b": missing}, asked: 3},
		{name: "nowhere", vaults: map[string]string{"a": missing, "b": missing, "c": missing}, asked: 3, code: "none"},
		{name: "nowhere that may be read", vaults: map[string]string{"a": missing, "b": denied, "c": missing}, asked: 3, code: denied},
		{name: "a fault", vaults: map[string]string{"a": missing, "b": invalid}, asked: 2, code: invalid},
		{name: "no list", list: denied, code: denied},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			asked := 0
			w := &wire{answer: func(_ int, r *http.Request) *http.Response {
				exception, body := test.list, `{"BackupVaultList":[{"BackupVaultName":"a"},{"BackupVaultName":"b"},{"BackupVaultName":"c"}]}`
				if _, path, ok := strings.Cut(r.URL.Path, "/backup-vaults/"); ok && path != "" {
					asked++
					exception, body = test.vaults[path[:1]], fmt.Sprintf(`{"BackupVaultName":%q}`, path[:1])
				}
				if exception != "" {
					return reply(http.StatusBadRequest, exception, `{}`)
				}
				return reply(http.StatusOK, "", body)
			}}
			point, err := awsbackup.FindPoint(t.Context(), client(w, awsbackup.Options{}), "arn:aws:backup:eu-west-1:111122223333:recovery-point:x")
			got := awsbackup.Code(err)
			if _, none := errors.AsType[*awsbackup.NoVaultError](err); none {
				got = "none"
			}
			if got != test.code || asked != test.asked {
				t.Errorf("asked %d vaults, then %v; want %d, %q", asked, err, test.asked, test.code)
			}
			if test.code == "" && (point == nil || aws.ToString(point.BackupVaultName) != "c") {
				t.Errorf("found %v, want the point in vault c", point)
			}
		})
	}
}
