// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package inprocess

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/zclconf/go-cty/cty"
)

// PlanAction validates and plans an action.
func (p *Process) PlanAction(ctx context.Context, name string, config cty.Value) Diagnostics {
	actions, ok := p.Server.(tfprotov6.ProviderServerWithActions)
	if !ok {
		return p.violation("the provider has no actions")
	}
	validated, err := actions.ValidateActionConfig(ctx, &tfprotov6.ValidateActionConfigRequest{ActionType: name, Config: p.encode(config)})
	if err != nil {
		return p.violation("ValidateActionConfig: %v", err)
	}
	if Diagnostics(validated.Diagnostics).Failed() {
		return validated.Diagnostics
	}
	planned, err := actions.PlanAction(ctx, &tfprotov6.PlanActionRequest{ActionType: name, Config: p.encode(config)})
	if err != nil {
		return p.violation("PlanAction: %v", err)
	}
	return append(validated.Diagnostics, planned.Diagnostics...)
}

// InvokeAction invokes an action; heard is called with every line of progress.
func (p *Process) InvokeAction(ctx context.Context, name string, config cty.Value, heard func(string)) (diagnostics Diagnostics) {
	actions, ok := p.Server.(tfprotov6.ProviderServerWithActions)
	if !ok {
		return p.violation("the provider has no actions")
	}
	defer p.aroundApply(ctx)()
	stream, err := actions.InvokeAction(ctx, &tfprotov6.InvokeActionRequest{ActionType: name, Config: p.encode(config)})
	if err != nil {
		return p.violation("InvokeAction: %v", err)
	}
	ended := false
	for event := range stream.Events {
		switch event := event.Type.(type) {
		case tfprotov6.ProgressInvokeActionEventType:
			if ended {
				return p.violation("progress after the end: %s", event.Message)
			}
			heard(event.Message)
		case tfprotov6.CompletedInvokeActionEventType:
			ended = true
			diagnostics = event.Diagnostics
		}
	}
	if !ended {
		return p.violation("the action %s did not say how it ended", name)
	}
	return diagnostics
}
