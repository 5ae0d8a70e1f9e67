// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Shapes on the wire. A field's Go name is the member's wire name; a nil
// pointer, map or slice goes out as an explicit null, as AWS's replies do
// (reference 9.3).

// epoch is an instant as AWS Backup sends it: seconds as a number with
// milliseconds, in Java's exponent form (1.7698191829E9).
type epoch time.Time

// MarshalJSON writes the exponent form.
func (e epoch) MarshalJSON() ([]byte, error) {
	seconds := float64(time.Time(e).UnixMilli()) / 1000
	text := strconv.FormatFloat(seconds, 'E', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	exponent = strings.TrimLeft(strings.TrimPrefix(exponent, "+"), "0")
	if exponent == "" {
		exponent = "0"
	}
	return []byte(mantissa + "E" + exponent), nil
}

// UnmarshalJSON reads any number of seconds.
func (e *epoch) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		return nil
	}
	seconds, err := strconv.ParseFloat(string(text), 64)
	if err != nil {
		return fmt.Errorf("timestamp %s: %w", text, err)
	}
	*e = epoch(time.UnixMilli(int64(math.Round(seconds * 1000))).UTC())
	return nil
}

// instant is the wire form of t, null for the zero time.
func instant(t time.Time) *epoch {
	if t.IsZero() {
		return nil
	}
	return new(epoch(t))
}

// optional is the wire form of s, null for the empty string.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// text is s or, when absent, the empty string.
func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// encode writes v the way the service does: no HTML escapes, no line end.
func encode(v any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		// Every shape here is plain data; only a bug gets here.
		panic(fmt.Sprintf("emulator: cannot encode %T: %v", v, err))
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// lifecycleShape is Lifecycle.
type lifecycleShape struct {
	MoveToColdStorageAfterDays          *int64
	DeleteAfterDays                     *int64
	OptInToArchiveForSupportedResources *bool
	DeleteAfterEvent                    *string
}

// calculatedShape is CalculatedLifecycle.
type calculatedShape struct {
	MoveToColdStorageAt *epoch
	DeleteAt            *epoch
}

// creatorShape is RecoveryPointCreator: filled by backup plans only, hence
// null in everything that an on-demand job makes.
type creatorShape struct {
	BackupPlanId       *string
	BackupPlanArn      *string
	BackupPlanName     *string
	BackupPlanVersion  *string
	BackupRuleId       *string
	BackupRuleName     *string
	BackupRuleCron     *string
	BackupRuleTimezone *string
}

// scanShape is ScanResult.
type scanShape struct {
	MalwareScanner    *string
	ScanJobState      *string
	LastScanTimestamp *epoch
	Findings          []string
}

// aggregatedScanShape is AggregatedScanResult.
type aggregatedScanShape struct {
	FailedScan   *bool
	Findings     []string
	LastComputed *epoch
}

// emptyReply is the empty body of operations without output.
type emptyReply struct{}
