// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package job

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

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

// LeftoverKept is for the plan that destroys such an object: nothing is stopped or
// deleted, because a replacement may have continued with the job. Terraform does
// not tell the end of a replaced object from a destroy.
func (k *Kind[J]) LeftoverKept(id, of, onDestroy string) diag.Diagnostic {
	return diag.NewWarningDiagnostic("Destroy Leaves the Job of a Tainted Resource",
		fmt.Sprintf("The apply that started job %s of %s failed before the job had ended. A replacement may have continued with the job since, so on_destroy = %q is not carried out: the job continues and its %s stays. "+
			"To carry it out, run terraform untaint on this address and terraform apply, which waits for the job, then destroy.", id, of, onDestroy, k.Noun))
}

// Intent names what an object asks for, alike in the object that leaves a job
// behind and in the one that continues with it.
type Intent func(context.Context, *providerdata.Data) (string, diag.Diagnostics)

// SeeLeftover notes the job of an object whose create failed before the job had
// ended, for the plan of what follows it, see Continues.
func SeeLeftover(ctx context.Context, data *providerdata.Data, owners *providerdata.Owners, intent Intent) {
	if asked, diags := intent(ctx, data); !diags.HasError() {
		owners.SeeLeftover(asked)
	}
}

// Continues reports a plan whose apply starts nothing: it continues with the job
// of an apply that failed, whatever has become of what the job was started from.
func Continues(ctx context.Context, data *providerdata.Data, regionName string, intent Intent) bool {
	region, err := data.Region(regionName)
	if err != nil {
		return false
	}
	asked, diags := intent(ctx, data)
	return !diags.HasError() && region.Owners.Continues(asked)
}

// continueWith continues with a job that was handed over for this intent. ok is
// false for one that has left nothing to continue with.
func (s Starter[J]) continueWith(ctx context.Context, r Request[J], handed providerdata.HandedJob) (out Result[J], ok bool, err error) {
	if !s.Owners.Own(handed.ID) {
		return out, false, nil
	}
	now := time.Now()
	sent := attempt{Sent: Sent{JobID: handed.ID}, begin: now, end: now}
	if !handed.Created.IsZero() {
		sent.CreationDate = &handed.Created
	}
	found := s.look(ctx, sent)
	found.handed = s.Owners.TakeHanded(found.id)
	found.wasInFlight = found.observed != nil && !found.observed.Finished() // No answer of AWS's dates this look.
	out = Result[J]{Token: r.Token}.with(found)
	if found.unseen != nil && !found.recordGone() {
		return out, true, found.unseen
	}
	if found.unseen != nil && r.KeepExpired {
		out.Expired = true
		out.Warnings.Append(s.Kind.ExpiredWarning(found.id))
		return out, true, nil
	}
	if out.Warnings, ok = s.resume(ctx, r, found, &replays{}); ok {
		return out, true, nil
	}
	s.Owners.Release(found.id)
	return out, false, nil
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
