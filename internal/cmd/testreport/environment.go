// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/sandbox"
)

// kept are the variables of Terraform's family that the tests need.
var kept = []string{"TF_ACC", "TF_ACC_TERRAFORM_PATH", "TF_ACC_PROVIDER_HOST", "TF_ACC_PROVIDER_NAMESPACE"}

// environment takes out of the user's variables what would make a test depend
// on whose machine it runs: AWS settings, Terraform settings, proxies. The
// tests get a Terraform configuration that is empty.
func environment(user []string, scratch string, keepAWS bool) ([]string, error) {
	config := filepath.Join(scratch, "terraformrc")
	if err := os.WriteFile(config, nil, 0o600); err != nil {
		return nil, fmt.Errorf("writing an empty Terraform configuration: %w", err)
	}
	env := sandbox.Impersonal(user, func(name string) bool {
		return slices.Contains(kept, name) || keepAWS && strings.HasPrefix(name, "AWS_")
	})
	if !keepAWS {
		env = slices.DeleteFunc(env, isProxy)
	}
	return append(env,
		"TF_CLI_CONFIG_FILE="+config,
		"CHECKPOINT_DISABLE=1",
		"AWS_EC2_METADATA_DISABLED=true",
	), nil
}

// goPlaces are Go's caches, named outright: a test with a home directory of its
// own that runs the go command would else look for modules in an empty cache,
// and there is no network to fill it.
func goPlaces(ctx context.Context) ([]string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "-json", "GOCACHE", "GOMODCACHE", "GOPATH").Output()
	if err != nil {
		return nil, fmt.Errorf("asking go for its caches: %w", err)
	}
	var places map[string]string
	if err := json.Unmarshal(out, &places); err != nil {
		return nil, fmt.Errorf("asking go for its caches: %w", err)
	}
	var env []string
	for name, value := range places {
		env = append(env, name+"="+value)
	}
	return env, nil
}

func isProxy(entry string) bool {
	name, _, _ := strings.Cut(entry, "=")
	return slices.Contains([]string{"HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY"}, strings.ToUpper(name))
}
