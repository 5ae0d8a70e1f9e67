// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package realaws_test

import (
	"fmt"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
)

// fixture is the configuration that makes something to back up.
var fixture = filepath.Join("..", "..", "examples", "real-account")

// quickly is a pace that suits the emulator's.
var quickly = pace{
	jobs:  jobwatch.Config{MinInterval: 5 * time.Millisecond, MaxInterval: 50 * time.Millisecond},
	looks: 5 * time.Millisecond, most: 5 * time.Minute, // a machine under load is slow
}

// world is an emulator that the environment leads to, as it would to AWS.
func world(t *testing.T, options ...emulator.Option) *emulator.Server {
	t.Helper()
	server := emulator.New(append([]emulator.Option{emulator.WithTimeScale(acctest.TimeScale), emulator.WithStrict()}, options...)...)
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	for name, value := range map[string]string{
		"AWS_ENDPOINT_URL": web.URL, "AWS_REGION": acctest.Region, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
		prefix + "ACCOUNT": acctest.Account, prefix + "REPORT": filepath.Join(t.TempDir(), "report.md"),
	} {
		t.Setenv(name, value)
	}
	return server
}

// existing names what there is, and makes the fixture needless.
func existing(t *testing.T) {
	t.Helper()
	for name, arn := range map[string]string{
		"ROLE_ARN": acctest.RoleARN, "FILES_ARN": acctest.FilesARN, "VOLUME_ARN": acctest.VolumeARN, "TABLE_ARN": acctest.TableARN,
		"BUCKET_ARN": acctest.BucketARN, "STACK_ARN": acctest.StackARN, "DATABASE_ARN": acctest.DBARN,
	} {
		t.Setenv(prefix+name, arn)
	}
}

// The whole lane, each question asked: the emulator has to be what the
// questions expect AWS to be.
func TestLane(t *testing.T) {
	server := world(t)
	existing(t)
	t.Setenv(prefix+"OLD_JOB", uuid())
	t.Setenv(prefix+"TOKEN", "forgotten,"+uuid())
	t.Setenv(prefix+"OPT_IN", "toggle")
	var l *lane
	if !t.Run("run", func(t *testing.T) { l = run(t, quickly, fixture) }) {
		return
	}
	text, err := os.ReadFile(l.settings.report)
	if err != nil {
		t.Fatal(err)
	}
	if rows := strings.Count(string(text), "| yes |"); rows != len(questions) || strings.Contains(string(text), "not asked") {
		t.Errorf("%d of %d questions were answered as expected:\n%s", rows, len(questions), text)
	}
	left := server.Region(acctest.Region)
	if points := left.RecoveryPoints(); len(points) > 0 {
		t.Errorf("recovery points are left: %+v", points)
	}
	for _, job := range left.Jobs() {
		if job.Completed.IsZero() {
			t.Errorf("job %s is left, %s", job.ID, job.State)
		}
	}
	vaults, err := l.sdk.ListBackupVaults(acctest.Context(t), &backup.ListBackupVaultsInput{})
	if err != nil || len(vaults.BackupVaultList) != 1 {
		t.Errorf("vaults are left: %+v, %v", vaults, err)
	}
}

// Without a role of one's own, Terraform makes what is backed up, and AWS takes a
// moment until it can assume the new role: it says so at once, or by a failed job.
// TestExamples of internal/examples applies the configuration itself.
//
//nolint:paralleltest // The environment says where AWS is, as it does to a person.
func TestFixture(t *testing.T) {
	for _, async := range []bool{false, true} {
		server := world(t)
		server.Region(acctest.Region).DenyRole(acctest.RoleARN, emulator.RoleDenial{Times: 3, Async: async})
		testFixture(t)
		if jobs := server.Region(acctest.Region).Jobs(); len(jobs) == 0 || jobs[len(jobs)-1].State == "FAILED" || len(jobs) > 4 {
			t.Errorf("the lane did not wait for its role: %+v", jobs)
		}
	}
}

