// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/acctest"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// phase is a moment at which AWS stops answering.
type phase struct {
	name string
	// hangs is the operation that is not answered; "" hangs none: the job is waited for.
	hangs string
	// before is applied before AWS hangs.
	before string
	// config is what Terraform works on, by command.
	config  string
	command string
	// call, where there is no command, is a call of the protocol.
	call func(s *acctest.Server, job string)
	// read is work that has no timeout of the configuration's.
	read bool
}

const phaseJobID = "11111111-2222-3333-4444-555555555555"

func phaseJob(extra string) string {
	return fmt.Sprintf("resource \"awsbackup_backup_job\" \"test\" {\n  backup_vault_name = \"Default\"\n  resource_arn = %q\n  iam_role_arn = %q\n  %s\n}\n",
		acctest.VolumeARN, acctest.RoleARN, extra)
}

func phaseCopy(point string) string {
	return fmt.Sprintf("resource \"awsbackup_copy_job\" \"test\" {\n  recovery_point_arn = %q\n  source_backup_vault_name = \"Default\"\n"+
		"  destination_backup_vault_arn = \"arn:aws:backup:eu-west-1:%s:backup-vault:Default\"\n  iam_role_arn = %q\n}\n", point, acctest.Account, acctest.RoleARN)
}

func phaseRestore(point string) string {
	return fmt.Sprintf("resource \"awsbackup_restore_job\" \"test\" {\n  recovery_point_arn = %q\n  iam_role_arn = %q\n"+
		"  metadata = { availabilityZone = \"eu-central-1a\" }\n}\n", point, acctest.RoleARN)
}

// phases are all of them. {point} in a configuration is the ARN of a recovery point.
func phases() []phase {
	request := map[string]any{"backup_vault_name": "Default", "resource_arn": acctest.VolumeARN, "iam_role_arn": acctest.RoleARN}
	const assume = `assume_role { role_arn = "arn:aws:iam::123456789012:role/first" }`
	data := func(kind, argument string) string {
		return fmt.Sprintf("data %q \"test\" {\n  %s\n}\n", kind, argument)
	}
	return []phase{
		{name: "configuring a role", hangs: "AssumeRole", config: assume + "\x00" + phaseJob(""), command: "plan"},
		{name: "preflight", hangs: "DescribeBackupVault", config: phaseJob(""), command: "plan", read: true},
		{name: "preflight of opt-in", hangs: "DescribeRegionSettings", config: phaseJob(""), command: "plan", read: true},
		{name: "refresh", hangs: "DescribeRecoveryPoint", before: phaseJob(""), command: "plan", read: true},
		{name: "refresh of tags", hangs: "ListTags", before: strings.Replace(phaseJob(`tags = { a = "b" }`), acctest.VolumeARN, acctest.FilesARN, 1), command: "plan", read: true},
		{name: "starting a backup", hangs: "StartBackupJob", config: phaseJob(""), command: "apply"},
		{name: "looking at a backup", hangs: "DescribeBackupJob", config: phaseJob(""), command: "apply"},
		{name: "waiting for a backup", config: phaseJob(""), command: "apply"},
		{name: "reading a backup's recovery point", hangs: "DescribeRecoveryPoint", config: phaseJob(""), command: "apply"},
		{name: "starting a copy", hangs: "StartCopyJob", config: phaseCopy("{point}"), command: "apply"},
		{name: "looking at a copy", hangs: "DescribeCopyJob", config: phaseCopy("{point}"), command: "apply"},
		{name: "starting a restore", hangs: "StartRestoreJob", config: phaseRestore("{point}"), command: "apply"},
		{name: "looking at a restore", hangs: "DescribeRestoreJob", config: phaseRestore("{point}"), command: "apply"},
		{
			name: "waiting for several", command: "apply", before: phaseJob(`wait_for = "created"`),
			config: phaseJob(`wait_for = "created"`) + "resource \"awsbackup_backup_job_completion\" \"all\" {\n  backup_job_ids = [awsbackup_backup_job.test.id]\n}\n",
		},
		{
			name: "changing retention", hangs: "UpdateRecoveryPointLifecycle", before: phaseJob(""),
			config: phaseJob("recovery_point_lifecycle = { delete_after_days = 30 }"), command: "apply",
		},
		{name: "deleting", hangs: "DeleteRecoveryPoint", before: phaseJob(`on_destroy = "delete"`), command: "destroy"},
		{name: "data source of a job", hangs: "DescribeBackupJob", config: data("awsbackup_backup_job", fmt.Sprintf("backup_job_id = %q", phaseJobID)), command: "plan", read: true},
		{name: "data source of jobs", hangs: "ListBackupJobs", config: data("awsbackup_backup_jobs", ""), command: "plan", read: true},
		{name: "data source of a point", hangs: "DescribeRecoveryPoint", config: data("awsbackup_recovery_point", "recovery_point_arn = \"{point}\"\n  backup_vault_name = \"Default\""), command: "plan", read: true},
		{name: "data source of restore metadata", hangs: "GetRecoveryPointRestoreMetadata", config: data("awsbackup_restore_metadata", "recovery_point_arn = \"{point}\"\n  backup_vault_name = \"Default\""), command: "plan", read: true},
		{name: "list of backups", hangs: "ListBackupJobs", read: true, call: func(s *acctest.Server, _ string) { s.List("awsbackup_backup_job", nil, 10) }},
		{name: "list of copies", hangs: "ListCopyJobs", read: true, call: func(s *acctest.Server, _ string) { s.List("awsbackup_copy_job", nil, 10) }},
		{name: "list of restores", hangs: "ListRestoreJobs", read: true, call: func(s *acctest.Server, _ string) { s.List("awsbackup_restore_job", nil, 10) }},
		{name: "import", hangs: "DescribeBackupJob", read: true, call: func(s *acctest.Server, _ string) {
			s.Import(s.T().Context(), "awsbackup_backup_job", phaseJobID, cty.NilVal)
		}},
		{name: "starting by an action", hangs: "StartBackupJob", call: func(s *acctest.Server, _ string) {
			s.Invoke(s.T().Context(), "awsbackup_start_backup_job", request, nil)
		}},
		{name: "waiting in an action", call: func(s *acctest.Server, _ string) {
			s.Invoke(s.T().Context(), "awsbackup_start_backup_job", request, nil)
		}},
		{name: "stopping by an action", hangs: "StopBackupJob", before: phaseJob(`wait_for = "created"`), call: func(s *acctest.Server, job string) {
			s.Invoke(s.T().Context(), "awsbackup_stop_backup_job", map[string]any{"backup_job_id": job}, nil)
		}},
	}
}

