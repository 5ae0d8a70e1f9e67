// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package awsdiag translates errors, and backup, copy and restore jobs that failed or completed with issues, into
// Terraform diagnostics. Each diagnostic names the attempt, AWS's message, the likely cause, the fix, and where to
// look.
//
// Three promises hold for all of them. AWS's message is never shortened: a message that no table lists is returned in
// full. Secrets never appear: signatures, session tokens, passwords and keys are cut out of whatever an error
// wraps. The text is always valid UTF-8, because a plugin that sends anything else loses its whole response, state
// included.
//
// The knowledge is data: documented messages in messages*.go, exceptions in exceptions.go, what each operation needs
// in operations.go. Text is matched only against what AWS documents; everything else goes by type and by error code.
package awsdiag
