// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"fmt"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// An error of this package says what happened; Explain adds what its diagnostic is called and what to do.

// Explain implements [awsdiag.Explained].
func (e *NotDeletedError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Recovery Point Not Deleted",
		Cause:   "AWS Backup accepted the deletion and could not carry it out. The recovery point stays, in status EXPIRED.",
		Fix: "Restore the role that made the backup, or the access to its KMS key, and destroy again. To forget the recovery point without " +
			"deleting it, set on_destroy = \"retain\" and apply before destroying.",
	}
}

// Explain implements [awsdiag.Explained].
func (e *OtherRegionError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Recovery Point of Another Region",
		Cause:   "AWS Backup finds a recovery point only in the Region that its ARN names.",
		Fix:     fmt.Sprintf("Set region = %[1]q, or append @%[1]s to an import ID; or correct the ARN.", e.Own),
	}
}

// Explain implements [awsdiag.Explained].
func (e *NeverSeenError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Recovery Point Not Visible Yet",
		Cause:   "A recovery point may become visible a while after its job has ended. It also looks like this if it was deleted before the provider first read it.",
		Fix:     "Destroy again later. If the recovery point is really gone, remove the resource with terraform state rm.",
	}
}

// Explain implements [awsdiag.Explained].
func (e *MembersError) Explain() awsdiag.Explanation {
	return awsdiag.Explanation{
		Summary: "Nested Recovery Points Not Changed",
		Cause:   "Each recovery point of a composite backup has its own lifecycle and its own tags, and AWS Backup did not accept the change for those listed. The others have it.",
		Fix:     "Resolve the reason that AWS gives for each, then apply again: state has the old value, so the next apply changes all of them.",
	}
}
