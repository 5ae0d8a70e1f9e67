// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"fmt"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// OtherRegionError is a recovery point whose ARN names another Region than the
// one that is asked.
type OtherRegionError struct {
	RecoveryPointARN string
	// Own is the Region of the ARN, and Asked the one that is asked.
	Own, Asked string
}

func (e *OtherRegionError) Error() string {
	return fmt.Sprintf("recovery point %s is in Region %s, and AWS Backup would be asked in %s", e.RecoveryPointARN, e.Own, e.Asked)
}

// CheckRegion returns an [*OtherRegionError] if the ARN of a recovery point names
// another Region than this one. AWS Backup finds a recovery point in its own
// Region only.
func CheckRegion(arn, region string) error {
	parsed, err := catalog.ParseARN(arn)
	if err != nil || parsed.Region == "" || region == "" || parsed.Region == region {
		return nil //nolint:nilerr // an ARN that cannot be read names no Region
	}
	return &OtherRegionError{RecoveryPointARN: arn, Own: parsed.Region, Asked: region}
}
