// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

// Package pointcache reads recovery points, for any number of callers with few
// calls.
//
// A [Cache] describes the first points of a vault one by one. Then it lists the
// vault within the dates that it was asked for, one page at a time, and serves
// what it has listed. Each page must be paid for by a describe or by a caller
// that a page has served, so the calls are at most twice what describing each
// point would take, whatever else the vault holds. The calls of a large refresh
// are those that list the vault, and a few describes.
package pointcache
