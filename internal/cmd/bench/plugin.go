// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// plugin is one provider's executable, and a configuration of one resource of
// its.
type plugin struct {
	name string // as the table says it
	path string
	dir  string // with main.tf
	env  []string
}

// release are the arguments of a release build (.goreleaser.yml), but for the
// version.
var release = []string{"build", "-trimpath", "-tags", "grpcnotrace", "-ldflags", "-s -w -funcalign=16"}

// build builds a package of the repository as a release does.
func build(ctx context.Context, repository, pkg, target string) error {
	cmd := exec.CommandContext(ctx, "go", append(release, "-o", target, pkg)...)
	cmd.Dir = repository
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", pkg, err, output)
	}
	return nil
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

// install makes a directory below root in which Terraform finds the executable
// by a development override, and no settings of the person's.
func install(root, name, source, executable, configuration string, c *cloud) (*plugin, error) {
	local := source[strings.LastIndex(source, "/")+1:]
	p := &plugin{name: name, path: executable, dir: filepath.Join(root, local, "configuration")}
	if err := os.MkdirAll(p.dir, 0o700); err != nil {
		return nil, err
	}
	rc := filepath.Join(root, local, "terraformrc")
	for file, content := range map[string]string{
		rc: fmt.Sprintf("provider_installation {\n  dev_overrides { %q = %q }\n  direct {}\n}\n", source, filepath.Dir(executable)),
		filepath.Join(p.dir, "main.tf"): fmt.Sprintf("terraform {\n  required_providers {\n    %s = { source = %q }\n  }\n}\n%s",
			local, source, configuration),
	} {
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			return nil, err
		}
	}
	p.env = append(sandbox.Impersonal(os.Environ(), func(string) bool { return false }),
		"TF_CLI_CONFIG_FILE="+rc, "TF_DATA_DIR="+filepath.Join(root, local, "data"), "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1",
		"AWS_ENDPOINT_URL="+c.url, "AWS_REGION="+region, "AWS_ACCESS_KEY_ID=made-up", "AWS_SECRET_ACCESS_KEY=made-up",
		"AWS_EC2_METADATA_DISABLED=true", "AWS_CONFIG_FILE="+os.DevNull, "AWS_SHARED_CREDENTIALS_FILE="+os.DevNull)
	return p, nil
}

// plugins builds the floor and the provider, and takes the peer from peerPath;
// peer is nil where that is "".
func plugins(ctx context.Context, repository, root, peerPath string, c *cloud) (floor, ours, peer *plugin, err error) {
	made := func(name, source, pkg, configuration string) (*plugin, error) {
		executable := filepath.Join(root, "plugins", filepath.Base(source), "terraform-provider-"+filepath.Base(source))
		if err := build(ctx, repository, pkg, executable); err != nil {
			return nil, err
		}
		return install(root, name, source, executable, configuration, c)
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
	peer, err = install(root, "hashicorp/aws", "hashicorp/aws", executable, peerConfiguration, c)
	return floor, ours, peer, err
}

func (p *plugin) size() (int64, error) {
	info, err := os.Stat(p.path)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
