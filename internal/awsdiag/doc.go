// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package awsdiag is the one translation from an error, or from a backup job that did not end well, to a Terraform
// diagnostic. Every diagnostic says what was tried, what AWS said, the likely cause, the fix as a thing to do, and
// where to look.
//
// Three promises hold for all of them. What AWS said is never shortened: a message that no table here knows passes
// through whole. Secrets never appear: signatures, session tokens, passwords and keys are cut out of whatever an error
// wraps. The text is always valid UTF-8, because a plugin that sends anything else loses its whole response, state
// included.
//
// The knowledge is data: documented messages in messages*.go, exceptions in exceptions.go, what each operation needs
// in operations.go. Text is matched only against what AWS documents; everything else goes by type and by error code.
package awsdiag
