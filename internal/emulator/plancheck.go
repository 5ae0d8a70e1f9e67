// Copyright (c) The terraform-provider-awsbackup Authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"slices"
	"time"
)

var faultKinds = map[FaultKind]bool{
	Throttle: true, ServerError: true, HTML: true, AccessDenied: true, ExpiredToken: true, Error: true,
	ResetBefore: true, ResetAfter: true, Stall: true, Slow: true, Truncate: true,
	ClockSkew: true, Nulls: true, PlainTimes: true, UnknownEnums: true, UnknownMembers: true, EmptyPage: true, RepeatToken: true,
	ExpireCredentials: true, RemoveVault: true, LockVault: true,
}

// stsOperations are what a fault can hit besides AWS Backup's operations.
var stsOperations = []string{"GetCallerIdentity", "AssumeRole", "AssumeRoleWithWebIdentity"}

// Bounds of what a fault may ask for.
const (
	minStatus = 200 // net/http takes the ones below for a beginning only
	maxStatus = 599
)

// check refuses what would be ignored or do harm later.
func (p Plan) check() error {
	for i, fault := range p.Faults {
		if err := fault.check(); err != nil {
			return fmt.Errorf("fault %d: %w", i+1, err)
		}
	}
	for i, planned := range p.Scripts {
		if err := planned.check(); err != nil {
			return fmt.Errorf("scripts %d: %w", i+1, err)
		}
	}
	return nil
}

func (f *Fault) check() error {
	switch {
	case !faultKinds[f.Kind]:
		return fmt.Errorf("unknown kind %q", f.Kind)
	case f.Kind == Error && f.Code == "":
		return errors.New("an Error needs a Code")
	case (f.Kind == RemoveVault || f.Kind == LockVault) && f.Vault == "":
		return fmt.Errorf("%s needs a Vault", f.Kind)
	case f.Operation != "" && !slices.Contains(stsOperations, f.Operation) &&
		!slices.ContainsFunc(operations, func(op operation) bool { return op.name == f.Operation }):
		return fmt.Errorf("unknown operation %q", f.Operation)
	case f.Status != 0 && (f.Status < minStatus || f.Status > maxStatus):
		return fmt.Errorf("the Status %d is not between %d and %d", f.Status, minStatus, maxStatus)
	case f.Times < Always || f.After < 0:
		return fmt.Errorf("with Times %d and After %d: only Times may be negative, %d for always", f.Times, f.After, Always)
	case f.From < 0 || f.Until < 0 || f.Until != 0 && f.Until <= f.From:
		return fmt.Errorf("from %v until %v: Until must be later, or 0 for no end", f.From, f.Until)
	case f.Delay < 0:
		return fmt.Errorf("the Delay %v is negative", f.Delay)
	case f.Lock.Min < 0 || f.Lock.Max < 0 || f.Lock.Max != 0 && f.Lock.Min > f.Lock.Max:
		return fmt.Errorf("a Lock from %d to %d days admits nothing", f.Lock.Min, f.Lock.Max)
	}
	return nil
}

func (p *PlannedScripts) check() error {
	switch {
	case p.Region == "" || p.Resource == "":
		return errors.New("both Region and Resource are needed")
	case p.Account != "" && !isAccount(p.Account):
		return fmt.Errorf("the Account %q is not twelve digits", p.Account)
	}
	if _, ok := parseARN(p.Resource); !ok && p.Resource != "*" {
		return fmt.Errorf("the Resource %q is neither an ARN nor *", p.Resource)
	}
	for i := range p.Scripts {
		if err := p.Scripts[i].check(); err != nil {
			return fmt.Errorf("script %d: %w", i+1, err)
		}
	}
	for i, script := range p.Copies {
		if err := checkTimes(script.Created, script.Running, script.RecordLag, script.VisibilityLag); err != nil {
			return fmt.Errorf("copy %d: %w", i+1, err)
		}
	}
	for i, script := range p.Restores {
		if err := checkTimes(script.Pending, script.Running, script.RecordLag); err != nil {
			return fmt.Errorf("restore %d: %w", i+1, err)
		}
	}
	return nil
}

// check lets any End, Message and Category pass: a test may want to see words
// that AWS does not have.
func (s *Script) check() error {
	if err := errors.Join(
		checkWord("EndsIn", s.EndsIn, stateCreated, statePending),
		checkWord("ARNAt", string(s.ARNAt), string(ARNAtStart), string(ARNAtRunning), string(ARNAtEnd)),
		checkWord("DeleteEnds", s.DeleteEnds, pointExpired),
		checkWord("Key", string(s.Key), string(KeyCustomer), string(KeyAWSManaged)),
		checkWord("CopyEnds", s.CopyEnds, stateCompleted, stateFailed),
		checkWord("IndexEnds", s.IndexEnds, indexActive, indexFailed),
		checkTimes(s.Created, s.Pending, s.Running, s.VisibilityLag, s.RecordLag, s.DeleteTakes, s.CopyTakes, s.IndexTakes),
	); err != nil {
		return err
	}
	for i := range s.Children {
		if err := s.Children[i].Script.check(); err != nil {
			return fmt.Errorf("child %d: %w", i+1, err)
		}
	}
	return nil
}

func checkWord(member, word string, known ...string) error {
	if word == "" || slices.Contains(known, word) {
		return nil
	}
	return fmt.Errorf("the %s %q is none of %v", member, word, known)
}

// checkTimes refuses durations that would take a job out of the calendar.
func checkTimes(all ...time.Duration) error {
	for _, d := range all {
		if d > maxJump {
			return fmt.Errorf("a duration of %v: %v is the most", d, maxJump)
		}
	}
	return nil
}
