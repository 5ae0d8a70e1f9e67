// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/provider"
)

// starts is part b: n resources that only start their backup, created by the
// provider in this process as Terraform creates them, ten at a time.
func starts(ctx context.Context, c *cloud, n int) (table, error) {
	p, err := serve(ctx, c)
	if err != nil {
		return nil, err
	}
	var (
		mu        sync.Mutex
		complaint []error
	)
	began := time.Now()
	each(n, parallel, func(i int) {
		if err := p.create(ctx, volume(i)); err != nil {
			mu.Lock()
			defer mu.Unlock()
			complaint = append(complaint, err)
		}
	})
	took := time.Since(began)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}

	// Nobody can be faster: the burst at once, the rest at the quota.
	best := time.Duration(float64(n-startBurst) / startsPerSecond * float64(time.Second))
	ratio := took.Seconds() / best.Seconds()
	calls := c.aws.Count("StartBackupJob")
	return table{
		{
			what:     fmt.Sprintf("%s starts by the resource, %d at a time", grouped(n), parallel),
			measured: fmt.Sprintf("%s StartBackupJob calls", grouped(calls)),
			against:  fmt.Sprintf("the quota: %d at once, then %d a second", startBurst, startsPerSecond),
			result:   fmt.Sprintf("%.3fx time", ratio),
			must:     "<= 1.05x", met: timed(ratio, 1.05),
		},
		{
			what:     "  errors that reached a user",
			measured: fmt.Sprintf("%d answers were throttled", c.throttled()),
			against:  firstOf(complaint),
			result:   fmt.Sprintf("%d errors", len(complaint)),
			must:     "0 errors", met: counted(len(complaint), 0),
		},
	}, nil
}

func firstOf(complaint []error) string {
	if len(complaint) == 0 {
		return "-"
	}
	if told, ok := errors.AsType[*complaintError](complaint[0]); ok {
		return "the first: " + told.Summary // the detail has many lines
	}
	return "the first: " + complaint[0].Error()
}

// served is the provider in this process, configured for a cloud.
type served struct {
	tfprotov6.ProviderServer

	job tftypes.Object // awsbackup_backup_job
}

func serve(ctx context.Context, c *cloud) (*served, error) {
	var options []provider.Option
	if c.http != nil {
		options = append(options, provider.WithHTTPClient(c.http))
	}
	p := &served{ProviderServer: provider.Server(provider.New("bench", options...))()}
	schema, err := p.GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		return nil, err
	}
	var ok bool
	if p.job, ok = schema.ResourceSchemas["awsbackup_backup_job"].ValueType().(tftypes.Object); !ok {
		return nil, errors.New("a resource is an object")
	}
	typ, ok := schema.Provider.ValueType().(tftypes.Object)
	if !ok {
		return nil, errors.New("a provider block is an object")
	}
	blocks, ok := typ.AttributeTypes["endpoints"].(tftypes.List)
	if !ok {
		return nil, errors.New("endpoints is no list of blocks")
	}
	endpoints, ok := blocks.ElementType.(tftypes.Object)
	if !ok {
		return nil, errors.New("endpoints is no list of objects")
	}
	config, err := tfprotov6.NewDynamicValue(typ, object(typ, map[string]any{
		"region": region, "access_key": "made-up", "secret_key": "made-up",
		"endpoints": []tftypes.Value{object(endpoints, map[string]any{"backup": c.url})},
	}))
	if err != nil {
		return nil, err
	}
	resp, err := p.ConfigureProvider(ctx, &tfprotov6.ConfigureProviderRequest{TerraformVersion: "1.16.4", Config: &config})
	if err != nil {
		return nil, err
	}
	return p, complained(resp.Diagnostics)
}

// object is a value of a type from some of its members; lists are empty and all
// else is null.
func object(typ tftypes.Object, members map[string]any) tftypes.Value {
	values := make(map[string]tftypes.Value, len(typ.AttributeTypes))
	for name, t := range typ.AttributeTypes {
		value := members[name]
		if list, ok := t.(tftypes.List); ok && value == nil {
			values[name] = tftypes.NewValue(list, []tftypes.Value{})
			continue
		}
		values[name] = tftypes.NewValue(t, value)
	}
	return tftypes.NewValue(typ, values)
}

// create plans and applies one resource.
func (p *served) create(ctx context.Context, resourceARN string) error {
	config, err := tfprotov6.NewDynamicValue(p.job, object(p.job, map[string]any{
		"backup_vault_name": vault, "resource_arn": resourceARN, "iam_role_arn": roleARN, "wait_for": "created",
	}))
	if err != nil {
		return err
	}
	absent, err := tfprotov6.NewDynamicValue(p.job, tftypes.NewValue(p.job, nil))
	if err != nil {
		return err
	}
	const typeName = "awsbackup_backup_job"
	plan, err := p.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: &absent, ProposedNewState: &config, Config: &config,
	})
	if err != nil {
		return err
	}
	if err := complained(plan.Diagnostics); err != nil {
		return err
	}
	applied, err := p.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: &absent, PlannedState: plan.PlannedState, PlannedPrivate: plan.PlannedPrivate, Config: &config,
	})
	if err != nil {
		return err
	}
	return complained(applied.Diagnostics)
}

// complaintError is an error that a user would read.
type complaintError struct{ *tfprotov6.Diagnostic }

func (e *complaintError) Error() string { return e.Summary + ": " + e.Detail }

// complained is the first error among diagnostics.
func complained(diagnostics []*tfprotov6.Diagnostic) error {
	for _, d := range diagnostics {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			return &complaintError{d}
		}
	}
	return nil
}
