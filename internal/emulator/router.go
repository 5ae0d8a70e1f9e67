// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"net/url"
	"strings"
)

// route binds an operation to a method and a path pattern.
type route struct {
	method, pattern, operation string
}

// router finds operations by method and escaped path.
type router struct {
	roots map[string]*node // by method
}

// node is one path segment: literal children, or one child that takes any
// segment.
type node struct {
	literal   map[string]*node
	wild      *node
	operation string
	labels    []string
}

func newRouter(table []route) *router {
	r := &router{roots: map[string]*node{}}
	for _, entry := range table {
		at := r.roots[entry.method]
		if at == nil {
			at = &node{}
			r.roots[entry.method] = at
		}
		var labels []string
		for segment := range strings.SplitSeq(strings.Trim(entry.pattern, "/"), "/") {
			if name, ok := strings.CutPrefix(segment, "{"); ok {
				labels = append(labels, strings.TrimSuffix(name, "}"))
				if at.wild == nil {
					at.wild = &node{}
				}
				at = at.wild
				continue
			}
			next := at.literal[segment]
			if next == nil {
				next = &node{}
				if at.literal == nil {
					at.literal = map[string]*node{}
				}
				at.literal[segment] = next
			}
			at = next
		}
		at.operation, at.labels = entry.operation, labels
	}
	return r
}

// match routes an escaped path. One trailing slash more or less does not
// matter: the Go SDK strips the model's, the AWS CLI keeps it. So an empty last
// label is the list, as on AWS (reference 0.12, 0.13).
func (r *router) match(method, escapedPath string) (operation string, labels map[string]string, ok bool) {
	at := r.roots[method]
	if at == nil {
		return "", nil, false
	}
	path := strings.TrimSuffix(strings.TrimPrefix(escapedPath, "/"), "/")
	segments := strings.Split(path, "/")
	for i, segment := range segments {
		plain, err := url.PathUnescape(segment)
		if err != nil {
			return "", nil, false
		}
		segments[i] = plain
	}
	at, values := at.walk(segments, nil)
	if at == nil {
		return "", nil, false
	}
	labels = make(map[string]string, len(values))
	for i, name := range at.labels {
		labels[name] = values[i]
	}
	return at.operation, labels, true
}

// walk prefers literal segments and goes back where they lead nowhere.
func (n *node) walk(segments, values []string) (*node, []string) {
	if len(segments) == 0 {
		if n.operation == "" {
			return nil, nil
		}
		return n, values
	}
	if next := n.literal[segments[0]]; next != nil {
		if found, got := next.walk(segments[1:], values); found != nil {
			return found, got
		}
	}
	if n.wild != nil && segments[0] != "" {
		return n.wild.walk(segments[1:], append(values, segments[0]))
	}
	return nil, nil
}
