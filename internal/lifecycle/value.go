// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package lifecycle

// Value is a value as Terraform has it while planning: known, null (absent) or not known yet. The zero Value is null.
type Value[T any] struct {
	value T
	state valueState
}

type valueState uint8

const (
	stateNull valueState = iota
	stateKnown
	stateUnknown
)

// Map is a map of strings, of which the whole or single elements may be null or unknown.
type Map = Value[map[string]Value[string]]

// Known returns a known value.
func Known[T any](value T) Value[T] {
	return Value[T]{value: value, state: stateKnown}
}

// Null returns the absent value.
func Null[T any]() Value[T] {
	return Value[T]{}
}

// Unknown returns a value that is not known yet.
func Unknown[T any]() Value[T] {
	return Value[T]{state: stateUnknown}
}

// NotEmpty returns a known string, or the absent one for "".
func NotEmpty(s string) Value[string] {
	if s == "" {
		return Null[string]()
	}
	return Known(s)
}

// KnownMap returns a known map of known strings.
func KnownMap(m map[string]string) Map {
	values := make(map[string]Value[string], len(m))
	for k, v := range m {
		values[k] = Known(v)
	}
	return Known(values)
}

// Get returns the value and whether it is known. It is the zero T where it is not.
func (v Value[T]) Get() (T, bool) {
	return v.value, v.state == stateKnown
}

// IsNull tells whether the value is absent.
func (v Value[T]) IsNull() bool {
	return v.state == stateNull
}

// IsUnknown tells whether the value is not known yet.
func (v Value[T]) IsUnknown() bool {
	return v.state == stateUnknown
}
