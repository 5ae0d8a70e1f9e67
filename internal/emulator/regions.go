// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"slices"
	"time"
)

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
	pointsByOwner map[string]*pointList // by source resource

	copies      []*copyJob // in order of creation
	copiesByID  map[string]*copyJob
	copyTokens  tokenBook[*copyJob]
	copyScripts map[string][]CopyScript

	restores     []*restoreJob
	restoresByID map[string]*restoreJob

	restoreTokens  map[string]*restoreJob
	restoreScripts map[string][]RestoreScript
	existing       map[string]bool // ARNs of resources that restores made or a test put in place

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
		pointsByOwner: map[string]*pointList{},
		copiesByID:    map[string]*copyJob{},
		copyTokens:    tokenBook[*copyJob]{},
		copyScripts:   map[string][]CopyScript{},
		restoresByID:  map[string]*restoreJob{},
		scripts:       map[string][]Script{},
		optIn:         map[string]bool{},
		management:    map[string]bool{"DynamoDB": true, "EFS": true},
		sourceTags:    map[string]map[string]string{},
		denied:        map[string]*RoleDenial{},

		restoreTokens:  map[string]*restoreJob{},
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

// pointList holds points sorted by creation, the oldest first.
type pointList struct {
	sorted []*point
}

func comparePoints(a, b *point) int {
	if c := a.created.Compare(b.created); c != 0 {
		return c
	}
	return a.seq - b.seq
}

func (l *pointList) add(p *point) {
	at, _ := slices.BinarySearchFunc(l.sorted, p, comparePoints)
	l.sorted = slices.Insert(l.sorted, at, p)
}

func (l *pointList) remove(p *point) {
	if at, found := slices.BinarySearchFunc(l.sorted, p, comparePoints); found {
		l.sorted = slices.Delete(l.sorted, at, at+1)
	}
}

// newestFirst yields the points after the cursor, none created at or before
// oldest (zero: no bound), so that a bounded list costs what it shows.
func (l *pointList) newestFirst(from cursor, oldest time.Time) func(yield func(*point) bool) {
	return func(yield func(*point) bool) {
		if l == nil {
			return
		}
		end := len(l.sorted)
		if !from.at.IsZero() {
			probe := &point{created: from.at, seq: from.seq}
			end, _ = slices.BinarySearchFunc(l.sorted, probe, comparePoints)
		}
		for i := end - 1; i >= 0; i-- {
			p := l.sorted[i]
			if !oldest.IsZero() && !p.created.After(oldest) {
				return
			}
			if !yield(p) {
				return
			}
		}
	}
}
