// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// Bounds of vault locks in days (reference 6.1, CreateLogicallyAirGappedBackupVault).
const (
	minChangeableDays      = 3
	minAirGappedRetention  = 7
	airGappedVaultCreation = 5 * time.Second
)

// createLogicallyAirGappedBackupVault makes a vault that is locked for good.
func createLogicallyAirGappedBackupVault(c *call, in *createAirGappedVaultInput) (*createAirGappedVaultOutput, error) {
	if *in.MinRetentionDays < minAirGappedRetention {
		return nil, invalidParameter("Invalid MinRetentionDays: %d. Must be at least %d", *in.MinRetentionDays, minAirGappedRetention)
	}
	if err := checkBounds(in.MinRetentionDays, in.MaxRetentionDays); err != nil {
		return nil, err
	}
	v, err := c.newVault(&in.createVaultInput, airGappedVault)
	if err != nil {
		return nil, err
	}
	if v.created.Equal(c.now) {
		v.available = c.now.Add(c.scaled(airGappedVaultCreation))
	}
	v.lock(Lock{Min: *in.MinRetentionDays, Max: *in.MaxRetentionDays})
	return &createAirGappedVaultOutput{createVaultOutput: *v.createdOutput(), VaultState: new(v.state(c.now))}, nil
}

func checkBounds(least, most *int64) error {
	for _, bound := range []*int64{least, most} {
		if bound != nil && (*bound < 1 || *bound > maxRetention) {
			return invalidParameter("Invalid retention: %d. Must be between 1 and %d days", *bound, maxRetention)
		}
	}
	if least != nil && most != nil && *least > *most {
		return invalidParameter("MinRetentionDays %d cannot be greater than MaxRetentionDays %d", *least, *most)
	}
	return nil
}

// putBackupVaultLockConfiguration locks a vault: in governance mode without
// ChangeableForDays, in compliance mode with it.
func putBackupVaultLockConfiguration(c *call, in *putLockInput) (*emptyReply, error) {
	v, err := c.lockable(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	if err := checkBounds(in.MinRetentionDays, in.MaxRetentionDays); err != nil {
		return nil, err
	}
	lock := Lock{}
	if in.MinRetentionDays != nil {
		lock.Min = *in.MinRetentionDays
	}
	if in.MaxRetentionDays != nil {
		lock.Max = *in.MaxRetentionDays
	}
	if days := in.ChangeableForDays; days != nil {
		if *days < minChangeableDays || *days > maxRetention {
			return nil, invalidParameter("Invalid ChangeableForDays: %d. Must be between %d and %d", *days, minChangeableDays, maxRetention)
		}
		lock.Date = c.now.Add(time.Duration(*days) * day)
	}
	v.lock(lock)
	return &emptyReply{}, nil
}

func deleteBackupVaultLockConfiguration(c *call, in *vaultInput) (*emptyReply, error) {
	v, err := c.lockable(in.BackupVaultName)
	if err != nil {
		return nil, err
	}
	v.unlock()
	return &emptyReply{}, nil
}

// lockable finds a vault whose lock may still change.
func (c *call) lockable(name string) (*vault, error) {
	v, err := c.vault(name)
	if err != nil {
		return nil, err
	}
	if v.immutable(c.now) {
		return nil, invalidRequest("The lock configuration of backup vault %s cannot be changed or deleted.", name)
	}
	return v, nil
}

func (v *vault) lock(l Lock) {
	v.locked, v.minRetention, v.maxRetention, v.lockDate = true, l.Min, l.Max, l.Date
}

func (v *vault) unlock() {
	v.lock(Lock{})
	v.locked = false
}

func (v *vault) lockState() string {
	if v.locked {
		return "LOCKED"
	}
	return "UNLOCKED"
}

// immutable says whether the lock can no longer be changed.
func (v *vault) immutable(now time.Time) bool {
	return v.kind == airGappedVault || v.locked && !v.lockDate.IsZero() && !now.Before(v.lockDate)
}

// allows says whether a vault's bounds admit a retention: "never" satisfies a
// minimum but not a maximum (reference 6.1).
func (v *vault) allows(l Lifecycle) bool {
	days, bounded := l.retention()
	if v.minRetention > 0 && bounded && days < v.minRetention {
		return false
	}
	if v.maxRetention > 0 && (!bounded || days > v.maxRetention) {
		return false
	}
	return true
}

// checkRetention holds the job's retention against the vault that its lasting
// point ends up in. A temporary point is the plain vault's business, too.
func (j *job) checkRetention() error {
	fits := j.vault == nil || j.vault.allows(j.req.lifecycle)
	if j.temporary && !j.airGapped.allows(j.req.lifecycle) {
		fits = false
	}
	if fits {
		return nil
	}
	if j.region.server.lockMode == LockViolationRefused {
		return invalidParameter(messageLifecycle)
	}
	if j.doom == "" {
		j.doom, j.doomCategory = messageLifecycle, "InvalidParameters"
	}
	return nil
}
