// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"
)

// Plan is what a fault file holds: faults to inject and scripts for jobs. In
// JSON, members have the Go names and durations are texts ("90s").
type Plan struct {
	Faults  []Fault
	Scripts []PlannedScripts
}

// PlannedScripts are scripts for one resource, or for "*" (the default), in
// one Region of one account ("": the server's own).
type PlannedScripts struct {
	Account, Region, Resource string
	// Scripts are for backup jobs, Copies for copy jobs, Restores for restore jobs.
	Scripts  []Script
	Copies   []CopyScript
	Restores []RestoreScript
}

// ReadPlan reads a fault file. Unknown members are errors.
func ReadPlan(r io.Reader) (Plan, error) {
	var plan Plan
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		return plan, fmt.Errorf("fault file: %w", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return plan, errors.New("fault file: more than one JSON value")
	}
	var failed error
	eachObject(document, func(object map[string]any) {
		failed = errors.Join(failed, readDurations(object))
	})
	if failed != nil {
		return plan, failed
	}
	strict := json.NewDecoder(bytes.NewReader(encode(document)))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&plan); err != nil {
		return plan, fmt.Errorf("fault file: %w", err)
	}
	return plan, plan.check()
}

// durations are the members that hold one.
var durations = []string{
	"From", "Until", "Delay", "Skew",
	"Created", "Pending", "Running", "VisibilityLag", "RecordLag", "DeleteTakes", "CopyTakes", "IndexTakes",
}

// readDurations turns texts into nanoseconds, in place.
func readDurations(object map[string]any) error {
	for _, name := range durations {
		written, ok := object[name].(string)
		if !ok {
			continue
		}
		d, err := time.ParseDuration(written)
		if err != nil {
			return fmt.Errorf("fault file: %s: %w", name, err)
		}
		object[name] = json.Number(strconv.FormatInt(int64(d), 10))
	}
	return nil
}

var faultKinds = map[FaultKind]bool{
	Throttle: true, ServerError: true, HTML: true, AccessDenied: true, ExpiredToken: true, Error: true,
	ResetBefore: true, ResetAfter: true, Stall: true, Slow: true, Truncate: true,
	ClockSkew: true, Nulls: true, PlainTimes: true, UnknownEnums: true, UnknownMembers: true, EmptyPage: true, RepeatToken: true,
	ExpireCredentials: true, RemoveVault: true, LockVault: true,
}

func (p Plan) check() error {
	for i, fault := range p.Faults {
		switch {
		case !faultKinds[fault.Kind]:
			return fmt.Errorf("fault file: fault %d: unknown kind %q", i+1, fault.Kind)
		case fault.Kind == Error && fault.Code == "":
			return fmt.Errorf("fault file: fault %d: an Error needs a Code", i+1)
		case (fault.Kind == RemoveVault || fault.Kind == LockVault) && fault.Vault == "":
			return fmt.Errorf("fault file: fault %d: %s needs a Vault", i+1, fault.Kind)
		}
	}
	for i, planned := range p.Scripts {
		if planned.Region == "" || planned.Resource == "" {
			return fmt.Errorf("fault file: scripts %d: Region and Resource are needed", i+1)
		}
	}
	return nil
}

// Apply injects the plan's faults and queues its scripts.
func (s *Server) Apply(plan Plan) {
	for _, planned := range plan.Scripts {
		account := planned.Account
		if account == "" {
			account = s.account
		}
		where := s.Account(account).Region(planned.Region)
		where.Script(planned.Resource, planned.Scripts...)
		where.ScriptCopies(planned.Resource, planned.Copies...)
		where.ScriptRestores(planned.Resource, planned.Restores...)
	}
	s.Inject(plan.Faults...)
}
