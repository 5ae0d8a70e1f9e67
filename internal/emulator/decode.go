// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
)

// operation is one served operation. Input and output are made anew for each
// call; the tests look at them, too.
type operation struct {
	name      string
	method    string
	pattern   []string // segments of the path; a label is in braces
	status    int
	newInput  func() any
	newOutput func() any
	handle    func(c *call, input any) (any, error)
}

// serve binds a typed handler, called with the server locked and settled. Its
// output is encoded after the lock is gone, so it must share nothing that
// changes.
func serve[In, Out any](name, route string, handle func(c *call, in *In) (*Out, error)) operation {
	method, path, _ := strings.Cut(route, " ")
	return operation{
		name:      name,
		method:    method,
		pattern:   strings.Split(path, "/"),
		status:    200,
		newInput:  func() any { return new(In) },
		newOutput: func() any { return new(Out) },
		handle: func(c *call, input any) (any, error) {
			in, ok := input.(*In)
			if !ok {
				return nil, failure(errSerialization, "wrong input %T", input)
			}
			out, err := handle(c, in)
			if err != nil {
				return nil, err
			}
			return out, nil
		},
	}
}

// decodeInput fills in from labels, query and body. Strict decoding refuses
// members and parameters that the model does not have.
func decodeInput(in any, labels map[string]string, query url.Values, body []byte, strict bool) *apiError {
	value := reflect.ValueOf(in).Elem()
	if hasBody(value.Type()) && len(bytes.TrimSpace(body)) > 0 {
		decoder := json.NewDecoder(bytes.NewReader(body))
		if strict {
			decoder.DisallowUnknownFields()
		}
		if err := decoder.Decode(in); err != nil {
			return decodeFailure(err)
		}
		if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
			return failure(errSerialization, "the body continues after its JSON value")
		}
	} else if strict && len(body) > 0 && !hasBody(value.Type()) {
		return failure(errSerialization, "this operation takes no body")
	}
	known := map[string]bool{}
	if err := fill(value, labels, query, known); err != nil {
		return err
	}
	if strict {
		for name := range query {
			if !known[name] {
				return invalidParameter("Unknown query parameter: %s", name)
			}
		}
	}
	return nil
}

func decodeFailure(err error) *apiError {
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return failure(errSerialization, "Unknown member: %s", strings.Trim(name, `"`))
	}
	return failure(errSerialization, "%v", err)
}

// hasBody says whether any field comes from the body.
func hasBody(t reflect.Type) bool {
	return slices.ContainsFunc(fieldsOf(t), func(field reflect.StructField) bool {
		_, label := field.Tag.Lookup("label")
		_, query := field.Tag.Lookup("query")
		return !label && !query
	})
}

// fieldsOf are the fields of t with those of embedded structs in place.
func fieldsOf(t reflect.Type) []reflect.StructField {
	return slices.DeleteFunc(reflect.VisibleFields(t), func(field reflect.StructField) bool { return field.Anonymous })
}

// fill sets labels and query parameters, and misses required members. Labels
// never come from the body, whatever it says.
func fill(value reflect.Value, labels map[string]string, query url.Values, known map[string]bool) *apiError {
	for _, field := range fieldsOf(value.Type()) {
		target := value.FieldByIndex(field.Index)
		if name, ok := field.Tag.Lookup("label"); ok {
			target.SetString(labels[name])
			if labels[name] == "" {
				return failure(errMissingParameter, "%s is missing", field.Name)
			}
			continue
		}
		if name, ok := field.Tag.Lookup("query"); ok {
			known[name] = true
			target.SetZero()
			if query.Has(name) {
				if err := setQuery(target, name, query.Get(name)); err != nil {
					return err
				}
			}
			continue
		}
		if field.Tag.Get("need") != "" && target.IsNil() {
			return failure(errMissingParameter, "%s is missing", field.Name)
		}
	}
	return nil
}

func setQuery(target reflect.Value, name, raw string) *apiError {
	bad := func() *apiError { return invalidParameter("Invalid value for %s: %s", name, raw) }
	switch p := target.Addr().Interface().(type) {
	case **string:
		*p = &raw
	case **bool:
		v, err := strconv.ParseBool(raw)
		if err != nil {
			return bad()
		}
		*p = &v
	case **int32:
		v, err := strconv.ParseInt(raw, 10, 32)
		if err != nil {
			return bad()
		}
		*p = new(int32(v))
	case **epoch:
		t, err := time.Parse(time.RFC3339Nano, raw)
		if err != nil {
			return bad()
		}
		*p = new(epoch(t.UTC()))
	default:
		return bad()
	}
	return nil
}
