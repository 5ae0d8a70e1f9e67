// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// recordLife is how long AWS Backup keeps the record of a job at least, from the
// job's creation on.
const recordLife = 30 * 24 * time.Hour

// UnknownJobError is a job that AWS reports as unknown although it must have a
// record: it is younger than AWS keeps records.
type UnknownJobError struct {
	JobID string
	Age   time.Duration
	// Account is the account that state has for the job, "" if not known.
	Account string
	// Noun is what the job makes, such as "backup".
	Noun string
}

func (e *UnknownJobError) Error() string {
	account := "the " + e.Noun + "'s"
	if e.Account != "" {
		account = "account " + e.Account
	}
	return fmt.Sprintf("AWS Backup says that it does not know job %s. It keeps the record of a job for 30 days, and this one is %s old, so the record cannot have expired: "+
		"the answer is wrong for a moment, or the credentials or the endpoint lead to another account than %s", e.JobID, awsdiag.Span(e.Age), account)
}

// Find reads the record of an unfinished job that was created at this time, zero
// if not known. A single not-found is not believed: for a job that is young
// enough to have a record it is an [*UnknownJobError], for any other it takes as
// many as [jobwatch.GoneError] does. What comes back then is again a not-found.
func (k *Kind[J]) Find(ctx context.Context, api awsbackup.API, watcher *jobwatch.Watcher[J], id, account string, created time.Time) (*J, error) {
	job, err := k.Describe(ctx, api, id)
	return k.believed(ctx, watcher, job, err, id, account, created)
}

// FindRecent is Find for a refresh: many jobs cost few calls, and the answer may
// be some minutes old, see [jobwatch.Watcher.Recent].
func (k *Kind[J]) FindRecent(ctx context.Context, watcher *jobwatch.Watcher[J], id, account string, created time.Time) (*J, error) {
	job, err := watcher.Recent(ctx, id, created)
	return k.believed(ctx, watcher, job, err, id, account, created)
}

func (k *Kind[J]) believed(ctx context.Context, watcher *jobwatch.Watcher[J], job *J, err error, id, account string, created time.Time) (*J, error) {
	if !awsbackup.IsNotFound(err) {
		return job, err
	}
	now := awsbackup.Clock(err)
	presence, _ := lifecycle.Judge(lifecycle.Evidence{
		Answer: lifecycle.AnswerNotFound, Now: now, Seen: true, Confirmed: true, Account: lifecycle.MatchSame,
		// Without a creation date this is long ago: the record may have expired.
		DeleteAt: created.Add(recordLife),
	})
	if presence == lifecycle.PresenceGoneEarly {
		return nil, &UnknownJobError{JobID: id, Age: now.Sub(created), Account: account, Noun: k.Noun}
	}
	return watcher.Wait(ctx, jobwatch.Request{ID: id, Created: created, Until: jobwatch.Seen})
}
