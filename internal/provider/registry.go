// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/list"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/actions"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/backupjob/record"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/copyjob"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/functions"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/recoverypoint"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/restorejob"
)

// Everything that the provider offers is registered here and nowhere else.

var (
	_ provider.Provider                  = (*Provider)(nil)
	_ provider.ProviderWithActions       = (*Provider)(nil)
	_ provider.ProviderWithFunctions     = (*Provider)(nil)
	_ provider.ProviderWithListResources = (*Provider)(nil)
)

// Resources implements provider.Provider.
func (p *Provider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{backupjob.NewResource, backupjob.NewCompletion, copyjob.NewResource, copyjob.NewCompletion, restorejob.NewResource, restorejob.NewCompletion}
}

// DataSources implements provider.Provider.
func (p *Provider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		record.NewDataSource, record.NewListDataSource,
		copyjob.NewDataSource, copyjob.NewListDataSource,
		recoverypoint.NewDataSource, recoverypoint.NewListDataSource,
		restorejob.NewDataSource, restorejob.NewListDataSource, restorejob.NewMetadataDataSource,
	}
}

// ListResources implements provider.ProviderWithListResources.
func (p *Provider) ListResources(context.Context) []func() list.ListResource {
	return []func() list.ListResource{backupjob.NewListResource, copyjob.NewListResource, restorejob.NewListResource}
}

// Actions implements provider.ProviderWithActions.
func (p *Provider) Actions(context.Context) []func() action.Action {
	return []func() action.Action{actions.NewStartAction, actions.NewStopAction, copyjob.NewStartAction, restorejob.NewStartAction}
}

// Functions implements provider.ProviderWithFunctions.
func (p *Provider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{functions.NewParseRecoveryPointARN}
}