// hung is a phase in which AWS has stopped answering.
type hung struct {
	interrupt func()
	// ended is closed when Terraform has.
	ended chan struct{}
	// said is what Terraform said, once it has ended.
	said string
}

// hang leads to the moment at which AWS does not answer, and returns then.
func (p phase) hang(t *testing.T, limits provider.Limits) *hung {
	t.Helper()
	env := acctest.New(t, emulator.WithSTS())
	env.Option(provider.WithTimeLimits(limits))
	point := env.AWS().AddRecoveryPoints(emulator.RecoveryPoint{VaultName: "Default", ResourceARN: acctest.VolumeARN})[0]
	fill := strings.NewReplacer("{point}", point)

	if p.hangs == "" || p.hangs == "StopBackupJob" {
		env.AWS().Script("*", emulator.Script{NeverEnds: true})
	}
	job := ""
	c := env.Terraform("")
	if p.before != "" {
		c.Write(env.Config(fill.Replace(p.before)))
		for _, d := range c.Run("apply", "-auto-approve") {
			if d.Severity == "error" {
				t.Fatalf("%s: %s", d.Summary, d.Detail)
			}
		}
		job = env.AWS().Jobs()[0].ID
	}

	reached := make(chan struct{})
	var once sync.Once
	looks := 0
	env.Emulator.Inject(emulator.Fault{Kind: emulator.Stall, Operation: p.hangs, Times: emulator.Always, Delay: time.Hour, Match: func(r emulator.Request) bool {
		if p.hangs != "" {
			once.Do(func() { close(reached) })
			return true
		}
		if r.Operation == "DescribeBackupJob" || r.Operation == "ListBackupJobs" {
			if looks++; looks == 3 {
				once.Do(func() { close(reached) })
			}
		}
		return false
	}})
	t.Cleanup(env.Emulator.ClearFaults)

	h := &hung{ended: make(chan struct{})}
	if p.call != nil {
		s := env.Server(nil)
		h.interrupt = func() { s.Stop(t.Context()) }
		go func() {
			defer close(h.ended)
			p.call(s, job)
		}()
	} else {
		block, config, ok := strings.Cut(p.config, "\x00")
		if !ok {
			block, config = "", p.config
		}
		if config != "" {
			c.Write(env.ProviderBlock(block) + fill.Replace(config))
		}
		command := c.Begin(p.command)
		h.interrupt = command.Interrupt
		go func() {
			defer close(h.ended)
			h.said, _ = command.Wait()
		}()
	}
	select {
	case <-reached:
	case <-h.ended:
		t.Fatalf("%s was never asked for: %s", p.hangs, h.said)
	}
	return h
}

// An interrupt ends every phase within a second, whatever AWS does. A start may use most of that to receive a late answer, so a machine
// that does other work gets another try.
func TestInterruptEndsEveryPhase(t *testing.T) {
	t.Parallel()
	for _, p := range phases() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			var took time.Duration
			for range 3 {
				h := p.hang(t, provider.Limits{})
				interrupted := time.Now()
				h.interrupt()
				<-h.ended
				if took = time.Since(interrupted); took <= time.Second {
					return
				}
			}
			t.Errorf("it took %s", took)
		})
	}
}

// What has no timeout in the configuration has one of the provider's.
func TestReadsHaveATimeLimit(t *testing.T) {
	t.Parallel()
	for _, p := range phases() {
		if !p.read {
			continue
		}
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			h := p.hang(t, provider.Limits{Read: 300 * time.Millisecond})
			<-h.ended
			if p.call == nil && !strings.HasPrefix(p.name, "preflight") && !strings.Contains(h.said, "Timed Out") {
				t.Errorf("Terraform said:\n%s", h.said)
			}
		})
	}
}
