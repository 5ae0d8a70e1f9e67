// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"
)

// tokenVersion is the first part of every derived token. It changes with what
// the hash covers: a token of another version would start a second job where
// the old one would have resumed the first.
const tokenVersion = "tfab1-"

// DeriveToken is the idempotency token of a request for which the configuration
// gives none. The same source has the same token in every run, so that an apply
// that was cut off finds its job again. The source is a struct of strings,
// numbers and maps of strings; its field order and JSON names are part of the
// token's version. It must cover everything that is sent except tags, and also
// the Region, triggers and the provider's idempotency_scope.
func DeriveToken(source any) string {
	// Strings, numbers and maps of strings cannot fail to encode.
	encoded, _ := json.Marshal(source) //nolint:errchkjson // see above
	return tokenVersion + digest(encoded)
}

// SaltToken is the token of the next job after one that has ended. It depends on
// that job, so that a second apply that was cut off resumes the second job.
func SaltToken(token, endedJobID string) string {
	return tokenVersion + digest([]byte(token+"\n"+endedJobID))
}

// IsDerived reports a token of [DeriveToken] or [SaltToken].
func IsDerived(token string) bool { return strings.HasPrefix(token, tokenVersion) }

// RandomToken is the token of one invocation of an action: every invocation
// starts a job of its own, and a repetition within it does not.
func RandomToken() string { return "tfab-action-" + rand.Text() }

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
