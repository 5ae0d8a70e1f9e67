// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"slices"
	"time"
)

// summarizedDays is how many days are counted, up to the latest 00:00 UTC
// (reference 1.3).
const summarizedDays = 14

// groupOf is the value that a job counts under: absent and AGGREGATE_ALL sum
// everything up, ANY groups, anything else filters.
func groupOf(filter *string, value string) (group string, counts bool) {
	switch f := text(filter); f {
	case "", "AGGREGATE_ALL":
		return "AGGREGATE_ALL", true
	case "ANY":
		return value, true
	default:
		return value, f == value
	}
}

// everyAccount are the values of AccountId that mean more than one account. The
// emulator counts the caller's alone.
var everyAccount = []string{"ANY", "AGGREGATE_ALL"}

// listBackupJobSummaries counts jobs by period and group. The real-account tests
// ask for it, so that new message categories are noticed.
func listBackupJobSummaries(c *call, in *jobSummariesInput) (*backupSummariesOutput, error) {
	from, limit, err := page{in.NextToken, in.MaxResults}.parse(c)
	if err != nil {
		return nil, err
	}
	if period := text(in.AggregationPeriod); period != "" && period != "ONE_DAY" {
		return nil, invalidParameter("The emulator counts jobs by ONE_DAY only: %s", period)
	}
	midnight := c.now.Truncate(day)
	type key struct {
		daysAgo               int
		state, kind, category string
	}
	counts := map[key]int32{}
	for _, j := range c.region.jobs {
		state, ok1 := groupOf(in.State, j.state)
		kind, ok2 := groupOf(in.ResourceType, j.kind.name)
		category, ok3 := groupOf(in.MessageCategory, j.category)
		if !ok1 || !ok2 || !ok3 || in.AccountId != nil && !slices.Contains(everyAccount, *in.AccountId) && *in.AccountId != c.region.account {
			continue
		}
		if ago := midnight.Sub(j.created); ago > 0 && ago <= summarizedDays*day {
			counts[key{int((ago - 1) / day), state, kind, category}]++
		}
	}
	keys := make([]key, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(a.daysAgo-b.daysAgo, cmp.Compare(a.state, b.state), cmp.Compare(a.kind, b.kind), cmp.Compare(a.category, b.category))
	})
	out := &backupSummariesOutput{BackupJobSummaries: []summaryShape{}, AggregationPeriod: in.AggregationPeriod}
	for i := from.seq; i < len(keys); i++ {
		if len(out.BackupJobSummaries) == limit {
			out.NextToken = indexCursor(i).token(c)
			break
		}
		k := keys[i]
		ends := midnight.Add(-time.Duration(k.daysAgo) * day)
		out.BackupJobSummaries = append(out.BackupJobSummaries, summaryShape{
			Region: &c.region.name, AccountId: &c.region.account, State: optional(k.state), ResourceType: optional(k.kind),
			MessageCategory: optional(k.category), Count: new(counts[k]),
			StartTime: instant(ends.Add(-day)), EndTime: instant(ends),
		})
	}
	return out, nil
}
