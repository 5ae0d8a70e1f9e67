// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"encoding/json"
	"slices"
	"strings"
)

// maxRestoreMetadata is the quota of restore metadata in bytes.
const maxRestoreMetadata = 200 << 10

func startRestoreJob(c *call, in *startRestoreJobInput) (*startRestoreJobOutput, error) {
	token := text(in.IdempotencyToken)
	if old, found := c.region.restoreTokens.replay(token, laterTokenLife, c.now); found {
		return &startRestoreJobOutput{RestoreJobId: &old.id}, nil
	}
	p, err := c.restorable(*in.RecoveryPointArn)
	if err != nil {
		return nil, err
	}
	if err := p.checkRestoreType(text(in.ResourceType)); err != nil {
		return nil, err
	}
	rj := c.newRestore(p, text(in.IamRoleArn), in.Metadata)
	rj.token = token
	rj.copyTags = in.CopySourceTagsToRestoredResource != nil && *in.CopySourceTagsToRestoredResource
	if err := rj.check(); err != nil {
		return nil, err
	}
	if err := c.checkRestoreRole(rj); err != nil {
		return nil, err
	}
	if err := c.nest(rj); err != nil {
		return nil, err
	}
	rj.script = nextScript(c.region.restoreScripts, RestoreScript{}, p.arn, p.resource)
	rj.admit(c.now)
	for _, child := range rj.children {
		child.script = nextScript(c.region.restoreScripts, RestoreScript{}, child.source.arn, child.source.resource)
		child.admit(c.now)
	}
	c.region.restoreTokens.remember(token, rj, c.now)
	return &startRestoreJobOutput{RestoreJobId: &rj.id}, nil
}

func (c *call) newRestore(p *point, role string, metadata map[string]string) *restoreJob {
	return &restoreJob{
		region: c.region, id: strings.ToUpper(c.uuid()), source: p, vaultARN: p.vault.arn(), role: role, metadata: metadata,
	}
}

// restorable finds a point that a restore can read.
func (c *call) restorable(pointARN string) (*point, error) {
	name, ok := parseARN(pointARN)
	if !ok {
		return nil, invalidParameter("Invalid recovery point ARN: %s", pointARN)
	}
	if name.account != "" && name.account != c.region.account {
		return nil, accessDenied()
	}
	p := c.region.points[pointARN]
	if p == nil || p.hidden(c.now) {
		return nil, failure(errNotFound, "Cannot find recovery point %s", pointARN)
	}
	if p.vault.denies("StartRestoreJob") {
		return nil, accessDenied()
	}
	if !slices.Contains([]string{pointCompleted, pointPartial, pointAvailable}, p.status) {
		return nil, invalidRequest("Recovery point %s is in state %s and cannot be restored.", p.arn, p.status)
	}
	if p.composite && p.kind == kindStack {
		return nil, invalidRequest("Composite recovery point %s cannot be restored. Restore its nested recovery points instead.", p.arn)
	}
	return p, nil
}

// restoredAs are types that AWS restores a point as besides its own.
var restoredAs = map[string][]string{
	"EBS":                 {"Storage Gateway"},
	"Storage Gateway":     {"EBS"},
	"Redshift":            {"Redshift Serverless", "RedshiftServerless"},
	"Redshift Serverless": {"Redshift", "RedshiftServerless"},
}

func (p *point) checkRestoreType(resourceType string) error {
	if resourceType == "" || resourceType == p.kind.name || slices.Contains(restoredAs[p.kind.name], resourceType) {
		return nil
	}
	return invalidParameter("Resource type %s does not match recovery point %s of type %s.", resourceType, p.arn, p.kind.name)
}

// check refuses what AWS refuses at once and dooms the job to what AWS finds
// while it runs.
func (rj *restoreJob) check() error {
	size := 0
	folded := map[string]string{}
	for _, key := range sortedKeys(rj.metadata) {
		size += len(key) + len(rj.metadata[key])
		if before, twice := folded[strings.ToLower(key)]; twice {
			return invalidParameter("Duplicate restore metadata keys: %s, %s", before, key)
		}
		folded[strings.ToLower(key)] = key
	}
	if size > maxRestoreMetadata {
		return invalidParameter("Restore metadata of %d bytes exceeds the limit of %d bytes.", size, maxRestoreMetadata)
	}
	m, recipe := fold(rj.metadata), recipeFor(rj)
	for _, need := range append(slices.Clone(recipe.needs), continuousNeeds(rj.source)...) {
		if need.met(m) {
			continue
		}
		missing := strings.Join(need.anyOf, " or ")
		if !need.late {
			return invalidParameter("Invalid restore metadata. Missing required parameter: %s", missing)
		}
		rj.fail("Invalid restore metadata. " + missing + " is required.")
	}
	if recipe.only != nil {
		for key := range m {
			if !slices.Contains(recipe.only, key) {
				return invalidParameter("Invalid restore metadata. Unknown parameter: %s", key)
			}
		}
	}
	for _, key := range recipe.lists {
		var list []any
		if value := m.get(key); value != "" && json.Unmarshal([]byte(value), &list) != nil {
			rj.fail("Invalid restore metadata. " + key + " must be a JSON array: " + value)
		}
	}
	if rj.copyTags && recipe.refusesTags {
		rj.fail("CopySourceTagsToRestoredResource is not supported for resource type " + rj.source.kind.name + ".")
	}
	if recipe.trouble != nil {
		rj.fail(recipe.trouble(rj.source, m))
	}
	rj.makes = recipe.makes(rj.region, rj.source, m)
	return nil
}

// fail dooms the job; the first reason stays.
func (rj *restoreJob) fail(reason string) {
	if rj.doom == "" {
		rj.doom = reason
	}
}

// checkRestoreRole turns a job away whose role is another account's or does not
// work (yet).
func (c *call) checkRestoreRole(rj *restoreJob) error {
	if rj.role == "" {
		return nil // the model lets it out; AWS's own default role serves
	}
	if err := c.checkRoleARN(rj.role); err != nil {
		return err
	}
	doom, err := c.region.checkRole(rj.role, c.now)
	if err != nil {
		return err
	}
	rj.fail(doom)
	return nil
}

// nest makes the restores of a cluster's volumes and buckets: nestedRestoreJobs
// has the metadata of each, as JSON within JSON, by recovery point.
func (c *call) nest(rj *restoreJob) error {
	value := fold(rj.metadata).get("nestedRestoreJobs")
	if value == "" || rj.source.kind != kindEKS || fold(rj.metadata).is("restoreKubernetesManifestsOnly", "true") {
		return nil
	}
	var nested map[string]string
	if err := json.Unmarshal([]byte(value), &nested); err != nil {
		return invalidParameter("Invalid restore metadata. nestedRestoreJobs: %v", err)
	}
	for _, pointARN := range sortedKeys(nested) {
		p, err := c.restorable(pointARN)
		if err != nil {
			return err
		}
		metadata := map[string]string{}
		if err := json.Unmarshal([]byte(nested[pointARN]), &metadata); err != nil {
			return invalidParameter("Invalid restore metadata. nestedRestoreJobs, %s: %v", pointARN, err)
		}
		child := c.newRestore(p, rj.role, metadata)
		child.parent = rj
		if err := child.check(); err != nil {
			return err
		}
		rj.children = append(rj.children, child)
	}
	return nil
}