func testFixture(t *testing.T) {
	t.Helper()
	dir, trace := t.TempDir(), filepath.Join(t.TempDir(), "destroyed")
	text := fmt.Sprintf(`
variable "name" {}

resource "terraform_data" "sources" {
  input = var.name

  provisioner "local-exec" {
    when    = destroy
    command = "echo ${self.input} >'%s'"
  }
}
`, trace)
	want := map[string]string{
		"role": acctest.RoleARN, "files": acctest.FilesARN, "volume": acctest.VolumeARN, "table": acctest.TableARN,
		"bucket": acctest.BucketARN, "stack": acctest.StackARN,
	}
	for name, arn := range want {
		text += fmt.Sprintf("output \"%s_arn\" { value = %q }\n", name, arn)
	}
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var l *lane
	t.Run("run", func(t *testing.T) {
		l = begin(t, quickly, dir)
		s := l.settings
		got := map[string]string{"role": s.role, "files": s.files, "volume": s.volume, "table": s.table, "bucket": s.bucket, "stack": s.stack}
		if !maps.Equal(got, want) {
			t.Errorf("the lane works with %v, want %v", got, want)
		}
		if _, err := os.Stat(trace); err == nil {
			t.Error("the fixture is gone already")
		}
	})
	if destroyed, err := os.ReadFile(trace); err != nil || strings.TrimSpace(string(destroyed)) != l.name {
		t.Errorf("destroyed was %q (%v), want the fixture named %q", destroyed, err, l.name)
	}
}

// Without the name of the account, or in another one, nothing is created.
func TestConsent(t *testing.T) {
	for name, test := range map[string]struct{ account, says string }{
		"no account":      {"", prefix + "ACCOUNT is not set"},
		"another account": {"999999999999", "the credentials are for account " + acctest.Account},
		"this account":    {acctest.Account, ""},
	} {
		t.Run(name, func(t *testing.T) {
			server := world(t)
			t.Setenv(prefix+"ACCOUNT", test.account)
			cfg, err := config.LoadDefaultConfig(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			err = consented(t.Context(), cfg, readSettings())
			if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v, want one that says %q", err, test.says)
			}
			for _, request := range server.Requests() {
				if request.Operation != "GetCallerIdentity" {
					t.Errorf("AWS was asked for %s", request.Operation)
				}
			}
		})
	}
}

// A question with only one answer asks nothing: an AWS that is not as expected
// is seen.
//
//nolint:paralleltest // The environment says where AWS is, as it does to a person.
func TestDifferencesAreSeen(t *testing.T) {
	for number, differ := range map[string]struct {
		options []emulator.Option
		spoil   func(*testing.T, *emulator.Server, *lane)
	}{
		"7a": {options: []emulator.Option{emulator.WithTokenLifetime(1)}},
		"4b": {spoil: func(_ *testing.T, _ *emulator.Server, l *lane) {
			l.settings.oldJob = aws.ToString(l.done.job.BackupJobId)
		}},
		"9a": {spoil: func(_ *testing.T, s *emulator.Server, _ *lane) {
			s.Region(acctest.Region).Script(acctest.FilesARN, emulator.Script{ARNAt: emulator.ARNAtEnd})
		}},
		"9b": {spoil: func(_ *testing.T, s *emulator.Server, _ *lane) {
			s.Region(acctest.Region).Script(acctest.VolumeARN, emulator.Script{End: "FAILED", Message: "An internal error occurred."})
		}},
		"10b": {spoil: func(_ *testing.T, s *emulator.Server, l *lane) { s.Region(acctest.Region).UnlockVault(l.locked) }},
	} {
		t.Run(number, func(t *testing.T) {
			server := world(t, differ.options...)
			existing(t)
			l := begin(t, quickly, fixture)
			l.done = &backupOf{in: l.request(acctest.FilesARN, nil)}
			var err error
			if l.done.job, err = l.take(l.done.in); err != nil {
				t.Fatal(err)
			}
			if differ.spoil != nil {
				differ.spoil(t, server, l)
			}
			for _, q := range questions {
				if q.number == number {
					if a := q.ask(l); a.good || a.unasked {
						t.Errorf("%s: %s, want %s", q.asks, a.seen, q.expects)
					}
				}
			}
		})
	}
}
