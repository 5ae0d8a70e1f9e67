// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Region is the default region of a workspace with an emulator, and the region
// that examples/demo names.
const Region = "eu-central-1"

// Settings are what a workspace's Terraform works with.
type Settings struct {
	// Terraform is the path of the program.
	Terraform string
	// Installation says where Terraform finds providers. The default is the
	// registry, beside the providers of TF_REATTACH_PROVIDERS.
	Installation Installation
	// Endpoint is the address of an emulator. Without it, Terraform gets the
	// AWS and Terraform settings of this process, as for a real account.
	Endpoint string
	// Env are more variables, NAME=value. They override the others.
	Env []string
}

// Installation is a provider_installation block of Terraform's CLI configuration.
type Installation string

// Override uses the providers' executables in these directories, by address, as
// they are. Terraform needs no init then, except for modules.
func Override(directories map[string]string) Installation {
	var overrides strings.Builder
	for address, dir := range directories {
		fmt.Fprintf(&overrides, "    %q = %q\n", address, dir)
	}
	return Installation("provider_installation {\n  dev_overrides {\n" + overrides.String() + "  }\n  direct {}\n}\n")
}

// Mirror has terraform init install providers from a directory, as released ones.
func Mirror(dir string) Installation {
	return Installation(fmt.Sprintf("provider_installation {\n  filesystem_mirror { path = %q }\n}\n", dir))
}

// Workspace is a configuration with a state, and the Terraform that runs there.
type Workspace struct {
	// Dir holds the configuration and the state.
	Dir string
	// Env is the environment of Terraform.
	Env []string

	terraform string
}

// New returns a workspace in the directory, which is created if it does not
// exist. The caller removes it.
func New(dir string, s Settings) (*Workspace, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	w := &Workspace{Dir: dir, terraform: s.Terraform, Env: os.Environ()}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making a workspace: %w", err)
	}
	if s.Endpoint != "" {
		w.Env = append(Impersonal(w.Env, func(string) bool { return false }),
			"AWS_ENDPOINT_URL_BACKUP="+s.Endpoint,
			"AWS_ENDPOINT_URL_STS="+s.Endpoint,
			"AWS_REGION="+Region,
			"AWS_ACCESS_KEY_ID=made-up",
			"AWS_SECRET_ACCESS_KEY=made-up",
			"AWS_EC2_METADATA_DISABLED=true",
			"AWS_CONFIG_FILE="+os.DevNull,
			"AWS_SHARED_CREDENTIALS_FILE="+os.DevNull,
		)
	}
	w.Env = append(w.Env, "TF_IN_AUTOMATION=1", "TF_INPUT=0", "CHECKPOINT_DISABLE=1")
	if s.Endpoint != "" || s.Installation != "" {
		// The name is none that Terraform reads as configuration.
		if err := w.Write("terraformrc", string(s.Installation)); err != nil {
			return nil, err
		}
		w.Env = append(w.Env, "TF_CLI_CONFIG_FILE="+filepath.Join(dir, "terraformrc"))
	}
	w.Env = append(w.Env, s.Env...)
	return w, nil
}

// Unset removes the variables whose names begin with a prefix from the
// environment, except for the names to keep.
func (w *Workspace) Unset(prefix string, keep ...string) {
	w.Env = slices.DeleteFunc(w.Env, func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		return strings.HasPrefix(name, prefix) && !slices.Contains(keep, name)
	})
}

// Write writes a file below the workspace's directory.
func (w *Workspace) Write(name, content string) error {
	if err := os.WriteFile(filepath.Join(w.Dir, filepath.FromSlash(name)), []byte(content), 0o600); err != nil {
		return fmt.Errorf("writing %s for Terraform: %w", name, err)
	}
	return nil
}

// Read returns a file below the workspace's directory.
func (w *Workspace) Read(name string) (string, error) {
	content, err := os.ReadFile(filepath.Join(w.Dir, filepath.FromSlash(name)))
	return string(content), err
}

// Copy copies the configuration that is directly in a directory, without a
// state and modules below.
func (w *Workspace) Copy(configuration string) error {
	files, err := filepath.Glob(filepath.Join(configuration, "*.tf"))
	if err == nil && len(files) == 0 {
		err = fmt.Errorf("no Terraform configuration in %s", configuration)
	}
	for _, file := range files {
		content, readErr := os.ReadFile(file)
		if readErr != nil {
			return readErr
		}
		if err := w.Write(filepath.Base(file), string(content)); err != nil {
			return err
		}
	}
	return err
}
