// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "slices"

// regionState is one account's AWS Backup in one Region. The server's lock
// guards it.
type regionState struct {
	server                   *Server
	account, name, partition string

	vaults map[string]*vault

	jobs     []*job // in order of creation
	jobsByID map[string]*job
	tokens   tokenBook[*job]
	// busy has the job that holds each resource, waiting those in line.
	busy    map[string]queuer
	waiting map[string][]queuer

	points        map[string]*point
	pointsByOwner map[string][]*point // by source resource

	copies      []*copyJob // in order of creation
	copiesByID  map[string]*copyJob
	copyTokens  tokenBook[*copyJob]
	copyScripts map[string][]CopyScript

	restores     []*restoreJob
	restoresByID map[string]*restoreJob

	restoreTokens  tokenBook[*restoreJob]
	restoreScripts map[string][]RestoreScript
	existing       map[string]bool // ARNs of resources that restores made

	scripts    map[string][]Script
	optIn      map[string]bool
	management map[string]bool
	sourceTags map[string]map[string]string
	denied     map[string]*RoleDenial
}

// defaultVault exists in every account and Region.
const defaultVault = "Default"

func newRegion(s *Server, account, name string) *regionState {
	r := &regionState{
		server: s, account: account, name: name, partition: partitionOf(name),
		vaults:        map[string]*vault{},
		jobsByID:      map[string]*job{},
		tokens:        tokenBook[*job]{},
		busy:          map[string]queuer{},
		waiting:       map[string][]queuer{},
		points:        map[string]*point{},
		pointsByOwner: map[string][]*point{},
		copiesByID:    map[string]*copyJob{},
		copyTokens:    tokenBook[*copyJob]{},
		copyScripts:   map[string][]CopyScript{},
		restoresByID:  map[string]*restoreJob{},
		scripts:       map[string][]Script{},
		optIn:         map[string]bool{},
		management:    map[string]bool{"DynamoDB": true, "EFS": true},
		sourceTags:    map[string]map[string]string{},
		denied:        map[string]*RoleDenial{},

		restoreTokens:  tokenBook[*restoreJob]{},
		restoreScripts: map[string][]RestoreScript{},
		existing:       map[string]bool{},
	}
	for _, name := range resourceTypes {
		r.optIn[name] = true
	}
	r.vaults[defaultVault] = &vault{
		region: r, name: defaultVault, kind: standardVault, created: s.now(),
		keyARN: r.keyARN("aws/backup"), creatorRequest: defaultVault,
	}
	return r
}

// keyARN is a stable KMS key ARN for an alias.
func (r *regionState) keyARN(alias string) string {
	return "arn:" + r.partition + ":kms:" + r.name + ":" + r.account + ":key/" + nameUUID(alias)
}

func (p *point) place() cursor { return cursor{at: p.created, seq: p.seq} }

// withPoint adds to a list that is sorted by creation.
func withPoint(list []*point, p *point) []*point {
	at, _ := slices.BinarySearchFunc(list, p.place(), comparePlaces)
	return slices.Insert(list, at, p)
}

func withoutPoint(list []*point, p *point) []*point {
	return slices.DeleteFunc(list, func(other *point) bool { return other == p })
}
