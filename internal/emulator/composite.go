// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"fmt"
	"strings"
	"time"
)

// usualChildren are the members of a composite resource that no script
// describes: a volume and a table for a stack; the cluster's own state and one
// volume for an EKS cluster.
func (j *job) usualChildren() []Child {
	r := j.region
	volume := Child{
		Identifier:  "Volume",
		ResourceARN: fmt.Sprintf("arn:%s:ec2:%s:%s:volume/vol-%s", r.partition, r.name, r.account, r.server.hex(17)),
	}
	if j.kind == kindEKS {
		return []Child{{Identifier: "ClusterState", ResourceARN: j.req.resource}, volume}
	}
	name := strings.Split(j.source.resource+"/", "/")[1]
	return []Child{volume, {
		Identifier:  "Table",
		ResourceARN: fmt.Sprintf("arn:%s:dynamodb:%s:%s:table/%s", r.partition, r.name, r.account, name),
	}}
}

// startChildren starts one job per member; the parent ends with the last. A
// stack's backup ignores the opt-in of its members (reference 3.3).
func (j *job) startChildren(at time.Time) {
	r := j.region
	members := j.script.Children
	if members == nil {
		members = j.usualChildren()
	}
	for _, member := range members {
		source, _ := parseARN(member.ResourceARN)
		k := r.kindOf(source, member.Script.ResourceType)
		if k == kindEKS {
			k = kindEKSState
		}
		if k == nil {
			k = kindEBS
		}
		child := &job{
			region: r, stage: stage{server: r.server}, id: strings.ToUpper(r.server.uuid()), kind: k, source: source, script: member.Script,
			parent: j, identifier: member.Identifier, vault: j.vault, vaultARN: j.vaultARN,
		}
		child.req = j.req
		child.req.resource, child.req.token = member.ResourceARN, ""
		child.bytes = cmp.Or(member.Script.Bytes, k.bytes)
		j.children = append(j.children, child)
	}
	for _, child := range j.children {
		r.admit(child, at)
	}
	if len(j.children) == 0 {
		j.after(at, usual(j.script.Running, j.kind.takes), j.end)
	}
}

// childEnded ends the parent when no child is left: COMPLETED if all are,
// PARTIAL if some are, FAILED if none is; a script's End wins.
func (j *job) childEnded(at time.Time) {
	if j.state != stateRunning {
		return
	}
	good := 0
	for _, child := range j.children {
		if !finished(child.state) {
			return
		}
		if child.state == stateCompleted {
			good++
		}
	}
	if j.script.NeverEnds {
		return
	}
	switch {
	case j.script.End != "" || good == len(j.children):
	case good == 0:
		j.fail(at, "Backup job failed because all nested backup jobs failed.", categoryOther)
		return
	default:
		j.script.End = statePartial
		if j.script.Message == "" {
			j.script.Message = fmt.Sprintf("%d of %d nested backup jobs did not complete.", len(j.children)-good, len(j.children))
		}
	}
	j.end(at)
}
