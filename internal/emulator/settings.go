// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "maps"

type noInput struct{}

func describeRegionSettings(c *call, _ *noInput) (*regionSettingsShape, error) {
	return &regionSettingsShape{
		ResourceTypeOptInPreference:      maps.Clone(c.region.optIn),
		ResourceTypeManagementPreference: maps.Clone(c.region.management),
	}, nil
}

func updateRegionSettings(c *call, in *regionSettingsShape) (*emptyReply, error) {
	maps.Copy(c.region.optIn, in.ResourceTypeOptInPreference)
	maps.Copy(c.region.management, in.ResourceTypeManagementPreference)
	return &emptyReply{}, nil
}

func getSupportedResourceTypes(_ *call, _ *noInput) (*supportedTypesOutput, error) {
	return &supportedTypesOutput{ResourceTypes: resourceTypes}, nil
}
