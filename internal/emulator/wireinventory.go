// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

type supportedTypesOutput struct {
	ResourceTypes []string
}

type updateGlobalSettingsInput struct {
	GlobalSettings map[string]string
}

type globalSettingsOutput struct {
	GlobalSettings map[string]string
	LastUpdateTime *epoch
}
