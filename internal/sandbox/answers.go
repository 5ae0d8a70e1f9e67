// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package sandbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// Decode runs a command of Terraform that answers in JSON.
func (w *Workspace) Decode(ctx context.Context, answer any, args ...string) error {
	out, err := w.Stdout(ctx, args...)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(out, answer); err != nil {
		return fmt.Errorf("reading the answer of terraform %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// Version is the version of the workspace's Terraform.
func (w *Workspace) Version(ctx context.Context) (string, error) {
	var answer struct {
		Version string `json:"terraform_version"`
	}
	err := w.Decode(ctx, &answer, "version", "-json")
	return answer.Version, err
}

// Diagnostic is an error or a warning as Terraform shows it.
type Diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
	Address  string `json:"address"`
	Snippet  struct {
		Code string `json:"code"`
	} `json:"snippet"`
}

// String is the address, the severity and the summary.
func (d Diagnostic) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s: %s", d.Address, d.Severity, d.Summary))
}

// Diagnose runs a command of Terraform that takes -json and returns its
// diagnostics in order. The error is for a command that failed without an error
// diagnostic, or succeeded with one. validate has a method of its own.
//
// Of the warnings of a plan with the same summary, Terraform shows the first.
func (w *Workspace) Diagnose(ctx context.Context, args ...string) ([]Diagnostic, error) {
	out, err := w.Stdout(ctx, append([]string{args[0], "-json"}, args[1:]...)...)
	var found []Diagnostic
	failed := false
	for line := range bytes.Lines(out) {
		var message struct {
			Type       string     `json:"type"`
			Diagnostic Diagnostic `json:"diagnostic"`
		}
		if json.Unmarshal(line, &message) == nil && message.Type == "diagnostic" {
			found = append(found, message.Diagnostic)
			failed = failed || message.Diagnostic.Severity == "error"
		}
	}
	switch {
	case err != nil && !failed:
		return found, err
	case err == nil && failed:
		return found, fmt.Errorf("terraform %s succeeded with an error diagnostic:\n%s", strings.Join(args, " "), out)
	}
	return found, nil
}

// Validate runs terraform validate and returns its diagnostics.
func (w *Workspace) Validate(ctx context.Context) ([]Diagnostic, error) {
	out, err := w.Stdout(ctx, "validate", "-json")
	var answer struct {
		Valid       bool         `json:"valid"`
		Diagnostics []Diagnostic `json:"diagnostics"`
	}
	if decodeErr := json.Unmarshal(out, &answer); decodeErr != nil || answer.Valid == (err != nil) {
		return nil, fmt.Errorf("terraform validate: %w\n%s", errors.Join(err, decodeErr), out)
	}
	return answer.Diagnostics, nil
}
