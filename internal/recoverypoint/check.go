// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"context"
	"time"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/providerdata"
)

// StatusDeleted is what recovery_point_status is for a point that is gone
// because its time had come. No API status has this name.
const StatusDeleted = "DELETED"

// Effort says how much [Client.Check] does to find out about a point.
type Effort int

const (
	// Once reads the point once.
	Once Effort = iota
	// Patient repeats the read for a while if the point is not found: AWS
	// may not show a point yet although it has reported its ARN.
	Patient
	// Thorough settles every doubt that AWS can settle now, as a refresh must:
	// it reads a missing point again, and finds out which account answered and
	// whether the vault exists. It waits for no point to become visible: a
	// refresh of many resources must not take minutes.
	Thorough
)

// State is what [Client.Check] has found out.
type State struct {
	Presence lifecycle.Presence
	Doubt    lifecycle.Doubt
	// Point is set if the point is there. It is shared and must not be changed.
	Point *awsbackup.Point
	// Err is AWS's answer if the point could not be read.
	Err error

	ref Ref
	// answering is the account that answered, "" if not known.
	answering string
	// vaultListed says that the list of vaults has been read.
	vaultListed bool
}

// Check reads the point and answers "is it gone?".
func (c *Client) Check(ctx context.Context, ref Ref, effort Effort) State {
	s := State{ref: ref}
	s.Point, s.Err = c.read(ctx, ref, effort == Patient)
	evidence := ref.evidence(s.Err)
	evidence.Confirmed = effort == Patient
	asked := make(map[lifecycle.Doubt]bool)
	for {
		s.Presence, s.Doubt = lifecycle.Judge(evidence)
		if effort != Thorough || asked[s.Doubt] {
			return s
		}
		asked[s.Doubt] = true
		switch s.Doubt {
		case lifecycle.DoubtUnconfirmed:
			evidence.Confirmed = c.confirmMissing(ctx, ref)
		case lifecycle.DoubtAccountUnknown:
			evidence.Account, s.answering = c.matchAccount(ctx, ref)
		case lifecycle.DoubtDenied:
			if listing, err := c.listVault(ctx, ref.VaultName); err == nil {
				s.vaultListed, s.answering = true, listing.account
				evidence.VaultMissing, evidence.Account = !listing.exists, ref.match(listing.account)
			}
		default:
			return s
		}
	}
}

// evidence is what is known without another call.
func (r Ref) evidence(err error) lifecycle.Evidence {
	return lifecycle.Evidence{
		Answer: answerOf(err), Now: awsbackup.Clock(err), Seen: r.Seen, Ended: r.Ended, Temporary: r.Temporary,
		DeleteAt: r.DeleteAt, Created: r.CreationDate, DeleteAfterDays: r.DeleteAfterDays,
	}
}

// read reads the point, shared with every other refresh of this process.
// patient repeats it while the point is not found and its time has not come.
func (c *Client) read(ctx context.Context, ref Ref, patient bool) (*awsbackup.Point, error) {
	deadline := time.Now().Add(c.Pace.PointRetryFor)
	for {
		point, err := c.Points.Get(ctx, ref.VaultName, ref.ARN, ref.CreationDate)
		if !patient || !awsbackup.IsNotFound(err) || time.Now().After(deadline) {
			return point, err
		}
		if presence, _ := lifecycle.Judge(ref.evidence(err)); presence == lifecycle.PresenceDue {
			return point, err
		}
		if providerdata.Sleep(ctx, c.Pace.PointRetryEvery) != nil {
			return nil, err
		}
	}
}

// confirmMissing reads the point once more: one not-found right after a change
// in AWS is not proof.
func (c *Client) confirmMissing(ctx context.Context, ref Ref) bool {
	c.Points.Forget(ref.VaultName, ref.ARN)
	err := providerdata.Sleep(ctx, c.Pace.PointRetryEvery)
	if err == nil {
		_, err = c.read(ctx, ref, false)
	}
	return awsbackup.IsNotFound(err)
}

func answerOf(err error) lifecycle.Answer {
	switch {
	case err == nil:
		return lifecycle.AnswerFound
	case awsbackup.IsNotFound(err):
		return lifecycle.AnswerNotFound
	case awsbackup.IsAccessDenied(err):
		return lifecycle.AnswerDenied
	case awsbackup.IsPermanent(err) && !awsbackup.IsCredentials(err):
		return lifecycle.AnswerUnreadable
	}
	return lifecycle.AnswerFailed
}
