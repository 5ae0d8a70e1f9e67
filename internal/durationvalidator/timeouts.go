// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package durationvalidator

import (
	actionschema "github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
)

// ResourceTimeouts makes each timeout of a resource's timeouts block a [Positive] duration. One of nothing or less would end the
// operation before it begins.
func ResourceTimeouts(block schema.Block) schema.Block {
	nested, _ := block.(schema.SingleNestedBlock) // as package timeouts makes it
	for name, attribute := range nested.Attributes {
		if timeout, ok := attribute.(schema.StringAttribute); ok {
			timeout.Validators = append(timeout.Validators, Positive())
			nested.Attributes[name] = timeout
		}
	}
	return block
}

// ActionTimeouts is [ResourceTimeouts] for an action.
func ActionTimeouts(block actionschema.Block) actionschema.Block {
	nested, _ := block.(actionschema.SingleNestedBlock) // as package timeouts makes it
	for name, attribute := range nested.Attributes {
		if timeout, ok := attribute.(actionschema.StringAttribute); ok {
			timeout.Validators = append(timeout.Validators, Positive())
			nested.Attributes[name] = timeout
		}
	}
	return block
}
