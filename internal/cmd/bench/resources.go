// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/emulator"
)

const (
	// planRuns is how many runs of a plan of many resources a median is of.
	planRuns = 3

	mostManyWall, mostManyCPU, mostManyMemory = 2.0, 3.0, 1.3 // times the floor
	mostUnfinishedCalls                       = 10
)

const manyConfiguration = `
variable "resources" {
  type = number
}

resource "awsbackup_backup_job" "test" {
  count             = var.resources
  backup_vault_name = "` + vault + `"
  resource_arn      = format("arn:aws:ec2:` + region + `:` + emulator.DefaultAccount + `:volume/vol-%017x", count.index + 1)
  iam_role_arn      = "` + roleARN + `"
  wait_for          = "created"
}
`

const manyCompletion = `
resource "awsbackup_backup_job_completion" "test" {
  backup_job_ids = awsbackup_backup_job.test[*].id
}
`

const manyFloor = `
variable "resources" {
  type = number
}

resource "floor_nothing" "test" {
  count = var.resources
  name  = "resource ${count.index}"
}
`

// many is part f: plans without a change of n resources in state, by the real
// Terraform, beside as many resources of the floor.
func many(ctx context.Context, terraform, repository string, n int) (table, error) {
	root, err := os.MkdirTemp("", "awsbackup-bench-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(root) }()
	c := newCloud()
	defer c.close()
	floor, ours, _, err := plugins(ctx, terraform, repository, root, "", c)
	if err != nil {
		return nil, err
	}
	progress("plans of %s resources in state, %d times each", grouped(n), planRuns)
	if err := floor.apply(ctx, manyFloor, n); err != nil {
		return nil, err
	}
	if err := ours.seed(ctx, c, n, time.Second); err != nil {
		return nil, err
	}
	what := fmt.Sprintf("plan of %s resources without a change", grouped(n))
	t, err := compareMany(ctx, what, floor, ours)
	if err != nil {
		return nil, err
	}

	unfinished, err := install(filepath.Join(root, "unfinished"), terraform, ours.name, "awsbackup/awsbackup", ours.path, "", c)
	if err != nil {
		return nil, err
	}
	c.skip(365 * 24 * time.Hour) // so that no list shows the jobs from before
	if err := unfinished.seed(ctx, c, n, 100*24*time.Hour); err != nil {
		return nil, err
	}
	c.aws.ResetRequests()
	took, err := unfinished.timing(ctx, plan)
	if err != nil {
		return nil, err
	}
	lists, describes, calls := c.bill()
	return append(t, row{
		what:     fmt.Sprintf("plan of %s unfinished jobs", grouped(n)),
		measured: fmt.Sprintf("%d lists, %d describes, %.1f s", lists, describes, took.wall.Seconds()),
		against:  "one describe each", result: fmt.Sprintf("%d calls", calls),
		must: fmt.Sprintf("<= %d calls", mostUnfinishedCalls), met: counted(calls, mostUnfinishedCalls),
	}), nil
}

// compareMany measures plans in turn and says what they cost.
func compareMany(ctx context.Context, what string, floor, ours *plugin) (table, error) {
	var wall, cpu, memory [2][]float64
	for range planRuns {
		for i, p := range []*plugin{floor, ours} {
			began := time.Now()
			seen, err := p.watchBelow(p.command(ctx, plan), 20*time.Millisecond)
			if err != nil {
				return nil, p.explain(plan, err)
			}
			wall[i] = append(wall[i], time.Since(began).Seconds())
			cpu[i] = append(cpu[i], seen.cpu.Seconds())
			memory[i] = append(memory[i], float64(seen.peak))
		}
	}
	line := func(what, unit string, scale float64, of [2][]float64, most float64) row {
		least, own := median(of[0]), median(of[1])
		return row{
			what: what, measured: fmt.Sprintf("%.1f %s, median of %d alternating runs", own/scale, unit, planRuns),
			against: fmt.Sprintf("%s: %.1f %s", floor.name, least/scale, unit), result: times(own / least),
			must: fmt.Sprintf("<= %.1fx", most), met: timed(own/least, most),
		}
	}
	t := table{line(what, "s", 1, wall, mostManyWall)}
	if !hasProcfs() {
		return append(t, row{what: "  CPU and memory of the provider", measured: "not measured: this system has no " + procfs}), nil
	}
	return append(t, line("  CPU of the provider", "s", 1, cpu, mostManyCPU), line("  peak memory of the provider", "MB", 1e6, memory, mostManyMemory)), nil
}

// replace replaces the configuration by one of n resources.
func (p *plugin) replace(configuration string, n int) error {
	p.Env = append(slices.DeleteFunc(p.Env, func(v string) bool { return strings.HasPrefix(v, "TF_VAR_resources=") }), fmt.Sprintf("TF_VAR_resources=%d", n))
	return p.Write("main.tf", p.required+configuration)
}

// apply replaces the configuration by one of n resources and applies it.
func (p *plugin) apply(ctx context.Context, configuration string, n int) error {
	if err := p.replace(configuration, n); err != nil {
		return err
	}
	_, err := p.Run(ctx, "apply", "-auto-approve", "-no-color")
	return err
}

// seed gives the workspace n resources in state, whose jobs run for so long. One
// is applied for real; the others are copies of it with jobs of their own, since
// AWS's quota lets nobody start a thousand in a minute. Jobs that have ended by
// then get a completion.
func (p *plugin) seed(ctx context.Context, c *cloud, n int, lasting time.Duration) error {
	jobs, err := c.start(ctx, slices.Repeat([]time.Duration{lasting}, n))
	if err != nil {
		return err
	}
	if err := p.apply(ctx, manyConfiguration, 1); err != nil {
		return err
	}
	configuration := manyConfiguration
	if lasting < time.Hour {
		c.skip(time.Hour)
		configuration += manyCompletion
		if err := p.apply(ctx, configuration, 1); err != nil {
			return err
		}
	}
	points := make(map[string]string)
	for _, j := range c.aws.Region(region).Jobs() {
		points[j.ID] = j.RecoveryPointARN
	}
	if err := p.multiply(jobs, points); err != nil {
		return err
	}
	return p.replace(configuration, n)
}

// document is a JSON object of a state.
type document = map[string]any

// multiply copies the one job in state, and its place in the completion, for each
// of the other jobs.
//
//nolint:forcetypeassert // Terraform has just written this state by our schema; a mistake must be loud
func (p *plugin) multiply(jobs []started, points map[string]string) error {
	const file = "terraform.tfstate"
	text, err := p.Read(file)
	if err != nil {
		return err
	}
	var state document
	if err := json.Unmarshal([]byte(text), &state); err != nil {
		return fmt.Errorf("reading the state: %w", err)
	}
	var first string
	for _, r := range state["resources"].([]any) {
		resource := r.(document)
		instances := resource["instances"].([]any)
		attributes := instances[0].(document)["attributes"].(document)
		if resource["type"] == "awsbackup_backup_job" {
			first = attributes["id"].(string)
			if resource["instances"], err = copies(instances[0].(document), jobs, points); err != nil {
				return err
			}
			continue
		}
		ids, ended := attributes["backup_job_ids"].([]any), attributes["jobs"].(document)
		for i, j := range jobs[1:] {
			one := maps.Clone(ended[first].(document))
			one["recovery_point_arn"], one["resource_arn"] = points[j.id], volume(i+1)
			ids, ended[j.id] = append(ids, j.id), one
		}
		attributes["backup_job_ids"] = ids
		attributes["total_backup_size_in_bytes"] = attributes["total_backup_size_in_bytes"].(float64) * float64(len(jobs))
	}
	changed, err := json.Marshal(state)
	if err != nil {
		return err
	}
	return p.Write(file, string(changed))
}

// copies are an instance of a job, and as many with each of the other jobs in its
// place.
//
//nolint:forcetypeassert // as in multiply
func copies(instance document, jobs []started, points map[string]string) ([]any, error) {
	text, err := json.Marshal(instance)
	if err != nil {
		return nil, err
	}
	attributes := instance["attributes"].(document)
	id, created := attributes["id"].(string), attributes["creation_date"].(string)
	all := []any{instance}
	for i, j := range jobs[1:] {
		pairs := []string{id, j.id, volume(0), volume(i + 1), created, j.created.UTC().Format(time.RFC3339)}
		if points[id] != "" {
			pairs = append(pairs, points[id], points[j.id])
		}
		var other document
		if err := json.Unmarshal([]byte(strings.NewReplacer(pairs...).Replace(string(text))), &other); err != nil {
			return nil, err
		}
		other["index_key"] = i + 1
		all = append(all, other)
	}
	return all, nil
}
