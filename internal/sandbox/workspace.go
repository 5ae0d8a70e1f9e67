// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Workspace is one configuration with one Terraform and a state of its own.
type Workspace struct {
	terraform string
	dir       string
	env       []string
}

// Workspace copies the configuration in the directory into the sandbox, for
// the given Terraform and the provider as it was built. There is no init: with
// a development override Terraform needs none.
func (s *Sandbox) Workspace(terraform, configuration string) (*Workspace, error) {
	return s.workspace(terraform, configuration, fmt.Sprintf(
		"provider_installation {\n  dev_overrides { \"awsbackup/awsbackup\" = %q }\n  direct {}\n}\n", filepath.Dir(s.plugin())))
}

// MirrorWorkspace is Workspace with the provider installed by `terraform init`
// from a mirror in the file system, the way a released one is.
func (s *Sandbox) MirrorWorkspace(terraform, configuration, mirror string) (*Workspace, error) {
	return s.workspace(terraform, configuration, fmt.Sprintf(
		"provider_installation {\n  filesystem_mirror { path = %q }\n}\n", mirror))
}

func (s *Sandbox) workspace(terraform, configuration, cliConfig string) (*Workspace, error) {
	root, err := os.MkdirTemp(s.dir, "workspace-")
	if err != nil {
		return nil, fmt.Errorf("making a workspace: %w", err)
	}
	w := &Workspace{terraform: terraform, dir: filepath.Join(root, "configuration")}
	if err := copyConfiguration(w.dir, configuration); err != nil {
		return nil, err
	}
	rc := filepath.Join(root, "terraformrc")
	if err := os.WriteFile(rc, []byte(cliConfig), 0o600); err != nil {
		return nil, fmt.Errorf("writing Terraform's configuration: %w", err)
	}
	w.env = append(Impersonal(os.Environ(), func(string) bool { return false }),
		"TF_CLI_CONFIG_FILE="+rc,
		"TF_DATA_DIR="+filepath.Join(root, "data"),
		"TF_IN_AUTOMATION=1", // no advice on what to type next
		"TF_INPUT=0",
		"CHECKPOINT_DISABLE=1",
		"AWS_ENDPOINT_URL="+s.URL,
		"AWS_REGION="+Region,
		"AWS_ACCESS_KEY_ID="+madeUp,
		"AWS_SECRET_ACCESS_KEY="+madeUp,
		"AWS_EC2_METADATA_DISABLED=true",
		"AWS_CONFIG_FILE="+filepath.Join(root, "no-aws-config"),
		"AWS_SHARED_CREDENTIALS_FILE="+filepath.Join(root, "no-aws-credentials"),
	)
	return w, nil
}

// copyConfiguration copies the Terraform files that are directly in the
// directory, as Terraform itself would read them.
func copyConfiguration(target, configuration string) error {
	if err := os.Mkdir(target, 0o700); err != nil {
		return fmt.Errorf("copying the configuration: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(configuration, "*.tf"))
	if err != nil {
		return fmt.Errorf("copying the configuration: %w", err)
	}
	if len(files) == 0 {
		return fmt.Errorf("no Terraform configuration in %s", configuration)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("copying the configuration: %w", err)
		}
		if err := os.WriteFile(filepath.Join(target, filepath.Base(file)), content, 0o600); err != nil {
			return fmt.Errorf("copying the configuration: %w", err)
		}
	}
	return nil
}

// Dir is the directory that holds the configuration and the state.
func (w *Workspace) Dir() string { return w.dir }

// ExitError is a Terraform that ended with another code than 0.
type ExitError struct {
	Command string
	Code    int // -1: ended by a signal
	Output  string
}

func (e *ExitError) Error() string {
	return fmt.Sprintf("terraform %s ended with code %d:\n\n%s", e.Command, e.Code, e.Complaint())
}

// Complaint is what Terraform printed from its first error on, or everything
// if it named no error. It is cut right only with -no-color.
func (e *ExitError) Complaint() string {
	_, complaint, found := strings.Cut("\n"+e.Output, "\nError: ")
	if !found {
		return e.Output
	}
	return "Error: " + complaint
}

// Run runs Terraform in the workspace and returns all that it printed; the
// error is an *ExitError if Terraform itself complains. When ctx ends,
// Terraform is interrupted once and has half a minute to save its state.
func (w *Workspace) Run(ctx context.Context, args ...string) (string, error) {
	var output bytes.Buffer
	err := w.run(ctx, &output, &output, args...)
	return output.String(), err
}

// decode runs a command of Terraform that answers in JSON.
func (w *Workspace) decode(ctx context.Context, answer any, args ...string) error {
	var output, complaints bytes.Buffer
	if err := w.run(ctx, &output, &complaints, args...); err != nil {
		return err
	}
	if err := json.Unmarshal(output.Bytes(), answer); err != nil {
		return fmt.Errorf("reading what terraform %s says: %w", strings.Join(args, " "), err)
	}
	return nil
}

func (w *Workspace) run(ctx context.Context, stdout, stderr *bytes.Buffer, args ...string) error {
	cmd := exec.CommandContext(ctx, w.terraform, args...)
	cmd.Dir = w.dir
	cmd.Env = w.env
	cmd.Stdout = stdout
	cmd.Stderr = stderr
	ownGroup(cmd)
	cmd.Cancel = func() error { return interrupt(cmd.Process) }
	cmd.WaitDelay = 30 * time.Second
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && ctx.Err() == nil {
		return &ExitError{Command: strings.Join(args, " "), Code: exit.ExitCode(), Output: stdout.String()}
	}
	if err != nil {
		return fmt.Errorf("running terraform %s: %w", strings.Join(args, " "), errors.Join(ctx.Err(), err))
	}
	return nil
}

// Version is the version of the workspace's Terraform.
func (w *Workspace) Version(ctx context.Context) (string, error) {
	var answer struct {
		Version string `json:"terraform_version"`
	}
	err := w.decode(ctx, &answer, "version", "-json")
	return answer.Version, err
}

// Output decodes one output value of the applied configuration.
func (w *Workspace) Output(ctx context.Context, name string, value any) error {
	return w.decode(ctx, value, "output", "-json", name)
}
