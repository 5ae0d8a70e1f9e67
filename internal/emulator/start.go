// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"regexp"
	"strings"
	"time"
)

// Windows of StartBackupJob in minutes (reference 2).
const (
	minWindow             = 60
	maxWindow             = 52_560_000 // a hundred years
	defaultStartWindow    = 480
	defaultCompleteWindow = 10_080 // of plan rules; not documented for this call
)

var (
	vaultName   = regexp.MustCompile(`^[a-zA-Z0-9_-]{2,50}$`)
	optionToken = regexp.MustCompile(`^[a-zA-Z0-9_.-]{1,50}$`)
)

// startBackupJob checks the request, then replays the token, then looks at the
// vault and the role: a replay needs neither.
func startBackupJob(c *call, in *startBackupJobInput) (*startBackupJobOutput, error) {
	r := c.region
	req, source, err := c.checkStart(in)
	if err != nil {
		return nil, err
	}
	if old, found := r.tokens.replay(req.token, c.tokenLife, c.now); found {
		return old.started(), nil
	}
	script := peekScript(r.scripts, c.script, req.resource)
	k := r.kindOf(source, script.ResourceType)
	if k == nil {
		return nil, invalidParameter("Unsupported resource type: %s", req.resource)
	}
	if !r.optIn[k.name] {
		return nil, invalidRequest("Resource type %s is not opted in for AWS Backup in this Region.", k.name)
	}
	j := &job{region: r, stage: stage{server: r.server}, id: strings.ToUpper(c.uuid()), kind: k, source: source, req: req, script: script}
	if err := j.findVaults(); err != nil {
		return nil, err
	}
	if doom, err := r.checkRole(req.role, c.now); err != nil {
		return nil, err
	} else if doom != "" && j.doom == "" {
		j.doom, j.doomCategory = doom, "AccessDenied"
	}
	j.route()
	if err := j.checkRetention(); err != nil {
		return nil, err
	}
	nextScript(r.scripts, script, req.resource) // it is used
	j.bytes = cmp.Or(script.Bytes, k.bytes)
	j.backupType = script.BackupType
	if j.backupType == "" && k == kindEC2 && req.options["WindowsVSS"] == "enabled" {
		j.backupType = "WindowsVSS"
	}
	if merged := mergeTags(r.sourceTags[req.resource], req.tags); j.doom == "" && len(merged) > maxTags {
		j.doom, j.doomCategory = messageTooManyTags, "InvalidParameters"
	}
	r.admit(j, c.now)
	r.tokens.remember(req.token, j, c.now)
	return j.started(), nil
}

func (j *job) started() *startBackupJobOutput {
	out := &startBackupJobOutput{BackupJobId: &j.id, CreationDate: instant(j.created), IsParent: j.kind.composite}
	if j.script.arnAt(j.kind) == ARNAtStart {
		out.RecoveryPointArn = optional(j.pointARN)
	}
	return out
}

// checkStart restates the rules of reference 2 on the members alone.
func (c *call) checkStart(in *startBackupJobInput) (req jobRequest, source arn, err error) {
	req = jobRequest{
		vault: *in.BackupVaultName, airGapped: text(in.LogicallyAirGappedBackupVaultArn),
		resource: *in.ResourceArn, role: *in.IamRoleArn, token: text(in.IdempotencyToken),
		tags: in.RecoveryPointTags, options: in.BackupOptions, index: text(in.Index),
	}
	if !vaultName.MatchString(req.vault) {
		return req, source, invalidParameter("Invalid backup vault name: %q. Must match %s", req.vault, vaultName)
	}
	source, ok := parseARN(req.resource)
	if !ok {
		return req, source, invalidParameter("Invalid ARN: %s", req.resource)
	}
	if source.region != "" && source.region != c.region.name || source.account != "" && source.account != c.region.account ||
		source.partition != c.region.partition {
		return req, source, invalidParameter("Resource %s does not belong to account %s in %s", req.resource, c.region.account, c.region.name)
	}
	if err := c.checkRoleARN(req.role); err != nil {
		return req, source, err
	}
	start, err := window("StartWindowMinutes", in.StartWindowMinutes, defaultStartWindow)
	if err != nil {
		return req, source, err
	}
	complete, err := window("CompleteWindowMinutes", in.CompleteWindowMinutes, max(defaultCompleteWindow, start+defaultStartWindow))
	if err != nil {
		return req, source, err
	}
	req.startWindow, req.completeWindow = time.Duration(start)*time.Minute, time.Duration(complete)*time.Minute
	req.lifecycle, err = c.checkLifecycle(in.Lifecycle)
	if err != nil {
		return req, source, err
	}
	if err := c.checkOptions(in.BackupOptions); err != nil {
		return req, source, err
	}
	if req.index != "" && req.index != "ENABLED" && req.index != "DISABLED" {
		return req, source, invalidParameter("Invalid Index: %s", req.index)
	}
	return req, source, checkTags(in.RecoveryPointTags)
}

func window(member string, value *int64, otherwise int64) (int64, error) {
	if value == nil {
		return otherwise, nil
	}
	if *value < minWindow || *value > maxWindow {
		return 0, invalidParameter("Invalid %s: %d. Must be between %d and %d minutes", member, *value, minWindow, maxWindow)
	}
	return *value, nil
}

// knownOptions are the backup options of today (reference 2).
var knownOptions = map[string]bool{"WindowsVSS": true, "BackupACLs": true, "BackupObjectTags": true}

// checkOptions refuses bad values of known options. An option that the
// emulator does not know, or on a type that it does not serve, is let through
// as the reference leaves it open; strict mode refuses the unknown.
func (c *call) checkOptions(options map[string]string) error {
	for key, value := range options {
		if !optionToken.MatchString(key) || !optionToken.MatchString(value) {
			return invalidParameter("Invalid BackupOptions: %s=%s", key, value)
		}
		if knownOptions[key] && value != "enabled" && value != "disabled" {
			return invalidParameter("Invalid value for backup option %s: %s. Valid values: enabled, disabled", key, value)
		}
		if c.strict && !knownOptions[key] {
			return invalidParameter("Unknown backup option: %s", key)
		}
	}
	return nil
}

// findVaults finds the named vault, and the air-gapped one where one is named.
func (j *job) findVaults() error {
	r, s := j.region, j.region.server
	j.vaultARN = r.vaultARN(j.req.vault)
	j.vault = r.vaults[j.req.vault]
	if j.vault == nil {
		if s.vaultMode != MissingVaultFails {
			return r.missingVault(j.req.vault)
		}
		j.doom, j.doomCategory = noVault(j.vaultARN), "InvalidParameters"
	} else if j.vault.denies("StartBackupJob") {
		return accessDenied()
	} else if j.vault.kind != standardVault {
		return invalidParameter("Backup vault %s is not a backup vault that takes backups directly", j.req.vault)
	}
	if j.req.airGapped == "" {
		return nil
	}
	target, ok := parseARN(j.req.airGapped)
	name, isVault := strings.CutPrefix(target.resource, "backup-vault:")
	if !ok || !isVault || target.service != "backup" || target.region != r.name || target.account != r.account {
		return invalidParameter("Invalid logically air-gapped backup vault ARN: %s", j.req.airGapped)
	}
	if j.airGapped = r.vaults[name]; j.airGapped == nil {
		return r.missingVault(name)
	}
	if j.airGapped.kind != airGappedVault {
		return invalidParameter("Backup vault %s is not a logically air-gapped backup vault", name)
	}
	return nil
}
