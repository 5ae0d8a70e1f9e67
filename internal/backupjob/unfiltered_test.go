// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package backupjob_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
)

// Stand-ins for AWS Backup ignore list filters (reference 9.3). A backup of
// another resource, existing or in progress, is not the one that was asked for.
func TestStartAction_skipUnfiltered(t *testing.T) {
	t.Parallel()
	for name, foreign := range map[string]func(*testing.T, *acctest.Env){
		"recovery point": func(t *testing.T, env *acctest.Env) { t.Helper(); backedUp(t, env, acctest.VolumeARN, nil) },
		"job in flight": func(t *testing.T, env *acctest.Env) {
			t.Helper()
			env.AWS().Script(acctest.VolumeARN, hour)
			started(t, env, acctest.VolumeARN, nil)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := acctest.New(t)
			foreign(t, env)
			ignoring := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				query := r.URL.Query()
				query.Del("resourceArn")
				r.URL.RawQuery = query.Encode()
				env.Emulator.ServeHTTP(w, r)
			}))
			t.Cleanup(ignoring.Close)
			env.URL = ignoring.URL
			config := asked(acctest.FilesARN, map[string]any{"skip_if_newer_than": "4h", "wait_for": "created"})
			for _, want := range []int{1, 0} {
				before := len(env.AWS().Jobs())
				said := env.Server(nil).Invoke(acctest.Context(t), startAction, config, nil)
				wantDiagnostics(t, said.Diagnostics, nil)
				if n := len(env.AWS().Jobs()) - before; n != want {
					t.Errorf("%d backups were started, want %d:\n%v", n, want, said.Progress)
				}
			}
		})
	}
}
