// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
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

// ReadPlan reads a fault file of at most 4 MiB. Unknown members, members that
// are there twice and values that make no sense are errors; a file with an
// error gives no plan.
func ReadPlan(r io.Reader) (Plan, error) {
	plan, err := readPlan(r)
	if err != nil {
		return Plan{}, fmt.Errorf("fault file: %w", err)
	}
	return plan, nil
}

func readPlan(r io.Reader) (plan Plan, err error) {
	text, err := io.ReadAll(io.LimitReader(r, maxBody+1))
	if err != nil {
		return plan, err
	}
	if len(text) > maxBody {
		return plan, fmt.Errorf("more than %d bytes", maxBody)
	}
	if err := checkMembers(json.NewDecoder(bytes.NewReader(text))); err != nil {
		return plan, err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var document map[string]any
	if err := decoder.Decode(&document); err != nil {
		return plan, err
	}
	if document == nil {
		return plan, errors.New("null is no plan: an object with Faults or Scripts is needed")
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return plan, errors.New("more than one JSON value")
	}
	eachObject(document, func(object map[string]any) {
		err = errors.Join(err, readDurations(object))
	})
	if err != nil {
		return plan, err
	}
	strict := json.NewDecoder(bytes.NewReader(encode(document)))
	strict.DisallowUnknownFields()
	if err := strict.Decode(&plan); err != nil {
		return plan, err
	}
	return plan, plan.check()
}

// checkMembers refuses members that are there twice: the second would win
// silently.
func checkMembers(decoder *json.Decoder) error {
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	opened := token == json.Delim('{') || token == json.Delim('[')
	for opened && decoder.More() {
		if token == json.Delim('{') {
			name, err := decoder.Token()
			if err != nil {
				return err
			}
			// The decoder of structs does not tell capitals apart.
			folded := strings.ToLower(fmt.Sprint(name))
			if seen[folded] {
				return fmt.Errorf("%v is there twice", name)
			}
			seen[folded] = true
		}
		if err := checkMembers(decoder); err != nil {
			return err
		}
	}
	if opened {
		_, err = decoder.Token()
	}
	return err
}

// durations are the members that hold one.
var durations = []string{
	"From", "Until", "Delay", "Skew",
	"Created", "Pending", "Running", "VisibilityLag", "RecordLag", "DeleteTakes", "CopyTakes", "IndexTakes",
}

// readDurations turns texts into nanoseconds, in place.
func readDurations(object map[string]any) error {
	for name, value := range object {
		written, ok := value.(string)
		if !ok || !slices.ContainsFunc(durations, func(member string) bool { return strings.EqualFold(member, name) }) {
			continue
		}
		d, err := time.ParseDuration(written)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		object[name] = json.Number(strconv.FormatInt(int64(d), 10))
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
