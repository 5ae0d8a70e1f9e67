// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// Organization is the AWS Organizations organization of the emulator's
// accounts. The zero value is none: then nothing is copied to another account.
type Organization struct {
	// ID is "o-emulator" if empty.
	ID string
	// Management is the management account, which switches cross-account backup.
	Management string
	// Members are the other accounts.
	Members []string
	// CrossAccountBackup lets accounts copy to each other; it is
	// isCrossAccountBackupEnabled of the global settings.
	CrossAccountBackup bool

	updated time.Time
}

// WithOrganization puts accounts into an organization.
func WithOrganization(o Organization) Option {
	return func(s *Server) { s.organization = o.complete() }
}

// SetOrganization changes the organization; the zero Organization dissolves it.
// Unlike AWS, where switching cross-account backup off takes up to 15 minutes,
// it acts at once: jobs that have not yet begun to run feel it.
func (s *Server) SetOrganization(o Organization) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settle()
	s.organization = o.complete()
	s.organization.updated = s.now()
}

func (o Organization) complete() Organization {
	if o.ID == "" {
		o.ID = "o-emulator"
	}
	o.Members = slices.Clone(o.Members)
	return o
}

// check refuses what is no organization.
func (o Organization) check() error {
	for _, account := range append([]string{o.Management}, o.Members...) {
		if !isAccount(account) {
			return fmt.Errorf("organization: %q is no account: twelve digits are needed", account)
		}
	}
	return nil
}

func (o Organization) has(account string) bool {
	return account != "" && (account == o.Management || slices.Contains(o.Members, account))
}

// path is the value of aws:PrincipalOrgPaths: all accounts are at the root.
func (o Organization) path() string { return o.ID + "/r-root/" }

const crossAccountSetting = "isCrossAccountBackupEnabled"

// describeGlobalSettings fails outside an organization, where these settings do
// not exist (reference 1.3). Members see the true value; whether AWS shows it to
// them is not known.
func describeGlobalSettings(c *call, _ *noInput) (*globalSettingsOutput, error) {
	o := c.organization
	if !o.has(c.region.account) {
		return nil, notInOrganization()
	}
	return &globalSettingsOutput{
		GlobalSettings: map[string]string{crossAccountSetting: strconv.FormatBool(o.CrossAccountBackup)}, LastUpdateTime: instant(o.updated),
	}, nil
}

func notInOrganization() error {
	return invalidRequest("The account is not a member of an organization.")
}

// updateGlobalSettings is the management account's.
func updateGlobalSettings(c *call, in *updateGlobalSettingsInput) (*emptyReply, error) {
	if !c.organization.has(c.region.account) {
		return nil, notInOrganization()
	}
	if c.region.account != c.organization.Management {
		return nil, accessDenied()
	}
	for name, value := range in.GlobalSettings {
		on, err := strconv.ParseBool(value)
		if name != crossAccountSetting || err != nil {
			return nil, invalidParameter("Invalid global setting: %s=%s", name, value)
		}
		c.organization.CrossAccountBackup, c.organization.updated = on, c.now
	}
	return &emptyReply{}, nil
}
