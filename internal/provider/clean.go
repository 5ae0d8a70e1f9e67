// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/troubleshooting"
)

// cleanDiagnostics removes secrets and control characters from diagnostics, whatever produced them: this provider, a validator, the
// framework, the AWS SDK or AWS. Errors get a link to the guide. It changes the diagnostics in place.
func cleanDiagnostics(diags []*tfprotov6.Diagnostic) {
	for _, d := range diags {
		if d == nil {
			continue
		}
		d.Summary, d.Detail = awsdiag.Clean(d.Summary), awsdiag.Clean(d.Detail)
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			d.Detail += "\n\nMore: " + troubleshooting.Link(d.Summary)
		}
	}
}

// cleaned cleans the diagnostics of a response before it reaches Terraform. A transport error leaves as it is made by the protocol library.
func cleaned[Resp any](resp *Resp, err error, diags func(*Resp) []*tfprotov6.Diagnostic) (*Resp, error) {
	if resp != nil {
		cleanDiagnostics(diags(resp))
	}
	return resp, err
}

// GetMetadata implements tfprotov6.ProviderServer.
func (s *server) GetMetadata(ctx context.Context, req *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	resp, err := s.framework.GetMetadata(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.GetMetadataResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// GetProviderSchema implements tfprotov6.ProviderServer.
func (s *server) GetProviderSchema(ctx context.Context, req *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	resp, err := s.framework.GetProviderSchema(ctx, req)
	if err == nil {
		s.unused.add(resp.Provider)
	}
	return cleaned(resp, err, func(r *tfprotov6.GetProviderSchemaResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// GetResourceIdentitySchemas implements tfprotov6.ProviderServer.
func (s *server) GetResourceIdentitySchemas(ctx context.Context, req *tfprotov6.GetResourceIdentitySchemasRequest) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	resp, err := s.framework.GetResourceIdentitySchemas(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.GetResourceIdentitySchemasResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ValidateProviderConfig implements tfprotov6.ProviderServer.
func (s *server) ValidateProviderConfig(ctx context.Context, req *tfprotov6.ValidateProviderConfigRequest) (*tfprotov6.ValidateProviderConfigResponse, error) {
	slim, err := s.unused.drop(req.Config)
	if err != nil {
		return nil, err
	}
	resp, err := s.framework.ValidateProviderConfig(ctx, &tfprotov6.ValidateProviderConfigRequest{Config: slim})
	if err == nil && resp != nil {
		resp.PreparedConfig = req.Config
	}
	return cleaned(resp, err, func(r *tfprotov6.ValidateProviderConfigResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ConfigureProvider implements tfprotov6.ProviderServer.
func (s *server) ConfigureProvider(ctx context.Context, req *tfprotov6.ConfigureProviderRequest) (*tfprotov6.ConfigureProviderResponse, error) {
	configured := *req
	var err error
	if configured.Config, err = s.unused.drop(req.Config); err != nil {
		return nil, err
	}
	resp, err := s.framework.ConfigureProvider(ctx, &configured)
	return cleaned(resp, err, func(r *tfprotov6.ConfigureProviderResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ValidateResourceConfig implements tfprotov6.ResourceServer.
func (s *server) ValidateResourceConfig(ctx context.Context, req *tfprotov6.ValidateResourceConfigRequest) (*tfprotov6.ValidateResourceConfigResponse, error) {
	resp, err := s.framework.ValidateResourceConfig(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ValidateResourceConfigResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// UpgradeResourceState implements tfprotov6.ResourceServer.
func (s *server) UpgradeResourceState(ctx context.Context, req *tfprotov6.UpgradeResourceStateRequest) (*tfprotov6.UpgradeResourceStateResponse, error) {
	resp, err := s.framework.UpgradeResourceState(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.UpgradeResourceStateResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// UpgradeResourceIdentity implements tfprotov6.ResourceServer.
func (s *server) UpgradeResourceIdentity(ctx context.Context, req *tfprotov6.UpgradeResourceIdentityRequest) (*tfprotov6.UpgradeResourceIdentityResponse, error) {
	resp, err := s.framework.UpgradeResourceIdentity(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.UpgradeResourceIdentityResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ReadResource implements tfprotov6.ResourceServer.
func (s *server) ReadResource(ctx context.Context, req *tfprotov6.ReadResourceRequest) (*tfprotov6.ReadResourceResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, s.readLimit)
	defer cancel()
	resp, err := s.framework.ReadResource(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ReadResourceResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// PlanResourceChange implements tfprotov6.ResourceServer.
func (s *server) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, s.readLimit)
	defer cancel()
	resp, err := s.framework.PlanResourceChange(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.PlanResourceChangeResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ApplyResourceChange implements tfprotov6.ResourceServer.
func (s *server) ApplyResourceChange(ctx context.Context, req *tfprotov6.ApplyResourceChangeRequest) (*tfprotov6.ApplyResourceChangeResponse, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer s.end(s.begin(cancel, false))
	resp, err := s.framework.ApplyResourceChange(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ApplyResourceChangeResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ImportResourceState implements tfprotov6.ResourceServer.
func (s *server) ImportResourceState(ctx context.Context, req *tfprotov6.ImportResourceStateRequest) (*tfprotov6.ImportResourceStateResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, s.readLimit)
	defer cancel()
	resp, err := s.framework.ImportResourceState(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ImportResourceStateResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// MoveResourceState implements tfprotov6.ResourceServer.
func (s *server) MoveResourceState(ctx context.Context, req *tfprotov6.MoveResourceStateRequest) (*tfprotov6.MoveResourceStateResponse, error) {
	resp, err := s.framework.MoveResourceState(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.MoveResourceStateResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// GenerateResourceConfig implements tfprotov6.ResourceServer.
func (s *server) GenerateResourceConfig(ctx context.Context, req *tfprotov6.GenerateResourceConfigRequest) (*tfprotov6.GenerateResourceConfigResponse, error) {
	resp, err := s.framework.GenerateResourceConfig(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.GenerateResourceConfigResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ValidateDataResourceConfig implements tfprotov6.DataSourceServer.
func (s *server) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	resp, err := s.framework.ValidateDataResourceConfig(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ValidateDataResourceConfigResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ReadDataSource implements tfprotov6.DataSourceServer.
func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, s.readLimit)
	defer cancel()
	resp, err := s.framework.ReadDataSource(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ReadDataSourceResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// GetFunctions implements tfprotov6.FunctionServer.
func (s *server) GetFunctions(ctx context.Context, req *tfprotov6.GetFunctionsRequest) (*tfprotov6.GetFunctionsResponse, error) {
	resp, err := s.framework.GetFunctions(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.GetFunctionsResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// CallFunction implements tfprotov6.FunctionServer.
func (s *server) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	resp, err := s.framework.CallFunction(ctx, req)
	if resp != nil && resp.Error != nil {
		resp.Error.Text = awsdiag.Clean(resp.Error.Text)
	}
	return resp, err
}

// ValidateListResourceConfig implements tfprotov6.ListResourceServer.
func (s *server) ValidateListResourceConfig(ctx context.Context, req *tfprotov6.ValidateListResourceConfigRequest) (*tfprotov6.ValidateListResourceConfigResponse, error) {
	resp, err := s.framework.ValidateListResourceConfig(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ValidateListResourceConfigResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// ListResource implements tfprotov6.ListResourceServer.
func (s *server) ListResource(ctx context.Context, req *tfprotov6.ListResourceRequest) (*tfprotov6.ListResourceServerStream, error) {
	ctx, cancel := context.WithTimeout(ctx, s.readLimit)
	stream, err := s.framework.ListResource(ctx, req)
	if stream == nil || stream.Results == nil {
		cancel()
		return stream, err
	}
	return &tfprotov6.ListResourceServerStream{Results: func(push func(tfprotov6.ListResourceResult) bool) {
		defer cancel()
		stream.Results(func(result tfprotov6.ListResourceResult) bool {
			result.DisplayName = awsdiag.Clean(result.DisplayName)
			cleanDiagnostics(result.Diagnostics)
			return push(result)
		})
	}}, err
}

// ValidateActionConfig implements tfprotov6.ActionServer.
func (s *server) ValidateActionConfig(ctx context.Context, req *tfprotov6.ValidateActionConfigRequest) (*tfprotov6.ValidateActionConfigResponse, error) {
	resp, err := s.framework.ValidateActionConfig(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.ValidateActionConfigResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// PlanAction implements tfprotov6.ActionServer.
func (s *server) PlanAction(ctx context.Context, req *tfprotov6.PlanActionRequest) (*tfprotov6.PlanActionResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, s.readLimit)
	defer cancel()
	resp, err := s.framework.PlanAction(ctx, req)
	return cleaned(resp, err, func(r *tfprotov6.PlanActionResponse) []*tfprotov6.Diagnostic { return r.Diagnostics })
}

// cleanEvent cleans what an action reports: its progress and its diagnostics.
func cleanEvent(event tfprotov6.InvokeActionEvent) tfprotov6.InvokeActionEvent {
	switch e := event.Type.(type) {
	case tfprotov6.ProgressInvokeActionEventType:
		e.Message = awsdiag.Clean(e.Message)
		event.Type = e
	case tfprotov6.CompletedInvokeActionEventType:
		cleanDiagnostics(e.Diagnostics)
	}
	return event
}
