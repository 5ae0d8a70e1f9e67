// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/job"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// A start by an explicit token keeps the job that it was led to only where that
// is certainly its own, and says which job it was.
func TestStart_explicitUndecided(t *testing.T) {
	t.Parallel()
	unsent := errors.New("not sent")
	for name, test := range map[string]struct {
		earlier bool // the job is an hour old
		prepare func(*auditor, *providerdata.Owners, *job.Request[audit])
		keeps   bool
		err     error  // in the chain
		says    string // what the report says
	}{
		"not seen": {
			prepare: func(a *auditor, _ *providerdata.Owners, _ *job.Request[audit]) { a.fault = errors.New("unreadable") },
			keeps:   true, err: context.DeadlineExceeded, says: "audit-1",
		},
		"of an earlier apply, not seen": {
			earlier: true,
			prepare: func(a *auditor, _ *providerdata.Owners, _ *job.Request[audit]) { a.fault = errors.New("unreadable") },
			err:     context.DeadlineExceeded, says: "Looking at job audit-1, which an earlier start of the same request led to, failed",
		},
		"being deleted by another": {
			earlier: true,
			prepare: func(_ *auditor, o *providerdata.Owners, _ *job.Request[audit]) { o.Leave("audit-1", "") },
			says:    "job audit-1, which another resource of this apply is stopping or deleting",
		},
		"no ID in the answer": {
			prepare: func(_ *auditor, _ *providerdata.Owners, r *job.Request[audit]) {
				r.Send = func(context.Context, string, ...func(*backup.Options)) (job.Sent, error) { return job.Sent{}, nil }
			},
			says: "StartAuditJob was answered without a job ID",
		},
		"not sent": {
			prepare: func(_ *auditor, _ *providerdata.Owners, r *job.Request[audit]) {
				r.Send = func(context.Context, string, ...func(*backup.Options)) (job.Sent, error) { return job.Sent{}, unsent }
			},
			err: unsent, says: "not sent",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var service auditor
				if test.earlier {
					service.start("ledger", "release-7")
					time.Sleep(time.Hour)
				}
				kind, region := service.apply()
				request := service.request("ledger", "release-7")
				request.Explicit = true
				request.Mismatch = func(*audit) error { return nil }
				test.prepare(&service, region.Owners, &request)
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				out, err := job.NewStarter(kind, region, providerdata.RetryIntervals{}).Start(ctx, request)
				if kept := out.JobID == "audit-1"; kept != test.keeps || region.Owners.Owned("audit-1") != test.keeps {
					t.Errorf("job %q is kept, owned: %t; want %t", out.JobID, region.Owners.Owned("audit-1"), test.keeps)
				}
				if err == nil || test.err != nil && !errors.Is(err, test.err) {
					t.Errorf("the error is %v, want %v", err, test.err)
				}
				d := job.StartFailed(ctx, awsdiag.Attempt{Kind: kind.Name, Doing: "starting"}, out.JobID, err, time.Minute)
				if !strings.Contains(d.Detail(), test.says) {
					t.Errorf("the report lacks %q:\n%s", test.says, d.Detail())
				}
			})
		})
	}
}

// A stop while a start keeps its distance from the last one: none follows, and the
// ended jobs are named all the same.
func TestStart_interruptedBetweenStarts(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var service auditor
		token := job.DeriveToken("ledger")
		for next := token; len(service.audits) < 2; {
			next = job.SaltToken(next, service.start("ledger", next).id)
		}
		time.Sleep(time.Hour)
		kind, region := service.apply()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out, err := job.NewStarter(kind, region, providerdata.RetryIntervals{ClockCheck: time.Hour}).Start(ctx, service.request("ledger", token))
		if !errors.Is(err, context.DeadlineExceeded) || out.JobID != "" || len(out.Warnings) != 2 || len(service.audits) != 2 {
			t.Errorf("job %q, %d warnings and %v; %d jobs; want 2 warnings, the time-out and no third job", out.JobID, len(out.Warnings), err, len(service.audits))
		}
	})
}

// Of two creates with one intent, one continues with the job that was handed over.
func TestStart_handedToAnother(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var service auditor
		left := service.start("ledger", "before")
		kind, region := service.apply()
		region.Owners.HandOver(providerdata.HandedJob{ID: left.id, Created: left.created}, "ledger")
		region.Owners.Own(left.id)
		request := service.request("ledger", job.DeriveToken("ledger"))
		request.Intent = "ledger"
		out, err := job.NewStarter(kind, region, providerdata.RetryIntervals{}).Start(t.Context(), request)
		if err != nil || out.JobID != "audit-2" || len(out.Warnings) > 0 {
			t.Errorf("job %q with %v, %v; want a second one", out.JobID, out.Warnings, err)
		}
	})
}

// A deletion that is stopped while it waits for the create of a new address has
// ended nothing.
func TestLeave_stopped(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var owners providerdata.Owners
		_, ok, err := job.Leave(ctx, &owners, providerdata.RetryIntervals{RenameGrace: time.Minute}, "audit-1", "release-7")
		if ok || !errors.Is(err, context.DeadlineExceeded) || owners.Left("audit-1") {
			t.Errorf("left: %t, %t, %v; want the time-out and nothing else", ok, owners.Left("audit-1"), err)
		}
	})
}
