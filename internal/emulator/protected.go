// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

func describeProtectedResource(c *call, in *resourceInput) (*describeProtectedOutput, error) {
	newest := c.newest(c.region.pointsByOwner[in.ResourceArn], nil)
	if newest == nil {
		return nil, failure(errNotFound, "Resource %s is not protected by AWS Backup.", in.ResourceArn)
	}
	out := &describeProtectedOutput{protectedShape: newest.protected()}
	for _, rj := range c.region.restores {
		if rj.source.resource == in.ResourceArn && rj.status == restoreCompleted {
			out.LatestRestoreExecutionTimeMinutes = new(int64(rj.completed.Sub(rj.created) / time.Minute))
			out.LatestRestoreJobCreationDate = instant(rj.created)
			out.LatestRestoreRecoveryPointCreationDate = instant(rj.source.created)
		}
	}
	return out, nil
}

// newest is the youngest finished point of a list, in one vault if v is given.
func (c *call) newest(points *pointList, v *vault) *point {
	for p := range points.newestFirst(cursor{}, time.Time{}) {
		if !p.hidden(c.now) && p.status != pointCreating && (v == nil || p.vault == v) {
			return p
		}
	}
	return nil
}

func (p *point) protected() protectedShape {
	return protectedShape{
		ResourceArn: &p.resource, ResourceType: &p.kind.name, LastBackupTime: instant(p.created), ResourceName: optional(p.name),
		LastBackupVaultArn: new(p.vault.arn()), LastRecoveryPointArn: &p.arn,
	}
}

func listProtectedResources(c *call, in *listProtectedInput) (*listProtectedOutput, error) {
	return c.listProtected(in.page, nil)
}

func listProtectedResourcesByBackupVault(c *call, in *listProtectedByVaultInput) (*listProtectedOutput, error) {
	v, err := c.vaultOf(in.BackupVaultName, in.BackupVaultAccountId)
	if err != nil {
		return nil, err
	}
	return c.listProtected(in.page, v)
}

// listProtected sorts by ARN.
func (c *call) listProtected(p page, v *vault) (*listProtectedOutput, error) {
	from, limit, err := p.parse(c)
	if err != nil {
		return nil, err
	}
	out := &listProtectedOutput{Results: []protectedShape{}}
	for i, resource := range sortedKeys(c.region.pointsByOwner) {
		if i < from.seq {
			continue
		}
		newest := c.newest(c.region.pointsByOwner[resource], v)
		if newest == nil {
			continue
		}
		if len(out.Results) == limit {
			out.NextToken = indexCursor(i).token(c)
			break
		}
		out.Results = append(out.Results, newest.protected())
	}
	return out, nil
}

func getSupportedResourceTypes(_ *call, _ *noInput) (*supportedTypesOutput, error) {
	return &supportedTypesOutput{ResourceTypes: resourceTypes}, nil
}
