// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"strings"
	"time"
)

// Messages of copies (copy reference 2.8; airgap.go has the general one).
const (
	// messageCopyRetention is AWS's for a copy outside the target's lock.
	messageCopyRetention = "Copy job failed. The retention specified in the job is not within the range specified for the target Backup Vault."
	messageOrganization  = "Copy job failed. Both source and destination account must be a member of the same organization."
	messageSwitchedOff   = "Copy job failed. Cross-account copy feature is not enabled."
	messageVaultPolicy   = "Access Denied trying to call AWS Backup service"
	messageBackupKey     = "Copy job failed. The target Backup Vault is encrypted with the default Backup service managed key."
	messageServiceKey    = "Copy job failed. The source recovery point is encrypted by a default service managed key, which cannot be shared."
	messageUnshare       = "Failed to unshare snapshot"
)

// Message categories of failed copies, as the dashboard spells them.
const (
	categoryDenied      = "ACCESS_DENIED"
	categoryGone        = "RESOURCE_NOT_FOUND"
	categoryUnsupported = "RESOURCE_NOT_SUPPORTED"
	categoryState       = "INVALID_STATE"
	categoryLifecycle   = "INVALID_LIFECYCLE"
	categoryKey         = "KMS_KEY_ERROR"
	categoryTags        = "TAG_COPY_ERROR"
)

// obstacle is why a copy cannot be made.
type obstacle struct{ message, category string }

// obstacle looks at everything that a copy needs before it runs.
func (cj *copyJob) obstacle(now time.Time) *obstacle {
	if cj.denied != "" {
		return &obstacle{cj.denied, categoryDenied}
	}
	for _, rule := range []func(time.Time) *obstacle{cj.lost, cj.sourceRule, cj.accountRule, cj.targetRule, cj.keyRule} {
		if o := rule(now); o != nil {
			return o
		}
	}
	return nil
}

// lost is what may go while the copy runs, too: role, source and destination.
func (cj *copyJob) lost(now time.Time) *obstacle {
	target, ok := parseARN(cj.destination)
	switch {
	case cj.region.lost(cj.role, now) && cj.state == stateRunning:
		return &obstacle{messageUnshare, categoryDenied}
	case cj.region.lost(cj.role, now):
		return &obstacle{notAssumed(cj.role), categoryDenied}
	case cj.source.gone:
		return &obstacle{"Copy job failed. Cannot find recovery point " + cj.source.arn, categoryGone}
	case !ok || target.partition != cj.region.partition || target.partition != partitionOf(target.region):
		return &obstacle{"Copy job failed. Backup vault " + cj.destination + " is in another partition.", categoryUnsupported}
	case cj.target() == nil && (target.account == cj.region.account || cj.state == stateRunning):
		return cj.noTarget()
	}
	return nil
}

func (cj *copyJob) noTarget() *obstacle {
	return &obstacle{"Copy job failed because backup vault " + cj.destination + " does not exist.", categoryGone}
}

// sourceRule holds the point against copy reference 2.5.
func (cj *copyJob) sourceRule(time.Time) *obstacle {
	p := cj.source
	switch {
	case p.kind.uncopyable, p.kind == kindEKSState && cj.parent == nil:
		return &obstacle{"Copy job failed. Feature is not supported for provided resource type.", categoryUnsupported}
	case p.continuous:
		return &obstacle{"Copy job failed. Continuous recovery point " + p.arn + " cannot be copied on demand.", categoryState}
	case p.storage == storageCold:
		return &obstacle{"Copy job failed. Recovery point " + p.arn + " is in cold storage and cannot be copied.", categoryState}
	case len(p.tags) > maxTags:
		return &obstacle{messageTooManyTags, categoryTags}
	}
	return nil
}

// accountRule is for a destination in another account (copy reference 2.6).
func (cj *copyJob) accountRule(time.Time) *obstacle {
	target, _ := parseARN(cj.destination)
	from, to := cj.region.account, target.account
	o := cj.region.server.organization
	if cj.sourceVault.denies("CopyFromBackupVault") {
		return &obstacle{messageVaultPolicy, categoryDenied}
	}
	if from == to {
		return nil
	}
	switch {
	case cj.source.kind.homebound:
		return &obstacle{"Copy job failed. Feature is not supported for provided resource type.", categoryUnsupported}
	case !o.has(from) || !o.has(to):
		return &obstacle{messageOrganization, categoryDenied}
	case !o.CrossAccountBackup:
		return &obstacle{messageSwitchedOff, categoryDenied}
	case strings.HasSuffix(cj.destination, ":backup-vault:"+defaultVault):
		return &obstacle{messageBackupKey, categoryKey}
	case cj.target() == nil:
		return cj.noTarget()
	case !cj.target().admitsCopy(caller{account: from, role: cj.role, organization: o}):
		return &obstacle{messageVaultPolicy, categoryDenied}
	}
	return nil
}

// targetRule holds the copy against the destination vault. A copy that is older
// than its retention is made and deleted at once; what AWS does is not known.
func (cj *copyJob) targetRule(time.Time) *obstacle {
	v := cj.target()
	switch {
	case v.region.account == cj.region.account && v.denies("CopyIntoBackupVault"):
		return &obstacle{messageVaultPolicy, categoryDenied}
	case v.kind == airGappedVault && !cj.source.kind.airGapped:
		return &obstacle{"Copy job failed. This resource type is not supported by logically air-gapped backup vault.", categoryUnsupported}
	case !v.allows(cj.lifecycle):
		return &obstacle{messageCopyRetention, categoryLifecycle}
	}
	return nil
}

// keyRule restates the keys of copy reference 2.6.
func (cj *copyJob) keyRule(time.Time) *obstacle {
	p, v := cj.source, cj.target()
	abroad := v.region.account != cj.region.account
	sourceShared := p.encrypted && p.keyType == "" // by an AWS managed key
	plain := staysPlain(p.kind) && !p.encrypted
	switch {
	case v.kind == airGappedVault && plain:
		return &obstacle{"Copy job failed. An unencrypted recovery point of this resource type cannot be copied to a logically air-gapped backup vault.", categoryKey}
	case !p.kind.managed && sourceShared && (abroad || v.kind == airGappedVault):
		return &obstacle{messageServiceKey, categoryKey}
	case v.kind == airGappedVault || v.keyType != "" || plain:
	case !p.kind.managed, cj.sourceVault.kind == airGappedVault:
		return &obstacle{messageBackupKey, categoryKey}
	}
	return nil
}

// staysPlain says whether copies of unencrypted points of a type stay so
// (copy reference 2.5).
func staysPlain(k *kind) bool {
	return k == kindAurora || k == kindDocumentDB || k == kindNeptune
}

// target is the destination vault, nil if it is not there.
func (cj *copyJob) target() *vault {
	name, ok := parseARN(cj.destination)
	vaultName, isVault := strings.CutPrefix(name.resource, "backup-vault:")
	s := cj.region.server
	known := name.account == cj.region.account || s.organization.has(name.account)
	if !ok || !isVault || !known || !s.fits(name.account, name.region) {
		return nil
	}
	return s.region(name.account, name.region).vaults[vaultName]
}
