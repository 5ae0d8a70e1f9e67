// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package arnvalidator checks single ARN arguments, for schemas that are not a whole backup request: data sources, list
// resources, imports. Package lifecyclevalidator checks requests.
package arnvalidator

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// Resource accepts the ARN of a resource that can be backed up. ARNs of services unknown to the catalogue pass.
func Resource() validator.String {
	return arnValidator{what: "the ARN of a resource", parse: func(s string) error {
		if _, err := catalog.ParseARN(s); err != nil {
			return err
		}
		if catalog.IsRecoveryPointARN(s) {
			return &catalog.ARNError{Value: s, Reason: "it names a backup, not a resource"}
		}
		return nil
	}}
}

// RecoveryPoint accepts the ARN of a recovery point. ARNs of services unknown to the catalogue pass.
func RecoveryPoint() validator.String {
	return arnValidator{what: "the ARN of a recovery point", parse: func(s string) error {
		_, err := catalog.ParseRecoveryPointARN(s)
		return err
	}}
}

// Vault accepts the ARN of a backup vault.
func Vault() validator.String {
	return arnValidator{what: "the ARN of a backup vault", parse: func(s string) error {
		_, _, err := catalog.ParseVaultARN(s)
		return err
	}}
}

type arnValidator struct {
	what  string
	parse func(string) error
}

func (v arnValidator) Description(context.Context) string {
	return "must be " + v.what
}

func (v arnValidator) MarkdownDescription(ctx context.Context) string {
	return v.Description(ctx)
}

func (v arnValidator) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	value := req.ConfigValue.ValueString()
	if err := v.parse(value); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Not "+v.what,
			fmt.Sprintf("%s is %q, which cannot be used because %s.", req.Path, value, catalog.Reason(err)))
	}
}
