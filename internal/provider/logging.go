// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"io"
	"log"
	"slices"
	"strings"

	"github.com/aws/smithy-go/middleware"
	"github.com/hashicorp/aws-sdk-go-base/v2/logging"

	"github.com/awsbackup/terraform-provider-awsbackup/internal/awsdiag"
)

// hidden stands in the log for what must not be there.
const hidden = "*****"

// loggedService is the one service whose bodies are logged. Those of STS, SSO and the instance metadata service hold credentials.
const loggedService = "Backup/"

// withMetadata are the calls whose requests or answers have restore metadata. It can hold passwords, as TdeCredentialPassword of RDS, and
// AWS's model calls it sensitive: such a body is not logged at all, since no pattern finds every secret in it.
var withMetadata = []string{
	loggedService + "StartRestoreJob", loggedService + "GetRestoreJobMetadata", loggedService + "GetRecoveryPointRestoreMetadata",
	loggedService + "GetRestoreTestingInferredMetadata",
}

// maskedLogger passes the SDK's request log on to Terraform's log, without secrets.
type maskedLogger struct{ logging.Logger }

func newMaskedLogger() logging.Logger { return maskedLogger{logging.TfLogger("")} }

// SubLogger implements logging.Logger.
func (l maskedLogger) SubLogger(ctx context.Context, name string) (context.Context, logging.Logger) {
	ctx, sub := l.Logger.SubLogger(ctx, name)
	return ctx, maskedLogger{sub}
}

type methodKey struct{}

// SetField implements logging.Logger. It remembers which call is being logged.
func (l maskedLogger) SetField(ctx context.Context, key string, value any) context.Context {
	if key == "rpc.method" {
		ctx = context.WithValue(ctx, methodKey{}, value)
	}
	return l.Logger.SetField(ctx, key, masked(key, "", value))
}

// Warn implements logging.Logger.
func (l maskedLogger) Warn(ctx context.Context, msg string, fields ...map[string]any) {
	l.Logger.Warn(ctx, awsdiag.Clean(msg), mask(ctx, fields)...)
}

// Info implements logging.Logger.
func (l maskedLogger) Info(ctx context.Context, msg string, fields ...map[string]any) {
	l.Logger.Info(ctx, awsdiag.Clean(msg), mask(ctx, fields)...)
}

// Debug implements logging.Logger.
func (l maskedLogger) Debug(ctx context.Context, msg string, fields ...map[string]any) {
	l.Logger.Debug(ctx, awsdiag.Clean(msg), mask(ctx, fields)...)
}

// Trace implements logging.Logger.
func (l maskedLogger) Trace(ctx context.Context, msg string, fields ...map[string]any) {
	l.Logger.Trace(ctx, awsdiag.Clean(msg), mask(ctx, fields)...)
}

func mask(ctx context.Context, fields []map[string]any) []map[string]any {
	method, _ := ctx.Value(methodKey{}).(string)
	out := make([]map[string]any, 0, len(fields))
	for _, f := range fields {
		clean := make(map[string]any, len(f))
		for key, value := range f {
			clean[key] = masked(key, method, value)
		}
		out = append(out, clean)
	}
	return out
}

// masked is a value as the log may have it: hidden where its name says that it is a secret, else cleaned of the secrets in it.
func masked(key, method string, value any) any {
	if secret(key, method) {
		return hidden
	}
	switch v := value.(type) {
	case nil, bool, int, int64, float64:
		return v
	case []string:
		clean := make([]string, len(v))
		for i, s := range v {
			clean[i] = awsdiag.Clean(s)
		}
		return clean
	default:
		return awsdiag.Clean(fmt.Sprint(v))
	}
}

// secret reports whether a field of the log may hold a secret. The Authorization header is not among them: aws-sdk-go-base masks its
// signature, and the access key ID in it helps to find out who called.
func secret(key, method string) bool {
	if strings.HasSuffix(key, ".body") {
		return !strings.HasPrefix(method, loggedService) || slices.Contains(withMetadata, method)
	}
	if !strings.Contains(key, ".header.") {
		return false
	}
	for _, word := range []string{"token", "secret", "cookie", "password"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}

// addLogger puts the logger into the context of every call: a resource's context does not have it.
func addLogger(stack *middleware.Stack) error {
	return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("AWSBackupMaskedLogger", func(
		ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
	) (middleware.InitializeOutput, middleware.Metadata, error) {
		return next.HandleInitialize(logging.RegisterLogger(ctx, newMaskedLogger()), in)
	}), middleware.Before)
}

// CleanStandardLog makes Go's standard log write without secrets: libraries that were given no logger use it, and Terraform puts what
// they write into its own log.
func CleanStandardLog() { log.SetOutput(cleanWriter{log.Writer()}) }

// cleanWriter cleans each line. The standard log writes whole lines.
type cleanWriter struct{ io.Writer }

// Write implements io.Writer.
func (w cleanWriter) Write(line []byte) (int, error) {
	_, err := io.WriteString(w.Writer, awsdiag.Clean(string(line)))
	return len(line), err
}
