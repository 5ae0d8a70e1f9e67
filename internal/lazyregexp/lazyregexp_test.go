// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lazyregexp_test

import (
	"testing"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/lazyregexp"
)

func TestNew(t *testing.T) {
	t.Parallel()
	vault := lazyregexp.New(`^[a-z]+$`)
	if first, second := vault(), vault(); first != second {
		t.Error("compiled twice")
	}
	if !vault().MatchString("backups") || vault().MatchString("Back ups") {
		t.Error("not the expression that was given")
	}
	wrong := lazyregexp.New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("a wrong expression does not panic at its first use")
		}
	}()
	wrong()
}
