// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// Stand-ins for AWS Backup ignore list filters (reference 9.3). The newest point
// of the vault may be another resource's, and a restore from it a disaster.
func TestAccRecoveryPoint_unfiltered(t *testing.T) {
	t.Parallel()
	env := acctest.New(t)
	mine := backedUp(t, env, acctest.DBARN, "Default", nil)
	env.Emulator.Advance(time.Hour)
	backedUp(t, env, acctest.FilesARN, "Default", nil)
	ignoring := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		query.Del("resourceArn")
		r.URL.RawQuery = query.Encode()
		env.Emulator.ServeHTTP(w, r)
	}))
	t.Cleanup(ignoring.Close)
	env.URL = ignoring.URL
	env.Run(
		finds(env, fmt.Sprintf("backup_vault_name = \"Default\"\nresource_arn = %q\nmost_recent = true", acctest.DBARN), mine),
		// One of one resource needs no most_recent.
		finds(env, fmt.Sprintf("backup_vault_name = \"Default\"\nresource_arn = %q", acctest.DBARN), mine),
		resource.TestStep{
			Config: env.Config(fmt.Sprintf("data \"awsbackup_recovery_points\" \"test\" {\n  backup_vault_name = \"Default\"\n  resource_arn = %q\n}\n", acctest.DBARN)),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue("data.awsbackup_recovery_points.test", tfjsonpath.New("recovery_points"), knownvalue.ListExact([]knownvalue.Check{
					knownvalue.ObjectPartial(map[string]knownvalue.Check{"recovery_point_arn": knownvalue.StringExact(mine.ARN)}),
				})),
			},
		},
	)
}
