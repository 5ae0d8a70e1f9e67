// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package architecture_test

import (
	"path"
	"slices"
	"strings"
)

// modulePath is the import path of the repository.
const modulePath = "github.com/awsbackup/terraform-provider-awsbackup"

// outside says which packages that are not ours a layer may import.
type outside string

const (
	anything     outside = "anything"
	noFramework  outside = "anything but Terraform's libraries"
	onlyStandard outside = "only the standard library"
)

// layer is one row of the table: some packages of equal rank.
type layer struct {
	packages []string // below the module's root; "*" stands for part of a name, "/..." for all below
	holds    string
	imports  []string // what it may import of ours, in the same form
	outside  outside
}

// layers are the packages of the repository, from the top down. A package may
// import what its row names and nothing else of ours. Tests may import anything.
var layers = []layer{
	{
		packages: []string{"."},
		holds:    "flags, version, serving the provider",
		imports:  []string{"internal/provider"},
		outside:  anything,
	},
	{
		packages: []string{"internal/provider"},
		holds:    "the provider block, Configure, the list of everything offered",
		imports:  slices.Concat(objects, shared, engine, rules),
		outside:  anything,
	},
	{
		packages: objects,
		holds:    "one package per API object: resources, data sources, lists, actions, functions",
		imports:  slices.Concat(shared, engine, rules),
		outside:  anything,
	},
	{
		packages: []string{"internal/providerdata"},
		holds:    "what Configure hands on: clients by region, job watchers, tags",
		imports:  slices.Concat(engine, rules),
		outside:  anything,
	},
	{
		packages: []string{"internal/awsdiag"},
		holds:    "the one translation from error to diagnostic",
		imports:  slices.Concat(engine, rules),
		outside:  anything,
	},
	{
		packages: []string{"internal/apivalue"},
		holds:    "the API's values as Terraform's, in one normal form",
		outside:  anything,
	},
	{
		packages: []string{"internal/*validator"},
		holds:    "the rules as validators of the framework",
		imports:  rules,
		outside:  anything,
	},
	{
		packages: []string{"internal/jobwatch"},
		holds:    "waiting for jobs, reading recovery points, many at a time",
		imports:  []string{"internal/awsbackup"},
		outside:  noFramework,
	},
	{
		packages: []string{"internal/awsbackup"},
		holds:    "the calls of AWS Backup in use, typed errors, rate limits",
		outside:  noFramework,
	},
	{
		packages: []string{"internal/lifecycle"},
		holds:    "what AWS Backup accepts: plain functions",
		imports:  []string{"internal/catalog"},
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/catalog"},
		holds:    "the resource types and what each can do: tables",
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/emulator", "internal/emulator/..."},
		holds:    "AWS Backup in memory, for tests and the demo; restates AWS's rules on its own",
		imports:  []string{"internal/emulator/..."},
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/acctest"},
		holds:    "the environment of an acceptance test; imported by tests only",
		imports:  slices.Concat([]string{"internal/provider", "internal/emulator"}, shared, engine),
		outside:  anything,
	},
	{
		packages: []string{"internal/chaos"},
		holds:    "random lifecycles under random faults, and what must hold after each step; imported by tests only",
		imports:  slices.Concat([]string{"internal/provider", "internal/emulator"}, shared, engine),
		outside:  anything,
	},
	{
		packages: []string{"internal/cmd/emulator"},
		holds:    "the emulator as a program",
		imports:  []string{"internal/emulator", "internal/emulator/..."},
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/cmd/demo", "internal/cmd/smoke", "internal/cmd/testreport"},
		holds:    "programs that run Terraform and the tests as a person would",
		imports:  []string{"internal/sandbox"},
		outside:  anything,
	},
	{
		packages: []string{"internal/cmd/killtest"},
		holds:    "kills Terraform in the middle of an apply and counts the jobs",
		imports:  []string{"internal/sandbox", "internal/emulator"},
		outside:  anything,
	},
	{
		packages: []string{"internal/cmd/bench"},
		holds:    "measures the provider against the floor, the quotas and a describe loop, and prints one table",
		imports:  slices.Concat([]string{"internal/provider", "internal/emulator", "internal/sandbox"}, engine),
		outside:  anything,
	},
	{
		packages: []string{"internal/cmd/bench/floor"},
		holds:    "the smallest provider there can be, to measure against",
		outside:  anything,
	},
	{
		packages: []string{"internal/cmd/mutaterules"},
		holds:    "switches off one rule at a time to see a test fail",
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/sandbox"},
		holds:    "the real Terraform, the built provider and the emulator, away from the person's settings",
		outside:  anything,
	},
	{
		packages: []string{"internal/examples"},
		holds:    "tests that run all of examples/ and check the documentation; no code of its own",
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/realaws"},
		holds:    "tests that ask a real AWS account what no document says (`make testacc-aws`); no code of its own",
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/pictures"},
		holds:    "draws the pictures of the documentation",
		outside:  onlyStandard,
	},
	{
		packages: []string{"internal/architecture"},
		holds:    "these rules",
		outside:  anything,
	},
}

var (
	objects = []string{"internal/backupjob", "internal/recoverypoint", "internal/functions"}
	shared  = []string{"internal/providerdata", "internal/awsdiag", "internal/apivalue", "internal/*validator"}
	engine  = []string{"internal/jobwatch", "internal/awsbackup"}
	rules   = []string{"internal/lifecycle", "internal/catalog"}
)

// find returns the row of a package, given below the module's root.
func find(pkg string) (layer, bool) {
	for _, l := range layers {
		if matchesAny(l.packages, pkg) {
			return l, true
		}
	}
	return layer{}, false
}

func matchesAny(patterns []string, pkg string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if above, all := strings.CutSuffix(pattern, "/..."); all {
			return strings.HasPrefix(pkg, above+"/")
		}
		matched, err := path.Match(pattern, pkg)
		return err == nil && matched
	})
}
