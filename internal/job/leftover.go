// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/jobwatch"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// LeftoverWarning is for the refresh of an object whose create failed before its
// job had ended, so that its plan needs an explanation. state is the job's, empty
// says that it has ended without a result. of is what the job works on.
func (k *Kind[J]) LeftoverWarning(id, of, state string, empty bool) diag.Diagnostic {
	next := fmt.Sprintf("the apply adopts this job and its %s. Nothing is destroyed and no second job is started", k.Noun)
	if empty {
		next = fmt.Sprintf("the apply starts a new job. Nothing is destroyed, since this one has left no %s", k.Noun)
	}
	return diag.NewWarningDiagnostic(k.Title+" Left by a Failed Apply",
		fmt.Sprintf("An earlier apply failed before job %s of %s had ended, for instance because timeouts.create ran out. The job is %s now. "+
			"Where the plan shows the resource as tainted, to be replaced, and counts 1 to destroy, %s.", id, of, state, next))
}

// handedOver finds and owns the job that a leftover of this process has handed
// over for the request: one in flight, or one that has made something since; nil
// if there is none.
func (s Starter[J]) handedOver(ctx context.Context, r Request[J]) (*J, diag.Diagnostic, error) {
	for _, id := range s.Owners.Handed(r.Intent) {
		found, err := s.Watcher.Wait(ctx, jobwatch.Request{ID: id, Until: jobwatch.Seen})
		if _, gone := errors.AsType[*jobwatch.GoneError](err); gone {
			continue
		}
		if err != nil {
			return nil, nil, &UnseenJobError{Kind: s.Kind.Name, JobID: id, Err: err}
		}
		o := s.Kind.Observe(found)
		switch {
		case !o.Finished() && s.Owners.Own(id):
			return found, s.resumedWarning(o), nil
		case leftResult(o) && r.ResultGone(ctx, found) == "" && s.Owners.Own(id):
			return found, s.handedWarning(o), nil
		}
	}
	return nil, nil, nil
}

// Leave takes the right to delete what the job made, or to stop it, until done
// is called. It comes right before the first call that does so. ok is false if a
// create has the job by then: that of a renamed resource is led to the job of the
// old address, which is deleted at the same time. The error is that of ctx.
func Leave(ctx context.Context, owners *providerdata.Owners, intervals providerdata.RetryIntervals, id, token string) (done func(), ok bool, err error) {
	if token != "" && !IsDerived(token) {
		// An explicit token leads to its job even when that has ended. Terraform
		// begins the create of the new address and this deletion in any order.
		if err := providerdata.Sleep(ctx, intervals.RenameGrace); err != nil {
			return nil, false, err
		}
	}
	done, ok = owners.Leave(id, token)
	return done, ok, nil
}
