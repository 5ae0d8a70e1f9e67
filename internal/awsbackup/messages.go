// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package awsbackup

import (
	"context"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/aws/smithy-go/middleware"
)

// CleanMessages passes every message in an answer of AWS Backup, such as a job's StatusMessage, through clean, and drops percentages that
// are no number. Messages repeat texts of others, which go into state.
func CleanMessages(clean func(string) string) func(*middleware.Stack) error {
	return func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("AWSBackupCleanMessages", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			out, metadata, err := next.HandleInitialize(ctx, in)
			if err == nil {
				cleanMembers(reflect.ValueOf(out.Result), clean)
			}
			return out, metadata, err
		}), middleware.Before)
	}
}

// cleanMembers goes through an output and the structures in it.
func cleanMembers(v reflect.Value, clean func(string) string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			cleanMembers(v.Elem(), clean)
		}
	case reflect.Slice:
		if kind := v.Type().Elem().Kind(); kind == reflect.Struct || kind == reflect.Pointer {
			for i := range v.Len() {
				cleanMembers(v.Index(i), clean)
			}
		}
	case reflect.Struct:
		for field, f := range v.Fields() {
			switch {
			case !field.IsExported() || field.Name == "ResultMetadata":
			case strings.HasSuffix(field.Name, "Message") && f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.String:
				f.Elem().SetString(clean(f.Elem().String()))
			case field.Name == "PercentDone" && f.Kind() == reflect.Pointer && !f.IsNil() && f.Elem().Kind() == reflect.String:
				if _, ok := Percent(f.Elem().String()); !ok {
					f.SetZero()
				}
			case f.Kind() == reflect.Slice:
				cleanMembers(f, clean)
			}
		}
	default:
	}
}

// Percent reads a PercentDone, which AWS writes as "0.0" or "100.0" and others
// with a sign, or as any text. ok is false for what is not a finite number.
func Percent(text string) (percent float64, ok bool) {
	p, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), "%")), 64)
	return p, err == nil && !math.IsNaN(p) && !math.IsInf(p, 0)
}
