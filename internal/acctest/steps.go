// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"errors"
	"fmt"
	"os"
	"strings"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/zclconf/go-cty/cty"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/inprocess"
)

// Run applies steps of terraform-plugin-testing with the in-process Terraform:
// plan, apply, checks, an empty plan; at the end it destroys what is left. Steps
// that import, query or taint need Env.RunTerraform.
func (e *Env) Run(steps ...resource.TestStep) {
	e.T.Helper()
	if os.Getenv(realTerraform) != "" {
		e.RunTerraform(steps...)
		return
	}
	c := e.inProcess("")
	for n, step := range steps {
		if step.PreConfig != nil {
			step.PreConfig()
		}
		if step.Config != "" {
			c.Write(step.Config)
		}
		err := c.step(step)
		switch {
		case step.ExpectError == nil && err != nil:
			e.T.Fatalf("step %d of %d: %v", n+1, len(steps), err)
		case step.ExpectError != nil && err == nil:
			e.T.Fatalf("step %d of %d: no error, want one that matches %s", n+1, len(steps), step.ExpectError)
		case step.ExpectError != nil && !step.ExpectError.MatchString(err.Error()):
			e.T.Fatalf("step %d of %d: the error does not match %s:\n%v", n+1, len(steps), step.ExpectError, err)
		}
	}
	if diagnostics := c.Run("destroy"); failed(diagnostics) {
		e.T.Errorf("the destroy after the test failed:\n%s", text(diagnostics))
	}
}

// step runs one step.
func (c *inProcess) step(step resource.TestStep) error {
	ctx := Context(c.t)
	if step.ImportState || step.Query || len(step.Taint) > 0 || step.Check != nil {
		c.t.Fatal("this step needs the real Terraform: use Env.RunTerraform")
	}
	if step.RefreshState {
		return failure(c.core.Apply(ctx, inprocess.Options{RefreshOnly: true}))
	}
	options := inprocess.Options{Destroy: step.Destroy}
	plan, diagnostics := c.core.Plan(ctx, options)
	if err := failure(diagnostics); err != nil {
		return err
	}
	shown := c.plan(plan)
	for _, check := range step.ConfigPlanChecks.PreApply {
		var answer plancheck.CheckPlanResponse
		if check.CheckPlan(ctx, plancheck.CheckPlanRequest{Plan: shown}, &answer); answer.Error != nil {
			return fmt.Errorf("checking the plan: %w", answer.Error)
		}
	}
	if step.PlanOnly {
		return c.wantEmpty(step, plan)
	}
	if err := failure(c.core.ApplyPlan(ctx, plan)); err != nil {
		return err
	}
	if step.PostApplyFunc != nil {
		step.PostApplyFunc()
	}
	state := c.state()
	for _, check := range step.ConfigStateChecks {
		var answer statecheck.CheckStateResponse
		if check.CheckState(ctx, statecheck.CheckStateRequest{State: state}, &answer); answer.Error != nil {
			return fmt.Errorf("checking the state: %w", answer.Error)
		}
	}
	plan, diagnostics = c.core.Plan(ctx, options)
	if err := failure(diagnostics); err != nil {
		return err
	}
	return c.wantEmpty(step, plan)
}

func (c *inProcess) wantEmpty(step resource.TestStep, plan *inprocess.Plan) error {
	if plan.Empty(c.core.State()) || step.ExpectNonEmptyPlan {
		return nil
	}
	var changes []string
	for address, change := range plan.Changes {
		if change.Action != inprocess.NoOp {
			changes = append(changes, fmt.Sprintf("%s: %s\n%#v\n%#v", address, change.Action, change.Prior.Value, change.Planned.Value))
		}
	}
	return fmt.Errorf("the plan is not empty:\n%s", strings.Join(changes, "\n"))
}

func failure(diagnostics []inprocess.Diagnostic) error {
	if inprocess.Failed(diagnostics) {
		return errors.New(text(shown(diagnostics)))
	}
	return nil
}

// plan is a plan as terraform show -json has it.
func (c *inProcess) plan(plan *inprocess.Plan) *tfjson.Plan {
	out := &tfjson.Plan{}
	for address, change := range plan.Changes {
		before, _ := c.split(change.Prior.Value)
		after, unknown := c.split(change.Planned.Value)
		out.ResourceChanges = append(out.ResourceChanges, &tfjson.ResourceChange{
			Address: address, Mode: tfjson.ManagedResourceMode, Type: change.TypeName,
			Change: &tfjson.Change{Actions: actions[change.Action], Before: before, After: after, AfterUnknown: unknown},
		})
	}
	return out
}

var actions = map[inprocess.Action]tfjson.Actions{
	inprocess.NoOp: {tfjson.ActionNoop}, inprocess.Create: {tfjson.ActionCreate}, inprocess.Update: {tfjson.ActionUpdate},
	inprocess.Delete: {tfjson.ActionDelete}, inprocess.Replace: {tfjson.ActionDelete, tfjson.ActionCreate},
}

// split is what is known of a value, and where it is unknown.
func (c *inProcess) split(v cty.Value) (known, unknown any) {
	switch {
	case v == cty.NilVal:
		return nil, false
	case !v.IsKnown():
		return nil, true
	case !v.IsNull() && v.CanIterateElements() && !v.IsWhollyKnown():
		t := v.Type()
		if t.IsObjectType() || t.IsMapType() {
			values, where := map[string]any{}, map[string]any{}
			for name, member := range v.AsValueMap() {
				value, is := c.split(member)
				where[name] = is
				if is != any(true) {
					values[name] = value
				}
			}
			return values, where
		}
		return nil, true
	}
	return c.decoded(v, true), false
}

// state is the state as terraform show -json has it.
func (c *inProcess) state() *tfjson.State {
	root := &tfjson.StateModule{}
	add := func(address string, v cty.Value) {
		values, _ := c.decoded(v, true).(map[string]any)
		root.Resources = append(root.Resources, &tfjson.StateResource{Address: address, AttributeValues: values})
	}
	state := c.core.State()
	for address, stored := range state.Objects {
		add(address, stored.Value)
	}
	for address, value := range state.Data {
		add(address, value)
	}
	return &tfjson.State{Values: &tfjson.StateValues{RootModule: root}}
}
