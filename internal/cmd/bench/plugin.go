// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// plugin is one provider's executable, and a configuration of one resource of
// its.
type plugin struct {
	*sandbox.Workspace

	name string // as the table says it
	path string

	required string // the terraform block of its configurations
}

// configurations are one resource each, which is not there yet.
const (
	floorConfiguration = `
resource "floor_nothing" "test" {
  name = "test"
}
`
	ourConfiguration = `
resource "awsbackup_backup_job" "test" {
  backup_vault_name = "` + vault + `"
  resource_arn      = "arn:aws:ec2:eu-central-1:123456789012:volume/vol-0123456789abcdef0"
  iam_role_arn      = "` + roleARN + `"
}
`
	peerConfiguration = `
provider "aws" {
  skip_requesting_account_id = true
}

resource "aws_backup_vault" "test" {
  name = "test"
}
`
)

// install makes a workspace below root in which Terraform finds the executable by
// a development override.
func install(root, terraform, name, source, executable, configuration string, c *cloud) (*plugin, error) {
	local := filepath.Base(source)
	w, err := sandbox.New(filepath.Join(root, local), sandbox.Settings{
		Terraform: terraform, Endpoint: c.url, Installation: sandbox.Override(map[string]string{source: filepath.Dir(executable)}),
	})
	if err != nil {
		return nil, err
	}
	required := fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n", local, source)
	return &plugin{name: name, path: executable, required: required, Workspace: w}, w.Write("main.tf", required+configuration)
}

// plugins builds the floor and the provider, and takes the peer from peerPath;
// peer is nil where that is "".
func plugins(ctx context.Context, terraform, repository, root, peerPath string, c *cloud) (floor, ours, peer *plugin, err error) {
	made := func(name, source, pkg, configuration string) (*plugin, error) {
		local := filepath.Base(source)
		executable, err := sandbox.Build(ctx, repository, pkg, filepath.Join(root, "plugins", local), "terraform-provider-"+local, true)
		if err != nil {
			return nil, err
		}
		return install(root, terraform, name, source, executable, configuration, c)
	}
	if floor, err = made("the floor", "awsbackup/floor", "./internal/cmd/bench/floor", floorConfiguration); err != nil {
		return nil, nil, nil, err
	}
	if ours, err = made("ours", "awsbackup/awsbackup", ".", ourConfiguration); err != nil {
		return nil, nil, nil, err
	}
	if peerPath == "" {
		return floor, ours, nil, nil
	}
	if peerPath, err = filepath.Abs(peerPath); err != nil {
		return nil, nil, nil, err
	}
	dir := filepath.Join(root, "plugins", "aws")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return nil, nil, nil, err
	}
	executable := filepath.Join(dir, "terraform-provider-aws")
	if err := os.Symlink(peerPath, executable); err != nil {
		return nil, nil, nil, fmt.Errorf("PEER_PROVIDER: %w", err)
	}
	peer, err = install(root, terraform, "hashicorp/aws", "hashicorp/aws", executable, peerConfiguration, c)
	return floor, ours, peer, err
}

func (p *plugin) size() (int64, error) {
	info, err := os.Stat(p.path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
