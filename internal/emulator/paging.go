// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxPage is the model's largest maxResults.
const maxPage = 1000

// cursor is a place in a list that is sorted newest first: everything after it
// is older. The zero cursor is the start.
type cursor struct {
	at  time.Time
	seq int
}

// token is the opaque form of a cursor for the call's list. It carries a checksum, so
// that a token of another list or of nobody is told apart.
func (c cursor) token(of *call) *string {
	plain := fmt.Sprintf("%d/%d", c.at.UnixMilli(), c.seq)
	sum := crc32.ChecksumIEEE([]byte(of.record.Operation + "?" + plain))
	return new(base64.URLEncoding.EncodeToString(fmt.Appendf(nil, "%08x/%s", sum, plain)))
}

// firstPage is a cursor at which every list begins.
var firstPage = cursor{at: time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)}

// indexCursor is the cursor of lists that are sorted by name: the index of the
// next member.
func indexCursor(i int) cursor { return cursor{at: time.UnixMilli(0), seq: i} }

// placed is a member of such a list.
type placed interface{ place() cursor }

func comparePlaces[M placed](member M, c cursor) int {
	at := member.place()
	return cmp.Or(at.at.Compare(c.at), at.seq-c.seq)
}

// list makes the page that a call asks for, and the token of the next one. all
// is sorted by creation; what is not newer than oldest is not even looked at, so
// that a bounded list costs what it shows.
func list[M placed, S any](c *call, p page, all []M, oldest *epoch, admits func(M) bool, shape func(M) S) (shapes []S, next *string, err error) {
	from, limit, err := p.parse(c)
	if err != nil {
		return nil, nil, err
	}
	end := len(all)
	if !from.at.IsZero() {
		end, _ = slices.BinarySearchFunc(all, from, comparePlaces)
	}
	shapes = []S{}
	var last cursor
	for _, member := range slices.Backward(all[:end]) {
		switch at := member.place(); {
		case !within(at.at, oldest, nil):
			return shapes, nil, nil
		case !admits(member):
		case len(shapes) == limit:
			return shapes, last.token(c), nil
		default:
			shapes, last = append(shapes, shape(member)), at
		}
	}
	return shapes, nil, nil
}

// parse reads the request's page: where it starts and how many members it has
// at most.
func (p page) parse(c *call) (from cursor, limit int, err error) {
	limit = c.pageSize
	if p.MaxResults != nil {
		if *p.MaxResults < 1 || *p.MaxResults > maxPage {
			return from, 0, invalidParameter("maxResults must be between 1 and %d: %d", maxPage, *p.MaxResults)
		}
		limit = int(*p.MaxResults)
	}
	if text(p.NextToken) == "" {
		return from, limit, nil
	}
	bad := invalidParameter("Invalid NextToken")
	raw, decodeErr := base64.URLEncoding.DecodeString(*p.NextToken)
	if decodeErr != nil {
		return from, 0, bad
	}
	parts := strings.Split(string(raw), "/")
	if len(parts) != 3 {
		return from, 0, bad
	}
	millis, err1 := strconv.ParseInt(parts[1], 10, 64)
	seq, err2 := strconv.Atoi(parts[2])
	if err1 != nil || err2 != nil {
		return from, 0, bad
	}
	from = cursor{at: time.UnixMilli(millis).UTC(), seq: seq}
	if *from.token(c) != *p.NextToken {
		return from, 0, bad
	}
	return from, limit, nil
}

// within says whether at lies strictly between two bounds, where given: what has
// not happened yet does not.
func within(at time.Time, after, before *epoch) bool {
	if at.IsZero() && before != nil || after != nil && !at.After(time.Time(*after)) {
		return false
	}
	return before == nil || at.Before(time.Time(*before))
}

// equals is an exact filter; an absent one lets everything through.
func equals(filter *string, value string) bool {
	return filter == nil || *filter == value
}

func sortedKeys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}

func unescaped(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

func itoa(n int) string { return strconv.Itoa(n) }
