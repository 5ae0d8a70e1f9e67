// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/lifecycle"
)

// Diagnostic explains a point that is gone early, or about which AWS left a
// doubt. It is an error; a caller that keeps its object turns it into a warning
// with [awsdiag.Warning]. Of a point that is there, or gone as planned, there is
// nothing to explain.
func (s State) Diagnostic() diag.Diagnostic {
	fault := func() diag.Diagnostic { return s.ref.fault("reading recovery point ", "DescribeRecoveryPoint", s.Err) }
	switch {
	case s.Presence == lifecycle.PresenceGoneEarly:
		return s.ref.goneEarly()
	case awsbackup.IsAccessDenied(s.Err):
		return s.notReadable(fault())
	case s.Doubt == lifecycle.DoubtUnreadable:
		return s.ref.unreadable(fault())
	case s.Doubt == lifecycle.DoubtNeverSeen:
		return s.ref.neverSeen(s.Err)
	case s.Doubt == lifecycle.DoubtOtherAccount, s.Doubt == lifecycle.DoubtAccountUnknown:
		return s.ref.otherAccount(s.answering).diagnostic()
	}
	return fault()
}

// Failed says that the call failed for a reason of its own, so that nothing is
// known about the point.
func (s State) Failed() bool { return s.Doubt == lifecycle.DoubtFailed }

func (r Ref) goneEarly() diag.Diagnostic {
	return diag.NewErrorDiagnostic("Recovery Point Deleted Early",
		fmt.Sprintf("Recovery point %s of %s is gone although it was %s. A user or another process deleted it, so the resource is removed from state and a new %s is planned. "+
			"To do without one, remove the resource from the configuration.", r.ARN, r.Owner, r.keptUntil(), r.noun()))
}

// unreadable is about a point that the endpoint gives no usable answer for.
func (r Ref) unreadable(fault diag.Diagnostic) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Recovery Point Not Readable",
		fmt.Sprintf("The endpoint cannot be asked about recovery point %s of %s, so it is not known whether the %s is still there. State is kept as it was.\n\n%s", r.ARN, r.Owner, r.noun(), fault.Detail()))
}

// neverSeen is about a point that AWS has reported and not shown.
func (r Ref) neverSeen(err error) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Recovery Point Not Visible Yet",
		fmt.Sprintf("AWS Backup has never shown recovery point %s of %s, and does not find it in vault %s now. It may become visible later, or it was deleted before it could be read. "+
			"State is kept as it was, and no new %s is planned: the next refresh checks again. If the %s is really gone, take a new one with terraform apply -replace, "+
			"or remove the resource with terraform state rm.\n\n%s", r.ARN, r.Owner, r.VaultName, r.noun(), r.noun(), err))
}

func (r Ref) keptUntil() string {
	if r.DeleteAt.IsZero() {
		return "to be kept indefinitely"
	}
	return "to be kept until " + r.DeleteAt.Format(time.RFC3339)
}

// notReadable is about a point that may not be read, with what the list of
// vaults says about its vault.
func (s State) notReadable(denied diag.Diagnostic) diag.Diagnostic {
	which := "Whether the vault still exists is not known."
	switch {
	case s.Doubt == lifecycle.DoubtOtherAccount:
		which = fmt.Sprintf("The credentials belong to account %s, and the %s is in account %s.", s.answering, s.ref.noun(), s.ref.AccountID)
	case s.Doubt == lifecycle.DoubtVaultMissing:
		which = fmt.Sprintf("There is no vault %s in region %s any more, so the recovery point is gone with it. If that is intended, remove the resource with terraform state rm.", s.ref.VaultName, s.ref.Region)
	case s.vaultListed:
		which = fmt.Sprintf("Vault %s exists, so a permission is missing.", s.ref.VaultName)
	}
	return diag.NewErrorDiagnostic("Recovery Point Not Readable", fmt.Sprintf("%s State is kept as it was.\n\n%s", which, denied.Detail()))
}

// warning is a fault that stops nothing.
func (r Ref) warning(doing, operation string, err error) diag.Diagnostics {
	return diag.Diagnostics{awsdiag.Warning(r.fault(doing, operation, err))}
}
