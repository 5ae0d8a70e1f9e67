// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"slices"
	"time"
)

// summarized is one job as the summaries count it.
type summarized struct {
	state, resourceType, category string
	created                       time.Time
}

// span is one period of counting.
type span struct{ from, to time.Time }

// spans are the periods of an AggregationPeriod. Counting stops at the latest
// 00:00 UTC (reference 1.3).
func spans(period string, now time.Time) ([]span, error) {
	midnight := now.Truncate(day)
	switch period {
	case "", "ONE_DAY":
		var days []span
		for i := range 14 {
			days = append(days, span{midnight.Add(-time.Duration(i+1) * day), midnight.Add(-time.Duration(i) * day)})
		}
		return days, nil
	case "SEVEN_DAYS":
		return []span{{midnight.Add(-7 * day), midnight}}, nil
	case "FOURTEEN_DAYS":
		return []span{{midnight.Add(-14 * day), midnight}}, nil
	}
	return nil, invalidParameter("Invalid AggregationPeriod: %s", period)
}

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

// summarize counts jobs by period and group.
func (c *call) summarize(in *jobSummariesInput, jobs func(yield func(summarized) bool)) ([]summaryShape, *string, error) {
	from, limit, err := page(in.summaryPage).parse(c)
	if err != nil {
		return nil, nil, err
	}
	periods, err := spans(text(in.AggregationPeriod), c.now)
	if err != nil {
		return nil, nil, err
	}
	type key struct {
		period                int
		state, kind, category string
	}
	counts := map[key]int32{}
	for j := range jobs {
		state, ok1 := groupOf(in.State, j.state)
		kind, ok2 := groupOf(in.ResourceType, j.resourceType)
		category, ok3 := groupOf(in.MessageCategory, j.category)
		if !ok1 || !ok2 || !ok3 || in.AccountId != nil && !slices.Contains(everyAccount, *in.AccountId) && *in.AccountId != c.region.account {
			continue
		}
		for i, period := range periods {
			if !j.created.Before(period.from) && j.created.Before(period.to) {
				counts[key{i, state, kind, category}]++
			}
		}
	}
	keys := make([]key, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(a.period-b.period, cmp.Compare(a.state, b.state), cmp.Compare(a.kind, b.kind), cmp.Compare(a.category, b.category))
	})
	out := []summaryShape{}
	for i := from.seq; i < len(keys); i++ {
		if len(out) == limit {
			return out, indexCursor(i).token(c), nil
		}
		k := keys[i]
		out = append(out, summaryShape{
			MessageCategory: optional(k.category),
			restoreSummaryShape: restoreSummaryShape{
				Region: &c.region.name, AccountId: &c.region.account, State: optional(k.state), ResourceType: optional(k.kind),
				Count: new(counts[k]), StartTime: instant(periods[k.period].from), EndTime: instant(periods[k.period].to),
			},
		})
	}
	return out, nil, nil
}

// everyAccount are the values of AccountId that mean more than one account;
// the emulator's account has no organization, so they mean itself.
var everyAccount = []string{"ANY", "AGGREGATE_ALL"}

func listBackupJobSummaries(c *call, in *jobSummariesInput) (*backupSummariesOutput, error) {
	all, next, err := c.summarize(in, func(yield func(summarized) bool) {
		for _, j := range c.region.jobs {
			if !yield(summarized{j.state, j.kind.name, j.category, j.created}) {
				return
			}
		}
	})
	return &backupSummariesOutput{BackupJobSummaries: all, AggregationPeriod: in.AggregationPeriod, NextToken: next}, err
}

func listCopyJobSummaries(c *call, in *jobSummariesInput) (*copySummariesOutput, error) {
	all, next, err := c.summarize(in, func(yield func(summarized) bool) {
		for _, cj := range c.region.copies {
			if !yield(summarized{cj.state, cj.source.kind.name, cj.category, cj.created}) {
				return
			}
		}
	})
	return &copySummariesOutput{CopyJobSummaries: all, AggregationPeriod: in.AggregationPeriod, NextToken: next}, err
}

func listRestoreJobSummaries(c *call, in *restoreSummariesInput) (*restoreSummariesOutput, error) {
	all, next, err := c.summarize(&jobSummariesInput{restoreSummariesInput: *in}, func(yield func(summarized) bool) {
		for _, rj := range c.region.restores {
			if !yield(summarized{rj.status, rj.source.kind.name, "", rj.created}) {
				return
			}
		}
	})
	out := &restoreSummariesOutput{RestoreJobSummaries: []restoreSummaryShape{}, AggregationPeriod: in.AggregationPeriod, NextToken: next}
	for _, one := range all {
		out.RestoreJobSummaries = append(out.RestoreJobSummaries, one.restoreSummaryShape)
	}
	return out, err
}
