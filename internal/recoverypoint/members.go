// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package recoverypoint

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/backup"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsbackup"
	"github.com/awsbackup/terraform-provider-awsbackup/internal/catalog"
)

// nested are the recovery points directly below a composite one.
func (c *Client) nested(ctx context.Context, parent Ref) ([]Ref, error) {
	var members []Ref
	in := &backup.ListRecoveryPointsByBackupVaultInput{BackupVaultName: &parent.VaultName, ByParentRecoveryPointArn: &parent.ARN, MaxResults: aws.Int32(pageSize)}
	for page, err := range awsbackup.Pages(ctx, c.API.ListRecoveryPointsByBackupVault, in) {
		if err != nil {
			return nil, err
		}
		for _, point := range page.RecoveryPoints {
			arn := aws.ToString(point.RecoveryPointArn)
			// An endpoint that ignores the filter must not cost another
			// resource's backup.
			if arn == "" || arn == parent.ARN || aws.ToString(point.ParentRecoveryPointArn) != parent.ARN {
				continue
			}
			member := parent
			member.ARN, member.ResourceARN, member.Parent = arn, aws.ToString(point.ResourceArn), point.IsParent
			member.VaultName = cmp.Or(aws.ToString(point.BackupVaultName), parent.VaultName)
			member.Seen, member.DeleteAt = true, deleteAt(point.CalculatedLifecycle)
			members = append(members, member)
		}
	}
	return members, nil
}

// members are all recovery points below a composite one, also those of stacks
// within its stack; none below any other. A composite member comes after its own
// members.
func (c *Client) members(ctx context.Context, parent Ref) ([]Ref, error) {
	all := []Ref{parent}
	for i := 0; i < len(all); i++ {
		if !all[i].Parent {
			continue
		}
		nested, err := c.nested(ctx, all[i])
		if err != nil {
			return nil, fmt.Errorf("listing the nested recovery points of %s: %w", all[i].ARN, err)
		}
		for _, member := range nested {
			if !slices.ContainsFunc(all, func(known Ref) bool { return known.ARN == member.ARN }) { // or an odd endpoint leads in circles
				all = append(all, member)
			}
		}
	}
	all = all[1:]
	slices.Reverse(all)
	return all, nil
}

// eachMember changes every member of a composite point, and no error stops it
// from changing the others. The state of an EKS cluster is kept with its parent
// and may refuse a change of its own.
func (c *Client) eachMember(ctx context.Context, parent Ref, change func(Ref) error) error {
	members, err := c.members(ctx, parent)
	if err != nil {
		return err
	}
	failed := &MembersError{RecoveryPointARN: parent.ARN, Members: len(members)}
	for _, member := range members {
		err := change(member)
		c.Points.Forget(member.VaultName, member.ARN)
		if err != nil && !(member.clusterState() && awsbackup.IsRefused(err)) {
			failed.Failed = append(failed.Failed, MemberError{RecoveryPointARN: member.ARN, Err: err})
		}
	}
	if len(failed.Failed) > 0 {
		return failed
	}
	return nil
}

// clusterState reports the member of an EKS backup that holds the cluster's own
// objects. AWS Backup deletes it only with its parent.
func (r Ref) clusterState() bool {
	return !r.Parent && strings.Contains(r.ARN, ":recovery-point:eks/")
}

// MembersError is an operation on a composite recovery point that failed for
// some of its members.
type MembersError struct {
	RecoveryPointARN string
	// Members is how many there are.
	Members int
	// Failed are those that failed.
	Failed []MemberError
}

// MemberError is why the operation failed for one member.
type MemberError struct {
	RecoveryPointARN string
	Err              error
}

func (e *MembersError) Error() string {
	return fmt.Sprintf("%d of the %d nested recovery points of %s were not changed:%s", len(e.Failed), e.Members, e.RecoveryPointARN, listed(e.Failed))
}

// Unwrap returns the errors of the members.
func (e *MembersError) Unwrap() []error { return unwrapped(e.Failed) }

func unwrapped(failed []MemberError) []error {
	errs := make([]error, 0, len(failed))
	for _, member := range failed {
		errs = append(errs, member.Err)
	}
	return errs
}

func listed(failed []MemberError) string {
	var b strings.Builder
	for _, member := range failed {
		fmt.Fprintf(&b, "\n  - %s: %s", member.RecoveryPointARN, member.Err)
	}
	return b.String()
}

// UntaggableMembers are the ARNs of a composite point's members that AWS Backup
// cannot tag.
func (c *Client) UntaggableMembers(ctx context.Context, ref Ref) ([]string, error) {
	members, err := c.members(ctx, ref)
	var arns []string
	for _, member := range members {
		if !catalog.Taggable(member.ARN) {
			arns = append(arns, member.ARN)
		}
	}
	return arns, err
}
