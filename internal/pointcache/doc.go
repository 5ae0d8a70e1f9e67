// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package pointcache reads recovery points, for any number of callers with few
// calls.
//
// A [Cache] describes the first points of a vault one by one. Then it lists the
// vault within the dates that it was asked for, one page at a time, and serves
// what it has listed. It reads one page for each describe and for each caller
// that a page has served, so the calls are at most twice those of describing each
// point, whatever else the vault holds. The calls of a large refresh are those
// that list the vault, and a few describes.
//
// Two costs are accepted to keep this simple. A page for two describes would save
// some of the calls for 30 points among 50,000 others, which are up to 60 and
// best 30; but it would read useful lists later, and a refresh of 1,000 points
// in a vault listed in no order would take 156 calls, not 127. And the listed
// dates are one period for each vault: points of 20 days in a year are found by
// listing the year. Listing each day alone would save about half of these calls,
// and needs a record of the days asked for.
package pointcache
