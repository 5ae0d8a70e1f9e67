// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// tokenBook remembers which job an idempotency token has started. The token
// alone decides, even for another resource (reference 3.6).
type tokenBook[J any] map[string]tokenEntry[J]

// laterTokenLife is how long tokens of copies and restores are remembered: what
// AWS once documented for restores.
const laterTokenLife = time.Hour

type tokenEntry[J any] struct {
	job J
	at  time.Time
}

// replay finds the job of a token that is not older than life.
func (b tokenBook[J]) replay(token string, life time.Duration, now time.Time) (job J, found bool) {
	entry, found := b[token]
	if !found {
		return job, false
	}
	if !now.Before(entry.at.Add(life)) {
		delete(b, token)
		return job, false
	}
	return entry.job, true
}

// remember keeps the job that a token has started; no token, nothing to keep.
func (b tokenBook[J]) remember(token string, job J, now time.Time) {
	if token != "" {
		b[token] = tokenEntry[J]{job: job, at: now}
	}
}
