// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package inprocess is an in-process Terraform for tests of a provider. It
// makes the calls of plugin protocol 6 that Terraform's core makes, in core's
// order, with a new provider process for each walk, and checks the answers as
// core does: what is configured is planned, what is planned becomes true,
// nothing stays unknown, state survives being stored. A breach fails the test.
//
// [Terraform] is a working directory. It takes configuration as HCL text and
// plans, applies, refreshes, imports and destroys any number of resources and
// data sources, with count, for_each, references, locals, variables, outputs,
// import blocks, terraform_data and the lifecycle arguments
// create_before_destroy and replace_triggered_by. [Process] makes single calls,
// for tests that drive one object themselves.
//
// Most tests use it by package acctest, which hands the same commands to the
// in-process or to the real Terraform:
//
//	env := acctest.New(t)
//	c := env.Terraform(env.Config(`
//	resource "awsbackup_copy_job" "test" {
//	  ...
//	}
//	`))
//	for _, d := range c.Run("apply", "-auto-approve") {
//		t.Errorf("the apply reports %s", d)
//	}
//	if got := c.State()[0].Text("state"); got != "COMPLETED" {
//		t.Errorf("the state is %s, want COMPLETED", got)
//	}
//
// Tables of plans and states use the steps of terraform-plugin-testing:
//
//	env.Run(
//		resource.TestStep{Config: before},
//		resource.TestStep{Config: after, ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
//	)
//
// What it leaves out needs the real Terraform (Env.CLI, Env.RunTerraform): how
// diagnostics and progress are printed, actions and their triggers, queries,
// generated configuration, modules, check blocks, -target and signals.
// ACCTEST_REAL_TERRAFORM=1 runs every test with the real one, which shows that
// both agree.
package inprocess
