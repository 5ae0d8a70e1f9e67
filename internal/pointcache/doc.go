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
// Two inefficiencies are accepted. First, reading one page per two describes would save calls when a few points are in
// a large vault (30 points among 50,000: up to 60 calls, at best 30), but a refresh of 1,000 points in an unsorted
// vault would take 156 calls instead of 127. Second, each vault has one date range: to find points from 20 days of a
// year, the cache lists the whole year. Listing only those days would save about half of the calls, but requires a
// record of the requested days.
package pointcache
